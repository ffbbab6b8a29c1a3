// Canaries: secrets are typed, saved, refused and tested, then searched for everywhere they could leak to.

import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { camille, contoso, expect, kustomer, test } from './screen.mjs';

const REFUSED = 'zd-canary-refused-7f3a91c2';
const UNCHECKED = 'zd-canary-unchecked-4be80d16';

/** Everything a string of bytes may hide in: as it is, escaped for a URL, in base64 of any alignment. */
function disguises(secret) {
  const basic = [0, 1, 2].map((shift) => {
    const text = Buffer.from(' '.repeat(shift) + secret).toString('base64');
    return text.slice(4, text.length - 4);
  });
  return [secret, encodeURIComponent(secret), ...basic];
}

test('a secret goes in and never comes out', async ({ app, page, portal, sandbox }) => {
  const key = await kustomer(sandbox);
  const canaries = [camille['API Token'], contoso['Set Active Directory Application Key Password'], key['API Key'], REFUSED, UNCHECKED];
  const heard = [];
  const collecting = [];
  page.on('response', (response) => {
    if (!response.url().includes('/api/')) return;
    const keep = async () => {
      heard.push(JSON.stringify(await response.allHeaders()), await response.text());
    };
    collecting.push(keep());
  });
  page.on('console', (message) => heard.push(message.text()));
  const look = async () => {
    const typed = await page.evaluate(() => [...document.querySelectorAll('input')].map((input) => input.value));
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state, location.href]),
    );
    heard.push(await page.content(), kept);
    return typed.join('\n');
  };

  await app.open();
  await app.prepare('Kustomer', key);
  await app.prepare('MS Dynamics', contoso);
  await app.prepare('Zendesk', camille);
  await app.press('Test connection');
  await expect(app.note('The connection works')).toBeVisible();
  await app.save();
  await app.isClean();
  expect(await look()).not.toMatch(/sandbox/);

  await app.press('Replace: API Token');
  await app.type('API Token', REFUSED);
  await app.press('Test connection');
  await expect(app.note('Zendesk refused these credentials.')).toBeVisible();
  await app.save();
  await expect(app.summary).toBeVisible();
  expect(await look()).not.toContain(REFUSED);

  await sandbox.fault({ host: 'acme-support.zendesk.com', fault: 'echo_authorization' });
  await app.press('Replace: API Token');
  await app.type('API Token', UNCHECKED);
  await app.save();
  await expect(app.note('Not saved yet.')).toBeVisible();
  await look();
  await sandbox.heal();
  await sandbox.fault({ host: 'acme-support.zendesk.com', fault: 'echo_authorization_401' });
  await app.press('Retry');
  await expect(app.summary).toBeVisible();
  await look();
  await page.reload();
  await expect(app.field('Zendesk Subdomain')).toBeVisible();
  expect(await look()).not.toMatch(/canary|sandbox/);

  await Promise.all(collecting);
  await portal.stop();
  const files = readdirSync(portal.dir).map((name) => readFileSync(path.join(portal.dir, name)).toString('latin1'));
  expect(files.length).toBeGreaterThan(1);
  expect(heard.length).toBeGreaterThan(10);
  const everything = [...heard, ...files, portal.log].join('\n');
  expect(everything, 'what is not secret is found, so the search works').toContain('camille.roy@acme.example');
  for (const canary of canaries) {
    for (const disguise of disguises(canary)) expect(everything.includes(disguise), disguise).toBe(false);
  }
});

test('the page shows only the last four, and only of a long secret', async ({ app, page }) => {
  await app.open();
  await app.prepare('Zendesk', camille);
  await app.save();
  await expect(page.getByText('Saved, ends in 1a2b')).toBeVisible();
});

test('what is being typed is hidden until Show is pressed, and no password manager fills it in', async ({ app, page }) => {
  await app.open();
  await app.choose('Zendesk');
  await app.type('API Token', 'typed');
  await expect(app.field('API Token')).toHaveAttribute('type', 'password');
  await expect(app.field('API Token')).toHaveAttribute('autocomplete', 'new-password');
  await page.getByRole('button', { name: /^Show/ }).click();
  await expect(app.field('API Token')).toHaveAttribute('type', 'text');
  await page.getByRole('button', { name: /^Hide/ }).click();
  await expect(app.field('API Token')).toHaveAttribute('type', 'password');
});
