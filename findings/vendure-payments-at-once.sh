#!/usr/bin/env bash
# Vendure (@vendure/core) 3.7.3 with PostgreSQL 15.18
# Guess:   of several payments of one order at once the first settles it and the others are refused, as those are that
#          come one after the other.
# Happens: on Postgres each sees the order unpaid, and each answers that it has settled it. In memory, where calls take
#          turns, one does: tests there do not show it.
# Seen:    one after the other: Order, ManualPaymentStateError; 4 at once: 4 settled the order
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-vendure.sh"
postgres
vendure "postgres://postgres@127.0.0.1:$postgres_port/postgres"

judge "$(seen "$vendure_port" <<'JS'
import { pay, unpaid } from './client.mjs';
const alone = await unpaid();
console.log(`one after the other: ${(await pay(alone, 'cash')).__typename}, ${(await pay(alone, 'cash')).__typename}`);
let most = 0;
for (let attempt = 0; attempt < 10 && most < 2; attempt++) {
  const id = await unpaid();
  const answers = await Promise.all([1, 2, 3, 4].map(() => pay(id, 'cash')));
  console.error(answers);
  most = Math.max(most, answers.filter(answer => answer.__typename === 'Order').length);
}
console.log(`4 at once: ${most} settled the order`);
JS
)" "one after the other: Order, ManualPaymentStateError; 4 at once: [234] settled the order" \
  "on Postgres several payments at once settle one order"
