// Leaving with unsaved changes: Stay, Discard or Save, by link, by Back and by closing.

import { CRM_PAGE, camille, expect, kustomer, saved, stored, test, zendeskPanel } from './screen.mjs';

const QUESTION = 'Leave with unsaved changes?';
const SESSION = 'Custom field for the session id';
const SESSION_FR = "Champ personnalisé pour l'ID de session";

test.beforeEach(async ({ portal, app, page }) => {
  await saved(portal, { zendesk: zendeskPanel });
  // From a page that is not there to the settings, so that Back leads somewhere.
  await app.open('/nothing');
  await page.getByRole('link', { name: /^(Go to Developer Settings|Aller aux paramètres pour les développeurs)$/ }).click();
  await expect(app.field(`(${SESSION}|${SESSION_FR})`)).toBeVisible();
});

/** Follows a link of the application to another of its pages. */
async function follow(page, path) {
  await page.evaluate((href) => {
    const link = Object.assign(document.createElement('a'), { href, textContent: 'elsewhere' });
    document.querySelector('main').append(link);
    link.click();
    link.remove();
  }, path);
}

const ways = {
  'a link': (page) => follow(page, '/elsewhere'),
  Back: (page) => page.evaluate(() => history.back()),
};

for (const [name, leave] of Object.entries(ways)) {
  test(`${name}: a clean page is left without a word`, async ({ page, app }) => {
    await leave(page);
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
    await expect(app.dialog(QUESTION)).toHaveCount(0);
  });

  test(`${name}: Stay stays, with the draft`, async ({ page, app }) => {
    await app.type(SESSION, '360001');
    await leave(page);
    await expect(app.dialog(QUESTION)).toBeVisible();
    await app.press('Stay');
    await expect(app.dialog(QUESTION)).toBeHidden();
    await expect(app.field(SESSION)).toHaveValue('360001');
    await expect(page).toHaveURL(new RegExp(`${CRM_PAGE}$`));
    await leave(page);
    await expect(app.dialog(QUESTION)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(app.dialog(QUESTION)).toBeHidden();
    await expect(app.field(SESSION)).toHaveValue('360001');
  });

  test(`${name}: Discard leaves without saving`, async ({ page, app, portal }) => {
    await app.type(SESSION, '360001');
    await leave(page);
    await app.dialog(QUESTION).getByRole('button', { name: 'Discard' }).click();
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
    expect((await stored(portal)).version).toBe(1);
  });

  test(`${name}: Save saves, then leaves`, async ({ page, app, portal }) => {
    await app.type(SESSION, '360001');
    await leave(page);
    await app.dialog(QUESTION).getByRole('button', { name: /^Save/ }).click();
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
    expect((await stored(portal)).panels.zendesk.fields.session_field).toBe('360001');
  });
}

test('Save that cannot finish stays on the page', async ({ page, app, sandbox }) => {
  await app.press('Replace: API Token');
  await app.type('API Token', camille['API Token']);
  await sandbox.fault({ host: '*', fault: 'drop' });
  await follow(page, '/elsewhere');
  await app.dialog(QUESTION).getByRole('button', { name: /^Save/ }).click();
  await expect(app.note('Not saved yet.')).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`${CRM_PAGE}$`));
  await expect(app.field('API Token')).toHaveValue(camille['API Token']);
});

test('Save from the question that the CRM refuses stays on the page, with what was typed to be restored', async ({ page, app, portal }) => {
  await app.press('Replace: API Token');
  await app.type('API Token', 'wrong-token-9z9z');
  await follow(page, '/elsewhere');
  await app.dialog(QUESTION).getByRole('button', { name: /^Save/ }).click();
  await expect(app.summary).toContainText('Zendesk kept its previous credentials.');
  await expect(page).toHaveURL(new RegExp(`${CRM_PAGE}$`));
  await expect(app.button('Restore what I typed')).toBeVisible();
  expect((await stored(portal)).panels.zendesk.secret.last_four).toBe('1a2b');
});

test('Save from the question with something malformed stays at its field', async ({ page, app, portal }) => {
  await app.type('Zendesk user email address', 'camille roy');
  await app.type(SESSION, '360001');
  await follow(page, '/elsewhere');
  await app.dialog(QUESTION).getByRole('button', { name: /^Save/ }).click();
  await app.complains('Zendesk user email address', /^(! )?Enter an email address/);
  await expect(page).toHaveURL(new RegExp(`${CRM_PAGE}$`));
  await expect(app.field('Zendesk user email address')).toHaveValue('camille roy');
  await expect(app.field('Zendesk user email address')).toBeFocused();
  expect((await stored(portal)).panels.zendesk.fields.session_field).toBe('360001');
});

test('Save from the question asks before a working platform is left', async ({ page, app, portal, sandbox }) => {
  await app.choose('Kustomer');
  await app.fill(await kustomer(sandbox));
  await follow(page, '/elsewhere');
  await app.dialog(QUESTION).getByRole('button', { name: /^Save/ }).click();
  await expect(app.dialog('Switch from Zendesk to Kustomer?')).toBeVisible();
  expect((await stored(portal)).version).toBe(1);
});

test('Save from the question leaves once the switch is agreed to', async ({ page, app, portal, sandbox }) => {
  await app.choose('Kustomer');
  await app.fill(await kustomer(sandbox));
  await follow(page, '/elsewhere');
  await app.dialog(QUESTION).getByRole('button', { name: /^Save/ }).click();
  await app.dialog('Switch from Zendesk to Kustomer?').getByRole('button', { name: /^Switch/ }).click();
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
  expect((await stored(portal)).agent_platform).toBe('kustomer');
});

test('Back asks, too, where the page was entered over its skip link', async ({ page, app }) => {
  await app.open('/nothing');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#main$/);
  await page.getByRole('link', { name: 'Go to Developer Settings' }).click();
  await app.type(SESSION, '360001');
  await page.evaluate(() => history.back());
  await expect(app.dialog(QUESTION)).toBeVisible();
  await app.press('Stay');
  await expect(app.field(SESSION)).toHaveValue('360001');
});

test('Back leads over the panels that were looked at without a word, and asks where the page ends', async ({ page, app }) => {
  await app.type(SESSION, '360001');
  await app.look('Kustomer');
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`${CRM_PAGE}$`));
  await expect(app.dialog(QUESTION)).toHaveCount(0);
  await page.evaluate(() => history.back());
  await expect(app.dialog(QUESTION)).toBeVisible();
  await app.press('Stay');
  await expect(page).toHaveURL(new RegExp(`${CRM_PAGE}$`));
  await page.goForward();
  await app.views('Kustomer');
  await app.look('Zendesk');
  await expect(app.field(SESSION)).toHaveValue('360001');
});

test('the browser asks on closing, but only when something is unsaved', async ({ page, app }) => {
  let asked = 0;
  page.on('dialog', (dialog) => {
    if (dialog.type() === 'beforeunload') asked += 1;
    return dialog.accept();
  });
  await page.reload();
  await expect(app.field(SESSION)).toBeVisible();
  expect(asked).toBe(0);
  await app.field(SESSION).pressSequentially('360001');
  await page.reload();
  await expect(app.field(SESSION)).toHaveValue('');
  expect(asked).toBe(1);
});

test.describe('in French', () => {
  test.use({ locale: 'fr-CA' });
  test('the question has Rester, Quitter sans enregistrer and Enregistrer', async ({ page, app, portal }) => {
    await app.type(SESSION_FR, '360001');
    await follow(page, '/elsewhere');
    const question = app.dialog(/^Quitter sans enregistrer\s\?$/);
    await expect(question.getByRole('button')).toHaveText(['Rester', 'Quitter sans enregistrer', 'Enregistrer']);
    await question.getByRole('button', { name: 'Rester' }).click();
    await expect(app.field(SESSION_FR)).toHaveValue('360001');
    await follow(page, '/elsewhere');
    await question.getByRole('button', { name: 'Quitter sans enregistrer' }).click();
    await expect(page.getByRole('heading', { name: 'Page introuvable' })).toBeVisible();
    expect((await stored(portal)).version).toBe(1);
  });
});
