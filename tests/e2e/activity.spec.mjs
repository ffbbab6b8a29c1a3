// Monitor > Activity over answers that a server could give: rows, stories, filters, replay, every state.

import AxeBuilder from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import { CRM_PAGE, expect, saved, test, zendeskPanel } from './screen.mjs';

const ACTIVITY = '/monitor/activity';
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const MINUTE = 60_000;

const person = (party, name) => ({ party, id: name, name });
const nora = person('agent', 'Nora Neumann');
const camille = person('default_user', 'Camille Roy');
const alex = person('random_agent', 'Alex Martin');

/** A delivered event; `minutes` ago. */
const row = (id, minutes, other = {}) => ({
  id: String(id),
  session: `chat-${id}`,
  kind: 'session.started',
  at: Date.now() - minutes * MINUTE,
  received_at: Date.now() - minutes * MINUTE,
  crm: 'zendesk',
  state: 'delivered',
  reason: 'no_agent_yet',
  owner: camille,
  record: { id: '35291', url: 'https://acme-support.zendesk.com/agent/tickets/35291' },
  ...other,
});

const day = () => [
  row(9, 1, { state: 'waiting', record: null }),
  row(8, 2, { kind: 'session.assigned', session: 'call-90877', reason: 'agent_known', owner: nora }),
  row(7, 4, { kind: 'session.assigned', session: 'chat-48213', state: 'parked', reason: 'requester_suspended', owner: nora }),
  row(6, 12, { kind: 'session.voicemail_left', session: 'call-90874', reason: 'until_callback' }),
  row(5, 50, { kind: 'session.abandoned', state: 'nothing', reason: 'abandoned_off', owner: null, record: null }),
  row(4, 95, { reason: 'agent_unmatched', kind: 'session.assigned', owner: alex }),
  row(3, 1500, { state: 'held', reason: 'paused', owner: null, record: null }),
  row(2, 3000, { kind: 'session.comment', reason: 'changed_in_crm', owner: null }),
];

const story = (activity) => ({
  activity,
  source: 'acme-contact-centre',
  event: `0199-${activity.id}`,
  seen: { agents: ['nora.neumann@acme.example'], default_user: true, always: true, eligible: 12, owner_before: 'Camille Roy' },
  actor: camille,
  actor_instead: activity.state === 'parked',
  calls: [
    { what: 'find_record', status: 200, at: activity.at, ms: 84 },
    { what: 'set_owner', status: 429, at: activity.at + 400, ms: 61 },
    { what: 'set_owner', status: null, at: activity.at + 31_000, ms: 10_000 },
  ],
  tries: 2,
  due_at: activity.state === 'waiting' ? Date.now() + MINUTE : null,
  done_at: activity.state === 'delivered' ? activity.at : null,
});

const refusal = (code) => ({ code, message: '', next_step: '', request_id: null });

/** The server's side: rows that can be changed while the page looks, and what was asked. */
class Backend {
  rows = day();
  held = null;
  size = 50;
  asked = [];
  replayed = [];
  fails = null;

  async on(page) {
    await page.route(/\/api\/activity(\?|$)/, (route) => this.#list(route));
    await page.route(/\/api\/activity\/[^/]+$/, (route) => this.#one(route));
    await page.route(/\/api\/activity\/[^/]+\/replay$/, (route) => this.#replay(route));
    return this;
  }

  #list(route) {
    const { search, searchParams } = new URL(route.request().url());
    this.asked.push(search);
    if (this.fails === 'offline') return route.abort();
    if (this.fails) return route.fulfill({ status: 500, json: refusal(this.fails) });
    const [state, owner, before] = ['state', 'owner', 'before'].map((name) => searchParams.get(name));
    const found = this.rows.filter((one) => (!state || one.state === state) && (!owner || one.owner?.party === owner));
    const from = before ? found.findIndex((one) => one.id === before) + 1 : 0;
    const rows = found.slice(from, from + this.size);
    const next = from + this.size < found.length ? rows.at(-1).id : null;
    return route.fulfill({ json: { rows, next, held: this.held } });
  }

  #one(route) {
    const found = this.rows.find(({ id }) => route.request().url().endsWith(`/${id}`));
    if (!found) return route.fulfill({ status: 404, json: refusal('no_such_delivery') });
    return route.fulfill({ json: story(found) });
  }

  #replay(route) {
    const id = route.request().url().split('/').at(-2);
    const found = this.rows.find((one) => one.id === id);
    if (found.state !== 'parked') return route.fulfill({ status: 409, json: refusal('not_parked') });
    this.replayed.push(id);
    this.change(id, { state: 'waiting', reason: 'agent_known' });
    return route.fulfill({ status: 204 });
  }

  change(id, other) {
    this.rows = this.rows.map((one) => (one.id === id ? { ...one, ...other } : one));
  }
}

const line = (page, words) => page.locator('button[aria-expanded]').filter({ hasText: words });
const texts = (lang) => JSON.parse(readFileSync(new URL(`../../locales/${lang}.json`, import.meta.url), 'utf8'));

async function looksGood(page, state) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const axe = new AxeBuilder({ page });
    const look = colorScheme === 'light' ? axe.withTags(TAGS) : axe.withRules(['color-contrast', 'link-in-text-block']);
    const { violations } = await look.analyze();
    const found = violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.html.slice(0, 160)) }));
    expect(found, `${state}, ${colorScheme}`).toEqual([]);
  }
}

/** Presses Tab until the element has the focus, as a person would. */
async function tabTo(page, target) {
  for (let step = 0; step < 40; step += 1) {
    if (await target.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

for (const [lang, locale] of [['en', 'en-US'], ['fr', 'fr-FR']]) {
  test.describe(lang, () => {
    test.use({ locale });
    test.setTimeout(120_000);
    const t = texts(lang);

    test('from the menu to a story, and to the settings again', async ({ page, app }) => {
      await new Backend().on(page);
      await app.open();
      await page.getByRole('link', { name: t.activity, exact: true }).click();
      await expect(page).toHaveURL(new RegExp(`${ACTIVITY}$`));
      await expect(page).toHaveTitle(t.title_activity);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(t.activity);
      await expect(page.getByRole('link', { name: t.activity, exact: true })).toHaveAttribute('aria-current', 'page');
      await expect(line(page, 'chat-48213')).toContainText(t.event_assigned);
      await expect(line(page, 'chat-48213')).toContainText('Nora Neumann');
      await expect(line(page, 'chat-48213')).toContainText(t.reason_requester_suspended);
      await expect(line(page, 'chat-48213')).toContainText(t.state_parked);
      await line(page, 'chat-48213').click();
      for (const heading of [t.story_came_in, t.story_decided, t.story_tried, t.story_now]) {
        await expect(page.getByRole('heading', { name: heading })).toBeVisible();
      }
      await expect(page.locator('.story')).toContainText(t.cure_requester_suspended);
      await expect(page.getByRole('row').filter({ hasText: t.call_set_owner })).toHaveCount(2);
      await page.getByRole('link', { name: t.developer_settings, exact: true }).click();
      await expect(page).toHaveURL(new RegExp(`${CRM_PAGE}$`));
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(t.developer_settings);
    });

    test('axe finds nothing in any state', async ({ page, app }) => {
      const backend = await new Backend().on(page);
      backend.held = { count: 12, oldest: Date.now() - 90 * MINUTE, reason: 'paused', crm: 'zendesk' };
      await app.open(ACTIVITY);
      await looksGood(page, 'rows');
      await line(page, 'chat-48213').click();
      await line(page, 'chat-9').click();
      await line(page, 'chat-3').click();
      await expect(page.locator('.story ol')).toHaveCount(3);
      await looksGood(page, 'stories');
      await page.getByRole('button', { name: /^(Replay|Rejouer)/ }).click();
      await expect(page.locator('.said')).toHaveText(t.replayed);
      await looksGood(page, 'replayed');
      backend.held = null;
      await app.open(`${ACTIVITY}?state=waiting&owner=random_agent`);
      await expect(page.getByText(t.activity_no_match, { exact: true }).first()).toBeVisible();
      await looksGood(page, 'nothing matches');
      backend.rows = [];
      await app.open(ACTIVITY);
      await expect(page.getByRole('heading', { name: t.activity_empty })).toBeVisible();
      await looksGood(page, 'empty');
      backend.fails = 'offline';
      await app.open(ACTIVITY);
      await expect(page.getByRole('alert')).toContainText(t.activity_offline);
      await looksGood(page, 'failed');
    });

    test('a telephone shows cards, and nothing scrolls sideways', async ({ page, app }) => {
      const backend = await new Backend().on(page);
      backend.held = { count: 12, oldest: Date.now() - 90 * MINUTE, reason: 'nobody_eligible', crm: 'zendesk' };
      for (const width of [390, 320]) {
        await page.setViewportSize({ width, height: 800 });
        await app.open(ACTIVITY);
        await line(page, 'chat-48213').click();
        await expect(page.getByRole('heading', { name: t.story_now })).toBeVisible();
        expect(await page.evaluate(() => document.documentElement.scrollWidth), String(width)).toBe(width);
        const outside = await page.evaluate((right) =>
          [...document.querySelectorAll('main button, main a, main select, main .chip, main dd, main td')]
            .filter((node) => node.checkVisibility() && node.getBoundingClientRect().right > right)
            .map((node) => node.outerHTML.slice(0, 120)), width);
        expect(outside).toEqual([]);
      }
      await looksGood(page, 'telephone');
    });
  });
}

test('the keyboard alone opens a row, replays it, and closes it again', async ({ page, app }) => {
  const backend = await new Backend().on(page);
  await app.open(ACTIVITY);
  const parked = line(page, 'chat-48213');
  await tabTo(page, parked);
  await expect(parked).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('Enter');
  await expect(parked).toHaveAttribute('aria-expanded', 'true');
  const replay = page.getByRole('button', { name: 'Replay: Agent assigned, Session chat-48213 · Zendesk' });
  await expect(replay).toBeVisible();
  await tabTo(page, replay);
  await page.keyboard.press('Enter');
  await expect(page.locator('.said')).toHaveText('Back in line: it is tried again now.');
  await expect(app.said).toHaveText('Back in line: it is tried again now.');
  expect(backend.replayed).toEqual(['7']);
  await expect(parked).toContainText('Waiting');
  await expect(replay).toHaveCount(0);
  await expect(parked, 'the focus goes where it is of use').toBeFocused();
  backend.change('7', { state: 'delivered' });
  await expect(parked, 'the row and its story follow').toContainText('Delivered', { timeout: 15_000 });
  await expect(page.locator('.said')).toHaveCount(0);
  await page.keyboard.press('Space');
  await expect(parked).toHaveAttribute('aria-expanded', 'false');
  await expect(page.locator('.story')).toHaveCount(0);
});

test('a replay that comes too late says so', async ({ page, app }) => {
  const backend = await new Backend().on(page);
  await app.open(ACTIVITY);
  await line(page, 'chat-48213').click();
  await expect(page.getByRole('button', { name: /^Replay/ })).toBeVisible();
  backend.change('7', { state: 'waiting' });
  await page.getByRole('button', { name: /^Replay/ }).click();
  await expect(page.locator('.said')).toHaveText('It is not parked any more.');
});

test('filters stand in the address, can be shared, and Back takes them away', async ({ page, app }) => {
  const backend = await new Backend().on(page);
  await app.open(`${ACTIVITY}?state=delivered`);
  await expect(page.getByLabel('State')).toHaveValue('delivered');
  await expect(page.locator('.event')).toHaveCount(4);
  await page.getByLabel('Owner').selectOption('Agent');
  await expect(page).toHaveURL(/\?state=delivered&owner=agent$/);
  await expect(page.locator('.event')).toHaveCount(1);
  expect(backend.asked).toContain('?state=delivered&owner=agent');
  await expect(app.said).toHaveText('1 event shown.');
  await page.goBack();
  await expect(page.getByLabel('Owner')).toHaveValue('');
  await expect(page.locator('.event')).toHaveCount(4);
  await page.goForward();
  await expect(page.locator('.event')).toHaveCount(1);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(new RegExp(`${ACTIVITY}$`));
  await expect(page.locator('.event')).toHaveCount(8);
  await expect(page.getByLabel('State')).toBeFocused();
  await page.getByLabel('State').selectOption('Held');
  await page.getByLabel('Owner').selectOption('Agent');
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
  await page.locator('.empty').getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.locator('.event')).toHaveCount(8);
});

test('news come by themselves, and wait while one reads', async ({ page, app }) => {
  const backend = await new Backend().on(page);
  await app.open(ACTIVITY);
  await expect(page.getByText('Updates by itself.')).toBeVisible();
  backend.rows = [row(10, 0), ...backend.rows];
  await expect(page.locator('.event')).toHaveCount(9, { timeout: 15_000 });
  const read = line(page, 'chat-48213');
  await read.click();
  await expect(page.getByRole('heading', { name: 'What now' })).toBeVisible();
  const before = await read.boundingBox();
  backend.rows = [row(12, 0), row(11, 0), ...backend.rows];
  const newer = page.getByRole('button', { name: '2 newer: show them' });
  await expect(newer).toBeVisible({ timeout: 15_000 });
  expect(await read.boundingBox(), 'nothing moved').toEqual(before);
  await newer.click();
  await expect(page.locator('.event')).toHaveCount(11);
  await expect(line(page, 'chat-12')).toBeFocused();
  await expect(read).toHaveAttribute('aria-expanded', 'true');
});

test('older events come on demand, to the last one', async ({ page, app }) => {
  const backend = await new Backend().on(page);
  backend.size = 3;
  await app.open(ACTIVITY);
  await expect(page.locator('.event')).toHaveCount(3);
  await app.press('Show older');
  await expect(page.locator('.event')).toHaveCount(6);
  await expect(line(page, 'call-90874')).toBeFocused();
  await app.press('Show older');
  await expect(page.locator('.event')).toHaveCount(8);
  await expect(page.getByText('That is the oldest one.')).toBeVisible();
  await expect(app.button('Show older')).toHaveCount(0);
});

test('what is held says how much, since when and why, and leads to its cure', async ({ page, app, portal }) => {
  await saved(portal, { zendesk: zendeskPanel });
  const backend = await new Backend().on(page);
  backend.held = { count: 12, oldest: Date.now() - MINUTE, reason: 'paused', crm: 'zendesk' };
  await app.open(ACTIVITY);
  await expect(app.note(/12 events have been waiting for Zendesk since \d/)).toContainText('The CRM refuses the credentials.');
  await app.note('12 events').getByRole('link', { name: 'Go to Zendesk' }).click();
  await expect(page).toHaveURL(new RegExp(`${CRM_PAGE}#zendesk$`));
  await app.views('Zendesk');
  backend.held = { count: 1, oldest: Date.now() - MINUTE, reason: 'no_platform', crm: null };
  await app.open(ACTIVITY);
  await expect(app.note('1 event has been waiting since')).toContainText('No agent platform is chosen.');
  await page.getByRole('link', { name: 'Choose an agent platform' }).click();
  await expect(page).toHaveURL(new RegExp(`${CRM_PAGE}$`));
});

test('the record opens in a tab of its own, and an unknown code is shown as it is', async ({ page, app, context }) => {
  const backend = await new Backend().on(page);
  backend.rows = [row(1, 3, { reason: 'solar_flare', kind: 'session.new' })];
  await context.route('https://acme-support.zendesk.com/**', (route) => route.fulfill({ body: 'ticket' }));
  await app.open(ACTIVITY);
  await expect(line(page, 'session.new')).toContainText('solar_flare');
  await line(page, 'session.new').click();
  const link = page.getByRole('link', { name: /^Open in Zendesk: ticket 35291 \(new tab\)/ });
  await expect(link).toHaveAttribute('rel', 'external noopener');
  const [tab] = await Promise.all([context.waitForEvent('page'), link.click()]);
  await expect(tab).toHaveURL('https://acme-support.zendesk.com/agent/tickets/35291');
  await expect(page).toHaveURL(new RegExp(`${ACTIVITY}$`));
});

test('a story that is gone, a server that fails and one that is away', async ({ page, app }) => {
  const backend = await new Backend().on(page);
  backend.fails = 'storage_busy';
  await app.open(ACTIVITY);
  await expect(page.getByRole('alert')).toContainText('The server could not do this (storage_busy).');
  backend.fails = null;
  await app.press('Retry');
  await expect(page.locator('.event')).toHaveCount(8);
  await page.route(/\/api\/activity\/9$/, (route) => route.fulfill({ status: 404, json: refusal('no_such_delivery') }));
  await line(page, 'chat-9').click();
  await expect(page.getByRole('alert')).toContainText('This event is not kept any more.');
  backend.fails = 'offline';
  await expect(page.getByText(/^Not up to date since .* The portal's server cannot be reached\.$/)).toBeVisible({ timeout: 15_000 });
  await expect(page.locator('.event')).toHaveCount(8);
  backend.fails = null;
  await expect(page.getByText('Updates by itself.')).toBeVisible({ timeout: 15_000 });
});

test('without events it says how to send the first one', async ({ page, app, portal }) => {
  const backend = await new Backend().on(page);
  backend.rows = [];
  await app.open(ACTIVITY);
  await expect(page.getByText('POST /api/v1/events')).toBeVisible();
  const link = page.getByRole('link', { name: 'How to send them: the API document' });
  await link.click();
  await expect(page).toHaveURL(`${portal.url}/api/openapi.json`);
});

test('the parent leads to it, and a slow answer shows a skeleton', async ({ page, app }) => {
  await new Backend().on(page);
  let answer;
  const held = new Promise((resolve) => { answer = resolve; });
  await page.route(/\/api\/activity(\?|$)/, async (route) => {
    await held;
    await route.fallback();
  });
  await page.goto('/monitor');
  await expect(page).toHaveURL(new RegExp(`${ACTIVITY}$`));
  await expect(page.locator('.skeleton .card')).toBeVisible();
  await expect(page.locator('[aria-busy]')).toContainText('Loading activity');
  answer();
  await expect(page.locator('.event')).toHaveCount(8);
  await page.goto('/');
  await expect(page).toHaveURL(new RegExp(`${CRM_PAGE}$`));
  await expect(app.platform('Zendesk')).toBeVisible();
});

test('a dirty draft is asked about when one leaves the settings by the menu', async ({ page, app, portal }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await new Backend().on(page);
  await app.open(ACTIVITY);
  await page.getByRole('link', { name: 'Developer Settings', exact: true }).click();
  await app.type('Custom field for the session id', '360001');
  await page.getByRole('link', { name: 'Activity', exact: true }).click();
  await expect(app.dialog('Leave with unsaved changes?')).toBeVisible();
  await app.press('Stay');
  await expect(app.field('Custom field for the session id')).toHaveValue('360001');
  await page.goBack();
  await expect(app.dialog('Leave with unsaved changes?')).toBeVisible();
  await app.dialog('Leave with unsaved changes?').getByRole('button', { name: 'Discard' }).click();
  await expect(page).toHaveURL(new RegExp(`${ACTIVITY}$`));
  await expect(page.locator('.event')).toHaveCount(8);
});

test('the language switch keeps what is open, and the policy refuses nothing', async ({ page, app }) => {
  const refused = [];
  await page.exposeFunction('refused', (what) => refused.push(what));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => window.refused(`${event.violatedDirective} ${event.blockedURI}`));
  });
  await new Backend().on(page);
  await app.open(ACTIVITY);
  await line(page, 'chat-48213').click();
  await expect(page.getByRole('heading', { name: 'What was tried' })).toBeVisible();
  await app.press('FR');
  await expect(page.getByRole('heading', { name: 'Ce qui a été tenté' })).toBeVisible();
  await expect(page).toHaveTitle('Activité · Surveillance · Portail');
  expect(refused).toEqual([]);
});

test('targets are at least 24 pixels', async ({ page, app }) => {
  await new Backend().on(page);
  await app.open(`${ACTIVITY}?owner=agent`);
  await line(page, 'chat-48213').click();
  await expect(page.getByRole('heading', { name: 'What now' })).toBeVisible();
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, select, nav a, main a.btn')]
      .filter((node) => node.checkVisibility())
      .map((node) => [node.outerHTML.slice(0, 90), node.getBoundingClientRect()])
      .filter(([, { width, height }]) => width < 24 || height < 24)
      .map(([html, { width, height }]) => `${html} ${width}x${height}`),
  );
  expect(small).toEqual([]);
});
