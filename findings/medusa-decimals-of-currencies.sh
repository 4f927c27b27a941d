#!/usr/bin/env bash
# Medusa (@medusajs/medusa) 2.21.2 with PostgreSQL 15.18
# Guess:   a currency's decimal_digits are ISO 4217's.
# Happens: those of some twenty are not: forint, rupiah, Colombian peso, Pakistani rupee, dinar of Serbia and others have
#          none instead of two, the dinar of Iraq none instead of three.
# Seen:    USD 2, JPY 0, KWD 3; HUF 0, IDR 0, COP 0, PKR 0, RSD 0, AMD 0, IQD 0
limit=900
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-medusa.sh"
medusa

judge "$(seen "$medusa_port" <<'JS'
import { get } from './client.mjs';
const { currencies } = await get('/admin/currencies?limit=200&fields=code,decimal_digits');
const say = codes =>
  console.log(codes.map(code => `${code} ${currencies.find(one => one.code === code.toLowerCase()).decimal_digits}`).join(', '));
say(['USD', 'JPY', 'KWD']);
say(['HUF', 'IDR', 'COP', 'PKR', 'RSD', 'AMD', 'IQD']);
JS
)" "USD 2, JPY 0, KWD 3; HUF 0, IDR 0, COP 0, PKR 0, RSD 0, AMD 0, IQD 0" \
  "currencies that have two or three decimals by ISO 4217 have none"
