#!/usr/bin/env bash
# Vendure (@vendure/core) 3.7.3
# Guess:   a mutation that answers InsufficientStockError has changed nothing.
# Happens: what there is was added, and the order goes on with it, at the price of the smaller number.
# Seen:    asked for 5: INSUFFICIENT_STOCK_ERROR; the order has 3, total 3000
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-vendure.sh"
vendure

judge "$(seen "$vendure_port" <<'JS'
import { add, draft, order } from './client.mjs';
const id = await draft();
console.log(`asked for 5: ${(await add(id, 5)).errorCode}`);
const { lines, totalWithTax } = await order(id);
console.log(`the order has ${lines[0]?.quantity}, total ${totalWithTax}`);
JS
)" "asked for 5: INSUFFICIENT_STOCK_ERROR; the order has 3, total 3000" \
  "an order line that was refused for want of stock is there, with what the stock had"
