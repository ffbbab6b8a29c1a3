// Zendesk's second way in: an OAuth client, since API tokens end on 30 April 2027.

import { camille, credentials, expect, saved, stored, test, zendeskPanel } from './screen.mjs';

const SUBDOMAIN = 'Zendesk Subdomain';
const EMAIL = 'Zendesk user email address';
const TOKEN = 'API Token';
const ID = 'OAuth Client ID';
const SECRET = 'OAuth Client Secret';

/** The fields for one row of the sandbox's table. */
async function client(sandbox, happens) {
  const [subdomain, id, secret] = await credentials(sandbox, 'Zendesk OAuth client', happens);
  return { [SUBDOMAIN]: subdomain, [ID]: id, [SECRET]: secret };
}

/** A saved API token, and the page showing the other kind. */
async function leavesTheToken(app, portal) {
  await saved(portal, { zendesk: zendeskPanel });
  await app.open();
  await app.choose('OAuth client');
}

test('both kinds are offered, with the dates of the one that ends', async ({ app }) => {
  await app.open();
  await app.choose('Zendesk');
  await expect(app.platform('API token')).toBeChecked();
  await expect(app.platform('API token')).toHaveAccessibleDescription('No new ones since October 27, 2026; all of them stop on April 30, 2027.');
  await expect(app.field(ID)).toHaveCount(0);
  await app.choose('OAuth client');
  await expect(app.platform('OAuth client')).toHaveAccessibleDescription('A confidential client; its user must be an active administrator.');
  await expect(app.field(EMAIL)).toHaveCount(0);
  await expect(app.field(TOKEN)).toHaveCount(0);
});

test('a client is saved and verified as the user it acts as', async ({ app, page, portal, sandbox }) => {
  await app.open();
  await app.choose('Zendesk');
  await app.choose('OAuth client');
  await app.fill(await client(sandbox, 'Camille'));
  await app.box.check();
  await app.save();
  await expect(app.said).toContainText('Zendesk verified, as Camille Roy, admin.');
  await app.isClean();
  await app.shows('Zendesk', 'Verified');
  await expect(page.getByText('Saved, ends in 9z8y')).toBeVisible();
  await expect(app.owner('New chat')).toContainText('Camille Roy');
  const { zendesk } = (await stored(portal)).panels;
  expect(zendesk.fields).toMatchObject({ credential_kind: 'oauth_client', client_id: 'acme_portal' });
  expect(zendesk.default_user).toBe(true);
  await page.reload();
  await expect(app.platform('OAuth client')).toBeChecked();
  await expect(app.field(ID)).toHaveValue('acme_portal');
  await expect(app.box).toBeChecked();
});

test('the box needs the client and its secret, as it else needs e-mail and token', async ({ app, sandbox }) => {
  const fields = await client(sandbox, 'Camille');
  await app.open();
  await app.choose('Zendesk');
  await app.choose('OAuth client');
  await app.type(SUBDOMAIN, fields[SUBDOMAIN]);
  await app.isUnavailable(/Enter “OAuth Client ID” first\./);
  await app.type(ID, fields[ID]);
  await app.isUnavailable(/Enter “OAuth Client Secret” first\./);
  await app.type(SECRET, fields[SECRET]);
  await app.isAvailable();
  await app.box.check();
  await app.type(ID, '');
  await app.isUnavailable(/Enter “OAuth Client ID” first\./);
  await app.type(ID, fields[ID]);
  await expect(app.box).toBeChecked();
});

test('a kept API token is no secret of a client', async ({ app, portal }) => {
  await leavesTheToken(app, portal);
  await expect(app.page.getByText('Saved, ends in 1a2b')).toHaveCount(0);
  await app.type(ID, 'acme_portal');
  await app.isUnavailable(/Enter “OAuth Client Secret” first\./);
});

test('a wrong client secret brings the API token back, with all that was saved', async ({ app, page, portal }) => {
  await leavesTheToken(app, portal);
  await app.fill({ [ID]: 'acme_portal', [SECRET]: 'zd-wrong-client-secret-0000', 'Custom field for the session id': '123' });
  await app.save();
  await expect(app.summary).toContainText('Zendesk kept its previous credentials.');
  await expect(app.summary).toContainText('Credential kind');
  await expect(app.platform('API token')).toBeChecked();
  await expect(app.field(EMAIL)).toHaveValue('camille.roy@acme.example');
  await expect(page.getByText('Saved, ends in 1a2b')).toBeVisible();
  await expect(app.note('Your previous values are back. The rest was saved.')).toBeVisible();
  await expect(page.getByRole('group', { name: 'Credential kind' })).toHaveAccessibleDescription(/so not saved\./);
  await expect(app.box).not.toBeChecked();
  await app.isAvailable();
  await app.isClean();
  expect(await page.content()).not.toContain('zd-wrong-client-secret-0000');
  const { fields } = (await stored(portal)).panels.zendesk;
  expect(fields).toMatchObject({ email: 'camille.roy@acme.example', session_field: '123' });
  expect([fields.credential_kind ?? '', fields.client_id ?? '']).toEqual([expect.not.stringMatching('oauth'), '']);
  await app.choose('OAuth client');
  await expect(app.field(SECRET)).toHaveValue('');
});

for (const [who, happens, why] of [
  ["an agent's client", 'only an agent', 'Not an administrator, so not saved.'],
  ['a client of somebody suspended', 'suspended', 'The user is suspended or inactive.'],
  ['a client of too small a scope', 'wrong scope', 'The scope of the OAuth client does not reach far enough.'],
]) {
  test(`${who} is refused, and the page says why`, async ({ app, page, portal, sandbox }) => {
    await app.open();
    await app.choose('Zendesk');
    await app.choose('OAuth client');
    await app.fill(await client(sandbox, happens));
    await app.save();
    await expect(app.summary).toBeVisible();
    await expect(page.getByText(why).first()).toBeVisible();
    await expect(app.box).not.toBeChecked();
    expect((await stored(portal)).panels.zendesk.secret ?? null).toBeNull();
  });
}

test('what was typed for one kind comes back with it', async ({ app, page, portal }) => {
  await app.open();
  await app.prepare('Zendesk', camille);
  await app.choose('OAuth client');
  await app.isUnavailable(/Enter “OAuth Client ID” first\./);
  await app.fill({ [ID]: 'acme_portal', [SECRET]: 'being-typed' });
  await app.choose('API token');
  await expect(app.field(EMAIL)).toHaveValue('camille.roy@acme.example');
  await expect(app.field(TOKEN)).toHaveValue(camille[TOKEN]);
  await expect(app.box).toBeChecked();
  await app.choose('OAuth client');
  await expect(app.field(ID)).toHaveValue('acme_portal');
  await expect(app.field(SECRET)).toHaveValue('being-typed');

  await saved(portal, { zendesk: zendeskPanel });
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await app.choose('OAuth client');
  await expect(app.saveBar).toContainText('Credential kind');
  await app.choose('API token');
  await expect(page.getByText('Saved, ends in 1a2b')).toBeVisible();
  await expect(app.box).toBeChecked();
  await app.isClean();
});
