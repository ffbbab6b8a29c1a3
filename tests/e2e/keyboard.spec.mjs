// Without a mouse and without seeing: keys, focus, what is announced, language and theme.

import { camille, expect, kustomer, saved, stored, test, zendeskPanel, CRM_PAGE } from './screen.mjs';

/** Presses Tab until the element has the focus, as a person would. */
async function tabTo(page, target) {
  for (let step = 0; step < 60; step += 1) {
    if (await target.evaluate((node) => node === document.activeElement).catch(() => false)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

test('Zendesk is set up with the keyboard alone', async ({ page, app, portal }) => {
  await app.open();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
  await tabTo(page, app.platform('Kustomer'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(app.platform('Zendesk')).toBeChecked();
  for (const [caption, text] of Object.entries(camille)) {
    await tabTo(page, app.field(caption));
    await page.keyboard.type(text);
  }
  await tabTo(page, app.box);
  await page.keyboard.press('Space');
  await expect(app.box).toBeChecked();
  await tabTo(page, app.saveButton);
  await page.keyboard.press('Enter');
  await expect(app.said).toContainText('Zendesk verified, as Camille Roy, admin.');
  expect((await stored(portal)).panels.zendesk.default_user).toBe(true);
  // The bar is gone, and the focus with it went somewhere sensible.
  await expect(page.locator('main :focus, main:focus')).toHaveCount(1);
});

test('an unavailable box is reached by Tab, explains itself and ignores Space', async ({ page, app }) => {
  await app.open();
  await app.choose('Zendesk');
  await tabTo(page, app.box);
  await app.isUnavailable(/Enter “Zendesk Subdomain” first\./);
  await page.keyboard.press('Space');
  await expect(app.box).not.toBeChecked();
  // A click on it or on its caption does as little; `force`, since Playwright would wait for it to be free.
  await app.box.click({ force: true });
  await page.getByText('Default User', { exact: true }).last().click({ force: true });
  await expect(app.box).not.toBeChecked();
  await page.getByRole('link', { name: 'Go to the field' }).click();
  await expect(app.field('Zendesk Subdomain')).toBeFocused();
  await app.fill(camille);
  await expect(app.box).not.toBeChecked();
  await app.box.press('Space');
  await expect(app.box).toBeChecked();
});

test('after a refusal the focus is on the summary, and its links lead to the fields', async ({ page, app }) => {
  await app.open();
  await app.prepare('Zendesk', { ...camille, 'API Token': 'wrong-token' });
  await app.save();
  await expect(app.summary).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(app.summary.getByRole('link').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(app.field('Zendesk user email address')).toBeFocused();
});

test('Replace, Remove, Undo and Cancel keep the focus at the secret', async ({ page, app, portal }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await app.open();
  await app.press('Replace: API Token');
  await expect(app.field('API Token')).toBeFocused();
  await app.press('Cancel: keep the saved one');
  await expect(app.button('Replace: API Token')).toBeFocused();
  await tabTo(page, app.button('Remove: API Token'));
  await page.keyboard.press('Enter');
  await expect(app.button('Undo: API Token')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(app.button('Replace: API Token')).toBeFocused();
});

test('a dialog keeps the focus and gives it back', async ({ page, app, portal, sandbox }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await app.open();
  await app.prepare('Kustomer', await kustomer(sandbox));
  await tabTo(page, app.saveButton);
  await page.keyboard.press('Enter');
  await expect(app.button('Cancel')).toBeFocused();
  for (let step = 0; step < 4; step += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement === document.body || Boolean(document.activeElement.closest('dialog')))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(app.saveButton).toBeFocused();
});

test('the live region is there before the first message, and messages come into it', async ({ app }) => {
  await app.open();
  await expect(app.said).toBeAttached();
  await expect(app.said).toHaveText('');
  await expect(app.said).toHaveAttribute('aria-live', 'polite');
  const region = await app.said.elementHandle();
  await app.prepare('Zendesk', camille);
  await app.save();
  await expect(app.said).toContainText('Saved 5 changes. Zendesk verified, as Camille Roy, admin.');
  expect(await region.evaluate((node) => node.isConnected)).toBe(true);
});

test('targets are at least 24 pixels', async ({ page, app, portal }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await app.open();
  await app.type('Custom field for the session id', '1');
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, input:not([type=checkbox]), summary, nav a, .platform a')]
      .filter((node) => node.checkVisibility())
      // A click on the label around a radio button is a click on the button.
      .map((node) => [node.outerHTML.slice(0, 90), (node.closest('label') ?? node).getBoundingClientRect()])
      .filter(([, { width, height }]) => width < 24 || height < 24)
      .map(([html, { width, height }]) => `${html} ${width}x${height}`),
  );
  expect(small).toEqual([]);
});

test('the language follows the browser, then the choice, and is remembered', async ({ page, app }) => {
  await app.open();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await app.choose('Zendesk');
  await app.type('Zendesk Subdomain', 'acme-support');
  await app.press('FR');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Paramètres pour les développeurs');
  await expect(page, 'the title too').toHaveTitle(/Paramètres pour les développeurs/);
  await expect(app.button('FR')).toHaveAttribute('aria-pressed', 'true');
  await expect(app.field('Sous-domaine Zendesk'), 'the draft stays').toHaveValue('acme-support');
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Paramètres pour les développeurs');
});

test('changing the language keeps the focus', async ({ page, app }) => {
  await app.open();
  await app.press('FR');
  await expect(app.button('FR')).toBeFocused();
  await app.press('EN');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Developer Settings');
});

test.describe('a French browser', () => {
  test.use({ locale: 'fr-CA' });
  test('gets French at once', async ({ page }) => {
    await page.goto(CRM_PAGE);
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Paramètres pour les développeurs');
  });
});

test('the theme is switched by hand, and remembered', async ({ page, app }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await app.open();
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await ground();
  expect(dark).not.toBe(light);
  await app.press('Theme: system');
  await expect.poll(ground).toBe(light);
  await app.press('Theme: light');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(app.button('Theme: dark')).toBeVisible();
  await expect.poll(ground).toBe(dark);
  await page.reload();
  await expect(app.button('Theme: dark')).toBeVisible();
  expect(await ground()).toBe(dark);
});
