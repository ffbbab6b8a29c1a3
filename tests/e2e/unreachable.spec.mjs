// A CRM that cannot be asked: nothing typed is lost, nothing stored is destroyed.

import { camille, expect, saved, stored, test, zendeskPanel } from './screen.mjs';

const ZENDESK = 'acme-support.zendesk.com';
const NOT_SAVED = 'What you typed stays here; the rest was saved.';

/** What was typed is still there, and dirty. */
async function typedStays(app) {
  for (const [caption, text] of Object.entries(camille)) await expect(app.field(caption)).toHaveValue(text);
  await expect(app.box).toBeChecked();
  await expect(app.saveBar).toContainText('API Token');
}

test('with the CRM down the typed values stay, and Retry saves them once it is up', async ({ app, portal, sandbox }) => {
  await app.open();
  await app.prepare('Zendesk', camille);
  await sandbox.stop();
  await app.save();
  await expect(app.note('Not saved yet.')).toContainText(NOT_SAVED);
  await expect(app.said).toContainText('Zendesk: not saved yet. Zendesk cannot be reached.');
  await typedStays(app);
  expect((await stored(portal)).panels.zendesk?.secret ?? null).toBeNull();

  await sandbox.start();
  await app.press('Retry');
  await expect(app.said).toContainText('Zendesk verified, as Camille Roy, admin.');
  await app.isClean();
  await app.shows('Zendesk', 'Verified');
});

for (const [status, words] of [
  [{ code: 429, retry_after: 7 }, 'Zendesk asks to wait 7 s.'],
  [{ code: 503 }, 'Zendesk cannot be reached.'],
]) {
  test(`${status.code} throws nothing away`, async ({ app, portal, sandbox }) => {
    const { id } = await sandbox.fault({ host: ZENDESK, fault: { status } });
    await app.open();
    await app.prepare('Zendesk', camille);
    await app.save();
    await expect(app.note('Not saved yet.')).toContainText(words);
    await app.page.getByText('See details').click();
    await expect(app.page.getByText(`HTTP status: ${status.code}`)).toBeVisible();
    await typedStays(app);
    await sandbox.heal(id);
    await app.press('Retry');
    await app.isClean();
    expect((await stored(portal)).panels.zendesk.default_user).toBe(true);
  });
}

test('what else was changed is saved although the CRM is down', async ({ app, portal, sandbox }) => {
  await sandbox.fault({ host: '*', fault: 'drop' });
  await app.open();
  await app.prepare('Zendesk', camille);
  await app.type('Custom field for the session id', '360001');
  await app.save();
  await expect(app.note('Not saved yet.')).toBeVisible();
  await expect(app.saveBar).not.toContainText('Custom field');
  const { agent_platform, panels } = await stored(portal);
  expect([agent_platform, panels.zendesk.fields.session_field]).toEqual(['zendesk', '360001']);
});

test('a stored connection stays on while a new token cannot be checked', async ({ app, portal, sandbox }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await sandbox.fault({ host: ZENDESK, fault: { status: { code: 500 } } });
  await app.open();
  await app.press('Replace: API Token');
  await app.type('API Token', 'zd-another-token-5e6f');
  await app.save();
  await expect(app.note('Not saved yet.')).toBeVisible();
  await expect(app.field('API Token')).toHaveValue('zd-another-token-5e6f');
  await app.shows('Zendesk', 'Verified');
  const { zendesk } = (await stored(portal)).panels;
  expect([zendesk.secret.last_four, zendesk.default_user]).toEqual(['1a2b', true]);
});

test('an answer that proves nothing can be saved anyway, as Not verified', async ({ app, portal, sandbox }) => {
  await sandbox.fault({ host: ZENDESK, fault: 'html_200' });
  await app.open();
  await app.prepare('Zendesk', camille);
  await app.save();
  await expect(app.note('Not saved yet.')).toBeVisible();
  await typedStays(app);
  await app.press('Save anyway');
  await expect(app.note('Not turned on yet: Zendesk could not confirm the connection.')).toBeVisible();
  await app.shows('Zendesk', 'Not verified');
  await expect(app.page.getByText('Saved, but not verified yet.')).toBeVisible();
  await expect(app.button('Save anyway')).toHaveCount(0);
  const { zendesk } = (await stored(portal)).panels;
  expect([zendesk.secret.last_four, zendesk.default_user]).toEqual(['1a2b', false]);
  await expect(app.box, 'the wish stays').toBeChecked();
  await sandbox.heal();
  await app.press('Retry');
  await app.isClean();
  expect((await stored(portal)).panels.zendesk.default_user).toBe(true);
});

test('turning only the box on waits while the CRM cannot be asked', async ({ app, portal, sandbox }) => {
  await saved(portal, { zendesk: { ...zendeskPanel, default_user: false } });
  const { id } = await sandbox.fault({ host: ZENDESK, fault: { status: { code: 502 } } });
  await app.open();
  await app.box.check();
  await app.save();
  await expect(app.note('Not turned on yet: Zendesk could not confirm the connection.')).toBeVisible();
  await expect(app.box).toBeChecked();
  expect((await stored(portal)).panels.zendesk.default_user).toBe(false);
  await sandbox.heal(id);
  await app.press('Retry');
  await app.isClean();
  expect((await stored(portal)).panels.zendesk.default_user).toBe(true);
});

test('a token revoked meanwhile is found when the box is turned on', async ({ app, portal, sandbox }) => {
  await saved(portal, { zendesk: { ...zendeskPanel, default_user: false } });
  await sandbox.revoke(camille['API Token']);
  await app.open();
  await app.box.check();
  await app.save();
  await expect(app.note('Zendesk refuses the saved credentials.')).toBeVisible();
  await app.shows('Zendesk', 'Needs attention');
  await expect(app.box).not.toBeChecked();
  expect((await stored(portal)).panels.zendesk.secret.last_four).toBe('1a2b');
});

test('a connection test tells the same without saving', async ({ app, portal, sandbox }) => {
  await app.open();
  await app.choose('Zendesk');
  await app.press('Test connection');
  await expect(app.note('Fill in the fields above first.')).toBeVisible();
  await app.fill(camille);
  await app.press('Test connection');
  await expect(app.note('The connection works, as Camille Roy, admin.')).toContainText('These values are not saved yet.');
  await sandbox.stop();
  await app.press('Test connection');
  await expect(app.note('Zendesk cannot be reached.')).toBeVisible();
  await sandbox.start();
  await app.type('API Token', 'wrong-token-9z9z');
  await app.press('Test connection');
  await expect(app.note('Zendesk refused these credentials.')).toBeVisible();
  expect((await stored(portal)).version).toBe(0);
});
