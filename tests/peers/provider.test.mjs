// The provider by itself, asked with plain requests: what the linking tests take for granted of it.
// Should a new version of it cease to enforce something, this says so before they do.

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { everybody } from './people.mjs';
import { Person } from './person.mjs';
import { Provider, app } from './provider.mjs';

const CALLBACK = 'http://127.0.0.1:9/oauth/callback/salesforce';
const CAMILLE = 'camille.roy@acme.example';

let provider;
before(async () => {
  provider = await Provider.listen();
  await provider.register(CALLBACK, everybody());
});
after(() => provider?.stop());

const verifier = () => randomBytes(32).toString('base64url');
const challenge = (text) => createHash('sha256').update(text).digest('base64url');

function authorizeUrl(parameters) {
  const query = {
    response_type: 'code',
    client_id: app.client_id,
    redirect_uri: CALLBACK,
    scope: 'api refresh_token id',
    state: 'kept',
    prompt: 'login',
    ...parameters,
  };
  return `${provider.oauth}/authorize?${new URLSearchParams(query)}`;
}

/** The parameters with which the browser comes back. */
async function authorize(parameters, decision) {
  const url = authorizeUrl(parameters);
  const back = await new Person(CAMILLE).authorize(url, { until: CALLBACK, decision });
  assert.equal(back.searchParams.get('state'), 'kept');
  return Object.fromEntries(back.searchParams);
}

async function code(text) {
  const proof = { code_challenge: challenge(text), code_challenge_method: 'S256' };
  return (await authorize(proof)).code;
}

const exchange = (code, code_verifier) =>
  provider.ask({
    grant_type: 'authorization_code',
    redirect_uri: CALLBACK,
    code,
    ...(code_verifier && { code_verifier }),
  });

const refresh = (refresh_token) => provider.ask({ grant_type: 'refresh_token', refresh_token });

async function signIn() {
  const text = verifier();
  const answer = await exchange(await code(text), text);
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
}

async function refused(answer, error) {
  assert.equal((await answer.json()).error, error);
  assert.equal(answer.status, 400);
}

const userinfo = (token) =>
  fetch(`${provider.oauth}/userinfo`, { headers: { authorization: `Bearer ${token}` } });

function query(token, soql) {
  const data = provider.oauth.replace('/oauth2', '/data/v66.0/query');
  const headers = { authorization: `Bearer ${token}` };
  return fetch(`${data}?${new URLSearchParams({ q: soql })}`, { headers });
}

test('tokens come with the fields that Salesforce adds', async () => {
  const tokens = await signIn();
  assert.ok(tokens.access_token && tokens.refresh_token && tokens.signature);
  assert.equal(tokens.instance_url, 'https://acme.my.salesforce.com');
  assert.equal(
    tokens.id,
    'https://login.salesforce.com/id/00Dam00000Acme7EAB/005am00000CRoy1AAG',
  );
});

test('userinfo and queries answer to the token', async () => {
  const { access_token: token } = await signIn();
  const person = await (await userinfo(token)).json();
  assert.equal(person.organization_id, '00Dam00000Acme7EAB');
  assert.equal(person.preferred_username, CAMILLE);
  assert.equal(person.active, true);
  const count = `SELECT COUNT() FROM PermissionSetAssignment WHERE AssigneeId='${person.user_id}'`;
  assert.equal((await (await query(token, count)).json()).totalSize, 1);
});

test('no proof key, no login', async () => {
  const answer = await new Person(CAMILLE).get(authorizeUrl({}));
  const back = new URL(answer.headers.get('location'));
  assert.equal(back.searchParams.get('error'), 'invalid_request');
});

test('a proof key in plain text is none', async () => {
  const plain = { code_challenge: verifier(), code_challenge_method: 'plain' };
  const answer = await new Person(CAMILLE).get(authorizeUrl(plain));
  const back = new URL(answer.headers.get('location'));
  assert.equal(back.searchParams.get('error'), 'invalid_request');
});

test('a code needs its verifier, and works once', async () => {
  const text = verifier();
  await refused(await exchange(await code(text)), 'invalid_grant');
  await refused(await exchange(await code(text), verifier()), 'invalid_grant');
  const good = await code(text);
  assert.equal((await exchange(good, text)).status, 200);
  await refused(await exchange(good, text), 'invalid_grant');
});

test('a person can deny', async () => {
  const proof = { code_challenge: challenge(verifier()), code_challenge_method: 'S256' };
  assert.equal((await authorize(proof, 'deny')).error, 'access_denied');
});

test('a refresh token is spent by its use, and a spent one ends the grant', async () => {
  const first = await signIn();
  const second = await (await refresh(first.refresh_token)).json();
  assert.notEqual(second.refresh_token, first.refresh_token);
  assert.ok(provider.spent.includes(first.refresh_token));
  assert.equal((await userinfo(second.access_token)).status, 200);
  await refused(await refresh(first.refresh_token), 'invalid_grant');
  await refused(await refresh(second.refresh_token), 'invalid_grant');
  assert.equal((await userinfo(second.access_token)).status, 401);
});

test('an expired access token leaves the refresh token alone', async () => {
  const tokens = await signIn();
  await provider.expire();
  assert.equal((await userinfo(tokens.access_token)).status, 401);
  assert.equal((await query(tokens.access_token, '')).status, 401);
  assert.equal((await refresh(tokens.refresh_token)).status, 200);
});

test('a revoked refresh token takes its access tokens along', async () => {
  const tokens = await signIn();
  const body = new URLSearchParams({ token: tokens.refresh_token });
  const answer = await fetch(`${provider.oauth}/revoke`, { method: 'POST', body });
  assert.equal(answer.status, 200);
  await refused(await refresh(tokens.refresh_token), 'invalid_grant');
  assert.equal((await userinfo(tokens.access_token)).status, 401);
});
