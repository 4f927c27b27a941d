#!/usr/bin/env bash
# Vendure (@vendure/core) 3.7.3 with PostgreSQL 15.18
# Guess:   items that are added to one order at the same time are all there, and its total is theirs.
# Happens: on Postgres the total that was computed last from what that call saw is stored: less than the lines cost, until
#          something changes the order again. Adding the same variant makes several lines of it instead of one.
# Seen:    4 × 10.00 in 4 lines, total 1000
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-vendure.sh"
postgres
vendure "postgres://postgres@127.0.0.1:$postgres_port/postgres"

judge "$(seen "$vendure_port" <<'JS'
import { ask, add, coffee, draft, order } from './client.mjs';
await ask(
  'mutation($of: ID!) { updateProductVariants(input: [{ id: $of, trackInventory: FALSE }]) { id } }',
  { of: await coffee() },
);
for (let attempt = 0; attempt < 10; attempt++) {
  const id = await draft();
  await Promise.all([1, 2, 3, 4].map(() => add(id, 1)));
  const { lines, totalWithTax } = await order(id);
  const count = lines.reduce((sum, line) => sum + line.quantity, 0);
  console.error(lines, totalWithTax);
  if (count === 4 && totalWithTax < 4000 && lines.length > 1) {
    console.log('4 items, in several lines, at less than their price');
    break;
  }
}
JS
)" "4 items, in several lines, at less than their price" \
  "on Postgres four adds at once leave four lines and a total that lacks some of them"
