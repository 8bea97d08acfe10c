import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

const SENT = { code: 0, msg: '发送成功', count: 1, fee: 0.05, unit: 'RMB', sid: 1 };

/** A provider that sends no SMS but knows the codes in them. */
export class SmsProvider {
  /** @type {Map<string, string>} */
  #codes = new Map();
  #waiting = new Map();
  #server = createServer(async (request, response) => {
    const fields = new URLSearchParams(await text(request));
    const mobile = fields.get('mobile');
    this.#codes.set(mobile, /\d{4,8}/.exec(fields.get('text'))[0]);
    this.#waiting.get(mobile)?.();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(SENT));
  });

  /** @returns {Promise<string>} its address */
  async start() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /**
   * @param {string} mobile that a code has been asked for
   * @returns {Promise<string>} the code
   */
  async codeFor(mobile) {
    if (!this.#codes.has(mobile)) {
      await new Promise((resolve) => this.#waiting.set(mobile, resolve));
    }
    return this.#codes.get(mobile);
  }

  stop() {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
