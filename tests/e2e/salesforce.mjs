// Salesforce's window, clicked through as an administrator does it; and the same without a browser,
// for tests that only need somebody linked.

import { credentials, expect, saved, stored } from './screen.mjs';

/** People of the sandbox's `acme` and what they sign in with; everybody's password is made alike. */
export const CAMILLE = 'camille.roy@acme.example';
export const ALEX = 'alex.martin@acme.example';
export const ODILE = 'odile.ortega@acme.example';
export const DENIS = 'denis.durand@acme.example';
export const ACME = 'acme.my.salesforce.com';

const password = (username) => `${username.split('.')[0].split('@')[0]}-2026`;

/** Salesforce's fields for one row of the sandbox's table, as `{ caption: text }`. */
export async function organisation(sandbox, happens = 'System Administrator by profile') {
  const [id, name, key, secret, url] = await credentials(sandbox, 'Salesforce', happens);
  return {
    'Salesforce Organization ID': id,
    'Salesforce Organization Name': name,
    'Connected App Consumer Key': key,
    'Connected App Consumer Secret': secret,
    'Login URL': url,
  };
}

/** The same as the API takes it. */
export async function panel(sandbox, happens) {
  const [org_id, org_name, consumer_key, secret, login_url] = Object.values(await organisation(sandbox, happens));
  return {
    fields: { org_id, org_name, consumer_key, cloud: 'service', login_url },
    secret: { replace: secret },
  };
}

/** Presses Link, and answers the window that opens. */
export async function link(app, button = 'Link') {
  const opening = app.page.waitForEvent('popup');
  await app.press(button);
  return opening;
}

/** Signs in to Salesforce, in a window or in this tab. */
export async function signIn(window, username) {
  await window.getByLabel('Username').fill(username);
  await window.getByLabel('Password').fill(password(username));
  await window.getByRole('button', { name: 'Log In' }).click();
}

/** Presses Allow or Deny in the window, which then closes by itself. */
export async function decide(window, decision) {
  await window.getByRole('button', { name: decision }).click();
}

/** Links an administrator from the button to the closing of the window. */
export async function linkAs(app, username, button) {
  const window = await link(app, button);
  await signIn(window, username);
  await decide(window, 'Allow');
}

/** The rows of "Connected Admin Users", or one of them. */
export function admins(app, name = '') {
  const list = app.page.getByRole('list', { name: /^(Connected Admin Users|Utilisateurs administrateurs connectés)$/ });
  return list.getByRole('listitem').filter({ hasText: name });
}

/** Nobody is linked: not in the page, not in the store, and no consent is left at Salesforce. */
export async function nobodyIsLinked(app, portal, sandbox) {
  await expect(app.page.getByText('No administrator is linked yet.')).toBeVisible();
  expect((await stored(portal)).panels.salesforce.links ?? []).toEqual([]);
  expect(await consents(sandbox)).toEqual([]);
}

/** Who has given an app consent that still stands, over all organisations. */
export async function consents(sandbox) {
  const organisations = await sandbox.control('GET', 'salesforce');
  return organisations.flatMap(({ consents }) => Object.entries(consents).filter(([, count]) => count > 0).map(([who]) => who));
}

/** Sets Salesforce up behind the page's back and links these people, first one first; boxes as asked. */
export async function linked(portal, sandbox, people, boxes = {}) {
  await saved(portal, { salesforce: await panel(sandbox) });
  for (const username of people) await linkWithoutBrowser(portal, username);
  if (Object.keys(boxes).length) await saved(portal, { salesforce: { fields: {}, ...boxes } });
}

/** Every step is a redirect, so a browser is not needed: only its cookie is. */
async function linkWithoutBrowser(portal, username) {
  const json = { 'content-type': 'application/json' };
  const begun = await fetch(`${portal.url}/api/settings/crm/salesforce/links`, { method: 'POST', headers: json, body: '{}' });
  expect(begun.status).toBe(200);
  const cookie = begun.headers.get('set-cookie').split(';')[0];
  const { id, authorize_url } = await begun.json();

  const next = async (url, form) => {
    const answer = await fetch(url, { method: form ? 'POST' : 'GET', body: form && new URLSearchParams(form), redirect: 'manual' });
    return new URL(answer.headers.get('location'), url);
  };
  const login = await next(authorize_url);
  const request = login.searchParams.get('request');
  const page = new URL(login);
  page.search = '';
  const consent = await next(page, { request, username, password: password(username) });
  consent.search = '';
  const callback = await next(consent, { request, decision: 'allow' });
  await fetch(callback, { headers: { cookie } });

  const status = await (await fetch(`${portal.url}/api/settings/crm/salesforce/linkings/${id}`)).json();
  expect(Object.keys(status)).toEqual(['linked']);
}
