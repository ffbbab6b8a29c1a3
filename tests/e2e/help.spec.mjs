// The help page's steps, read aloud by the labels it names: in both languages, for each CRM, once from
// nothing and once beside another platform that is live. Then its troubleshooting.

import { ACME, ALEX, CAMILLE, admins, linkAs, linked, organisation } from './salesforce.mjs';
import { camille, contoso, expect, kustomer, saved, stored, test, zendeskPanel } from './screen.mjs';

const languages = {
  English: {
    locale: 'en-US',
    menu: 'Menu',
    settings: 'Developer Settings',
    save: 'Save',
    saveChanges: 'Save Changes',
    make: 'Make it the agent platform',
    question: (old, next) => `Switch from ${old} to ${next}?`,
    cancel: 'Cancel',
    agree: 'Switch and save',
    chat: 'New chat, no agent yet',
    answered: 'Call answered by an agent',
    agent: 'The agent',
    random: 'A random agent',
    verified: 'Verified',
    notSetUp: 'Not set up',
    zendesk: {
      subdomain: 'Zendesk Subdomain',
      token: 'API Token',
      email: 'Zendesk user email address',
      box: 'Default User',
      replace: 'Replace: API Token',
      emailMissing: /Enter “Zendesk user email address” first\./,
      tokenMissing: /Enter “API Token” first\./,
      refused: 'Zendesk refused these credentials.',
      back: 'Your previous values are back. The rest was saved.',
      session: 'Custom field for the session id',
      ends: 'Saved, ends in 1a2b',
    },
    kustomer: {
      subdomain: 'Kustomer subdomain',
      key: 'API Key',
      box: "Use the API Key (admin user) for all record creations/updates that can't be attributed to a specific agent",
    },
    dynamics: {
      tenant: 'Active Directory tenant',
      domain: 'Dynamics domain',
      app: 'Active Directory Application ID',
      password: 'Set Active Directory Application Key Password',
      box: "Use the application user for all record creations/updates that can't be attributed to a specific agent",
    },
    salesforce: {
      id: 'Salesforce Organization ID',
      name: 'Salesforce Organization Name',
      key: 'Connected App Consumer Key',
      secret: 'Connected App Consumer Secret',
      url: 'Login URL',
      saveUrl: 'Save Login URL',
      link: 'Link',
      admins: 'Connected Admin Users',
      active: 'Active',
      linked: (who) => `${who} is linked.`,
      box: "Use the admin user for all record creations/updates that can't be attributed to a specific agent",
      always: 'Always use the admin user for all record creations/updates',
      writes: 'The agent; Camille Roy writes',
      nobody: /No administrator is linked\./,
      unlink: 'Unlink: Camille Roy',
      unlinkYes: 'Unlink',
    },
  },
  French: {
    locale: 'fr-CA',
    menu: 'Menu',
    settings: 'Paramètres pour les développeurs',
    save: 'Enregistrer',
    saveChanges: 'Enregistrer les modifications',
    make: "En faire la plate-forme d'agent",
    question: (old, next) => new RegExp(`^Passer de ${old} à ${next}\\s\\?$`),
    cancel: 'Annuler',
    agree: 'Changer et enregistrer',
    chat: "Nouveau chat, pas encore d'agent",
    answered: 'Appel pris par un agent',
    agent: "L'agent",
    random: 'Un agent au hasard',
    verified: 'Vérifié',
    notSetUp: 'Non configuré',
    zendesk: {
      subdomain: 'Sous-domaine Zendesk',
      token: "Jeton d'API",
      email: "Adresse e-mail de l'utilisateur Zendesk",
      box: 'Utilisateur par défaut',
      replace: /^Remplacer\s: Jeton d'API$/,
      emailMissing: /Saisissez d'abord «\sAdresse e-mail de l'utilisateur Zendesk\s»\./,
      tokenMissing: /Saisissez d'abord «\sJeton d'API\s»\./,
      refused: 'Zendesk a refusé ces identifiants.',
      back: 'Vos valeurs précédentes sont revenues. Le reste a été enregistré.',
      session: "Champ personnalisé pour l'ID de session",
      ends: 'Enregistré, se termine par 1a2b',
    },
    kustomer: {
      subdomain: 'Sous-domaine Kustomer',
      key: 'Clé API',
      box: "Utiliser la clé API (utilisateur administrateur) pour toutes les créations/modifications d'enregistrements qui ne peuvent pas être attribuées à un agent spécifique",
    },
    dynamics: {
      tenant: 'Locataire Active Directory',
      domain: 'Domaine Dynamics',
      app: "ID d'application Active Directory",
      password: "Définir le mot de passe de la clé d'application Active Directory",
      box: "Utiliser l'utilisateur de l'application pour toutes les créations/modifications d'enregistrements qui ne peuvent pas être attribuées à un agent spécifique",
    },
    salesforce: {
      id: "ID de l'organisation",
      name: "Nom de l'organisation",
      key: "Clé client de l'application connectée",
      secret: "Code secret client de l'application connectée",
      url: 'URL de connexion Salesforce',
      saveUrl: "Enregistrer l'URL de connexion",
      link: 'Associer',
      admins: 'Utilisateurs administrateurs connectés',
      active: 'Active',
      linked: (who) => `${who} est associé.`,
      box: "Utiliser l'utilisateur administrateur pour toutes les créations/modifications d'enregistrements qui ne peuvent pas être attribuées à un agent spécifique",
      always: "Toujours utiliser l'utilisateur administrateur pour la création/mise à jour des enregistrements",
      writes: "L'agent ; Camille Roy écrit",
      nobody: /Aucun administrateur n'est associé\./,
      unlink: /^Dissocier\s: Camille Roy$/,
      unlinkYes: 'Dissocier',
    },
  },
};

/** "Click Settings > Developer Settings." */
async function openDeveloperSettings(app, words) {
  await app.open('/nothing');
  const menu = app.page.getByRole('navigation', { name: words.menu });
  await menu.getByRole('link', { name: words.settings, exact: true }).click();
  await expect(app.page.getByRole('heading', { level: 1 })).toHaveText(words.settings);
  await expect(app.platform('Zendesk')).toBeVisible();
}

/** "Tick the box", by the whole of its caption. */
async function tick(app, caption) {
  const box = app.page.getByRole('checkbox', { name: caption, exact: true });
  await box.check();
  await expect(box).toBeChecked();
}

/** "Click Save." The button is called so, and no other one is there that might be meant. */
async function clickSave(app, caption) {
  await expect(app.saveButton).toHaveText(caption);
  await app.saving(() => app.press(caption));
}

/** "Click Save", where another platform is live: the question names both, and is answered with yes. */
async function clickSaveAndSwitch(app, words, caption, old, next) {
  await app.press(caption);
  await expect(app.dialog(words.question(old, next))).toBeVisible();
  await app.saving(() => app.press(words.agree));
}

/** "Make it the agent platform", and yes. */
async function makeItLive(app, words, old, next) {
  await app.press(words.make);
  await expect(app.dialog(words.question(old, next))).toBeVisible();
  await app.saving(() => app.press(words.agree));
}

/** All was taken: nothing unsaved, verified, live, its box on; and new chats go to whom they should. */
async function isInUse(app, words, portal, name, key, owner) {
  await app.isClean();
  await expect(app.summary).toHaveCount(0);
  await app.shows(name, words.verified);
  await app.isLive(name);
  await expect(app.platform(name)).toBeChecked();
  await app.views(name);
  await expect(app.box).toBeChecked();
  await expect(app.owner(words.chat)).toContainText(owner);
  const { agent_platform, panels } = await stored(portal);
  expect([agent_platform, panels[key].default_user]).toEqual([key, true]);
}

/** Green enough for everybody to call it so. */
async function isGreen(locator) {
  const [red, green, blue] = await locator.evaluate((node) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
    const paint = canvas.getContext('2d');
    paint.fillStyle = getComputedStyle(node).color;
    paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data];
  });
  expect(green, `rgb(${red}, ${green}, ${blue})`).toBeGreaterThan(Math.max(red, blue));
}

for (const [language, words] of Object.entries(languages)) {
  test.describe(language, () => {
    test.use({ locale: words.locale });

    for (const other of [false, true]) {
      const beside = other ? 'beside a live platform' : 'from nothing';

      test(`Kustomer, ${beside}`, async ({ app, portal, sandbox }) => {
        const t = words.kustomer;
        const [subdomain, key] = Object.values(await kustomer(sandbox));
        if (other) await saved(portal, { zendesk: zendeskPanel });
        // 1. Settings > Developer Settings.
        await openDeveloperSettings(app, words);
        // 2. For Agent Platform, select Kustomer.
        await app.choose('Kustomer');
        await app.type(t.subdomain, subdomain);
        // 3. In the field API Key, enter your API key.
        await app.type(t.key, key);
        // 4. For Default User, tick the box.
        await tick(app, t.box);
        // 5. Save.
        if (other) await clickSaveAndSwitch(app, words, words.save, 'Zendesk', 'Kustomer');
        else await clickSave(app, words.save);
        await isInUse(app, words, portal, 'Kustomer', 'kustomer', 'Portal');
      });

      test(`MS Dynamics, ${beside}`, async ({ app, portal }) => {
        const t = words.dynamics;
        const [tenant, domain, id, password] = Object.values(contoso);
        if (other) await saved(portal, { zendesk: zendeskPanel });
        await openDeveloperSettings(app, words);
        // 2. Among the Agent Platform options, select MS Dynamics.
        await app.choose('MS Dynamics');
        await app.fill({ [t.tenant]: tenant, [t.domain]: domain });
        // 3. In the field Active Directory Application ID, enter your identification number.
        await app.type(t.app, id);
        // 4. Create a password and enter it.
        await app.type(t.password, password);
        // 5. For Default User, tick the box.
        await tick(app, t.box);
        // 6. Save.
        if (other) await clickSaveAndSwitch(app, words, words.save, 'Zendesk', 'MS Dynamics');
        else await clickSave(app, words.save);
        await isInUse(app, words, portal, 'MS Dynamics', 'dynamics', /\w/);
        await expect(app.owner(words.chat)).not.toContainText(words.random);
      });

      test(`Zendesk, ${beside}`, async ({ app, portal, sandbox }) => {
        const t = words.zendesk;
        const [subdomain, token, email] = Object.values(camille);
        if (other) {
          const [organisation, key] = Object.values(await kustomer(sandbox));
          await saved(portal, { kustomer: { fields: { subdomain: organisation }, secret: { replace: key }, default_user: true } });
        }
        await openDeveloperSettings(app, words);
        // The steps choose no platform. Beside another one the panel is looked at, and nothing is switched by it.
        if (other) await app.look('Zendesk');
        else await app.choose('Zendesk');
        await app.type(t.subdomain, subdomain);
        // 3. Enter the API token in the field API Token.
        await app.type(t.token, token);
        // 4. Enter the address of an administrator in the field Zendesk user email address.
        await app.type(t.email, email);
        // 5. Tick the box Default User.
        await tick(app, t.box);
        // 6. Save Changes.
        await clickSave(app, words.saveChanges);
        if (other) {
          await app.isClean();
          await app.isLive('Kustomer');
          await app.isNotLive('Zendesk');
          await app.shows('Zendesk', words.verified);
          await expect(app.box).toBeChecked();
          expect((await stored(portal)).agent_platform).toBe('kustomer');
          await makeItLive(app, words, 'Kustomer', 'Zendesk');
        }
        await isInUse(app, words, portal, 'Zendesk', 'zendesk', 'Camille Roy');
      });

      test(`Salesforce, ${beside}`, async ({ app, page, portal, sandbox }) => {
        const t = words.salesforce;
        const [id, name, key, secret, url] = Object.values(await organisation(sandbox));
        if (other) await saved(portal, { zendesk: zendeskPanel });
        // 1. Developer Settings.
        await openDeveloperSettings(app, words);
        await app.choose('Salesforce');
        // 2. All fields of the section are filled in. 3. The organization ID has 15 characters, not 18.
        await app.fill({ [t.id]: id, [t.name]: name, [t.key]: key, [t.secret]: secret });
        expect(id).toHaveLength(15);
        await app.choose('Service Cloud');
        await clickSave(app, words.save);
        if (other) {
          // Not ready yet: no question was asked, the panel stays in view and the other platform live.
          await expect(app.dialog(words.question('Zendesk', 'Salesforce'))).toBeHidden();
          await expect(app.platform('Zendesk')).toBeChecked();
          await app.isLive('Zendesk');
          await app.views('Salesforce');
        }
        // 4. At the bottom of the page, the login URL; 5. Save Login URL.
        await app.type(t.url, url);
        await app.saving(() => app.press(t.saveUrl));
        await app.isClean();
        // 6. Link, sign in as an administrator.
        await linkAs(app, CAMILLE, t.link);
        await expect(app.note(t.linked('Camille Roy'))).toBeVisible();
        // 7. The connection is listed as Active, in green, under Connected Admin Users.
        await expect(page.getByRole('heading', { name: t.admins, exact: true })).toBeVisible();
        const active = admins(app, 'Camille Roy').getByText(t.active, { exact: true });
        await expect(active).toBeVisible();
        await isGreen(active);
        // 8. Once more with another administrator.
        await linkAs(app, ALEX, t.link);
        await expect(admins(app, 'Alex Martin').getByText(t.active, { exact: true })).toBeVisible();
        await expect(admins(app)).toHaveCount(2);
        // 9. and 10. Both boxes.
        await tick(app, t.box);
        await tick(app, t.always);
        // 11. Save.
        await clickSave(app, words.save);
        await app.isClean();
        if (other) {
          expect((await stored(portal)).agent_platform).toBe('zendesk');
          await makeItLive(app, words, 'Zendesk', 'Salesforce');
        }
        await isInUse(app, words, portal, 'Salesforce', 'salesforce', 'Camille Roy');
        await expect(app.always).toBeChecked();
        await expect(app.owner(words.answered)).toContainText(t.writes);
        expect((await stored(portal)).panels.salesforce.always).toBe(true);
        expect((await stored(portal)).panels.salesforce.fields.login_url).toBe(ACME);
      });
    }

    test('the menu that does not show is behind the button Menu', async ({ app, page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await app.open('/nothing');
      await app.press(words.menu);
      await page.getByRole('navigation', { name: words.menu }).getByRole('link', { name: words.settings, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.settings);
    });

    test('Zendesk: an invalid pair brings the previous values back, unticks the box, and saves the rest', async ({ app, page, portal }) => {
      const t = words.zendesk;
      await saved(portal, { zendesk: zendeskPanel });
      await openDeveloperSettings(app, words);
      await app.type(t.session, '360001');
      await app.press(t.replace);
      await app.type(t.token, 'wrong-token-9z9z');
      await clickSave(app, words.saveChanges);
      await expect(app.note(t.refused)).toContainText(t.back);
      await expect(app.field(t.email)).toHaveValue('camille.roy@acme.example');
      await expect(page.getByText(t.ends)).toBeVisible();
      await expect(app.box).not.toBeChecked();
      await app.isAvailable();
      const { fields, secret, default_user } = (await stored(portal)).panels.zendesk;
      expect(fields).toMatchObject({ email: 'camille.roy@acme.example', session_field: '360001' });
      expect([secret.last_four, default_user ?? false]).toEqual(['1a2b', false]);
    });

    test('Zendesk: what was empty is empty again', async ({ app, portal }) => {
      const t = words.zendesk;
      await openDeveloperSettings(app, words);
      await app.prepare('Zendesk', { [t.subdomain]: 'acme-support', [t.token]: 'wrong-token-9z9z', [t.email]: CAMILLE });
      await clickSave(app, words.saveChanges);
      for (const caption of [t.token, t.email]) await expect(app.field(caption)).toHaveValue('');
      await app.isUnavailable(t.emailMissing);
      const { fields, secret } = (await stored(portal)).panels.zendesk;
      expect([fields.email ?? '', secret ?? null]).toEqual(['', null]);
    });

    test('Zendesk: with the address or the token empty the box is disabled', async ({ app }) => {
      const t = words.zendesk;
      await openDeveloperSettings(app, words);
      await app.choose('Zendesk');
      await app.fill({ [t.subdomain]: 'acme-support', [t.token]: camille['API Token'] });
      await app.isUnavailable(t.emailMissing);
      await app.type(t.email, CAMILLE);
      await app.isAvailable();
      await app.type(t.token, '');
      await app.isUnavailable(t.tokenMissing);
    });

    test('Salesforce: the boxes are disabled without an administrator, free with one, and off once the last is unlinked', async ({ app, portal, sandbox }) => {
      const t = words.salesforce;
      await openDeveloperSettings(app, words);
      await app.look('Salesforce');
      for (const box of [app.box, app.always]) await app.isUnavailable(t.nobody, box);
      await linked(portal, sandbox, [CAMILLE]);
      await app.page.reload();
      await app.views('Salesforce');
      await app.isAvailable();
      await app.box.check();
      await app.box.uncheck();
      await tick(app, t.box);
      await clickSave(app, words.save);
      await app.isClean();
      await app.press(t.unlink);
      await app.page.getByRole('dialog').getByRole('button', { name: t.unlinkYes, exact: true }).click();
      await app.isUnavailable(t.nobody);
      await app.shows('Salesforce', words.notSetUp);
      expect((await stored(portal)).panels.salesforce.default_user ?? false).toBe(false);
    });
  });
}

test('the same page in the other language, by its button, in the midst of the steps', async ({ app }) => {
  const [english, french] = [languages.English, languages.French];
  await openDeveloperSettings(app, english);
  await app.choose('Zendesk');
  await app.type(english.zendesk.subdomain, 'acme-support');
  await app.type(english.zendesk.token, camille['API Token']);
  await app.press('FR');
  await expect(app.field(french.zendesk.subdomain)).toHaveValue('acme-support');
  await expect(app.field(french.zendesk.token)).toHaveValue(camille['API Token']);
  await app.type(french.zendesk.email, CAMILLE);
  await tick(app, french.zendesk.box);
  await clickSave(app, french.saveChanges);
  await app.shows('Zendesk', french.verified);
  await app.isClean();
});
