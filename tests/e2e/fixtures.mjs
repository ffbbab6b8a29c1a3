// What every spec starts with: a sandbox per worker, and per test a server with an empty database.
// Nothing is shared between tests, so they need no order and may break whatever they like.

import { test as base, expect } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Program, built, root } from './program.mjs';

/** The imitated CRMs, and the switches of their control interface. */
class Sandbox {
  #program;

  constructor(listen = '127.0.0.2:0') {
    this.#program = new Program(built('sandbox'), ['--listen', listen]);
  }

  async start() {
    this.url = await this.#program.start();
    // Down and up again at the same address, as a CRM would be.
    this.#program.args = ['--listen', this.url.replace('http://', '')];
  }

  /** A CRM that is down. */
  stop() {
    return this.#program.stop('SIGKILL');
  }

  /** Adds a rule, `{ host: '*', fault: { status: { code: 503 } }, times: 1 }`; answers it with its id. */
  fault(rule) {
    return this.control('POST', 'faults', rule);
  }

  /** Takes one rule back, or all. */
  heal(id) {
    return this.control('DELETE', id === undefined ? 'faults' : `faults/${id}`);
  }

  /** Makes the CRM refuse a credential that was good. */
  revoke(credential) {
    return this.control('POST', 'revoke', { credential });
  }

  restore(credential) {
    return this.control('POST', 'restore', { credential });
  }

  /** Chooses how an undocumented point behaves. */
  reading(points) {
    return this.control('POST', 'reading', points);
  }

  /** What the server has asked so far, oldest first. */
  requests(host) {
    return this.control('GET', host ? `requests?host=${encodeURIComponent(host)}` : 'requests');
  }

  forgetRequests() {
    return this.control('DELETE', 'requests');
  }

  /** The organisations, people and credentials it knows. */
  seed() {
    return this.control('GET', 'seed');
  }

  /** Everything as it was at the start. */
  reset() {
    return this.control('POST', 'reset', {});
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

/** The server under test, with a folder of its own for database, key and logs. */
class Portal {
  #program;
  #sandbox;
  #environment;

  constructor(sandbox, environment = {}) {
    this.#sandbox = sandbox;
    this.#environment = environment;
    this.dir = mkdtempSync(path.join(os.tmpdir(), 'portal-e2e-'));
  }

  /** All it has logged, over restarts too: search it for secrets. */
  get log() {
    return this.#program?.log ?? '';
  }

  async start(listen = '127.0.0.1:0') {
    const args = [
      'serve',
      '--listen', listen,
      '--database', `sqlite://${path.join(this.dir, 'portal.db')}`,
      '--key-file', path.join(this.dir, 'portal.key'),
      '--web-root', process.env.PORTAL_WEB_ROOT ?? path.join(root, 'dist'),
      '--sandbox', this.#sandbox.url,
    ];
    if (this.#program) this.#program.args = args;
    else this.#program = new Program(built('server'), args, this.#environment);
    this.url = await this.#program.start();
    await this.ready();
  }

  async ready() {
    const end = Date.now() + 20_000;
    while (Date.now() < end) {
      const answer = await fetch(`${this.url}/api/ready`).catch(() => undefined);
      if (answer?.status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the server did not become ready\n${this.log}`);
  }

  stop() {
    return this.#program.stop();
  }

  /** As after a power cut. */
  kill() {
    return this.#program.stop('SIGKILL');
  }

  /** Stops it and starts it again: same address, same database. */
  async restart() {
    await this.stop();
    await this.start(this.url.replace('http://', ''));
  }

  async remove() {
    await this.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

export const test = base.extend({
  // Started once per worker; specs run in workers of their own, so none disturbs another's.
  crms: [
    async ({}, use) => {
      const sandbox = new Sandbox();
      await sandbox.start();
      await use(sandbox);
      await sandbox.stop();
    },
    { scope: 'worker' },
  ],

  /** The imitated CRMs, as new. */
  sandbox: async ({ crms }, use) => {
    await crms.control('GET', 'seed').catch(() => crms.start());
    await crms.reset();
    await use(crms);
  },

  /** What the server is told beside its arguments: `test.use({ environment: { PORTAL_VERIFY_EVERY: '1s' } })`. */
  environment: [{}, { option: true }],

  /** A server with an empty database; its log is attached to what fails. */
  portal: async ({ sandbox, environment }, use, info) => {
    const portal = new Portal(sandbox, environment);
    await portal.start();
    await use(portal);
    await portal.remove();
    if (info.status !== info.expectedStatus) {
      await info.attach('server.log', { body: portal.log, contentType: 'text/plain' });
    }
  },

  baseURL: async ({ portal }, use) => use(portal.url),

  /** Fails with what axe found, in words: `await accessible()` in each state worth looking at. */
  accessible: async ({ page }, use) => {
    await use(async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, help, nodes }) => ({
        id,
        help,
        where: nodes.map((node) => node.target.join(' ')),
      }));
      expect(found).toEqual([]);
    });
  },

  /** Every console error and uncaught exception of the page; a test that passes has none. */
  complaints: [
    async ({ page }, use) => {
      const complaints = [];
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        // A refused save is an answer of ours, which Chromium reports as a failed load.
        const answer = message.text().startsWith('Failed to load resource');
        if (message.type() === 'error' && !answer) complaints.push(message.text());
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
