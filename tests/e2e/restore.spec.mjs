// What was typed and went away comes back: "Restore what I typed" after a refusal, "Undo" after Discard.
// A secret that comes back is never shown, stays bound to what it was typed for, and does not stay for long.

import { CRM_PAGE, camille, contoso, credentials, expect, kustomer, saved, stored, test, zendeskPanel } from './screen.mjs';

const SUBDOMAIN = 'Zendesk Subdomain';
const EMAIL = 'Zendesk user email address';
const TOKEN = 'API Token';
const SESSION = 'Custom field for the session id';
const RESTORE = 'Restore what I typed';
const BACK = 'What you typed is back. It is not shown again.';
const FORGOTTEN = 'A secret that was put back has been forgotten: enter it again.';
const CANARY = 'zd-canary-restored-5c7d9e1f';

const restored = (app) => app.page.getByText(BACK);

/** The secret is in nothing that can be read: text, document, inputs, storage, address, history, log. */
async function isNowhere(app, portal, secret = CANARY) {
  const kept = await app.page.evaluate(() =>
    JSON.stringify([
      document.body.innerText,
      [...document.querySelectorAll('input, textarea')].map((input) => input.value),
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      history.state,
      location.href,
      document.title,
    ]),
  );
  for (const [where, text] of Object.entries({ kept, document: await app.page.content(), log: portal.log })) {
    expect(text.includes(secret), where).toBe(false);
  }
}

/** What the page sends from now on, as text. */
function sentBy(page) {
  const sent = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(request.postData() ?? '');
  });
  return sent;
}

/** A first save of Zendesk that is refused. */
async function refused(app, typed = { [TOKEN]: CANARY }) {
  await app.open();
  await app.prepare('Zendesk', { ...camille, ...typed });
  await app.save();
  await expect(app.summary).toBeVisible();
  await expect(app.field(EMAIL)).toHaveValue('');
}

/** A refused save where a pair is stored. */
async function refusedBesideStored(app, portal, email = 'someone.else@acme.example') {
  await saved(portal, { zendesk: zendeskPanel });
  await app.open();
  await app.press('Replace: API Token');
  await app.fill({ [TOKEN]: CANARY, [EMAIL]: email, [SESSION]: '360001' });
  await app.save();
  await expect(app.summary).toBeVisible();
}

/** Follows a link of the application to another of its pages. */
async function follow(page, href) {
  await page.evaluate((href) => {
    const link = Object.assign(document.createElement('a'), { href, textContent: 'elsewhere' });
    document.querySelector('main').append(link);
    link.click();
    link.remove();
  }, href);
}

test.describe('after a refusal', () => {
  test('everything comes back, and works once the CRM takes it', async ({ app, portal, sandbox }) => {
    await sandbox.revoke(camille[TOKEN]);
    await refused(app, {});
    await isNowhere(app, portal, camille[TOKEN]);
    await app.press(RESTORE);
    await expect(app.said).toHaveText('What you typed is back. It is not saved yet.');
    await expect(app.field(SUBDOMAIN)).toHaveValue('acme-support');
    await expect(app.field(EMAIL)).toHaveValue('camille.roy@acme.example');
    await expect(restored(app)).toBeVisible();
    await expect(app.box).toBeChecked();
    await app.isAvailable();
    await expect(app.button(RESTORE)).toHaveCount(0);
    for (const change of [EMAIL, TOKEN, 'Default User']) await expect(app.saveBar).toContainText(change);
    await isNowhere(app, portal, camille[TOKEN]);
    await sandbox.restore(camille[TOKEN]);
    await app.save();
    await expect(app.said).toContainText('Zendesk verified, as Camille Roy, admin.');
    await app.isClean();
    await expect(app.page.getByText('Saved, ends in 1a2b')).toBeVisible();
    await isNowhere(app, portal, camille[TOKEN]);
  });

  test('a refused secret is nowhere: not refused, not restored, not refused again', async ({ app, portal }) => {
    await refused(app);
    await isNowhere(app, portal);
    await app.press(RESTORE);
    await expect(restored(app)).toBeVisible();
    await isNowhere(app, portal);
    await app.save();
    await expect(app.summary).toBeVisible();
    await app.complains(EMAIL, /You entered “camille\.roy@acme\.example”\. Refused together with “API Token”, so not saved\./);
    await isNowhere(app, portal);
  });

  test('where a pair is stored, the earlier one is told from the one that was refused', async ({ app, page, portal }) => {
    await refusedBesideStored(app, portal);
    await expect(app.field(EMAIL)).toHaveValue('camille.roy@acme.example');
    await expect(page.getByText('Saved, ends in 1a2b')).toBeVisible();
    await app.press(RESTORE);
    await expect(app.field(EMAIL)).toHaveValue('someone.else@acme.example');
    await expect(restored(app)).toBeVisible();
    await expect(page.getByText('Saved, ends in 1a2b')).toHaveCount(0);
    await expect(app.saveBar).toContainText(TOKEN);
    await app.press('Forget: API Token');
    await expect(page.getByText('Saved, ends in 1a2b')).toBeVisible();
    await app.isGreyed(/Enter “API Token” again: “Zendesk user email address” changed\./);
    await app.type(EMAIL, 'camille.roy@acme.example');
    await app.isAvailable();
    await isNowhere(app, portal);
  });

  test('what else was typed since stays', async ({ app, portal }) => {
    await refusedBesideStored(app, portal);
    await app.look('Kustomer');
    await app.type('External ID Prefix', 'eu-');
    await app.look('Zendesk');
    await app.press(RESTORE);
    await expect(app.field(SESSION)).toHaveValue('360001');
    await app.look('Kustomer');
    await expect(app.field('External ID Prefix')).toHaveValue('eu-');
  });

  test('what was typed since in the same panel stays as well', async ({ app, portal }) => {
    await refusedBesideStored(app, portal);
    await app.press('Replace: API Token');
    await app.type(TOKEN, camille[TOKEN]);
    await app.press(RESTORE);
    await expect(app.field(EMAIL)).toHaveValue('someone.else@acme.example');
    await expect(app.field(TOKEN), 'typed since').toHaveValue(camille[TOKEN]);
    await isNowhere(app, portal);
  });

  test('Forget it forgets it', async ({ app, portal }) => {
    const sent = sentBy(app.page);
    await refused(app);
    await app.press(RESTORE);
    sent.length = 0;
    await app.press('Forget: API Token');
    await expect(restored(app)).toHaveCount(0);
    await expect(app.field(TOKEN)).toHaveValue('');
    await app.isUnavailable(/Enter “API Token” first\./);
    await app.save();
    expect(sent.join('')).not.toContain(CANARY);
    expect((await stored(portal)).panels.zendesk.secret ?? null).toBeNull();
  });

  test('a restored secret can be replaced by another one', async ({ app, portal }) => {
    await refused(app);
    await app.press(RESTORE);
    await app.press('Replace: API Token');
    await expect(app.field(TOKEN)).toBeFocused();
    await expect(app.field(TOKEN)).toHaveValue('');
    await app.type(TOKEN, camille[TOKEN]);
    await app.save();
    await expect(app.said).toContainText('Zendesk verified, as Camille Roy, admin.');
    expect((await stored(portal)).panels.zendesk.secret.last_four).toBe('1a2b');
  });

  for (const [caption, other, own] of [
    [EMAIL, 'alex.martin@acme.example', 'Camille.Roy@acme.example'],
    [SUBDOMAIN, 'globex-help', 'acme-support'],
  ]) {
    test(`it is only for the ${caption} it was typed for`, async ({ app, page, portal, sandbox }) => {
      await refused(app);
      await app.press(RESTORE);
      await app.type(caption, other);
      await app.isUnavailable(new RegExp(`Enter “API Token” again: “${caption}” changed\\.`));
      await app.type(caption, own);
      await app.isAvailable();
      await expect(app.box, 'the wish comes back with it').toBeChecked();

      await app.type(caption, other);
      await sandbox.forgetRequests();
      const sent = sentBy(page);
      await app.press('Test connection');
      await expect(page.getByText('Checking with Zendesk')).toHaveCount(0);
      await app.save();
      expect(sent.length).toBeGreaterThan(0);
      expect(sent.join(''), 'it goes nowhere else').not.toContain(CANARY);
      expect((await sandbox.requests()).map(({ host }) => host)).toEqual([]);
      expect((await stored(portal)).panels.zendesk.secret ?? null).toBeNull();
    });
  }

  test('each CRM has its own, and restoring one leaves the other', async ({ app, portal, sandbox }) => {
    const key = await kustomer(sandbox, 'no such key');
    await app.open();
    await app.prepare('Kustomer', key);
    await app.prepare('MS Dynamics', { ...contoso, 'Set Active Directory Application Key Password': CANARY });
    await app.save();
    await expect(app.summary).toBeVisible();
    await app.look('MS Dynamics');
    await app.press(RESTORE);
    await expect(app.field('Active Directory Application ID')).toHaveValue(contoso['Active Directory Application ID']);
    await expect(restored(app)).toBeVisible();
    await app.look('Kustomer');
    await expect(restored(app)).toHaveCount(0);
    await app.press(RESTORE);
    await expect(app.field('Kustomer subdomain')).toHaveValue(key['Kustomer subdomain']);
    await expect(restored(app)).toBeVisible();
    await isNowhere(app, portal);
    await isNowhere(app, portal, key['API Key']);
  });

  test('an OAuth client comes back with its kind', async ({ app, page, portal, sandbox }) => {
    const [subdomain, id] = await credentials(sandbox, 'Zendesk OAuth client', 'Camille');
    await saved(portal, { zendesk: zendeskPanel });
    await app.open();
    await app.choose('OAuth client');
    await app.fill({ [SUBDOMAIN]: subdomain, 'OAuth Client ID': id, 'OAuth Client Secret': CANARY });
    await app.save();
    await expect(app.platform('API token')).toBeChecked();
    await app.press(RESTORE);
    await expect(app.platform('OAuth client')).toBeChecked();
    await expect(app.field('OAuth Client ID')).toHaveValue(id);
    await expect(restored(app)).toBeVisible();
    await app.choose('API token');
    await expect(restored(app), 'it is no API token').toHaveCount(0);
    await expect(page.getByText('Saved, ends in 1a2b')).toBeVisible();
    await isNowhere(app, portal);
  });

  test('the next save ends it', async ({ app, portal }) => {
    await refused(app);
    await expect(app.button(RESTORE)).toBeVisible();
    await app.type(SESSION, '360001');
    await app.save();
    await app.isClean();
    await expect(app.button(RESTORE)).toHaveCount(0);
    await isNowhere(app, portal);
  });

  test('leaving the page ends it', async ({ app, page, portal }) => {
    await refused(app);
    await follow(page, '/elsewhere');
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
    await isNowhere(app, portal);
    await page.getByRole('link', { name: 'Go to Developer Settings' }).click();
    await expect(app.field(SUBDOMAIN)).toHaveValue('acme-support');
    await expect(app.button(RESTORE)).toHaveCount(0);
    await app.isClean();
  });

  test('leaving the page ends it, restored as well', async ({ app, page, portal }) => {
    await refused(app);
    await app.press(RESTORE);
    await follow(page, '/elsewhere');
    await app.dialog('Leave with unsaved changes?').getByRole('button', { name: 'Discard' }).click();
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
    await page.getByRole('link', { name: 'Go to Developer Settings' }).click();
    await expect(app.field(SUBDOMAIN)).toHaveValue('acme-support');
    await app.isClean();
    await expect(restored(app)).toHaveCount(0);
    await expect(app.field(TOKEN)).toHaveValue('');
    for (const button of [RESTORE, 'Undo']) await expect(app.button(button)).toHaveCount(0);
    await isNowhere(app, portal);
  });

  test('after ten minutes it is gone, a moment before it is not', async ({ app, page, portal }) => {
    await page.clock.install();
    await refused(app);
    await page.clock.fastForward('09:30');
    await expect(app.button(RESTORE)).toBeVisible();
    await page.clock.fastForward('00:35');
    await expect(app.button(RESTORE)).toHaveCount(0);
    await expect(app.note('Zendesk refused these credentials.'), 'what happened is still told').toBeVisible();
    await isNowhere(app, portal);
  });

  test('after ten minutes it is gone although it was put back, and the page says so', async ({ app, page, portal }) => {
    await page.clock.install();
    await refused(app);
    await page.clock.fastForward('05:00');
    await app.press(RESTORE);
    await page.clock.fastForward('04:30');
    await expect(restored(app)).toBeVisible();
    await page.clock.fastForward('00:35');
    await expect(restored(app)).toHaveCount(0);
    await expect(app.said).toHaveText(FORGOTTEN);
    await expect(app.field(EMAIL), 'what is no secret stays').toHaveValue('camille.roy@acme.example');
    await app.isUnavailable(/Enter “API Token” first\./);
    const sent = sentBy(page);
    await app.save();
    expect(sent.join('')).not.toContain(CANARY);
    await isNowhere(app, portal);
  });

  test('it outlives a change of language', async ({ app, page, portal }) => {
    await refused(app);
    await app.press('FR');
    await app.press('Rétablir ma saisie');
    await expect(app.field("Adresse e-mail de l'utilisateur Zendesk")).toHaveValue('camille.roy@acme.example');
    await expect(page.getByText("Votre saisie est rétablie. Elle n'est plus affichée.")).toBeVisible();
    await isNowhere(app, portal);
    await app.press('EN');
    await expect(restored(app)).toBeVisible();
  });

  test('by keyboard: the button is reached, and what comes back is announced', async ({ app, page }) => {
    await refused(app);
    await app.button(RESTORE).focus();
    await page.keyboard.press('Enter');
    await expect(app.said).toHaveText('What you typed is back. It is not saved yet.');
    await expect(page.locator('main :focus, main:focus')).toHaveCount(1);
  });
});

test.describe('after Discard', () => {
  /** Much typed on top of what is stored, then discarded. */
  async function discarded(app, portal) {
    await saved(portal, { zendesk: zendeskPanel });
    await app.open();
    await app.press('Replace: API Token');
    await app.fill({ [TOKEN]: CANARY, [EMAIL]: 'alex.martin@acme.example', [SESSION]: '360001' });
    await app.choose('Kustomer');
    await app.type('External ID Prefix', 'eu-');
    await app.look('Zendesk');
    await app.press('Discard');
    await app.isClean();
    await expect(app.said).toHaveText('Changes discarded.');
    await expect(app.field(EMAIL)).toHaveValue('camille.roy@acme.example');
  }

  test('Undo brings everything back, the secret unseen', async ({ app, portal }) => {
    await discarded(app, portal);
    await isNowhere(app, portal);
    await app.press('Undo');
    await expect(app.said).toHaveText('What you typed is back. It is not saved yet.');
    await expect(app.button('Undo')).toHaveCount(0);
    await expect(app.field(EMAIL)).toHaveValue('alex.martin@acme.example');
    await expect(app.field(SESSION)).toHaveValue('360001');
    await expect(app.platform('Kustomer')).toBeChecked();
    await expect(restored(app)).toBeVisible();
    await expect(app.box).toBeChecked();
    await app.look('Kustomer');
    await expect(app.field('External ID Prefix')).toHaveValue('eu-');
    await isNowhere(app, portal);
  });

  test('by keyboard: Undo is reached, and the focus is not lost with it', async ({ app, page, portal }) => {
    await discarded(app, portal);
    await app.button('Undo').focus();
    await page.keyboard.press('Enter');
    await expect(app.field(SESSION)).toHaveValue('360001');
    await expect(page.locator('main :focus, main:focus')).toHaveCount(1);
  });

  test('what came back is saved like what was typed', async ({ app, portal, page }) => {
    await saved(portal, { zendesk: zendeskPanel });
    await app.open();
    await app.type(EMAIL, 'alex.martin@acme.example');
    await app.press('Replace: API Token');
    await app.type(TOKEN, camille[TOKEN]);
    await app.press('Discard');
    await app.press('Undo');
    await app.save();
    await expect(app.said).toContainText('Zendesk verified, as Alex Martin');
    await app.isClean();
    await expect(page.getByText('Saved, ends in 1a2b')).toBeVisible();
    expect((await stored(portal)).panels.zendesk.fields.email).toBe('alex.martin@acme.example');
  });

  test('a secret that came back is bound as well', async ({ app, page, portal }) => {
    await discarded(app, portal);
    await app.press('Undo');
    await app.choose('Zendesk');
    const sent = sentBy(page);
    await app.type(EMAIL, 'simon.sorel@acme.example');
    await app.isUnavailable(/Enter “API Token” again: “Zendesk user email address” changed\./);
    await app.save();
    expect(sent.join('')).not.toContain(CANARY);
    await isNowhere(app, portal);
  });

  test('Undo goes with its words: what is said next has none', async ({ app, portal }) => {
    await discarded(app, portal);
    await app.type(EMAIL, 'noor.haddad@acme.example/token');
    await expect(app.said).toContainText('was taken off');
    await expect(app.button('Undo')).toHaveCount(0);
    await expect(app.field(EMAIL)).toHaveValue('noor.haddad@acme.example');
  });

  test('what somebody else saved meanwhile is shown, and Undo leaves it alone', async ({ app, page, portal }) => {
    await saved(portal, { zendesk: { ...zendeskPanel, default_user: false } });
    await app.open();
    await app.type(SESSION, '360001');
    await saved(portal, { zendesk: { fields: { ...zendeskPanel.fields, session_field: '360009' }, default_user: true } });
    const news = page.waitForResponse((answer) => answer.url().endsWith('/api/settings/crm'));
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await news;
    await expect(app.field(SESSION)).toHaveValue('360001');
    await app.press('Discard');
    await expect(app.field(SESSION)).toHaveValue('360009');
    await expect(app.box).toBeChecked();
    await app.press('Undo');
    await expect(app.field(SESSION)).toHaveValue('360001');
    await expect(app.box, 'they ticked it').toBeChecked();
    await app.save();
    await app.isClean();
    const { fields, default_user } = (await stored(portal)).panels.zendesk;
    expect([fields.session_field, default_user]).toEqual(['360001', true]);
  });

  test('the next save ends Undo', async ({ app, portal }) => {
    await discarded(app, portal);
    await app.type(SESSION, '360002');
    await app.save();
    await app.isClean();
    await expect(app.button('Undo')).toHaveCount(0);
    expect((await stored(portal)).panels.zendesk.fields.session_field).toBe('360002');
  });

  test('leaving the page ends Undo', async ({ app, page, portal }) => {
    await discarded(app, portal);
    await follow(page, '/elsewhere');
    await page.getByRole('link', { name: 'Go to Developer Settings' }).click();
    await expect(app.field(EMAIL)).toHaveValue('camille.roy@acme.example');
    await expect(app.button('Undo')).toHaveCount(0);
    await isNowhere(app, portal);
  });

  test('after ten minutes Undo is gone, and with it the secret', async ({ app, page, portal }) => {
    await page.clock.install();
    await discarded(app, portal);
    await page.clock.fastForward('09:30');
    await expect(app.button('Undo')).toBeVisible();
    await page.clock.fastForward('00:35');
    await expect(app.button('Undo')).toHaveCount(0);
    await isNowhere(app, portal);
  });

  test('after ten minutes an undone Discard keeps all but the secret', async ({ app, page, portal }) => {
    await page.clock.install();
    await discarded(app, portal);
    await app.press('Undo');
    await page.clock.fastForward('10:05');
    await expect(restored(app)).toHaveCount(0);
    await expect(app.said).toHaveText(FORGOTTEN);
    await expect(page.getByText('Saved, ends in 1a2b')).toBeVisible();
    await expect(app.field(EMAIL)).toHaveValue('alex.martin@acme.example');
    await app.isUnavailable(/Enter “API Token” again: “Zendesk user email address” changed\./);
  });

  test('a reload ends it, and the browser asks nothing', async ({ app, page, portal }) => {
    await discarded(app, portal);
    await page.reload();
    await expect(page).toHaveURL(new RegExp(CRM_PAGE));
    await app.look('Zendesk');
    await expect(app.field(EMAIL)).toHaveValue('camille.roy@acme.example');
    await expect(app.button('Undo')).toHaveCount(0);
  });

  test.describe('in French', () => {
    test.use({ locale: 'fr-CA' });
    test('the toast has Annuler', async ({ app, page, portal }) => {
      await saved(portal, { zendesk: zendeskPanel });
      await app.open();
      await app.type("Adresse e-mail de l'utilisateur Zendesk", 'alex.martin@acme.example');
      await app.press('Ignorer');
      await expect(app.said).toHaveText('Modifications ignorées.');
      await page.locator('.toast').getByRole('button', { name: 'Annuler', exact: true }).click();
      await expect(app.field("Adresse e-mail de l'utilisateur Zendesk")).toHaveValue('alex.martin@acme.example');
    });
  });
});
