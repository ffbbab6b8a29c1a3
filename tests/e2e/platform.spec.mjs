// Which CRM the agents work in: choosing, switching away, and what keeps the old one.

import { contoso, dynamics, expect, kustomer, saved, stored, test, zendeskPanel, CRM_PAGE } from './screen.mjs';

const QUESTION = 'Switch from Zendesk to MS Dynamics?';
const platform = async (portal) => (await stored(portal)).agent_platform;

test('with nothing chosen the page says so, and choosing changes nothing before saving', async ({ app, portal }) => {
  await app.open();
  await expect(app.page.getByRole('heading', { name: 'No CRM chosen yet' })).toBeVisible();
  await app.choose('Kustomer');
  await expect(app.page.getByRole('heading', { name: 'Kustomer' })).toBeVisible();
  await expect(app.saveBar).toContainText('1 unsaved change: Agent Platform');
  expect(await platform(portal)).toBeNull();
  await app.save();
  await app.isClean();
  expect(await platform(portal)).toBe('kustomer');
});

test('leaving a working platform is asked about, and Cancel changes nothing', async ({ app, portal }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await app.open();
  await app.prepare('MS Dynamics', contoso);
  await app.saveButton.click();
  await expect(app.dialog(QUESTION)).toContainText('The settings of Zendesk stay saved.');
  await expect(app.button('Cancel')).toBeFocused();
  await app.press('Cancel');
  await expect(app.dialog(QUESTION)).toBeHidden();
  await expect(app.field('Dynamics domain')).toHaveValue(contoso['Dynamics domain']);
  await app.saveButton.click();
  await app.page.keyboard.press('Escape');
  await expect(app.dialog(QUESTION)).toBeHidden();
  expect(await platform(portal)).toBe('zendesk');
});

test('a confirmed switch is done', async ({ app, portal }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await app.open();
  await app.prepare('MS Dynamics', contoso);
  await app.saveButton.click();
  await app.press('Switch and save');
  await expect(app.said).toContainText('MS Dynamics verified');
  await app.isClean();
  expect(await platform(portal)).toBe('dynamics');
  await app.shows('Zendesk', 'Verified');
  await app.isLive('MS Dynamics');
  await app.isNotLive('Zendesk');
});

test('a refused new platform keeps the old one, and the page says so', async ({ app, portal, sandbox }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await app.open();
  await app.prepare('MS Dynamics', await dynamics(sandbox, 'AADSTS7000222'));
  await app.saveButton.click();
  await app.press('Switch and save');
  await expect(app.summary).toContainText('The agent platform stays Zendesk: MS Dynamics refuses its credentials.');
  await expect(app.platform('Zendesk')).toBeChecked();
  await app.views('MS Dynamics');
  expect(await platform(portal)).toBe('zendesk');
});

test('after a refused switch the error is in view, at its field', async ({ app, portal, sandbox }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await app.open();
  await app.prepare('MS Dynamics', await dynamics(sandbox, 'AADSTS7000222'));
  await app.saveButton.click();
  await app.press('Switch and save');
  await app.summary.getByRole('link').first().click();
  await expect(app.field('Set Active Directory Application Key Password')).toBeFocused();
  await app.complains('Set Active Directory Application Key Password', /so not saved\./);
});

test('an empty new platform keeps the old one, and no switch is promised', async ({ app, portal }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await app.open();
  await app.choose('Kustomer');
  await app.save();
  await expect(app.dialog('Switch from Zendesk to Kustomer?')).toBeHidden();
  await expect(app.said).toContainText('The agent platform stays Zendesk: Kustomer is not set up.');
  await expect(app.platform('Zendesk')).toBeChecked();
  await app.views('Kustomer');
  expect(await platform(portal)).toBe('zendesk');
});

test('a new platform that cannot be checked keeps the old one and the wish', async ({ app, portal, sandbox }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await app.open();
  await app.prepare('MS Dynamics', contoso);
  await sandbox.fault({ host: '*', fault: 'drop' });
  await app.saveButton.click();
  await app.press('Switch and save');
  await expect(app.said).toContainText('The agent platform stays Zendesk: MS Dynamics could not be checked.');
  await expect(app.platform('MS Dynamics')).toBeChecked();
  expect(await platform(portal)).toBe('zendesk');
  await sandbox.heal();
  await app.press('Retry');
  await app.press('Switch and save');
  await app.isClean();
  expect(await platform(portal)).toBe('dynamics');
});

test('a fragment leads to that panel without choosing it', async ({ app, portal }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await app.open(`${CRM_PAGE}#dynamics`);
  await expect(app.field('Dynamics domain')).toBeVisible();
  await expect(app.platform('Zendesk')).toBeChecked();
  await expect(app.note('MS Dynamics is not your agent platform: no record goes there.')).toBeVisible();
  await app.isClean();
  await app.page.goto(`${CRM_PAGE}#zendesk`);
  await expect(app.field('Zendesk Subdomain')).toHaveValue('acme-support');
});

test('the parents of the page lead to it', async ({ app }) => {
  for (const parent of ['/', '/settings', '/settings/developer']) {
    await app.open(parent);
    await expect(app.page).toHaveURL(new RegExp(`${CRM_PAGE}$`));
  }
});
