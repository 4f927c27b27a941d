import { createHash, timingSafeEqual } from 'node:crypto';

/** Recharge's legacy signature: SHA-256 of secret and raw body, in hexadecimal. */
export function isSigned(secret, body, header) {
  if (typeof header !== 'string' || !/^[0-9a-f]{64}$/i.test(header)) {
    return false;
  }

  const expected = createHash('sha256').update(secret).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(header, 'hex'));
}
