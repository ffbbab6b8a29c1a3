// How the page arrives and what it is called: nothing jumps, nothing complains, captions are exact.

import { CRM_PAGE, camille, expect, saved, test, zendeskPanel } from './screen.mjs';

/** Runs before the page: adds up what jumped without being asked, and what the policy refused. */
function watch() {
  window.watched = { shift: 0, moved: [], refused: [] };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      window.watched.shift += entry.value;
      window.watched.moved.push(...entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 120) ?? String(node)));
    }
  }).observe({ type: 'layout-shift', buffered: true });
  document.addEventListener('securitypolicyviolation', (event) => {
    window.watched.refused.push(`${event.violatedDirective} ${event.blockedURI}`);
  });
}

for (const [name, width, locale] of [
  ['a wide window', 1280, 'en-US'],
  ['a telephone', 390, 'en-US'],
  ['a wide window in French', 1280, 'fr-FR'],
  ['a telephone in French', 390, 'fr-FR'],
]) {
  test.describe(name, () => {
    test.use({ viewport: { width, height: 800 }, locale });
    for (const filled of [false, true]) {
      test(`nothing jumps while it loads, ${filled ? 'set up' : 'empty'}`, async ({ app, page, portal }) => {
        if (filled) await saved(portal, { zendesk: zendeskPanel });
        await page.addInitScript(watch);
        await app.open();
        await page.waitForTimeout(500);
        expect(await page.evaluate(() => window.watched)).toEqual({ shift: 0, moved: [], refused: [] });
      });
    }
  });
}

test('the first paint needs no application, and jumps nowhere when a slow one comes', async ({ app, page, portal }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await page.addInitScript(watch);
  for (const slow of ['**/*.wasm', '**/api/settings/crm']) {
    await page.route(slow, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      await route.continue();
    });
  }
  await page.goto(CRM_PAGE, { waitUntil: 'commit' });
  await expect(page.locator('#outline')).toBeVisible();
  await expect(app.field('Zendesk Subdomain')).toBeVisible();
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => window.watched)).toEqual({ shift: 0, moved: [], refused: [] });
});

test('nothing complains in the console, and the policy refuses nothing, from load to save', async ({ app, page }) => {
  const words = [];
  page.on('console', (message) => {
    if (['error', 'warning', 'assert'].includes(message.type())) words.push(message.text());
  });
  await page.addInitScript(watch);
  await app.open();
  await app.prepare('Zendesk', camille);
  await app.press('Test connection');
  await expect(app.note('The connection works')).toBeVisible();
  await app.save();
  await app.isClean();
  await app.press('FR');
  await page.getByRole('button', { name: /^Thème/ }).click();
  expect(words).toEqual([]);
  expect((await page.evaluate(() => window.watched)).refused).toEqual([]);
});

test('every answer carries the policy, and it allows no inline code', async ({ page, portal }) => {
  const { headers, policy } = await page.goto(CRM_PAGE).then((answer) => {
    const headers = answer.headers();
    return { headers, policy: headers['content-security-policy'] };
  });
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("'wasm-unsafe-eval'");
  expect(policy).not.toMatch(/'unsafe-(inline|eval)'/);
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin-allow-popups',
    'referrer-policy': 'no-referrer',
  });
  const api = await fetch(`${portal.url}/api/settings/crm`);
  expect(api.headers.get('cache-control')).toBe('no-store');
});

test('an address where nothing is says so and leads on', async ({ app, page }) => {
  await app.open('/settings/nothing');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found');
  await expect(page).toHaveTitle('Page not found · Portal');
  await page.getByRole('link', { name: 'Go to Developer Settings' }).click();
  await expect(page).toHaveURL(new RegExp(`${CRM_PAGE}$`));
  await expect(app.platform('Zendesk')).toBeVisible();
});

test('the sandbox is announced', async ({ app, page }) => {
  await app.open();
  await expect(page.getByText('Sandbox', { exact: true })).toBeVisible();
});

const captions = {
  'en-US': {
    platform: 'Agent Platform',
    heading: 'Default User',
    save: ['Save', 'Save Changes'],
    Kustomer: {
      box: "Use the API Key (admin user) for all record creations/updates that can't be attributed to a specific agent",
      fields: ['Kustomer subdomain', 'API Key', 'External ID Prefix'],
    },
    'MS Dynamics': {
      box: "Use the application user for all record creations/updates that can't be attributed to a specific agent",
      fields: ['Active Directory Application ID', 'Set Active Directory Application Key Password', 'Active Directory tenant', 'Dynamics domain'],
    },
    Zendesk: { box: 'Default User', fields: ['Zendesk Subdomain', 'API Token', 'Zendesk user email address'] },
    Salesforce: {
      box: "Use the admin user for all record creations/updates that can't be attributed to a specific agent",
      second: 'Always use the admin user for all record creations/updates',
      fields: ['Salesforce Organization ID', 'Salesforce Organization Name', 'Connected App Consumer Key', 'Connected App Consumer Secret', 'Login URL'],
      headings: ['Salesforce Admin Token', 'Connected Admin Users'],
      buttons: ['Save Login URL', 'Link'],
    },
  },
  'fr-FR': {
    platform: "Plate-forme d'agent",
    heading: 'Utilisateur par défaut',
    save: ['Enregistrer', 'Enregistrer les modifications'],
    Kustomer: {
      box: "Utiliser la clé API (utilisateur administrateur) pour toutes les créations/modifications d'enregistrements qui ne peuvent pas être attribuées à un agent spécifique",
      fields: ['Clé API'],
    },
    'MS Dynamics': {
      box: "Utiliser l'utilisateur de l'application pour toutes les créations/modifications d'enregistrements qui ne peuvent pas être attribuées à un agent spécifique",
      fields: ["ID d'application Active Directory", "Définir le mot de passe de la clé d'application Active Directory"],
    },
    Zendesk: { box: 'Utilisateur par défaut', fields: ["Jeton d'API", "Adresse e-mail de l'utilisateur Zendesk"] },
    Salesforce: {
      box: "Utiliser l'utilisateur administrateur pour toutes les créations/modifications d'enregistrements qui ne peuvent pas être attribuées à un agent spécifique",
      second: "Toujours utiliser l'utilisateur administrateur pour la création/mise à jour des enregistrements",
      fields: ["ID de l'organisation", "Nom de l'organisation", "Clé client de l'application connectée", "Code secret client de l'application connectée", 'URL de connexion Salesforce'],
      headings: ["Jeton d'administrateur Salesforce", 'Utilisateurs administrateurs connectés'],
      buttons: ["Enregistrer l'URL de connexion", 'Associer'],
    },
  },
};

for (const [locale, words] of Object.entries(captions)) {
  test.describe(locale, () => {
    test.use({ locale });
    test('the captions are exactly those of the help page', async ({ app, page }) => {
      await app.open();
      await expect(page.getByRole('heading', { name: words.platform, exact: true })).toBeVisible();
      for (const name of ['Kustomer', 'MS Dynamics', 'Zendesk', 'Salesforce']) {
        await app.choose(name);
        const { box, second, fields, headings = [], buttons = [] } = words[name];
        for (const caption of [box, second].filter(Boolean)) {
          await expect(page.getByRole('checkbox', { name: caption, exact: true })).toBeVisible();
        }
        for (const heading of headings) await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
        for (const button of buttons) await expect(app.button(button)).toBeVisible();
        await expect(page.getByRole('heading', { name: words.heading, exact: true })).toBeVisible();
        for (const caption of fields) await expect(app.field(caption)).toBeVisible();
        const [save, changes] = words.save;
        await expect(app.button(name === 'Zendesk' ? changes : save)).toBeVisible();
        await expect(app.button(name === 'Zendesk' ? save : changes)).toHaveCount(0);
      }
    });
  });
}

test.describe('cards in French', () => {
  test.use({ locale: 'fr-FR' });
  for (const width of [1280, 1100, 768, 390]) {
    test(`hold their word at ${width} pixels`, async ({ app, page }) => {
      await page.setViewportSize({ width, height: 800 });
      await app.open();
      const sticksOut = await page.evaluate(() =>
        [...document.querySelectorAll('.platform')]
          .filter((card) => {
            const inside = [...card.querySelectorAll('.chip, .live, a, label')];
            return inside.some((node) => node.getBoundingClientRect().right > card.getBoundingClientRect().right);
          })
          .map((card) => card.textContent),
      );
      expect(sticksOut).toEqual([]);
    });
  }
});
