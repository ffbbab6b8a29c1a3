// The window in which an administrator signs in to Salesforce, and all the ways it can end.

import { ACME, CAMILLE, DENIS, ODILE, admins, consents, decide, link, linkAs, nobodyIsLinked, panel, signIn } from './salesforce.mjs';
import { CRM_PAGE, expect, saved, test } from './screen.mjs';

const NOT_LINKED = 'No administrator was linked.';
const NO_AUTH = 'Could not authenticate Salesforce user';

/** Salesforce set up and in view. */
async function ready(app, portal, sandbox, fields = {}, happens) {
  const { fields: all, secret } = await panel(sandbox, happens);
  await saved(portal, { salesforce: { fields: { ...all, ...fields }, secret } });
  await app.open();
}

test('a user of another organisation is refused, even if the ids differ by letter case only', async ({ app, portal, sandbox }) => {
  await ready(app, portal, sandbox, {}, 'another organisation');
  await linkAs(app, 'gil@globex.example');
  await expect(app.note(NOT_LINKED)).toContainText('This user belongs to another organization than the ID entered above.');
  await nobodyIsLinked(app, portal, sandbox);
  await app.isUnavailable(/No administrator is linked\./);
});

test('an ordinary user is refused, and the permission that is missing is named', async ({ app, portal, sandbox }) => {
  await ready(app, portal, sandbox);
  await linkAs(app, ODILE);
  await expect(app.note(NOT_LINKED)).toContainText('This user is not an administrator: the permission Modify All Data is missing.');
  await nobodyIsLinked(app, portal, sandbox);
});

test('the window closes by itself, and the page lists the administrator', async ({ app, page, portal, sandbox }) => {
  await ready(app, portal, sandbox);
  const window = await link(app);
  const closing = window.waitForEvent('close', { timeout: 10_000 });
  await signIn(window, CAMILLE);
  await decide(window, 'Allow');
  await expect(admins(app, 'Camille Roy')).toContainText('Active');
  await closing;
  expect(page.context().pages()).toEqual([page]);
});

test('denied in the window, and the page says so', async ({ app, portal, sandbox }) => {
  await ready(app, portal, sandbox);
  const window = await link(app);
  await signIn(window, CAMILLE);
  await expect(window.getByRole('heading', { name: 'Allow Access?' })).toBeVisible();
  await decide(window, 'Deny');
  await expect(app.note(NOT_LINKED)).toContainText('The administrator denied the access.');
  await expect(app.said).toHaveText(`${NOT_LINKED} The administrator denied the access.`);
  await nobodyIsLinked(app, portal, sandbox);

  await linkAs(app, CAMILLE);
  await expect(admins(app, 'Camille Roy')).toContainText('Active');
});

test("a wrong consumer secret is told under the help page's title", async ({ app, portal, sandbox }) => {
  await ready(app, portal, sandbox, {}, '400 invalid_client after the consent');
  await linkAs(app, CAMILLE);
  await expect(app.note(NO_AUTH)).toContainText('Salesforce does not accept consumer key and secret.');
  await nobodyIsLinked(app, portal, sandbox);
});

for (const reading of ['invalid_client', 'approval']) {
  test(`an app that nobody installed is told, by Salesforce's ${reading}`, async ({ app, portal, sandbox }) => {
    await sandbox.reading({ salesforce_not_installed: reading });
    await ready(app, portal, sandbox, {}, 'the app is not installed there');
    await signIn(await link(app), 'irene@initech.example');
    await expect(app.note(NOT_LINKED)).toContainText('The connected app is not installed or approved in this organization');
    await nobodyIsLinked(app, portal, sandbox);
  });
}

test('a deactivated user stays at the login page, and another one can be linked from there', async ({ app, portal, sandbox }) => {
  await ready(app, portal, sandbox);
  const window = await link(app);
  await signIn(window, DENIS);
  await expect(window.getByRole('alert')).toContainText('has been disabled');
  await expect(app.note('Waiting for Salesforce')).toBeVisible();
  await signIn(window, CAMILLE);
  await decide(window, 'Allow');
  await expect(admins(app, 'Camille Roy')).toContainText('Active');
});

test('Salesforce out of reach after the consent is told, and nothing is half-made', async ({ app, portal, sandbox }) => {
  await ready(app, portal, sandbox);
  await sandbox.fault({ host: ACME, path: '/services/oauth2/token', fault: 'drop' });
  await linkAs(app, CAMILLE);
  await expect(app.note(NOT_LINKED)).toContainText('Salesforce could not be reached, or asks to wait. Link again later.');
  await nobodyIsLinked(app, portal, sandbox);
});

for (const instance of ['hostile', 'look_alike']) {
  test(`data on a host that is not Salesforce's gets no token: ${instance}`, async ({ app, portal, sandbox }) => {
    await sandbox.reading({ salesforce_instance_url: instance });
    await ready(app, portal, sandbox);
    await linkAs(app, CAMILLE);
    await expect(app.note(NOT_LINKED)).toContainText('Salesforce named a host that is not one of its own: nothing was sent there.');
    await nobodyIsLinked(app, portal, sandbox);
  });
}

test.describe('a browser that blocks the window', () => {
  test('leads there in this tab, and back to the panel with the administrator listed', async ({ app, page, portal, sandbox }) => {
    await page.addInitScript(() => {
      window.open = () => null;
    });
    await ready(app, portal, sandbox);
    await app.press('Link');
    await expect(app.note('Your browser blocked the window.')).toBeVisible();
    await page.getByRole('link', { name: 'Continue to Salesforce in this tab' }).click();
    await signIn(page, CAMILLE);
    await page.getByRole('button', { name: 'Allow' }).click();
    await expect(page.getByText('The administrator is linked.')).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`${CRM_PAGE}#salesforce$`));
    await expect(admins(app, 'Camille Roy')).toContainText('Active');
    await expect(app.note('Camille Roy is linked.')).toBeVisible();
  });

  test('says there, too, what went wrong', async ({ app, page, portal, sandbox }) => {
    await page.addInitScript(() => {
      window.open = () => null;
    });
    await ready(app, portal, sandbox);
    await app.press('Link');
    await page.getByRole('link', { name: 'Continue to Salesforce in this tab' }).click();
    await signIn(page, ODILE);
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('link', { name: 'Back to the portal' }).click();
    await expect(app.note(NOT_LINKED)).toContainText('the permission Modify All Data is missing.');
    await nobodyIsLinked(app, portal, sandbox);
  });
});

test('the window closed early: nothing is half-made, its button opens it again, Cancel ends it', async ({ app, portal, sandbox }) => {
  await ready(app, portal, sandbox);
  const window = await link(app);
  await signIn(window, CAMILLE);
  await window.getByRole('button', { name: 'Allow' }).waitFor();
  await window.close();
  await expect(app.note(/Waiting for Salesforce; expires at \d+:\d\d/)).toBeVisible();
  const again = await link(app, 'Open the window again');
  await again.getByLabel('Username').waitFor();
  await again.close();
  await app.press('Cancel linking');
  await expect(app.note('Linking was cancelled.')).toBeVisible();
  await expect(app.button('Link')).toBeFocused();
  await nobodyIsLinked(app, portal, sandbox);

  await linkAs(app, CAMILLE);
  await expect(admins(app, 'Camille Roy')).toContainText('Active');
});

test('a second click opens the window anew, since nothing ties it to this tab; one of them links', async ({ app, portal, sandbox }) => {
  await ready(app, portal, sandbox);
  const first = await link(app);
  await first.getByLabel('Username').waitFor();
  const second = await link(app, 'Open the window again');
  await signIn(second, CAMILLE);
  await decide(second, 'Allow');
  await expect(admins(app)).toHaveCount(1);
});

test('the sign-in page knows nothing of the portal’s tab', async ({ app, portal, sandbox }) => {
  await ready(app, portal, sandbox);
  const window = await link(app);
  await window.getByLabel('Username').waitFor();
  expect(await window.evaluate(() => globalThis.opener)).toBeNull();
});

test('Cancel while the window is open: what comes back from it is nobody’s', async ({ app, portal, sandbox }) => {
  await ready(app, portal, sandbox);
  const window = await link(app);
  await signIn(window, CAMILLE);
  await app.press('Cancel linking');
  await expect(app.note('Linking was cancelled.')).toBeVisible();
  await window.getByRole('button', { name: 'Allow' }).click();
  await expect(window.getByText('Nobody waits for this answer any more')).toBeVisible();
  await nobodyIsLinked(app, portal, sandbox);
});

test('a reload while waiting goes on waiting', async ({ app, page, portal, sandbox }) => {
  await ready(app, portal, sandbox);
  const window = await link(app);
  await signIn(window, CAMILLE);
  await page.reload();
  await expect(app.note('Waiting for Salesforce')).toBeVisible();
  await expect(app.button('Cancel linking')).toBeVisible();
  await decide(window, 'Allow');
  await expect(app.note('Camille Roy is linked.')).toBeVisible();
  await expect(admins(app, 'Camille Roy')).toContainText('Active');
  await page.reload();
  await expect(admins(app, 'Camille Roy')).toBeVisible();
  await expect(app.note('Camille Roy is linked.')).toHaveCount(0);
});

test('the server restarted half-way: the window still comes home', async ({ app, portal, sandbox }) => {
  await ready(app, portal, sandbox);
  const window = await link(app);
  await signIn(window, CAMILLE);
  await portal.restart();
  await decide(window, 'Allow');
  await expect(admins(app, 'Camille Roy')).toContainText('Active');
});

test('the settings changed by somebody else half-way end the link', async ({ app, portal, sandbox }) => {
  await ready(app, portal, sandbox);
  const window = await link(app);
  await signIn(window, CAMILLE);
  await saved(portal, { salesforce: { fields: { org_id: '00Dam00000aCME7' } } });
  await decide(window, 'Allow');
  await expect(app.note(NOT_LINKED)).toContainText('The settings were changed while the window was open. Link again.');
  expect(await consents(sandbox)).toEqual([]);
});

test('an unsaved draft is not disturbed by a link', async ({ app, portal, sandbox }) => {
  await ready(app, portal, sandbox);
  await app.type('Salesforce Organization Name', 'Acme Europe');
  await linkAs(app, CAMILLE);
  await expect(admins(app, 'Camille Roy')).toContainText('Active');
  await expect(app.field('Salesforce Organization Name')).toHaveValue('Acme Europe');
  await expect(app.saveBar).toContainText('1 unsaved change: Salesforce Organization Name');
});

for (const [how, app_is, reading] of [
  ['demanded', { demands_pkce: true }, 'honour'],
  ['honoured without being demanded', { demands_pkce: false }, 'honour'],
  ['ignored', { demands_pkce: false }, 'ignore'],
]) {
  test(`a proof key (PKCE) is always sent, and ${how} it links`, async ({ app, portal, sandbox }) => {
    await sandbox.control('POST', 'salesforce/app', { host: ACME, ...app_is });
    await sandbox.reading({ salesforce_challenge: reading });
    await ready(app, portal, sandbox);
    const window = await link(app);
    await window.getByLabel('Username').waitFor();
    const asked = (await sandbox.requests(ACME)).find(({ path }) => path === '/services/oauth2/authorize');
    expect(asked.query).toMatch(/code_challenge_method=S256/);
    await signIn(window, CAMILLE);
    await decide(window, 'Allow');
    await expect(admins(app, 'Camille Roy')).toContainText('Active');
  });
}

test('a login page that cuts the tie to its opener: the page hears of it all the same', async ({ app, portal, sandbox }) => {
  await sandbox.reading({ salesforce_opener: 'severed' });
  await ready(app, portal, sandbox);
  const window = await link(app);
  const closing = window.waitForEvent('close', { timeout: 10_000 });
  await signIn(window, CAMILLE);
  await decide(window, 'Allow');
  await expect(app.note('Camille Roy is linked.')).toBeVisible();
  await expect(admins(app, 'Camille Roy')).toContainText('Active');
  await closing;
});
