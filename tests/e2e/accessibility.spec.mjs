// axe finds nothing in any state, in both themes and both languages.

import AxeBuilder from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import { camille, contoso, expect, saved, test, zendeskPanel } from './screen.mjs';

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
      for (const name of ['Kustomer', 'MS Dynamics', 'Zendesk']) {
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
      await sandbox.fault({ host: '*', fault: 'html_200' });
      await app.press(says(t.replace_what, { what: t.zendesk_token }));
      await app.type(t.zendesk_token, 'another-token-1234');
      await app.save();
      await expect(app.button(t.save_anyway)).toBeVisible();
      await looksGood(page, 'not saved yet');
    });

    test('the questions before a switch and before leaving', async ({ page, app, portal }) => {
      await saved(portal, { zendesk: zendeskPanel });
      await app.open('/nothing');
      await page.getByRole('link', { name: t.to_crm }).click();
      await app.choose('Kustomer');
      await app.saveButton.click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await looksGood(page, 'switch');
      await app.press(t.cancel);
      await page.evaluate(() => history.back());
      await expect(app.button(t.stay)).toBeVisible();
      await looksGood(page, 'leave');
    });

    test('a conflict, a removed secret, and what was not accepted', async ({ page, app, portal }) => {
      await saved(portal, { zendesk: zendeskPanel });
      await app.open();
      await app.press(says(t.remove_what, { what: t.zendesk_token }));
      await app.isUnavailable(/./);
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

    test('nothing scrolls sideways at 320 pixels', async ({ page, app }) => {
      await page.setViewportSize({ width: 320, height: 640 });
      await app.open();
      const width = () => page.evaluate(() => document.documentElement.scrollWidth);
      expect(await width()).toBe(320);
      for (const [name, texts] of [
        ['MS Dynamics', { [t.dynamics_tenant]: contoso['Active Directory tenant'], [t.dynamics_app_id]: 'x'.repeat(90) }],
        ['Kustomer', {}],
        ['Zendesk', { ...zendesk, [t.zendesk_token]: 'wrong-token' }],
      ]) {
        await app.choose(name);
        await app.fill(texts);
        expect(await width(), name).toBe(320);
      }
      await app.save();
      await expect(app.summary).toBeVisible();
      expect(await width(), 'refused').toBe(320);
      const outside = await page.evaluate(() =>
        [...document.querySelectorAll('main button, main input, main a')]
          .filter((node) => node.checkVisibility() && node.getBoundingClientRect().right > 320)
          .map((node) => node.outerHTML),
      );
      expect(outside).toEqual([]);
    });
  });
}
