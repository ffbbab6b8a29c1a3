// Settings > Operation Management > General: what is chosen there holds, is shown on the CRM page, and
// is offered only where the CRM can.

import { CRM_PAGE, expect, kustomer, saved, test, zendeskPanel } from './screen.mjs';

const OPERATIONS = '/settings/operations/general';
const API = '/api/settings/record-creation';
const ABANDONED = 'Create CRM records for abandoned calls';
const DELAY_CALLS = 'Delay call record until call is connected';
const DELAY_CHATS = 'Delay chat case creation';
const SKIP_RECORDS = 'Skip CRM record creation';

const option = (page, name) => page.getByRole('checkbox', { name, exact: true });
const messages = (page) => page.getByLabel(/^until chat has a minimum of/);

/** Saves, and waits for the end of it. */
async function save(page, app) {
  const answer = page.waitForResponse((one) => one.request().method() === 'PUT' && one.url().endsWith(API));
  await app.press('Save General');
  await (await answer).finished();
}

/** Saves behind the page's back, as another administrator would. */
async function storedElsewhere(portal, creation) {
  const read = await fetch(portal.url + API);
  const answer = await fetch(portal.url + API, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-match': read.headers.get('etag') },
    body: JSON.stringify(creation),
  });
  expect(answer.status).toBe(200);
}

test('an administrator says when calls and chats make records, and the CRM page follows', async ({ accessible, app, page, portal }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await app.open();
  await expect(app.owner('Abandoned call')).toContainText('No record');
  await page.getByRole('link', { name: 'Operation Management', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`${OPERATIONS}$`));
  await expect(page).toHaveTitle('General · Operation Management · Portal');
  await accessible();
  await option(page, ABANDONED).check();
  await option(page, DELAY_CHATS).check();
  await messages(page).fill('0');
  await app.press('Save General');
  await expect(messages(page)).toBeFocused();
  await expect(messages(page)).toHaveAccessibleDescription(/Enter a whole number from 1 to 999\./);
  await messages(page).fill('2');
  await expect(app.saveBar).toContainText('2 unsaved changes:');
  await expect(app.owner('Abandoned call')).toContainText('Camille Roy');
  await accessible();
  await save(page, app);
  await app.isClean();
  await expect(app.said).toHaveText('Saved 2 changes.');
  await page.reload();
  await expect(option(page, ABANDONED)).toBeChecked();
  await expect(messages(page)).toHaveValue('2');
  await page.getByRole('link', { name: 'Developer Settings', exact: true }).click();
  await expect(app.owner('New chat, no agent yet, after 2 messages')).toContainText('Camille Roy');
  await expect(app.owner('Abandoned call')).toContainText('Camille Roy');
});

test('what a CRM cannot do is not offered for it, whatever another one had', async ({ app, page, portal, sandbox }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await storedElsewhere(portal, { skip_records: true });
  await app.open(OPERATIONS);
  await expect(option(page, SKIP_RECORDS)).toBeChecked();
  const key = await kustomer(sandbox);
  const fields = { subdomain: key['Kustomer subdomain'] };
  await saved(portal, { kustomer: { fields, secret: { replace: key['API Key'] } } });
  await page.reload();
  await expect(option(page, DELAY_CALLS)).toBeVisible();
  await expect(option(page, SKIP_RECORDS)).toHaveCount(0);
  expect((await (await fetch(portal.url + API)).json()).skip_records).toBe(false);
});

test("somebody else's save is shown beside mine, and leaving asks", async ({ app, page, portal }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await app.open(OPERATIONS);
  await option(page, ABANDONED).check();
  await storedElsewhere(portal, { delay_calls: true });
  await save(page, app);
  const conflict = page.getByRole('region', { name: 'Somebody else saved meanwhile' });
  await expect(conflict.getByRole('row', { name: `${ABANDONED} On Off` })).toBeVisible();
  await app.press('Keep mine');
  await expect(option(page, DELAY_CALLS)).toBeChecked();
  await page.getByRole('link', { name: 'Developer Settings', exact: true }).click();
  const question = app.dialog('Leave with unsaved changes?');
  await question.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`${CRM_PAGE}$`));
  expect(await (await fetch(portal.url + API)).json()).toMatchObject({ abandoned: true, delay_calls: true });
});

test('at 320 pixels nothing has to be scrolled sideways, in French too', async ({ accessible, app, page, portal }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await storedElsewhere(portal, { chat_messages: 3 });
  await page.setViewportSize({ width: 320, height: 640 });
  await app.open(OPERATIONS);
  await page.getByRole('button', { name: 'FR', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Gestion des opérations');
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBe(0);
  await accessible();
});
