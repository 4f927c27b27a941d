import { JsonClient } from './http.js';
import { acts, platformOrder, rechargeOrder, referenceOf } from './order.js';
import { settings, store } from './settings.js';

// The delivery, and the order's row taken for it, in one commit. Without a claim another delivery of the order is at work.
// No state is below 0; written as "= 0", the index of all that is received would look like a short way once the tables were analysed at rest.
const begin = {
  name: 'begin',
  text: `WITH delivery AS (SELECT id, order_id, body FROM inbox WHERE id = $1 AND state <= 0),
    claim AS (
      INSERT INTO orders (store, order_id, lease_owner, lease_until)
      SELECT $2, order_id, $3, now() + interval '60 seconds' FROM delivery
      ON CONFLICT (store, order_id) DO UPDATE
        SET lease_owner = excluded.lease_owner, attempts = orders.attempts + 1, lease_until = excluded.lease_until
        WHERE orders.lease_owner = excluded.lease_owner OR orders.lease_until IS NULL OR orders.lease_until < now()
      RETURNING attempts, platform_order_id, platform_order_number, written_at)
    SELECT convert_from(delivery.body, 'UTF8') AS body, claim.* FROM delivery LEFT JOIN claim ON true`,
};

const placed = {
  name: 'placed',
  text: `UPDATE orders SET platform_order_id = $3, platform_order_number = $4, lease_until = now() + interval '60 seconds'
    WHERE store = $1 AND order_id = $2`,
};

const finish = {
  name: 'finish',
  text: `WITH written AS (
      UPDATE orders SET lease_until = NULL, written_at = CASE WHEN $4::smallint = 1 THEN now() ELSE written_at END
      WHERE store = $1 AND order_id = $2)
    UPDATE inbox SET state = $4::smallint, reason = $5, finished_at = now() WHERE id = $3`,
};

export class OrderSync {
  #database;
  #platform = new JsonClient(settings.platform, settings.concurrency);
  #recharge = new JsonClient(settings.recharge, settings.concurrency, {
    'x-recharge-access-token': settings.token,
    'x-recharge-version': '2021-11',
  });

  constructor(database) {
    this.#database = database;
  }

  /** Takes a delivery to its end. Safe to repeat at any point. Throws where a later try may help, `Refused` where none will. */
  async run(id, owner) {
    const { rows } = await this.#database.query({ ...begin, values: [id, store, owner] });
    if (rows.length === 0) {
      return;
    }

    const [{ body, attempts, platform_order_id, platform_order_number, written_at }] = rows;
    const order = rechargeOrder(body);
    if (attempts === null) {
      throw new Error(`order ${order.id} is in work elsewhere`);
    }

    if (written_at !== null) {
      await this.finish(id, order.id, 1);
    } else if (platform_order_id === null && !acts(order)) {
      await this.finish(id, order.id, 2, 'status or external id');
    } else {
      const ids = platform_order_id === null
        ? await this.#place(order, attempts > 1)
        : { id: platform_order_id, number: platform_order_number };
      await this.#writeBack(order.id, ids);
      await this.finish(id, order.id, 1);
    }
  }

  /** Ends a delivery and its hold on the order. */
  finish(id, orderId, state, reason) {
    return this.#database.query({ ...finish, values: [store, orderId, id, state, reason] });
  }

  async #place(order, look) {
    const reference = referenceOf(store, order.id);
    const ids = (look && (await this.#find(reference))) || (await this.#create(order, reference));
    await this.#database.query({ ...placed, values: [store, order.id, ids.id, ids.number] });
    return ids;
  }

  async #create(order, reference) {
    const headers = { 'idempotency-key': reference };
    const { answer } = await this.#platform.send('POST', '/orders', platformOrder(order, reference), { headers, except: [409] });
    const ids = answer ? idsOf(answer) : await this.#find(reference);
    if (!ids) {
      throw new Error('the platform named no order');
    }

    return ids;
  }

  async #find(reference) {
    const { answer } = await this.#platform.send('GET', `/orders?reference=${encodeURIComponent(reference)}`);
    return idsOf(answer.orders.find(order => order.reference === reference));
  }

  // The number is not documented for 2021-11: where Recharge refuses it, the id goes alone.
  async #writeBack(orderId, ids) {
    const path = `/orders/${orderId}`;
    const body = { external_order_id: { ecommerce: ids.id }, external_order_number: { ecommerce: ids.number } };
    const { statusCode } = await this.#recharge.send('PUT', path, body, { except: [422] });
    if (statusCode === 422) {
      await this.#recharge.send('PUT', path, { external_order_id: body.external_order_id });
    }
  }

  close() {
    return Promise.all([this.#platform.close(), this.#recharge.close()]);
  }
}

const idsOf = order => (order?.id ? { id: String(order.id), number: String(order.number || order.id) } : null);
