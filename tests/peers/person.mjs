// A person with a browser: follows redirects, keeps cookies, fills in the provider's own pages.
// Two of them share nothing, which is what makes them two browsers.

import assert from 'node:assert/strict';

export class Person {
  #cookies = new Map();

  constructor(username) {
    this.username = username;
  }

  /** Logs in, consents or not, and stops before the app's callback: answers its address. */
  async authorize(url, { until, decision = 'allow' }) {
    let page = await this.#open(url, until);
    while (!(page instanceof URL)) {
      page = await this.#answer(page, until, decision);
    }
    return page;
  }

  /** Opens an address with this browser's cookies, without following where it leads. */
  async get(url, options = {}) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...options.headers, ...(cookie && { cookie }) };
    const answer = await fetch(url, { ...options, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (value) this.#cookies.set(name, value);
      else this.#cookies.delete(name);
    }
    return answer;
  }

  async #open(url, until, options) {
    const answer = await this.get(url, options);
    const location = answer.headers.get('location');
    if (!location) {
      const html = await answer.text();
      assert.equal(answer.status, 200, html);
      return { url, html };
    }
    const next = new URL(location, url);
    return next.href.startsWith(until) ? next : this.#open(next, until);
  }

  /** The forms and links of the provider's pages, as they stand there. */
  #answer({ url, html }, until, decision) {
    const find = (what, pattern) => pattern.exec(html)?.[1] ?? assert.fail(`no ${what}: ${html}`);
    const prompt = find('prompt', /name="prompt" value="(\w+)"/);
    if (prompt === 'consent' && decision === 'deny') {
      return this.#open(new URL(find('link', /href="([^"]+\/abort)"/), url), until);
    }
    const form = { prompt, login: this.username, password: 'any will do' };
    const action = new URL(find('form', /action="([^"]+)"/), url);
    return this.#open(action, until, { method: 'POST', body: new URLSearchParams(form) });
  }
}
