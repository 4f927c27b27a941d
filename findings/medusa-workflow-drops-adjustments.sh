#!/usr/bin/env bash
# Medusa (@medusajs/medusa) 2.21.2 with PostgreSQL 15.18
# Guess:   createOrderWorkflow makes the order that it is given, as the order module's createOrders does.
# Happens: adjustments of the items are left out without a word, so that the order is dearer by its discount; their tax
#          lines are kept.
# Seen:    10.00 less 3.00, 10 % tax: by the module 7.7 with 1 adjustment; by the workflow 11 with 0 adjustments
limit=900
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-medusa.sh"
medusa

cat >"$work/shop/make.js" <<'JS'
const { createOrderWorkflow } = require('@medusajs/medusa/core-flows');
exports.default = async ({ container }) => {
  const orders = container.resolve('order');
  const [region] = await container.resolve('region').listRegions({});
  const [channel] = await container.resolve('sales_channel').listSalesChannels({});
  const input = () => ({
    region_id: region.id,
    sales_channel_id: channel.id,
    currency_code: 'usd',
    email: 'ada@example.com',
    items: [
      {
        title: 'Coffee',
        quantity: 1,
        unit_price: 10,
        adjustments: [{ code: 'LESS', amount: 3 }],
        tax_lines: [{ code: 'tax', rate: 10 }],
      },
    ],
  });
  const say = async ({ id }) => {
    const { total, items: [item] } = await orders.retrieveOrder(id, {
      select: ['total'],
      relations: ['items', 'items.adjustments', 'items.tax_lines'],
    });
    console.log(`SEEN ${Number(total)} with ${item.adjustments?.length} adjustments`);
  };
  await say(await orders.createOrders(input()));
  await say((await createOrderWorkflow(container).run({ input: input() })).result);
};
JS
echo "import './client.mjs';" | seen "$medusa_port" # makes the region
judge "$(medusa_cli exec ./make.js 2>"$work/errors" | sed -n 's/.*SEEN //p' | paste -sd';')" \
  "7.7 with 1 adjustments;11 with 0 adjustments" "createOrderWorkflow leaves out the items' adjustments"
