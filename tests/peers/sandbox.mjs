// The imitated CRMs, started on a port of their own: one per test file, so files may run at once.
// A stock client reaches a CRM under `at(host)`; no client needs to be told anything else.

import { Program, built } from '../e2e/program.mjs';

export class Sandbox {
  #program = new Program(built('sandbox'), ['--listen', '127.0.0.1:0']);

  static async start() {
    const sandbox = new Sandbox();
    sandbox.url = await sandbox.#program.start();
    return sandbox;
  }

  stop() {
    return this.#program.stop();
  }

  /** The address under which a CRM's host is imitated. */
  at(host) {
    return `${this.url}/at/${host}`;
  }

  /** What the clients have asked, oldest first; `filter` as in `grant_type=refresh_token`. */
  requests(filter = {}) {
    return this.control('GET', `requests?${new URLSearchParams(filter)}`);
  }

  async control(method, what, body) {
    const response = await fetch(`${this.url}/control/${what}`, {
      method,
      headers: body && { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`sandbox: ${method} ${what}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
}
