// Salesforce's panel: filling it in, linking administrators in the real window, their list and both boxes.

import { ACME, ALEX, CAMILLE, admins, consents, linkAs, linked, organisation, panel } from './salesforce.mjs';
import { expect, saved, stored, test } from './screen.mjs';

const ORG = 'Salesforce Organization ID';
const NAME = 'Salesforce Organization Name';
const URL_FIELD = 'Login URL';

/** The boxes as they are stored. */
async function boxes(portal) {
  const { default_user = false, always = false } = (await stored(portal)).panels.salesforce;
  return [default_user, always];
}

test('the panel is filled in and saved, and Link says all the while what it lacks', async ({ app, page, portal, sandbox }) => {
  const { [URL_FIELD]: url, ...fields } = await organisation(sandbox);
  await app.open();
  await app.choose('Salesforce');
  await expect(app.button('Link')).toHaveAttribute('aria-disabled', 'true');
  const why = expect(app.button('Link'));
  await why.toHaveAccessibleDescription(/fill in and save:.*Organization ID.*Organization Name.*Consumer Key.*SFDC Cloud Selection.*Login URL.*Consumer Secret/);
  await app.isUnavailable(/No administrator is linked\./);
  await app.isUnavailable(/No administrator is linked\./, app.always);
  await app.button('Link').click({ force: true });
  await expect(app.note('Opening Salesforce')).toHaveCount(0);

  await app.fill(fields);
  await app.choose('Service Cloud');
  await why.toHaveAccessibleDescription(/fill in and save: Login URL\. Save first; not saved yet: .*Organization ID.*SFDC Cloud Selection/);
  await app.save();
  await app.isClean();
  await app.shows('Salesforce', 'Not set up');
  await why.toHaveAccessibleDescription(/fill in and save: Login URL\./);
  await page.getByRole('link', { name: URL_FIELD, exact: true }).click();
  await expect(app.field(URL_FIELD)).toBeFocused();
  await app.type(URL_FIELD, url);
  await why.toHaveAccessibleDescription(/^Save first; not saved yet: .*Login URL\.$/);
  await app.press('Save Login URL');
  await expect(app.said).toContainText('Saved 1 change.');
  await app.isClean();
  await expect(app.button('Link')).not.toHaveAttribute('aria-disabled', 'true');
  const { salesforce } = (await stored(portal)).panels;
  expect(salesforce.fields).toMatchObject({
    org_id: fields[ORG],
    org_name: 'Acme',
    consumer_key: fields['Connected App Consumer Key'],
    cloud: 'service',
    login_url: ACME,
  });
});

test('Save Login URL saves that field alone, and the rest of the draft stays', async ({ app, portal, sandbox }) => {
  const { fields, secret } = await panel(sandbox);
  await saved(portal, { salesforce: { fields: { ...fields, login_url: '' }, secret } });
  await app.open();
  await app.type(NAME, 'Acme Europe');
  await app.choose('Sales Cloud');
  await app.type(URL_FIELD, `https://${ACME}/`);
  await expect(app.saveBar).toContainText('3 unsaved changes:');
  await app.press('Save Login URL');
  await expect(app.said).toContainText('Saved 1 change.');
  await expect(app.saveBar).toContainText(/2 unsaved changes: Salesforce Organization Name, SFDC Cloud Selection/);
  await expect(app.field(NAME)).toHaveValue('Acme Europe');
  await expect(app.field(URL_FIELD)).toHaveValue(ACME);
  await expect(app.button('Save Login URL')).toHaveAttribute('aria-disabled', 'true');
  expect((await stored(portal)).panels.salesforce.fields).toMatchObject({ login_url: ACME, org_name: 'Acme', cloud: 'service' });
  await app.save();
  await app.isClean();
  expect((await stored(portal)).panels.salesforce.fields).toMatchObject({ org_name: 'Acme Europe', cloud: 'sales' });
});

test('the redirect URI to register stands there, and Copy copies it', async ({ app, page, portal, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.open();
  await app.choose('Salesforce');
  const uri = `${portal.url}/oauth/callback/salesforce`;
  await expect(app.field('Redirect URI')).toHaveValue(uri);
  await app.press('Copy: Redirect URI');
  await expect(app.said).toHaveText('Copied.');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(uri);
});

test('two administrators are linked, their order is changed, and both boxes are ticked', async ({ app, portal, sandbox }) => {
  await saved(portal, { salesforce: await panel(sandbox) });
  await app.open();
  await linkAs(app, CAMILLE);
  await expect(app.note('Camille Roy is linked.')).toBeVisible();
  await expect(app.said).toContainText('Camille Roy is linked.');
  await expect(admins(app)).toHaveCount(1);
  for (const words of [CAMILLE, 'System Administrator', 'Active', 'In use', 'Linked', 'Last verified now']) {
    await expect(admins(app, 'Camille Roy')).toContainText(words);
  }
  await app.shows('Salesforce', 'Verified');
  await app.isAvailable();
  await app.isAvailable(app.always);

  await linkAs(app, ALEX);
  await expect(admins(app)).toHaveCount(2);
  await expect(admins(app, 'Alex Martin')).toContainText('Active');
  await expect(admins(app, 'Alex Martin')).not.toContainText('In use');
  await expect(app.button('Make primary: Camille Roy')).toHaveCount(0);
  await app.press('Make primary: Alex Martin');
  await expect(app.said).toHaveText('Alex Martin comes first now.');
  await expect(admins(app).first()).toContainText('Alex Martin');
  await expect(admins(app, 'Alex Martin')).toContainText('In use');
  await expect(admins(app, 'Camille Roy')).not.toContainText('In use');
  await expect(admins(app, 'Alex Martin')).toBeFocused();

  const chat = app.owner('New chat, no agent yet: contact and case');
  await expect(chat).toContainText('A random agent');
  await app.box.check();
  await expect(chat).toContainText('Alex Martin');
  await expect(app.owner('Call answered by an agent')).toContainText(/The agent$/);
  await app.always.check();
  await expect(app.owner('Call answered by an agent')).toContainText('The agent; Alex Martin writes');
  await app.save();
  await app.isClean();
  expect(await boxes(portal)).toEqual([true, true]);
  await app.page.reload();
  await expect(app.box).toBeChecked();
  await expect(app.always).toBeChecked();
  await expect(admins(app).first()).toContainText('Alex Martin');
});

test('the same user linked again renews that link', async ({ app, portal, sandbox }) => {
  await linked(portal, sandbox, [CAMILLE, ALEX]);
  await app.open();
  await linkAs(app, CAMILLE);
  await expect(app.note('Camille Roy is linked.')).toBeVisible();
  await expect(admins(app)).toHaveCount(2);
  await expect(admins(app).first()).toContainText('Camille Roy');
});

test('unlinking one of two changes no box; unlinking the last unticks and greys both', async ({ app, page, portal, sandbox }) => {
  await linked(portal, sandbox, [CAMILLE, ALEX], { default_user: true, always: true });
  await app.open();
  await expect(app.box).toBeChecked();
  await app.press('Unlink: Camille Roy');
  const first = app.dialog('Unlink Camille Roy?');
  await expect(first).toContainText('Alex Martin acts next.');
  await expect(first).toContainText('The access is revoked in Salesforce and forgotten here.');
  await expect(first.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(first).toBeHidden();
  await expect(admins(app)).toHaveCount(2);
  await expect(app.button('Unlink: Camille Roy')).toBeFocused();

  await app.press('Unlink: Camille Roy');
  await first.getByRole('button', { name: 'Unlink' }).click();
  await expect(app.said).toHaveText('Camille Roy is unlinked.');
  await expect(admins(app)).toHaveCount(1);
  await expect(page.getByRole('heading', { name: 'Connected Admin Users' })).toBeFocused();
  await expect(app.box).toBeChecked();
  await expect(app.always).toBeChecked();
  await app.isAvailable();
  expect(await consents(sandbox)).toEqual([ALEX]);
  expect(await boxes(portal)).toEqual([true, true]);

  await app.press('Unlink: Alex Martin');
  const last = app.dialog('Unlink Alex Martin?');
  await expect(last).toContainText('Default User will be unticked.');
  await expect(last.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await last.getByRole('button', { name: 'Unlink' }).click();
  await expect(page.getByText('No administrator is linked yet.')).toBeVisible();
  for (const box of [app.box, app.always]) await app.isUnavailable(/No administrator is linked\./, box);
  await app.isClean();
  await app.shows('Salesforce', 'Not set up');
  expect(await consents(sandbox)).toEqual([]);
  expect(await boxes(portal)).toEqual([false, false]);
  await page.getByRole('link', { name: 'Go to Link' }).first().click();
  await expect(app.button('Link')).toBeFocused();
});

test('unlinking forgets the administrator even if Salesforce cannot be told', async ({ app, portal, sandbox }) => {
  await linked(portal, sandbox, [CAMILLE]);
  await sandbox.fault({ host: ACME, path: '/services/oauth2/revoke', fault: 'drop' });
  await app.open();
  await app.press('Unlink: Camille Roy');
  await app.dialog('Unlink Camille Roy?').getByRole('button', { name: 'Unlink' }).click();
  await expect(app.said).toHaveText(
    'Camille Roy is unlinked. Salesforce could not be told: revoke the access there as well. ' +
      'All records for Salesforce wait: it is not set up.',
  );
  expect((await stored(portal)).panels.salesforce.links ?? []).toEqual([]);
});

test('an 18-character id is cut to 15 with a word, and a wrong suffix is told', async ({ app }) => {
  await app.open();
  await app.choose('Salesforce');
  await app.type(ORG, '00Dam00000Acme7EAB');
  await app.field(NAME).focus();
  await expect(app.field(ORG)).toHaveValue('00Dam00000Acme7');
  await expect(app.said).toHaveText('The organization ID was cut to its 15 characters; the last three only repeat the others.');
  await app.type(ORG, '00Dam00000Acme7EAO');
  await app.field(NAME).focus();
  await app.complains(ORG, /The last three of these 18 characters do not fit the others\. Copy the ID again\./);
  await expect(app.field(ORG)).toHaveValue('00Dam00000Acme7EAO');
});

test('a Lightning address is refused, and its My Domain twin offered', async ({ app, portal, sandbox }) => {
  const { fields, secret } = await panel(sandbox);
  await saved(portal, { salesforce: { fields: { ...fields, login_url: '' }, secret } });
  await app.open();
  await app.type(URL_FIELD, 'https://acme.lightning.force.com/lightning/page/home');
  await app.press('Save Login URL');
  await app.complains(URL_FIELD, /This is the Lightning address\. Enter the My Domain, which ends in \.my\.salesforce\.com\./);
  await app.press(`Use ${ACME}`);
  await expect(app.field(URL_FIELD)).toHaveValue(ACME);
  await expect(app.field(URL_FIELD)).toBeFocused();
  await app.press('Save Login URL');
  await expect(app.said).toContainText('Saved 1 change.');
  expect((await stored(portal)).panels.salesforce.fields.login_url).toBe(ACME);
});

test('changing the organisation warns, and then every administrator has to link again', async ({ app, page, portal, sandbox }) => {
  await linked(portal, sandbox, [CAMILLE, ALEX], { default_user: true });
  await app.open();
  const { [ORG]: id } = await organisation(sandbox);
  const warning = app.note('Saving this ends every link: each administrator has to link again.');
  await app.type(ORG, '00Dam00000aCME7');
  await expect(warning).toBeVisible();
  await app.type(ORG, id);
  await expect(warning).toHaveCount(0);
  await app.isClean();

  await app.type(ORG, '00Dam00000aCME7');
  await app.save();
  await expect(page.getByText(/^Saved 1 change\. .*Every administrator has to link again\.$/)).toBeVisible();
  for (const name of ['Camille Roy', 'Alex Martin']) await expect(admins(app, name)).toContainText('Needs relinking');
  await expect(admins(app, 'Camille Roy')).toContainText('Login URL, consumer key or organization ID have changed since.');
  await app.shows('Salesforce', 'Needs attention');
  await expect(page.getByText('On, paused', { exact: true })).toBeVisible();
  await expect(app.box).toBeChecked();

  await app.type(ORG, id);
  await app.save();
  await expect(admins(app, 'Camille Roy')).toContainText('Needs relinking');
  await linkAs(app, ALEX, 'Relink: Alex Martin');
  await expect(admins(app, 'Alex Martin')).toContainText('Active');
  await expect(app.note("Alex Martin now acts, because Camille Roy's link needs relinking.")).toBeVisible();
  await app.shows('Salesforce', 'Verified');
});

test("a save's words are heard, even where a banner comes with them", async ({ app, portal, sandbox }) => {
  await linked(portal, sandbox, [CAMILLE], { default_user: true });
  await app.open();
  await app.type(ORG, '00Dam00000aCME7');
  await app.save();
  await expect(app.banner('Records for Salesforce wait')).toBeVisible();
  await expect(app.said).toContainText('Every administrator has to link again.');
});

test.describe('in French', () => {
  test.use({ locale: 'fr-FR' });
  test('the panel is filled in, an administrator linked, the box ticked, the administrator unlinked', async ({ app, page, sandbox }) => {
    const [id, name, key, secret, url] = Object.values(await organisation(sandbox));
    await app.open();
    await app.choose('Salesforce');
    await app.fill({
      "ID de l'organisation": id,
      "Nom de l'organisation": name,
      "Clé client de l'application connectée": key,
      "Code secret client de l'application connectée": secret,
      'URL de connexion Salesforce': url,
    });
    await app.choose('Service Cloud');
    await app.save();
    await app.isClean();
    await linkAs(app, CAMILLE, 'Associer');
    await expect(app.note('Camille Roy est associé.')).toBeVisible();
    for (const words of ['Active', 'Utilisé', 'Associé le']) await expect(admins(app, 'Camille Roy')).toContainText(words);
    await app.box.check();
    await app.save();
    await app.isClean();
    await expect(app.said).toContainText('Salesforce vérifié, en tant que Camille Roy');
    await app.press('Dissocier : Camille Roy');
    const dialog = app.dialog('Dissocier Camille Roy ?');
    await expect(dialog).toContainText("L'utilisateur par défaut sera décoché.");
    await dialog.getByRole('button', { name: 'Dissocier' }).click();
    await expect(page.getByText("Aucun administrateur n'est encore associé.")).toBeVisible();
    await app.isUnavailable(/Aucun administrateur n'est associé\./);
  });
});
