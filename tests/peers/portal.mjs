// The real server, set up for the provider: an empty database and the Salesforce panel saved.
// The tests speak to it as the page does, so this holds no more than the page's requests.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Program, built } from '../e2e/program.mjs';
import { HOST, app } from './provider.mjs';

const SALESFORCE = '/api/settings/crm/salesforce';

export class Portal {
  #program;

  /**
   * Starts it with the provider in the place of all CRMs, on a database file of its own in its folder
   * unless another database is named; in another one's folder it has its key.
   */
  static async start(provider, { dir = mkdtempSync(path.join(os.tmpdir(), 'portal-peers-')), database } = {}) {
    const portal = new Portal();
    portal.dir = dir;
    const file = (name) => path.join(dir, name);
    portal.#program = new Program(built('server'), [
      'serve',
      ...['--listen', '127.0.0.1:0'],
      ...['--database', database ?? `sqlite://${file('portal.db')}`],
      ...['--key-file', file('portal.key')],
      // Only the API is asked here.
      ...['--web-root', file('no-application')],
      ...['--sandbox', provider.url],
      ...['--log', 'debug'],
    ]);
    portal.url = await portal.#program.start();
    portal.callback = `${portal.url}/oauth/callback/salesforce`;
    return portal;
  }

  async stop() {
    await this.#program.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** All it has logged. */
  get log() {
    return this.#program.log;
  }

  /** Saves the panel as an administrator would fill it in. */
  async setUp(typed = {}) {
    const now = await fetch(`${this.url}/api/settings/crm`);
    const fields = {
      org_id: '00Dam00000Acme7',
      org_name: 'Acme',
      consumer_key: app.client_id,
      cloud: 'service',
      login_url: HOST,
      ...typed,
    };
    const secret = { replace: app.client_secret };
    const saved = await fetch(`${this.url}/api/settings/crm`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', 'if-match': now.headers.get('etag') },
      body: JSON.stringify({ agent_platform: null, panels: { salesforce: { fields, secret } } }),
    });
    assert.equal(saved.status, 200, await saved.clone().text());
  }

  /** Presses Link in a person's browser, which keeps the cookie. */
  async begin(person) {
    const answer = await person.get(`${this.url}${SALESFORCE}/links`, json({}));
    assert.equal(answer.status, 200, await answer.clone().text());
    return answer.json();
  }

  /** How a begun link stands: `waiting`, `{ linked }`, `{ failed }`. */
  linking(id) {
    return this.#read(`${SALESFORCE}/linkings/${id}`);
  }

  /** The linked administrators. */
  async links() {
    const { panels } = await this.#read('/api/settings/crm');
    return panels.salesforce?.links ?? [];
  }

  /** Presses Test; answers the check. */
  async test() {
    const answer = await fetch(`${this.url}${SALESFORCE}/test`, json({}));
    assert.equal(answer.status, 200, await answer.clone().text());
    return (await answer.json()).check;
  }

  /** Unlinks an administrator. */
  async unlink(id) {
    const answer = await fetch(`${this.url}${SALESFORCE}/links/${id}`, { method: 'DELETE' });
    assert.equal(answer.status, 200, await answer.clone().text());
    return answer.json();
  }

  async #read(path) {
    const answer = await fetch(`${this.url}${path}`);
    assert.equal(answer.status, 200, await answer.clone().text());
    return answer.json();
  }
}

const json = (body) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
