// Zendesk's panel: what is saved, what comes back, and when the box can be ticked.

import { camille, expect, kustomer, saved, stored, test, zendeskPanel } from './screen.mjs';

const EMAIL = 'Zendesk user email address';
const TOKEN = 'API Token';

test('a valid pair is saved, verified as Camille Roy, and the box is on', async ({ app, portal }) => {
  await app.open();
  await app.prepare('Zendesk', camille);
  await app.save();
  await expect(app.said).toContainText('Zendesk verified, as Camille Roy, admin.');
  await app.isClean();
  await app.shows('Zendesk', 'Verified');
  await expect(app.page.getByText(/^Verified now as Camille Roy, admin\.$/)).toBeVisible();
  await expect(app.page.getByText('Saved, ends in 1a2b')).toBeVisible();
  await expect(app.box).toBeChecked();
  expect((await stored(portal)).panels.zendesk.default_user).toBe(true);

  await app.page.reload();
  await expect(app.box).toBeChecked();
  await expect(app.field('Zendesk Subdomain')).toHaveValue('acme-support');
});

test('who would own it is answered as one types', async ({ app }) => {
  await app.open();
  await app.choose('Zendesk');
  const chat = app.owner('New chat, no agent yet: contact and ticket');
  await expect(chat).toContainText('Nobody yet: records wait for Zendesk');
  await app.fill(camille);
  await expect(chat).toContainText('A random agent');
  await app.box.check();
  await expect(chat).toContainText('The default user');
  await app.save();
  for (const unattributed of ['New chat', 'Voicemail, before the callback']) {
    await expect(app.owner(unattributed)).toContainText('Camille Roy');
  }
  await expect(app.owner('Abandoned call')).toContainText('No record');
  await expect(app.owner('Call answered by an agent')).toContainText('The agent');
  await app.box.uncheck();
  await expect(chat).toContainText('A random agent');
  await expect(app.box).toHaveAccessibleDescription(/New records will go to a random agent\./);
});

test('a wrong token brings the previous values back and keeps the rest of the save', async ({ app, portal, sandbox }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await app.open();
  const key = await kustomer(sandbox);
  await app.choose('Kustomer');
  await app.fill(key);
  await app.choose('Zendesk');
  await app.press('Replace: API Token');
  await app.type(TOKEN, 'wrong-token-9z9z');
  await app.type(EMAIL, 'someone.else@acme.example');
  await app.save();

  await expect(app.summary).toContainText('Zendesk kept its previous credentials.');
  await expect(app.field(EMAIL)).toHaveValue('camille.roy@acme.example');
  await app.complains(EMAIL, /You entered “someone\.else@acme\.example”\. Refused together with “API Token”, so not saved\./);
  await expect(app.button('Replace: API Token')).toHaveAccessibleDescription(
    /^(! )?What you typed was refused together with “Zendesk user email address”\. The one shown here is the earlier one\.$/,
  );
  await expect(app.note('Your previous values are back. The rest was saved.')).toBeVisible();
  await expect(app.page.getByText('Saved, ends in 1a2b')).toBeVisible();
  await expect(app.box).not.toBeChecked();
  await expect(app.box).toHaveAccessibleDescription(/Unticked because Zendesk refused the last credentials\./);
  await app.isAvailable();
  await app.isClean();
  expect(await app.page.content()).not.toContain('wrong-token-9z9z');

  await app.shows('Kustomer', 'Verified');
  const { panels } = await stored(portal);
  expect(panels.kustomer.secret.last_four).toBe(key['API Key'].slice(-4));
  expect(panels.zendesk.fields.email).toBe('camille.roy@acme.example');
});

test('a first save that is refused leaves e-mail and token empty again, and keeps the subdomain', async ({ app, portal }) => {
  await app.open();
  await app.prepare('Zendesk', { ...camille, [TOKEN]: 'wrong-token-9z9z' });
  await app.save();
  await expect(app.field('Zendesk Subdomain')).toHaveValue('acme-support');
  for (const caption of [EMAIL, TOKEN]) await expect(app.field(caption)).toHaveValue('');
  await expect(app.note('The refused fields are empty again, as before. The rest was saved.')).toBeVisible();
  await app.complains(EMAIL, /You entered “camille\.roy@acme\.example”\. Refused together with “API Token”, so not saved\./);
  await app.complains(TOKEN, /Refused together with “Zendesk user email address”, so not saved\./);
  await app.isUnavailable(/Enter “Zendesk user email address” first\./);
  const { agent_platform, panels } = await stored(portal);
  expect([agent_platform, panels.zendesk.fields.subdomain]).toEqual(['zendesk', 'acme-support']);
  expect([panels.zendesk.fields.email ?? '', panels.zendesk.secret ?? null]).toEqual(['', null]);
});

test('another e-mail address asks for the token again', async ({ app, portal }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await app.open();
  await app.type(EMAIL, 'alex.martin@acme.example');
  await app.isUnavailable(/Enter “API Token” again: “Zendesk user email address” changed\./);
  await app.type(EMAIL, 'Camille.ROY@acme.example');
  await app.isAvailable();
  await app.type(EMAIL, 'alex.martin@acme.example');
  await app.save();
  await expect(app.note('“API Token” is needed again.')).toBeVisible();
  await expect(app.field(EMAIL)).toHaveValue('alex.martin@acme.example');
  await app.press('Replace: API Token');
  await app.type(TOKEN, camille[TOKEN]);
  await expect(app.box).toBeChecked();
  await app.save();
  await expect(app.said).toContainText('Zendesk verified, as Alex Martin');
});

test('removing the token greys the box at once, and Undo brings the tick back', async ({ app, portal }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await app.open();
  await expect(app.box).toBeChecked();
  await app.press('Remove: API Token');
  await app.isUnavailable(/Enter “API Token” first\./);
  await app.press('Undo: API Token');
  await app.isAvailable();
  await expect(app.box).toBeChecked();
  await app.isClean();

  await app.press('Replace: API Token');
  await app.isGreyed(/Enter the new value of “API Token”, or cancel to keep the saved one\./);
  await expect(app.box, 'Replace left blank changes nothing').toBeChecked();
  await app.isClean();
  await app.press('Cancel: keep the saved one');
  await expect(app.box).toBeChecked();
  await app.isClean();
});

test('a token emptied while typing greys the box, put back the tick is back', async ({ app }) => {
  await app.open();
  await app.prepare('Zendesk', camille);
  await app.type(TOKEN, '');
  await app.isUnavailable(/Enter “API Token” first\./);
  await app.type(TOKEN, camille[TOKEN]);
  await app.isAvailable();
  await expect(app.box).toBeChecked();
});

test('a removed token is gone after saving, and the box stays off', async ({ app, portal }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await app.open();
  await app.press('Remove: API Token');
  await app.save();
  await app.shows('Zendesk', 'Not set up');
  await expect(app.field(TOKEN)).toHaveValue('');
  const { zendesk } = (await stored(portal)).panels;
  expect([zendesk.secret ?? null, zendesk.default_user]).toEqual([null, false]);
});

test('a pasted “mail/token” is taken apart with a word', async ({ app }) => {
  await app.open();
  await app.choose('Zendesk');
  await app.type('Zendesk Subdomain', 'acme-support');
  await app.type(EMAIL, `camille.roy@acme.example/token:${camille[TOKEN]}`);
  await expect(app.field(EMAIL)).toHaveValue('camille.roy@acme.example');
  await expect(app.field(TOKEN)).toHaveValue(camille[TOKEN]);
  await expect(app.said).toHaveText('The address and the token were taken apart; the token is in its field.');
  await app.type(EMAIL, 'alex.martin@acme.example/token');
  await expect(app.field(EMAIL)).toHaveValue('alex.martin@acme.example');
  await expect(app.said).toContainText('“/token” was taken off');
});

test('a pasted address becomes the subdomain', async ({ app }) => {
  await app.open();
  await app.choose('Zendesk');
  await app.type('Zendesk Subdomain', 'https://Acme-Support.zendesk.com/agent/filters?x=1');
  await app.field(EMAIL).focus();
  await expect(app.field('Zendesk Subdomain')).toHaveValue('acme-support');
  await app.type('Zendesk Subdomain', 'zendesk.com.evil.example');
  await app.field(EMAIL).focus();
  await app.complains('Zendesk Subdomain', /This address does not belong to Zendesk\./);
});

for (const [who, email, why] of [
  ['a suspended administrator', 'simon.sorel@acme.example', 'The user is suspended or inactive.'],
  ['an ordinary agent', 'odile.ortega@acme.example', 'Not an administrator, so not saved.'],
  ['a light agent', 'lucie.light@acme.example', 'Not an administrator, so not saved.'],
]) {
  test(`${who} is refused, and the page says why`, async ({ app, portal }) => {
    await app.open();
    await app.prepare('Zendesk', { ...camille, [EMAIL]: email });
    await app.save();
    await expect(app.summary).toBeVisible();
    await expect(app.page.getByText(why).first()).toBeVisible();
    await app.complains(EMAIL, new RegExp(`You entered “${email}”`));
    await expect(app.box).not.toBeChecked();
    expect((await stored(portal)).panels.zendesk.fields.email ?? '').toBe('');
  });
}

test('a plan without the API is named as the reason', async ({ app }) => {
  await app.open();
  await app.prepare('Zendesk', {
    'Zendesk Subdomain': 'globex-help',
    [EMAIL]: 'gil@globex.example',
    [TOKEN]: 'zd-sandbox-token-for-globex-3c4d',
  });
  await app.save();
  await expect(app.note("The account's plan or scopes do not allow this.")).toBeVisible();
  await app.page.getByText('See details').click();
  await expect(app.page.getByText('HTTP status: 403')).toBeVisible();
});
