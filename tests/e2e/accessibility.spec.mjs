// axe finds nothing in any state, in both themes and both languages.

import AxeBuilder from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import { ACME, ALEX, CAMILLE, ODILE, admins, link, linkAs, linked, organisation, panel } from './salesforce.mjs';
import { camille, contoso, expect, kustomer, saved, test, zendeskPanel } from './screen.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// The tests of this file take long and share nothing, so they run side by side.
test.describe.configure({ mode: 'parallel' });

/** Looks with axe at the page as it stands: light with every rule, dark with those that see colour. */
async function looksGood(page, state) {
  const axe = {
    light: () => new AxeBuilder({ page }).withTags(TAGS),
    dark: () => new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']),
  };
  for (const [colorScheme, look] of Object.entries(axe)) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations, passes } = await look().analyze();
    const found = violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.html.slice(0, 160)) }));
    expect(found, `${state}, ${colorScheme}`).toEqual([]);
    expect(passes.map(({ id }) => id)).toContain('color-contrast');
  }
}

for (const [lang, locale] of [['en', 'en-US'], ['fr', 'fr-FR']]) {
  test.describe(lang, () => {
    test.use({ locale });
    test.setTimeout(120_000);
    const t = JSON.parse(readFileSync(new URL(`../../locales/${lang}.json`, import.meta.url), 'utf8'));
    const says = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
    const zendesk = {
      [t.zendesk_subdomain]: camille['Zendesk Subdomain'],
      [t.zendesk_email]: camille['Zendesk user email address'],
      [t.zendesk_token]: camille['API Token'],
    };

    test('empty, each panel, and filled in', async ({ page, app }) => {
      await app.open();
      await looksGood(page, 'empty');
      for (const name of ['Kustomer', 'MS Dynamics', 'Salesforce', 'Zendesk']) {
        await app.choose(name);
        await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
        await looksGood(page, name);
      }
      await app.fill(zendesk);
      await app.box.check();
      await looksGood(page, 'filled in');
      await app.type(t.zendesk_email, 'nobody');
      await app.field(t.zendesk_token).focus();
      await looksGood(page, 'malformed');
    });

    test('saved, tested, refused, and not saved yet', async ({ page, app, sandbox }) => {
      await app.open();
      await app.prepare('Zendesk', zendesk);
      await app.save();
      await expect(app.saveBar).toHaveCount(0);
      await looksGood(page, 'saved');
      await app.press(t.test);
      await expect(app.note(/Camille Roy/)).toBeVisible();
      await looksGood(page, 'tested');
      await app.press(says(t.replace_what, { what: t.zendesk_token }));
      await app.type(t.zendesk_token, 'wrong-token');
      await looksGood(page, 'replacing');
      await app.save();
      await expect(app.summary).toBeVisible();
      await page.getByText(t.details).click();
      await looksGood(page, 'refused');
      await app.press(t.restore);
      await expect(page.getByText(t.secret_restored)).toBeVisible();
      await looksGood(page, 'restored');
      await app.type(t.zendesk_email, 'alex.martin@acme.example');
      await app.isGreyed(/./);
      await looksGood(page, 'restored for somebody else');
      await app.press(t.discard);
      await expect(app.button(t.undo)).toBeVisible();
      await looksGood(page, 'discarded');
      await sandbox.fault({ host: '*', fault: 'html_200' });
      await app.press(says(t.replace_what, { what: t.zendesk_token }));
      await app.type(t.zendesk_token, 'another-token-1234');
      await app.save();
      await expect(app.button(t.save_anyway)).toBeVisible();
      await looksGood(page, 'not saved yet');
    });

    test('the questions before a switch and before leaving', async ({ page, app, portal, sandbox }) => {
      await saved(portal, { zendesk: zendeskPanel });
      await app.open('/nothing');
      await page.getByRole('link', { name: t.to_crm }).click();
      await app.look('Kustomer');
      await looksGood(page, 'looked at');
      await app.choose('Kustomer');
      await looksGood(page, 'chosen and not ready');
      const [subdomain, key] = Object.values(await kustomer(sandbox));
      await app.fill({ [t.kustomer_subdomain]: subdomain, [t.kustomer_key]: key });
      await app.willBeLive('Kustomer');
      await looksGood(page, 'chosen and ready');
      await app.saveButton.click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await looksGood(page, 'switch');
      await app.press(t.cancel);
      // The panel that was looked at is an entry of its own.
      await page.evaluate(() => history.go(-2));
      await expect(app.button(t.stay)).toBeVisible();
      await looksGood(page, 'leave');
    });

    test('a conflict, a removed secret, and what was not accepted', async ({ page, app, portal }) => {
      await saved(portal, { zendesk: zendeskPanel });
      await app.open();
      await app.press(says(t.remove_what, { what: t.zendesk_token }));
      await app.isUnavailable(/./);
      await expect(page.getByText(says(t.strands, { crm: 'Zendesk' }))).toBeVisible();
      await looksGood(page, 'removed');
      await app.type(t.session_field, 'x');
      await app.save();
      await expect(app.summary).toBeVisible();
      await looksGood(page, 'not accepted');
      await saved(portal, { zendesk: { fields: { session_field: '777' } } });
      await app.type(t.session_field, '1');
      await app.save();
      await expect(app.button(t.keep_mine)).toBeVisible();
      await looksGood(page, 'conflict');
    });

    test('a connection that needs attention', async ({ page, app, portal, sandbox }) => {
      await saved(portal, { zendesk: { ...zendeskPanel, default_user: false } });
      await sandbox.revoke(camille['API Token']);
      await app.open();
      await app.box.check();
      await app.save();
      await app.shows('Zendesk', t.status_needs_attention);
      await looksGood(page, 'needs attention');
    });

    const salesforce = async (sandbox) => {
      const captions = [t.org_id, t.org_name, t.sf_key, t.sf_secret, t.login_url];
      const values = Object.values(await organisation(sandbox));
      return Object.fromEntries(captions.map((caption, at) => [caption, values[at]]));
    };

    test('Salesforce filled in, what a link lacks, a Lightning address, a wrong id', async ({ page, app, sandbox }) => {
      await app.open();
      await app.choose('Salesforce');
      await app.fill(await salesforce(sandbox));
      await app.choose(t.sf_service);
      await looksGood(page, 'filled in');
      await app.type(t.org_id, '00Dam00000Acme7EAO');
      await app.type(t.login_url, 'acme.lightning.force.com');
      await app.field(t.org_name).focus();
      await expect(app.button(says(t.login_url_use, { host: 'acme.my.salesforce.com' }))).toBeVisible();
      await app.complains(t.login_url, /./);
      await looksGood(page, 'malformed');
    });

    test('a link that waits, fails, is blocked, and comes about', async ({ page, app, portal, sandbox }) => {
      await saved(portal, { salesforce: await panel(sandbox) });
      await app.open();
      const window = await link(app, t.link);
      await window.getByLabel('Username').waitFor();
      await looksGood(page, 'waiting');
      await window.close();
      await app.press(t.link_cancel);
      await expect(app.note(t.link_cancelled)).toBeVisible();
      await looksGood(page, 'cancelled');
      await linkAs(app, ODILE, t.link);
      await expect(app.note(t.refusal_not_admin)).toBeVisible();
      await looksGood(page, 'failed');
      await linkAs(app, CAMILLE, t.link);
      await expect(admins(app)).toHaveCount(1);
      await looksGood(page, 'linked');
      await page.evaluate(() => {
        window.open = () => null;
      });
      await app.press(t.link);
      await expect(page.getByRole('link', { name: t.link_blocked_go })).toBeVisible();
      await looksGood(page, 'blocked');
    });

    test('the list of administrators, the question before unlinking, links that end', async ({ page, app, portal, sandbox }) => {
      await linked(portal, sandbox, [CAMILLE, ALEX], { default_user: true, always: true });
      await app.open();
      await expect(admins(app)).toHaveCount(2);
      await looksGood(page, 'two administrators');
      await app.press(says(t.unlink_what, { who: 'Camille Roy' }));
      await expect(page.getByRole('dialog')).toBeVisible();
      await looksGood(page, 'unlink');
      await app.press(t.cancel);
      await app.type(t.org_id, '00Dam00000aCME7');
      await expect(app.note(t.links_end)).toBeVisible();
      await looksGood(page, 'links would end');
      await app.save();
      await expect(app.banner(/Salesforce/)).toBeVisible();
      await app.isClean();
      await looksGood(page, 'banner');
      await app.open('/nothing');
      await expect(app.banner(/Salesforce/)).toBeVisible();
      await looksGood(page, 'banner elsewhere');
    });

    test('another administrator acts', async ({ page, app, portal, sandbox }) => {
      await linked(portal, sandbox, [CAMILLE, ALEX], { default_user: true });
      await sandbox.control('POST', 'salesforce/revoke', { host: ACME, username: CAMILLE });
      await app.open();
      await app.press(t.test);
      await expect(admins(app, 'Camille Roy')).toContainText(t.state_needs_relinking);
      await looksGood(page, 'another acts');
    });

    test('an OAuth client of Zendesk, typed and refused, and a secret that expires', async ({ page, app }) => {
      await app.open();
      await app.choose('Zendesk');
      await app.choose(t.kind_client);
      await looksGood(page, 'client');
      await app.fill({ [t.zendesk_subdomain]: 'acme-support', [t.zendesk_client_id]: 'acme_portal', [t.zendesk_client_secret]: 'wrong-secret' });
      await app.save();
      await expect(app.summary).toBeVisible();
      await looksGood(page, 'client refused');
      await app.choose('MS Dynamics');
      await app.type(t.expires_on, new Date(Date.now() + 864_000_000).toISOString().slice(0, 10));
      await expect(app.note(t.dynamics_password)).toBeVisible();
      await looksGood(page, 'expires soon');
    });

    test('not found, offline, and not loaded', async ({ page, app, portal }) => {
      await app.open('/nothing');
      await looksGood(page, 'not found');
      await page.route('**/api/settings/crm', (route) => route.abort());
      await page.goto('/settings/developer/crm');
      await expect(app.button(t.retry)).toBeVisible();
      await looksGood(page, 'not loaded');
      await page.unroute('**/api/settings/crm');
      await app.press(t.retry);
      await app.choose('MS Dynamics');
      await portal.stop();
      await app.saveButton.click();
      await expect(page.getByRole('alert')).toBeVisible();
      await looksGood(page, 'offline');
    });

    test('a telephone, its menu open', async ({ page, app }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await app.open();
      await app.choose('Zendesk');
      await looksGood(page, 'telephone');
      await app.press(t.menu);
      await expect(page.getByRole('link', { name: t.developer_settings })).toBeVisible();
      await looksGood(page, 'menu');
    });

    const width = (page) => page.evaluate(() => document.documentElement.scrollWidth);
    /** Buttons, inputs and links that stick out of a narrow page. */
    const outside = (page) =>
      page.evaluate(() =>
        [...document.querySelectorAll('main button, main input, main a')]
          .filter((node) => node.checkVisibility() && node.getBoundingClientRect().right > 320)
          .map((node) => node.outerHTML),
      );

    test("Salesforce's panel, its administrators and the banner fit into 320 pixels", async ({ page, app, portal, sandbox }) => {
      await linked(portal, sandbox, [CAMILLE, ALEX], { default_user: true });
      await page.setViewportSize({ width: 320, height: 640 });
      await app.open();
      await expect(admins(app)).toHaveCount(2);
      expect(await width(page), 'two administrators').toBe(320);
      expect(await outside(page)).toEqual([]);
      await app.press(says(t.unlink_what, { who: 'Camille Roy' }));
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await width(page), 'unlink').toBe(320);
      await app.press(t.cancel);
      const window = await link(app, t.link);
      await window.close();
      await app.type(t.org_id, '00Dam00000aCME7');
      expect(await width(page), 'waiting').toBe(320);
      await app.save();
      await expect(app.banner(/Salesforce/)).toBeVisible();
      expect(await width(page), 'banner').toBe(320);
      expect(await outside(page)).toEqual([]);
      await app.choose('Zendesk');
      await app.choose(t.kind_client);
      await app.type(t.zendesk_client_id, 'x'.repeat(90));
      expect(await width(page), 'client').toBe(320);
      expect(await outside(page)).toEqual([]);
    });

    test('nothing scrolls sideways at 320 pixels', async ({ page, app }) => {
      await page.setViewportSize({ width: 320, height: 640 });
      await app.open();
      expect(await width(page)).toBe(320);
      for (const [name, texts] of [
        ['MS Dynamics', { [t.dynamics_tenant]: contoso['Active Directory tenant'], [t.dynamics_app_id]: 'x'.repeat(90) }],
        ['Kustomer', {}],
        ['Zendesk', { ...zendesk, [t.zendesk_token]: 'wrong-token' }],
      ]) {
        await app.choose(name);
        await app.fill(texts);
        expect(await width(page), name).toBe(320);
      }
      await app.save();
      await expect(app.summary).toBeVisible();
      expect(await width(page), 'refused').toBe(320);
      expect(await outside(page)).toEqual([]);
    });
  });
}
