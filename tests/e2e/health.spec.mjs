// What becomes of connections after they were saved: the page hears of it by itself, and no draft is disturbed.

import { ACME, ALEX, CAMILLE, admins, linkAs, linked } from './salesforce.mjs';
import { camille, contoso, expect, saved, stored, test, zendeskPanel } from './screen.mjs';

// The server asks the CRMs every second; the page asks the server every 20, and whenever one comes back to it.
test.use({ environment: { PORTAL_VERIFY_EVERY: '1s' } });

const NAME = 'Salesforce Organization Name';
const WAITS = 'Records for Salesforce wait: its connection has to be repaired.';
const glance = expect.configure({ timeout: 1_000 });

/** Comes back to the page again and again until it is as expected. */
async function soon(app, looks) {
  await expect(async () => {
    await app.comeBack();
    await looks();
  }).toPass({ timeout: 20_000 });
}

/** Somebody ends an administrator's consent in Salesforce. */
function revoked(sandbox, username) {
  return sandbox.control('POST', 'salesforce/revoke', { host: ACME, username });
}

test('a grant revoked in Salesforce: the second administrator acts, the page says so by itself, and relinking brings the first back', async ({ app, page, portal, sandbox }) => {
  await linked(portal, sandbox, [CAMILLE, ALEX], { default_user: true });
  await app.open();
  await expect(admins(app, 'Camille Roy')).toContainText('In use');
  await app.type(NAME, 'Acme Europe');
  await revoked(sandbox, CAMILLE);

  const failover = app.note("Alex Martin now acts, because Camille Roy's link needs relinking.");
  await expect(failover).toBeVisible({ timeout: 30_000 });
  await expect(admins(app, 'Camille Roy')).toContainText('Needs relinking');
  await expect(admins(app, 'Camille Roy')).toContainText('The grant was withdrawn or ran out');
  await expect(admins(app, 'Alex Martin')).toContainText('In use');
  await expect(app.owner('New chat')).toContainText('Alex Martin');
  await app.shows('Salesforce', 'Verified');
  await expect(app.banner(/./)).toHaveCount(0);
  await expect(app.field(NAME)).toHaveValue('Acme Europe');
  await expect(app.saveBar).toContainText(`1 unsaved change: ${NAME}`);

  await linkAs(app, CAMILLE, 'Relink: Camille Roy');
  await expect(app.note('Camille Roy is linked.')).toBeVisible();
  await expect(admins(app)).toHaveCount(2);
  await expect(admins(app, 'Camille Roy')).toContainText('In use');
  await expect(failover).toHaveCount(0);
  await expect(app.field(NAME)).toHaveValue('Acme Europe');
});

test('no administrator left that works: a banner on every page until one is linked again, all without a reload', async ({ app, page, portal, sandbox }) => {
  await linked(portal, sandbox, [CAMILLE, ALEX], { default_user: true });
  await app.open();
  const elsewhere = await page.context().newPage();
  await elsewhere.goto('/nothing');
  const banner = elsewhere.locator('p.banner');
  await expect(elsewhere.getByRole('heading', { level: 1 })).toHaveText('Page not found');
  await expect(banner).toHaveCount(0);
  await app.type(NAME, 'Acme Europe');
  await app.field(NAME).focus();

  await revoked(sandbox);
  await soon(app, () => glance(app.banner(WAITS)).toBeVisible());
  await expect(app.said).toHaveText(WAITS);
  await app.shows('Salesforce', 'Needs attention');
  for (const name of ['Camille Roy', 'Alex Martin']) await expect(admins(app, name)).toContainText('Needs relinking');
  await expect(page.getByText('On, paused', { exact: true })).toBeVisible();
  await expect(app.box).toBeChecked();
  await expect(app.box).toHaveAccessibleDescription(/On, paused: no linked administrator works since .+\. New records are held/);
  await expect(app.owner('New chat')).toContainText('Nobody yet: records wait for Salesforce');
  await expect(app.field(NAME)).toHaveValue('Acme Europe');
  await expect(app.field(NAME)).toBeFocused();
  await expect(banner).toHaveText(`${WAITS} Go to Salesforce`, { timeout: 25_000 });
  expect((await stored(portal)).panels.salesforce.default_user).toBe(true);

  await page.bringToFront();
  await linkAs(app, ALEX, 'Relink: Alex Martin');
  await expect(app.banner(/./)).toHaveCount(0);
  await app.shows('Salesforce', 'Verified');
  await expect(page.getByText('On', { exact: true })).toBeVisible();
  await expect(app.owner('New chat')).toContainText('Alex Martin');
  await expect(app.field(NAME)).toHaveValue('Acme Europe');
  await expect(banner).toHaveCount(0, { timeout: 25_000 });
});

test('a paused box can be unticked', async ({ app, portal, sandbox }) => {
  await linked(portal, sandbox, [CAMILLE], { default_user: true });
  await revoked(sandbox, CAMILLE);
  await app.open();
  await soon(app, () => glance(app.banner(WAITS)).toBeVisible());
  await app.box.uncheck();
  await app.save();
  await app.isClean();
  expect((await stored(portal)).panels.salesforce.default_user).toBe(false);
});

test('the banner leads to the panel', async ({ app, page, portal, sandbox }) => {
  await linked(portal, sandbox, [CAMILLE]);
  await revoked(sandbox, CAMILLE);
  await app.open('/nothing');
  await soon(app, () => glance(app.banner(WAITS)).toBeVisible());
  await page.getByRole('link', { name: 'Go to Salesforce' }).click();
  await expect(page).toHaveURL(/\/settings\/developer\/crm#salesforce$/);
  await expect(admins(app, 'Camille Roy')).toContainText('Needs relinking');
  await expect(app.banner(WAITS)).toBeVisible();
});

test('an administrator who is none any more is passed over, and acts again once the rights are back', async ({ app, portal, sandbox }) => {
  await linked(portal, sandbox, [CAMILLE, ALEX], { default_user: true });
  await app.open();
  await sandbox.control('POST', 'salesforce/people', { host: ACME, username: CAMILLE, admin: false });
  await soon(app, () => glance(admins(app, 'Camille Roy')).toContainText('Not an administrator any more'));
  await expect(app.note('Alex Martin now acts, because Camille Roy is not an administrator any more.')).toBeVisible();
  await sandbox.control('POST', 'salesforce/people', { host: ACME, username: CAMILLE, admin: true });
  await soon(app, () => glance(admins(app, 'Camille Roy')).toContainText('In use'));
});

test('Salesforce out of reach pauses nothing: its administrators cannot be checked, and are used', async ({ app, portal, sandbox }) => {
  await linked(portal, sandbox, [CAMILLE, ALEX], { default_user: true });
  await app.open();
  await sandbox.fault({ host: ACME, fault: { status: { code: 503 } } });
  await soon(app, () => glance(admins(app, 'Camille Roy')).toContainText('Cannot be checked'));
  await expect(admins(app, 'Camille Roy')).toContainText('In use');
  await app.shows('Salesforce', 'Not verified');
  await expect(app.banner(/./)).toHaveCount(0);
  await sandbox.heal();
  await soon(app, () => glance(admins(app, 'Camille Roy')).toContainText('Active'));
  await app.shows('Salesforce', 'Verified');
});

test("Zendesk's token revoked: a banner and a paused box, both gone once it works again", async ({ app, page, portal, sandbox }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await app.open();
  await app.type('Custom field for the session id', '123');
  await sandbox.revoke(camille['API Token']);
  const banner = app.banner('Records for Zendesk wait: its connection has to be repaired.');
  await soon(app, () => glance(banner).toBeVisible());
  await app.shows('Zendesk', 'Needs attention');
  await expect(page.getByText('On, paused', { exact: true })).toBeVisible();
  await expect(app.box).toHaveAccessibleDescription(/On, paused: Zendesk refuses the credentials since .+ New records are held and go out once it is repaired\./);
  await expect(app.field('Custom field for the session id')).toHaveValue('123');

  await sandbox.restore(camille['API Token']);
  await soon(app, () => glance(app.banner(/./)).toHaveCount(0));
  await app.shows('Zendesk', 'Verified');
  await expect(page.getByText('On, paused', { exact: true })).toHaveCount(0);
  await expect(app.box).toBeChecked();
  await expect(app.saveBar).toContainText('1 unsaved change: Custom field for the session id (Zendesk)');
});

test('a secret that expires within 30 days is warned of on every page, from the day it is noted', async ({ app, page }) => {
  const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const soonOver = /^“Set Active Directory Application Key Password” expires on \w+ \d+, \d+: replace it before\./;
  await app.open();
  await app.prepare('MS Dynamics', contoso);
  await app.type('Expires on', day(60));
  await expect(app.note(/expires on/)).toHaveCount(0);
  await app.type('Expires on', day(20));
  await expect(app.note(soonOver)).toBeVisible();
  await app.save();
  await app.isClean();
  await expect(app.banner(soonOver)).toBeVisible();
  await app.open('/nothing');
  await expect(app.banner(soonOver)).toBeVisible();
  await page.getByRole('link', { name: 'Go to MS Dynamics' }).click();

  await app.type('Expires on', day(-2));
  await expect(app.note(/^“Set Active Directory Application Key Password” expired on .+: replace it\.$/)).toBeVisible();
  await app.type('Expires on', day(90));
  await app.save();
  await app.isClean();
  await expect(app.banner(/./)).toHaveCount(0);
});
