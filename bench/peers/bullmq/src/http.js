import { Pool } from 'undici';

/** A failure that no retry mends. */
export class Refused extends Error {}

/** JSON over kept-alive connections, one call at a time on each. */
export class JsonClient {
  #pool;
  #prefix;
  #headers;

  constructor(url, connections, headers = {}) {
    const { origin, pathname } = new URL(url);
    this.#pool = new Pool(origin, { connections, pipelining: 1, headersTimeout: 10_000, bodyTimeout: 10_000 });
    this.#prefix = pathname.replace(/\/$/, '');
    this.#headers = { 'content-type': 'application/json', ...headers };
  }

  /** The status and, where it is a success, the answer. Throws where another try may help, and `Refused` where none will. */
  async send(method, path, value, { headers, except = [] } = {}) {
    const { statusCode, body } = await this.#pool.request({
      method,
      path: this.#prefix + path,
      headers: { ...this.#headers, ...headers },
      body: value === undefined ? undefined : JSON.stringify(value),
    });
    if (statusCode >= 200 && statusCode < 300) {
      return { statusCode, answer: await body.json() };
    }

    await body.dump();
    if (except.includes(statusCode)) {
      return { statusCode };
    }

    const isPermanent = statusCode >= 400 && statusCode < 500 && ![402, 408, 409, 425, 429].includes(statusCode);
    throw new (isPermanent ? Refused : Error)(`${method} answered ${statusCode}`);
  }

  close() {
    return this.#pool.close();
  }
}
