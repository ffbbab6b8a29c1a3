// Kustomer's panel: a key that speaks for a machine user.

import { expect, kustomer, stored, test } from './screen.mjs';

const KEY = 'API Key';

test('a key of an administrator is saved and verified', async ({ app, portal, sandbox }) => {
  await app.open();
  await app.prepare('Kustomer', await kustomer(sandbox));
  await app.type('External ID Prefix', 'eu-');
  await app.save();
  await expect(app.said).toContainText('Kustomer verified');
  await app.isClean();
  await app.shows('Kustomer', 'Verified');
  await expect(app.box).toBeChecked();
  const { kustomer: panel } = (await stored(portal)).panels;
  expect([panel.fields.external_id_prefix, panel.default_user]).toEqual(['eu-', true]);
});

for (const [happens, words] of [
  ['alive, but 403 on the list of users', 'Not an administrator, so not saved.'],
  ['alive, holds only org.user', 'Not an administrator, so not saved.'],
]) {
  test(`a key without rights (${happens}) is not saved`, async ({ app, portal, sandbox }) => {
    await app.open();
    await app.prepare('Kustomer', await kustomer(sandbox, happens));
    await app.save();
    await app.complains(KEY, new RegExp(words));
    await expect(app.summary).toContainText('Kustomer has no credentials, as before.');
    await expect(app.field(KEY)).toHaveValue('');
    await expect(app.field('Kustomer subdomain'), 'the host is nobody’s fault').toHaveValue('acme');
    await app.isUnavailable(/Enter “API Key” first\./);
    expect((await stored(portal)).panels.kustomer.secret ?? null).toBeNull();
  });
}

test('an expired key is named as such', async ({ app, sandbox }) => {
  await app.open();
  await app.prepare('Kustomer', await kustomer(sandbox, 'Expired token'));
  await app.save();
  await app.complains(KEY, /Refused, so not saved\./);
  await expect(app.note('The secret has expired.')).toBeVisible();
});

test('a key of another organisation points at the subdomain', async ({ app, sandbox }) => {
  await app.open();
  await app.prepare('Kustomer', await kustomer(sandbox, 'a key of the organisation globex'));
  await app.save();
  await app.complains('Kustomer subdomain', /^(! )?This belongs to another account\./);
  await expect(app.field('Kustomer subdomain')).toHaveValue('acme');
  await expect(app.field(KEY)).toHaveValue('');
});

test('an organisation nobody knows points at the subdomain', async ({ app, sandbox }) => {
  await app.open();
  await app.prepare('Kustomer', await kustomer(sandbox, '404: no such organisation'));
  await app.save();
  // The key names its organisation, and that it is another one goes before "not found".
  await app.complains('Kustomer subdomain', /^(! )?This belongs to another account\./);
  await expect(app.field('Kustomer subdomain')).toHaveValue('acme-gone');
});

test('rights found by trying come with a warning', async ({ app, sandbox }) => {
  await app.open();
  await app.prepare('Kustomer', await kustomer(sandbox, 'no org.admin, but users can be listed'));
  await app.save();
  await app.isClean();
  await expect(app.note('No administrator role is named, but the rights needed are there.')).toBeVisible();
  await app.shows('Kustomer', 'Verified');
});

test('a key bound to another network can be saved anyway', async ({ app, sandbox }) => {
  await app.open();
  await app.prepare('Kustomer', await kustomer(sandbox, '403: bound to'));
  await app.save();
  await expect(app.note('An IP filter may stand in the way.')).toBeVisible();
  await app.press('Save anyway');
  await app.shows('Kustomer', 'Not verified');
  await app.box.uncheck();
  await app.isClean();
});

test('white space and what nobody sees is taken off a pasted key', async ({ app, portal, sandbox }) => {
  await app.open();
  const fields = await kustomer(sandbox);
  await app.prepare('Kustomer', { ...fields, [KEY]: ` \u200b${fields[KEY]}\u200b\n` });
  await app.save();
  await app.isClean();
  expect((await stored(portal)).panels.kustomer.secret.last_four).toBe(fields[KEY].slice(-4));
});
