// The whole way, with nothing mocked: an event comes in, Zendesk gets a ticket with an owner, and
// Monitor > Activity tells who and why.

import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { built } from './program.mjs';
import { camille, expect, saved, test, zendeskPanel } from './screen.mjs';

const ACTIVITY = '/monitor/activity';
const HOST = 'acme-support.zendesk.com';
const ODILE = 'odile.ortega@acme.example';

/** A contact centre that sends events with a token of its own. */
class Centre {
  constructor(portal) {
    this.portal = portal;
    const data = ['--database', `sqlite://${path.join(portal.dir, 'portal.db')}`, '--key-file', path.join(portal.dir, 'portal.key')];
    this.token = execFileSync(built('server'), ['token', 'create', 'e2e', ...data]).toString().trim();
  }

  async tell(session, type, data) {
    this.count = (this.count ?? 0) + 1;
    const event = {
      specversion: '1.0', id: `${session}-${this.count}`, source: 'e2e', type, subject: session,
      time: new Date(Date.UTC(2026, 10, 27, 12, 0, this.count)).toISOString(), data,
    };
    const answer = await fetch(`${this.portal.url}/api/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify(event),
    });
    expect(answer.status, await answer.text()).toBe(202);
  }

  chat(session) {
    const contact = { name: 'Eve Endler', email: 'eve@new.example' };
    return this.tell(session, 'session.started', { session: { channel: 'chat', entry: 'app', contact } });
  }

  taken(session, email) {
    return this.tell(session, 'session.assigned', { agent: { email } });
  }
}

const lines = (page, session) => page.locator('button[aria-expanded]').filter({ hasText: session });

test('a chat is the default user’s, and then the agent’s who takes it', async ({ app, page, portal }) => {
  await saved(portal, { zendesk: zendeskPanel });
  const centre = new Centre(portal);
  await centre.chat('chat-1');
  await app.open(ACTIVITY);
  await expect(lines(page, 'chat-1')).toContainText('Camille Roy');
  await centre.taken('chat-1', ODILE);
  const taken = lines(page, 'chat-1').filter({ hasText: 'Odile Ortega' });
  await expect(taken).toBeVisible({ timeout: 15_000 });
  await taken.click();
  await expect(page.locator('.story')).toContainText('odile.ortega@acme.example');
  const ticket = page.locator('.story').getByRole('link');
  await expect(ticket).toHaveAttribute('rel', /noopener/);
  const [opened] = await Promise.all([page.waitForEvent('popup'), ticket.click()]);
  await expect(opened.getByRole('article')).toContainText('Odile Ortega');
});

test('a token revoked in mid-stream holds records, and they go out once it is repaired', async ({ app, page, portal, sandbox }) => {
  await saved(portal, { zendesk: zendeskPanel });
  const centre = new Centre(portal);
  await centre.chat('chat-1');
  await app.open(ACTIVITY);
  await expect(lines(page, 'chat-1')).toContainText('Delivered');
  await sandbox.revoke(camille['API Token']);
  await centre.chat('chat-2');
  await expect(lines(page, 'chat-2')).toContainText('Held', { timeout: 15_000 });
  await sandbox.restore(camille['API Token']);
  const test = await fetch(`${portal.url}/api/settings/crm/zendesk/test`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}',
  });
  expect(test.status).toBe(200);
  await expect(lines(page, 'chat-2')).toContainText('Delivered', { timeout: 15_000 });
});

test('what is parked is replayed from the page', async ({ app, page, portal, sandbox }) => {
  await saved(portal, { zendesk: zendeskPanel });
  const centre = new Centre(portal);
  await centre.chat('chat-1');
  await app.open(ACTIVITY);
  await expect(lines(page, 'chat-1')).toContainText('Delivered');
  const eve = (suspended) => sandbox.control('POST', 'zendesk/users', { host: HOST, email: 'eve@new.example', suspended });
  await eve(true);
  await centre.chat('chat-2');
  const parked = lines(page, 'chat-2');
  await expect(parked).toContainText('Parked', { timeout: 15_000 });
  await parked.click();
  await eve(false);
  await page.getByRole('button', { name: /^Replay/ }).click();
  await expect(lines(page, 'chat-2')).toContainText('Delivered', { timeout: 15_000 });
});

test('with the box off a random agent owns it, and who that is stands there', async ({ app, page, portal }) => {
  await saved(portal, { zendesk: { ...zendeskPanel, default_user: false } });
  await new Centre(portal).chat('chat-1');
  await app.open(ACTIVITY);
  await expect(lines(page, 'chat-1')).toContainText('Random agent');
  await expect(lines(page, 'chat-1')).not.toContainText('Camille Roy');
});
