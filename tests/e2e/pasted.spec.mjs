// What people really type and paste: taken apart with a word where it is certain, named where it is not,
// and kept as it is where it is a name or a secret. Then days, as the reader's calendar has them.

import { admins, CAMILLE, link, linkAs, organisation, panel } from './salesforce.mjs';
import { camille, contoso, expect, kustomer, saved, stored, test, zendeskPanel, CRM_PAGE } from './screen.mjs';

const SUBDOMAIN = 'Zendesk Subdomain';
const EMAIL = 'Zendesk user email address';
const TOKEN = 'API Token';
const TENANT = 'Active Directory tenant';
const DOMAIN = 'Dynamics domain';
const APP = 'Active Directory Application ID';
const PASSWORD = 'Set Active Directory Application Key Password';
const URL_FIELD = 'Login URL';
const GUID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const only = (text) => `Only “${text}” belongs here: the rest of what you pasted was taken off.`;
const AROUND = 'Only the secret itself belongs here: what stood around it was taken off.';

/** Pastes, as a clipboard does: all of it at once. Then leaves the field. */
async function paste(app, caption, text) {
  await app.field(caption).fill('');
  await app.field(caption).focus();
  await app.page.keyboard.insertText(text);
  await app.page.keyboard.press('Tab');
}

/** Opens the page with that panel chosen. */
async function at(app, name) {
  await app.open();
  await app.choose(name);
}

test.describe('taken apart with a word of explanation', () => {
  for (const [crm, caption, pasted, kept] of [
    ['Zendesk', SUBDOMAIN, 'acme-support/', 'acme-support'],
    ['Zendesk', SUBDOMAIN, 'acme-support.zendesk.com', 'acme-support'],
    ['Zendesk', SUBDOMAIN, 'acme-support.zendesk.com:443', 'acme-support'],
    ['Zendesk', SUBDOMAIN, 'https://Acme-Support.zendesk.com/agent/tickets/1?x=y#z', 'acme-support'],
    ['Zendesk', EMAIL, 'mailto:camille.roy@acme.example', 'camille.roy@acme.example'],
    ['Zendesk', EMAIL, 'mailto:camille.roy@acme.example?subject=Hello', 'camille.roy@acme.example'],
    ['Zendesk', EMAIL, 'Camille Roy <camille.roy@acme.example>', 'camille.roy@acme.example'],
    ['Zendesk', EMAIL, '"Roy, Camille" <camille.roy@acme.example>', 'camille.roy@acme.example'],
    ['Kustomer', 'Kustomer subdomain', 'acme.api.prod2.kustomerapp.com', 'acme'],
    ['Kustomer', 'Kustomer subdomain', 'https://acme.kustomerapp.com/app/conversations', 'acme'],
    ['MS Dynamics', TENANT, `https://login.microsoftonline.com/${GUID}/oauth2/v2.0/token`, GUID],
    ['MS Dynamics', TENANT, `https://login.microsoftonline.com/${GUID}/v2.0`, GUID],
    ['MS Dynamics', TENANT, `https://sts.windows.net/${GUID}/`, GUID],
    ['MS Dynamics', TENANT, 'https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0', 'contoso.onmicrosoft.com'],
    ['MS Dynamics', APP, GUID.replaceAll('-', ''), GUID],
    ['MS Dynamics', APP, `api://${GUID}`, GUID],
    ['MS Dynamics', APP, `api://${GUID}/access_as_user`, GUID],
    ['MS Dynamics', DOMAIN, 'acme.crm4.dynamics.com:443', 'acme.crm4.dynamics.com'],
    ['MS Dynamics', DOMAIN, 'https://acme.crm4.dynamics.com/main.aspx?appid=1', 'acme.crm4.dynamics.com'],
    ['Salesforce', URL_FIELD, 'https://acme.my.salesforce.com/lightning/x', 'acme.my.salesforce.com'],
    ['Salesforce', URL_FIELD, 'acme.my.salesforce.com:443', 'acme.my.salesforce.com'],
  ]) {
    test(`${crm}: ${pasted}`, async ({ app, page }) => {
      await at(app, crm);
      await paste(app, caption, pasted);
      await expect(app.field(caption)).toHaveValue(kept);
      await expect(app.said).toHaveText(only(kept));
      await expect(page.locator('.toast')).toContainText(only(kept));
      await expect(app.field(caption)).not.toHaveAttribute('aria-invalid', 'true');
    });
  }

  for (const [caption, pasted, email, token, words] of [
    [EMAIL, `${camille[EMAIL]}/token:${camille[TOKEN]}`, camille[EMAIL], camille[TOKEN], 'The address and the token were taken apart; the token is in its field.'],
    [TOKEN, `${camille[EMAIL]}/token:${camille[TOKEN]}`, camille[EMAIL], camille[TOKEN], 'The address and the token were taken apart; the token is in its field.'],
    [TOKEN, `"${camille[EMAIL]}/TOKEN:${camille[TOKEN]}"`, camille[EMAIL], camille[TOKEN], 'The address and the token were taken apart; the token is in its field.'],
    [EMAIL, `${camille[EMAIL]}/TOKEN`, camille[EMAIL], '', '“/token” was taken off: only the address belongs here.'],
    [EMAIL, `${camille[EMAIL]}/token`, camille[EMAIL], '', '“/token” was taken off: only the address belongs here.'],
    [TOKEN, `${camille[EMAIL]}/token`, camille[EMAIL], '', '“/token” was taken off: only the address belongs here.'],
  ]) {
    test(`Zendesk’s user name in “${caption}”: ${pasted.replace(camille[TOKEN], '…')}`, async ({ app, page }) => {
      await at(app, 'Zendesk');
      // At once, without leaving the field.
      await app.type(caption, pasted);
      await expect(app.field(EMAIL)).toHaveValue(email);
      await expect(app.field(TOKEN)).toHaveValue(token);
      await expect(app.said).toHaveText(words);
      expect(await page.evaluate(() => document.body.innerText)).not.toContain(camille[TOKEN]);
    });
  }

  for (const around of [(key) => `Bearer ${key}`, (key) => `Authorization: Bearer ${key}`, (key) => `bearer\t${key}\n`]) {
    test(`Kustomer’s key in a header: ${around('eyJ…').trim()}`, async ({ app, page, portal, sandbox }) => {
      const [subdomain, key] = Object.values(await kustomer(sandbox));
      await at(app, 'Kustomer');
      await app.type('Kustomer subdomain', subdomain);
      await paste(app, 'API Key', around(key));
      await expect(app.field('API Key')).toHaveValue(key);
      await expect(app.said).toHaveText(AROUND);
      await app.box.check();
      await app.save();
      await expect(app.said).toContainText('Kustomer verified');
      expect(await page.content()).not.toContain(key);
      expect((await stored(portal)).panels.kustomer.secret.last_four).toBe(key.slice(-4));
    });
  }

  test('saved at once with Enter, it is taken apart all the same', async ({ app, portal }) => {
    await at(app, 'Zendesk');
    await app.fill({ [SUBDOMAIN]: 'https://acme-support.zendesk.com/agent', [TOKEN]: camille[TOKEN] });
    await app.type(EMAIL, 'Camille Roy <camille.roy@acme.example>');
    await app.saving(() => app.field(EMAIL).press('Enter'));
    await expect(app.said).toContainText('Zendesk verified, as Camille Roy, admin.');
    await app.isClean();
    await expect(app.field(SUBDOMAIN)).toHaveValue('acme-support');
    await expect(app.field(EMAIL)).toHaveValue('camille.roy@acme.example');
    expect((await stored(portal)).panels.zendesk.fields).toMatchObject({ subdomain: 'acme-support', email: 'camille.roy@acme.example' });
  });

  test.describe('in French', () => {
    test.use({ locale: 'fr-CA' });
    test('the words are French', async ({ app }) => {
      await at(app, 'Zendesk');
      await paste(app, 'Sous-domaine Zendesk', 'acme-support/');
      await expect(app.field('Sous-domaine Zendesk')).toHaveValue('acme-support');
      await expect(app.said).toHaveText(/^Seul «\sacme-support\s» a sa place ici\s: le reste du texte collé a été retiré\.$/);
    });
  });
});

test.describe('left as it is, and no word said', () => {
  for (const [crm, caption, typed] of [
    ['Zendesk', EMAIL, 'info@12341234.example'],
    ['Zendesk', SUBDOMAIN, '12341234'],
    ['MS Dynamics', TENANT, '12341234.onmicrosoft.com'],
    ['Salesforce', URL_FIELD, '12341234.my.salesforce.com'],
    ['Salesforce', 'Salesforce Organization Name', 'SIA "Acme"'],
    ['Salesforce', 'Salesforce Organization Name', '« Les Amis »'],
    ['Salesforce', 'Salesforce Organization Name', 'نامه\u200cای'],
  ]) {
    test(`${caption}: ${typed}`, async ({ app }) => {
      await at(app, crm);
      await paste(app, caption, typed);
      await app.page.waitForTimeout(300);
      await expect(app.field(caption)).toHaveValue(typed);
      await expect(app.field(caption)).not.toHaveAttribute('aria-invalid', 'true');
      await expect(app.said).toHaveText('');
    });
  }

  test('an organisation’s name is stored with its quotes and joiners; white space at its ends is not', async ({ app, portal }) => {
    for (const name of ['SIA "Acme"', '« Les Amis »', 'نامه\u200cای']) {
      await app.open();
      await app.choose('Salesforce');
      await app.type('Salesforce Organization Name', `  ${name}\t`);
      await app.save();
      await app.isClean();
      await expect(app.field('Salesforce Organization Name')).toHaveValue(name);
      expect((await stored(portal)).panels.salesforce.fields.org_name).toBe(name);
    }
  });

  test('a secret’s quotes belong to it: what was typed is what is sent and kept', async ({ app, portal, sandbox }) => {
    await sandbox.fault({ host: 'acme-support.zendesk.com', fault: 'html_200' });
    await at(app, 'Zendesk');
    await app.fill({ ...camille, [TOKEN]: ' \u200b"zd-own-token-5e6f"\n' });
    await app.save();
    await app.press('Save anyway');
    await app.shows('Zendesk', 'Not verified');
    expect((await stored(portal)).panels.zendesk.secret.last_four).toBe('e6f"');
    await expect(app.page.getByText('Saved, ends in e6f"')).toBeVisible();
  });
});

test.describe('named where it is not certain', () => {
  for (const host of ['https://api.kustomerapp.com/v1', 'api.prod2.kustomerapp.com', 'www.kustomerapp.com']) {
    test(`${host} names no organisation, and the key goes nowhere`, async ({ app, sandbox }) => {
      const key = await kustomer(sandbox);
      await at(app, 'Kustomer');
      await app.type('API Key', key['API Key']);
      await paste(app, 'Kustomer subdomain', host);
      await app.complains('Kustomer subdomain', /^(! )?This address of Kustomer names no account\. Enter your own\./);
      await sandbox.forgetRequests();
      await app.withoutSaving(() => app.saveButton.click());
      await expect(app.field('Kustomer subdomain')).toBeFocused();
      await expect(app.field('API Key')).toHaveValue(key['API Key']);
      expect(await sandbox.requests()).toEqual([]);
    });
  }

  for (const [pasted, why, twin] of [
    ['https://acme.my.salesforce-setup.com/lightning/setup/', /^(! )?This is the address of Salesforce's Setup\./, 'acme.my.salesforce.com'],
    ['acme--uat.sandbox.my.salesforce-setup.com', /^(! )?This is the address of Salesforce's Setup\./, 'acme--uat.sandbox.my.salesforce.com'],
    ['acme--uat.my.salesforce-setup.com', /^(! )?This is the address of Salesforce's Setup\./, 'acme--uat.my.salesforce.com'],
    ['acme-dev-ed.develop.my.salesforce-setup.com', /^(! )?This is the address of Salesforce's Setup\./, 'acme-dev-ed.develop.my.salesforce.com'],
    ['acme-dev-ed.my.salesforce-setup.com', /^(! )?This is the address of Salesforce's Setup\./, 'acme-dev-ed.my.salesforce.com'],
    ['acme.lightning.crmforce.mil', /^(! )?This is the Lightning address\./, 'acme.my.salesforce.mil'],
    ['https://acme.my.site.com/help', /^(! )?This is the address of a site for customers\./, 'acme.my.salesforce.com'],
    ['acme--c.vf.force.com', /^(! )?This is the address of Visualforce pages\./, 'acme.my.salesforce.com'],
    ['acme--uat.sandbox.vf.force.com', /^(! )?This is the address of Visualforce pages\./, null],
    ['login.salesforce.com', /^(! )?This is the sign-in page that all share\./, null],
  ]) {
    test(`${pasted} is told apart from the My Domain${twin ? ', which is offered' : ''}`, async ({ app }) => {
      await at(app, 'Salesforce');
      await paste(app, URL_FIELD, pasted);
      await app.complains(URL_FIELD, why);
      await expect(app.field(URL_FIELD), 'nothing is replaced unasked').toHaveValue(pasted);
      const offers = app.page.getByRole('button', { name: /^Use / });
      if (!twin) {
        await expect(offers).toHaveCount(0);
        return;
      }
      await expect(offers).toHaveCount(1);
      await app.press(`Use ${twin}`);
      await expect(app.field(URL_FIELD)).toHaveValue(twin);
      await expect(app.field(URL_FIELD)).not.toHaveAttribute('aria-invalid', 'true');
    });
  }
});

test.describe('the day a secret expires is the reader’s', () => {
  // Half past five in the afternoon in Los Angeles is tomorrow by UTC; eight in the morning in Auckland is yesterday.
  for (const [timezoneId, now] of [
    ['America/Los_Angeles', '2027-03-10T17:30:00-08:00'],
    ['Pacific/Auckland', '2027-03-10T08:00:00+13:00'],
    ['UTC', '2027-03-10T12:00:00Z'],
  ]) {
    test.describe(timezoneId, () => {
      test.use({ timezoneId });
      test.beforeEach(async ({ page }) => {
        await page.clock.setFixedTime(new Date(now));
      });

      test('today, tomorrow and yesterday each have their words, in the panel and in the banner', async ({ app }) => {
        await at(app, 'MS Dynamics');
        await app.fill(contoso);
        for (const [day, words] of [
          ['2027-03-09', `“${PASSWORD}” expired on March 9, 2027: replace it.`],
          ['2027-03-10', `“${PASSWORD}” expires today: replace it.`],
          ['2027-03-11', `“${PASSWORD}” expires on March 11, 2027: replace it before.`],
          ['2027-04-09', `“${PASSWORD}” expires on April 9, 2027: replace it before.`],
        ]) {
          await app.type('Expires on', day);
          await expect(app.note(/expire/)).toHaveText(words);
          await app.save();
          await expect(app.banner(/expire/)).toContainText(words);
        }
        await app.type('Expires on', '2027-04-10');
        await expect(app.note(/expire/), '31 days before').toHaveCount(0);
      });

      test('and so does the day that a key names itself', async ({ app }) => {
        // Half past midnight by UTC, of which Los Angeles still has the day before.
        const exp = Date.parse('2027-03-20T00:30:00Z') / 1000;
        const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
        const key = `${part({ alg: 'HS256' })}.${part({ exp })}.c2lnbmF0dXJl`;
        const [day, words] = timezoneId.startsWith('America') ? ['2027-03-19', 'March 19, 2027'] : ['2027-03-20', 'March 20, 2027'];
        await at(app, 'Kustomer');
        await app.type('API Key', key);
        await expect(app.field('Expires on')).toHaveValue(day);
        await expect(app.said).toHaveText(`The key itself says that it expires on ${words}; the date is filled in.`);
      });
    });
  }

  test.describe('in French', () => {
    test.use({ locale: 'fr-CA', timezoneId: 'America/Los_Angeles' });
    test('today has its words', async ({ app, page }) => {
      await page.clock.setFixedTime(new Date('2027-03-10T17:30:00-08:00'));
      await at(app, 'MS Dynamics');
      await app.type('Expire le', '2027-03-10');
      await expect(app.note(/expire/)).toHaveText(
        /^«\sDéfinir le mot de passe de la clé d'application Active Directory\s» expire aujourd'hui\s: à remplacer\.$/,
      );
    });
  });
});

test('consumer key and secret swapped: both are told, and the key’s field shows no secret once it is right', async ({ app, page, portal, sandbox }) => {
  const { 'Connected App Consumer Key': key, ...rest } = await organisation(sandbox);
  const secret = 'b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6'.repeat(2);
  const wrong = /^(! )?This belongs in another field: a secret in its own, and nothing else there\./;
  await at(app, 'Salesforce');
  await app.fill({ ...rest, 'Connected App Consumer Key': secret, 'Connected App Consumer Secret': key });
  await app.saveButton.click();
  await app.complains('Connected App Consumer Key', wrong);
  await app.complains('Connected App Consumer Secret', wrong);
  await expect(app.field('Connected App Consumer Key')).toBeFocused();
  expect(JSON.stringify(await stored(portal))).not.toContain(secret);
  await app.fill({ 'Connected App Consumer Key': key, 'Connected App Consumer Secret': secret });
  await app.save();
  await expect(app.field('Connected App Consumer Key')).toHaveValue(key);
  expect(await page.content()).not.toContain(secret);
});

test('Link from localhost, where the portal’s own address is 127.0.0.1: a sentence and a link to the right one', async ({ app, page, portal, sandbox }) => {
  await saved(portal, { salesforce: await panel(sandbox) });
  await app.open(`${portal.url.replace('127.0.0.1', 'localhost')}${CRM_PAGE}`);
  const window = await link(app);
  await expect.poll(() => window.isClosed(), 'no empty window is left').toBe(true);
  const note = app.note('No administrator was linked.');
  await expect(note).toContainText(
    "The portal is open under another address than its own, and Salesforce's answer could not come back here. Open it there, then link again:",
  );
  await expect(note).not.toContainText('other_address');
  await expect(app.said).toContainText('The portal is open under another address than its own');
  expect((await stored(portal)).panels.salesforce.links ?? []).toEqual([]);
  await note.getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`^${portal.url}/`));
  await expect(app.platform('Salesforce')).toBeChecked();
  await linkAs(app, CAMILLE);
  await expect(admins(app, 'Camille Roy')).toContainText('Active');
});

test.describe('in French', () => {
  test.use({ locale: 'fr-CA' });
  test('Associer from localhost is explained in French', async ({ app, portal, sandbox }) => {
    await saved(portal, { salesforce: await panel(sandbox), zendesk: zendeskPanel }, 'salesforce');
    await app.open(`${portal.url.replace('127.0.0.1', 'localhost')}${CRM_PAGE}`);
    await link(app, 'Associer');
    await expect(app.note('Le portail est ouvert à une autre adresse que la sienne')).toBeVisible();
    await expect(app.note('Le portail est ouvert').getByRole('link')).toHaveAttribute('href', new RegExp(`^${portal.url}`));
  });
});
