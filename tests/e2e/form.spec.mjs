// One draft over one snapshot: dirty and clean, saving by key, conflicts, and what was not accepted.

import { camille, expect, saved, stored, test, zendeskPanel } from './screen.mjs';

const EMAIL = 'Zendesk user email address';
const SESSION = 'Custom field for the session id';

test.beforeEach(async ({ portal }) => {
  await saved(portal, { zendesk: zendeskPanel });
});

test('typing a value back makes the page clean again', async ({ app }) => {
  await app.open();
  await app.isClean();
  await app.type(EMAIL, 'alex.martin@acme.example');
  await expect(app.saveBar).toBeVisible();
  await app.type(EMAIL, 'camille.roy@acme.example');
  await app.isClean();
  await app.box.uncheck();
  await expect(app.saveBar).toContainText('1 unsaved change: Default User');
  await app.box.check();
  await app.isClean();
  await app.choose('Kustomer');
  await expect(app.saveBar).toContainText('1 unsaved change: Agent Platform');
  await app.choose('Zendesk');
  await app.isClean();
});

test('the save bar names the changes', async ({ app }) => {
  await app.open();
  await app.type(SESSION, '360001');
  await app.press('Replace: API Token');
  await app.type('API Token', 'anything');
  await expect(app.saveBar).toContainText('2 unsaved changes:');
  await expect(app.saveBar).toContainText(SESSION);
  await expect(app.saveBar).toContainText('API Token');
});

test('the save bar hides no field that has the focus', async ({ app }) => {
  await app.page.setViewportSize({ width: 1280, height: 500 });
  await app.open();
  await app.type(SESSION, '3');
  const bar = await app.saveBar.boundingBox();
  for (let step = 0; step < 40; step += 1) {
    await app.page.keyboard.press('Tab');
    const focused = app.page.locator('main :focus');
    if ((await focused.count()) === 0) break;
    if (await app.saveBar.locator(':focus').count()) continue;
    const box = await focused.boundingBox();
    expect(box.y + box.height, await focused.evaluate((node) => node.outerHTML)).toBeLessThanOrEqual(bar.y);
  }
});

test('Discard brings the saved values back', async ({ app }) => {
  await app.open();
  await app.type(EMAIL, 'alex.martin@acme.example');
  await app.press('Replace: API Token');
  await app.type('API Token', 'anything');
  await app.press('Discard');
  await app.isClean();
  await expect(app.field(EMAIL)).toHaveValue('camille.roy@acme.example');
  await expect(app.page.getByText('Saved, ends in 1a2b')).toBeVisible();
  await expect(app.box).toBeChecked();
  await expect(app.said).toHaveText('Changes discarded.');
});

for (const keys of ['Control+s', 'Meta+s', 'Enter']) {
  test(`${keys} in a field saves`, async ({ app, portal }) => {
    await app.open();
    await app.type(SESSION, '360001');
    await app.field(SESSION).press(keys);
    await app.isClean();
    await expect(app.said).toContainText('Saved 1 change.');
    expect((await stored(portal)).panels.zendesk.fields.session_field).toBe('360001');
  });
}

test('what is typed while a save is under way stays', async ({ app, sandbox, portal }) => {
  await app.open();
  await sandbox.fault({ host: '*', fault: { slow: 1500 }, times: 1 });
  await app.press('Replace: API Token');
  await app.type('API Token', camille['API Token']);
  await app.saveButton.click();
  await expect(app.note('Checking with Zendesk')).toBeVisible();
  await app.type(SESSION, '360002');
  await expect(app.said).toContainText('Zendesk verified, as Camille Roy');
  await expect(app.saveBar).toContainText(`1 unsaved change: ${SESSION}`);
  await expect(app.field(SESSION)).toHaveValue('360002');
  expect((await stored(portal)).panels.zendesk.fields.session_field ?? '').toBe('');
});

test.describe('somebody else saved meanwhile', () => {
  test.beforeEach(async ({ app, portal }) => {
    await app.open();
    await app.type(SESSION, '360001');
    await saved(portal, { zendesk: { fields: { session_field: '777', subdomain: 'acme-support' }, default_user: false } });
    await app.save();
    const conflict = app.page.getByRole('region', { name: 'Somebody else saved meanwhile' });
    await expect(conflict).toBeFocused();
    await expect(conflict.getByRole('row', { name: new RegExp(SESSION) })).toContainText('360001');
    await expect(conflict.getByRole('row', { name: new RegExp(SESSION) })).toContainText('777');
    await app.type(SESSION, '360002');
    await expect(conflict.getByRole('row', { name: new RegExp(SESSION) })).toContainText('360002');
    await app.type(SESSION, '360001');
    await expect(app.field(SESSION)).toHaveValue('360001');
  });

  test('Use theirs shows the newer settings', async ({ app }) => {
    await app.press('Use theirs');
    await expect(app.field(SESSION)).toHaveValue('777');
    await expect(app.box).not.toBeChecked();
    await app.isClean();
  });

  test('Keep mine keeps what I changed over them, and only that', async ({ app, portal }) => {
    await app.press('Keep mine');
    await expect(app.saveBar).toContainText(`1 unsaved change: ${SESSION}`);
    await app.save();
    await app.isClean();
    const { zendesk } = (await stored(portal)).panels;
    expect([zendesk.fields.session_field, zendesk.default_user]).toEqual(['360001', false]);
  });
});

test('the second of two open pages meets the conflict', async ({ app, context, portal }) => {
  await app.open();
  const second = await context.newPage();
  await second.goto(`${portal.url}/settings/developer/crm`);
  await second.getByLabel(new RegExp(`^${SESSION}`)).fill('1');
  await second.getByRole('button', { name: 'Save Changes' }).click();
  await expect(second.getByRole('status')).toContainText('Saved 1 change.');
  await app.type(SESSION, '2');
  await app.save();
  await expect(app.page.getByRole('heading', { name: 'Somebody else saved meanwhile' })).toBeVisible();
});

test('a malformed field outside the credentials stops the save, and nothing is lost', async ({ app, portal }) => {
  await app.open();
  await app.type(SESSION, 'not a number');
  await app.type(EMAIL, '');
  await app.save();
  await expect(app.page.getByRole('alert')).toContainText('Nothing was saved: some values are not accepted.');
  await app.complains(SESSION, /Enter the field's number: digits only\./);
  await expect(app.summary).toBeFocused();
  await expect(app.field(SESSION)).toHaveValue('not a number');
  expect((await stored(portal)).version).toBe(1);
  await app.summary.getByRole('link', { name: SESSION }).click();
  await expect(app.field(SESSION)).toBeFocused();
  await app.type(SESSION, '360001');
  await expect(app.field(SESSION)).not.toHaveAttribute('aria-invalid', 'true');
});

test('a malformed credential is kept out but not taken away, and the rest is saved', async ({ app, portal, sandbox }) => {
  await app.open();
  await app.type(SESSION, '360001');
  await app.type('Zendesk Subdomain', 'evil.example');
  await sandbox.forgetRequests();
  await app.save();
  await app.complains('Zendesk Subdomain', /^(! )?This address does not belong to Zendesk\./);
  await expect(app.field('Zendesk Subdomain')).toHaveValue('evil.example');
  await expect(app.field('Zendesk Subdomain')).toBeFocused();
  await expect(app.saveBar).toContainText('Zendesk Subdomain');
  await expect(app.saveBar).not.toContainText(SESSION);
  expect(await sandbox.requests()).toEqual([]);
  const { zendesk } = (await stored(portal)).panels;
  expect(zendesk.fields).toMatchObject({ subdomain: 'acme-support', session_field: '360001' });
  expect(zendesk.default_user, 'the box stays as stored').toBe(true);
});

test('with the server down the draft stays, and Retry saves it after a restart', async ({ app, portal }) => {
  await app.open();
  await app.type(SESSION, '360001');
  await portal.stop();
  await app.saveButton.click();
  const alert = app.page.getByRole('alert');
  await expect(alert).toContainText("The portal's server cannot be reached. What you typed stays here.");
  await expect(app.field(SESSION)).toHaveValue('360001');
  await expect(app.saveBar).toBeVisible();
  await portal.start(portal.url.replace('http://', ''));
  await app.press('Retry');
  await app.isClean();
  await expect(alert).toHaveCount(0);
  expect((await stored(portal)).panels.zendesk.fields.session_field).toBe('360001');
});

test('settings that cannot be loaded can be asked for again', async ({ app, page }) => {
  await page.route('**/api/settings/crm', (route) => route.fulfill({ status: 500, body: '{}' }));
  await page.goto('/settings/developer/crm');
  await expect(page.getByRole('alert')).toContainText('The settings could not be loaded.');
  await page.unroute('**/api/settings/crm');
  await app.press('Retry');
  await expect(app.field('Zendesk Subdomain')).toHaveValue('acme-support');
});

test('too many tries are counted down, and nothing is lost', async ({ app, page }) => {
  await app.open();
  await app.press('Replace: API Token');
  await app.type('API Token', camille['API Token']);
  await page.evaluate(async () => {
    const ask = () =>
      fetch('/api/settings/crm/zendesk/test', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
    while ((await ask()).status !== 429);
  });
  await app.save();
  await expect(app.said).toContainText(/Too many tries\. Try again in [123] s\./);
  await expect(app.field('API Token')).toHaveValue(camille['API Token']);
  await expect(app.note('Too many tries.'), 'counted down').toHaveCount(0);
  await app.press('Retry');
  await app.isClean();
});
