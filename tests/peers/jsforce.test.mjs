// jsforce, the usual Salesforce client for Node, against the imitated Salesforce.
// It brings its own idea of sign-in, paging and refresh, and none of it is ours.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import jsforce from 'jsforce';
import { Sandbox } from './sandbox.mjs';

const HOST = 'acme.my.salesforce.com';
const APP = {
  clientId: '3MVG9sandboxPortalOfAcme.NotARealConsumerKey_0000000000000000000000000000000000000001',
  clientSecret: 'C0FFEE00C0FFEE00C0FFEE00C0FFEE00C0FFEE00C0FFEE00C0FFEE00ACE0A1B2',
  redirectUri: 'http://127.0.0.1:8080/oauth/callback/salesforce',
};
const CAMILLE = { username: 'camille.roy@acme.example', password: 'camille-2026' };

let sandbox;
before(async () => {
  sandbox = await Sandbox.start();
});
after(() => sandbox?.stop());
beforeEach(async () => {
  await sandbox.control('POST', 'reset', {});
  // Else `instance_url` names Salesforce, and the next call would go there.
  await sandbox.control('POST', 'reading', { salesforce_instance_url: 'sandbox' });
});

const expire = () => sandbox.control('POST', 'salesforce/expire', { host: HOST });
const refreshes = async () => (await sandbox.requests({ grant_type: 'refresh_token' })).length;

/** jsforce's half of signing in. */
function app(options = {}) {
  return new jsforce.OAuth2({ loginUrl: sandbox.at(HOST), useVerifier: true, ...APP, ...options });
}

/** The person's half: the login form, then the consent form. Answers the callback's parameters. */
async function signIn(oauth2, { username, password }, decision = 'allow') {
  const state = 'from-jsforce';
  const start = oauth2.getAuthorizationUrl({ scope: 'api refresh_token id', state });
  const login = await follow(start);
  const request = login.searchParams.get('request');
  const consent = await follow(at(login), { request, username, password });
  const callback = await follow(at(consent), { request, decision });
  assert.equal(callback.origin + callback.pathname, APP.redirectUri);
  assert.equal(callback.searchParams.get('state'), state);
  return callback.searchParams;
}

const at = (url) => url.origin + url.pathname;

async function follow(url, form) {
  const body = form && new URLSearchParams(form);
  const answer = await fetch(url, { method: form ? 'POST' : 'GET', body, redirect: 'manual' });
  assert.equal(answer.status, 302, await answer.text());
  return new URL(answer.headers.get('location'));
}

async function connect(person = CAMILLE) {
  const oauth2 = app();
  const connection = new jsforce.Connection({ oauth2 });
  const code = (await signIn(oauth2, person)).get('code');
  const user = await connection.authorize(code);
  return { connection, oauth2, user };
}

/** As jsforce's manual says: whoever has rotation keeps what the event brings. */
function keepRotated(connection) {
  connection.on('refresh', (_, answer) => {
    connection.refreshToken = answer.refresh_token;
  });
}

test('a code is exchanged with PKCE, and the connection knows who signed in', async () => {
  const { connection, user } = await connect();
  assert.equal(user.organizationId, '00Dam00000Acme7EAB');
  assert.equal(user.id.slice(0, 15), '005am00000CRoy1');
  assert.equal(connection.instanceUrl, sandbox.at(HOST));
  assert.ok(connection.accessToken && connection.refreshToken);
});

test('without the verifier the code is worth nothing', async () => {
  const code = (await signIn(app(), CAMILLE)).get('code');
  const thief = app({ useVerifier: false });
  await assert.rejects(thief.requestToken(code), { name: 'invalid_grant' });
});

test('a wrong consumer secret is refused by name', async () => {
  const oauth2 = app({ clientSecret: 'WRONG00SECRET' });
  const code = (await signIn(oauth2, CAMILLE)).get('code');
  await assert.rejects(oauth2.requestToken(code), { name: 'invalid_client' });
});

test('a person who denies sends the app away', async () => {
  const answer = await signIn(app(), CAMILLE, 'deny');
  assert.equal(answer.get('error'), 'access_denied');
  assert.equal(answer.get('code'), null);
});

test('the identity is that of the person', async () => {
  const { connection } = await connect();
  const identity = await connection.identity();
  assert.equal(identity.username, CAMILLE.username);
  assert.equal(identity.organization_id, '00Dam00000Acme7EAB');
  assert.equal(identity.active, true);
});

test('COUNT tells an administrator from an ordinary user', async () => {
  const modifyAll = (id) =>
    `SELECT COUNT() FROM PermissionSetAssignment WHERE AssigneeId='${id}' ` +
    'AND PermissionSet.PermissionsModifyAllData=true';
  const camille = await connect();
  const some = await camille.connection.query(modifyAll(camille.user.id));
  assert.ok(some.totalSize >= 1);
  const odile = await connect({ username: 'odile.ortega@acme.example', password: 'odile-2026' });
  const none = await odile.connection.query(modifyAll(odile.user.id));
  assert.equal(none.totalSize, 0);
});

test('a relation is read through the dot', async () => {
  const { connection, user } = await connect();
  const { records } = await connection.query(
    `SELECT IsActive, Profile.Name FROM User WHERE Id = '${user.id}'`,
  );
  assert.equal(records.length, 1);
  assert.equal(records[0].IsActive, true);
  assert.equal(records[0].Profile.Name, 'System Administrator');
});

test('pages are followed to the last user', async () => {
  const { connection } = await connect();
  const soql = "SELECT Id, Username FROM User WHERE IsActive = true AND UserType = 'Standard'";
  const first = await connection.query(soql);
  assert.equal(first.done, false);
  assert.equal(first.records.length, 100);
  const second = await connection.queryMore(first.nextRecordsUrl);
  assert.equal(second.records.length, 100);
  const all = await connection.query(soql, { autoFetch: true, maxFetch: 10_000 });
  assert.equal(all.records.length, first.totalSize);
  assert.equal(new Set(all.records.map((user) => user.Id)).size, first.totalSize);
});

test('a faulty query is refused with the code that Salesforce uses', async () => {
  const { connection } = await connect();
  await assert.rejects(connection.query('SELECT Nonsense FROM User'), { name: 'INVALID_FIELD' });
});

test('an expired session is refreshed, and the refresh token rotates', async () => {
  const { connection } = await connect();
  keepRotated(connection);
  const { accessToken, refreshToken } = connection;
  for (let round = 1; round <= 2; round += 1) {
    await expire();
    assert.equal((await connection.query('SELECT COUNT() FROM Organization')).totalSize, 1);
    assert.equal(await refreshes(), round);
  }
  assert.notEqual(connection.accessToken, accessToken);
  assert.notEqual(connection.refreshToken, refreshToken);
});

test('an app that forgets the rotated token loses its consent', async () => {
  const { connection } = await connect();
  await expire();
  await connection.query('SELECT COUNT() FROM Organization');
  await expire();
  // jsforce sends the spent token; the access token of the first refresh dies with the family.
  await assert.rejects(
    connection.query('SELECT COUNT() FROM Organization'),
    /expired access\/refresh token/,
  );
  const [{ consents }] = (await sandbox.control('GET', 'salesforce')).filter(
    (org) => org.host === HOST,
  );
  assert.ok(!consents[CAMILLE.username]);
});

test('a revoked consent can be neither used nor refreshed', async () => {
  const { connection, oauth2 } = await connect();
  const { refreshToken } = connection;
  await connection.logout(true);
  assert.equal(connection.accessToken, null);
  await assert.rejects(oauth2.refreshToken(refreshToken), { name: 'invalid_grant' });
});

test('the daily limit is reported by its name', async () => {
  const { connection } = await connect();
  await sandbox.control('POST', 'limits', { salesforce: { requests: 1, window_seconds: 86_400 } });
  await connection.query('SELECT COUNT() FROM Organization');
  await assert.rejects(connection.query('SELECT COUNT() FROM Organization'), {
    name: 'REQUEST_LIMIT_EXCEEDED',
  });
});

/** What keeps the assignment rule from having its way. */
const asGiven = { headers: { 'Sforce-Auto-Assign': 'FALSE' } };

test('a case is made with its owner, noted, given away, closed and found by its external id', async () => {
  const { connection, user } = await connect();
  const users = await connection.query(
    "SELECT Id FROM User WHERE Email = 'odile.ortega@acme.example'",
  );
  const odile = users.records[0].Id;
  const contact = await connection
    .sobject('Contact')
    .create({ FirstName: 'Eve', LastName: 'Endler', Email: 'eve@new.example' });
  assert.ok(contact.success);
  const wanted = {
    Subject: 'Chat with Eve',
    ContactId: contact.id,
    OwnerId: odile,
    Session_Id__c: 's1',
  };
  const made = await connection.sobject('Case').create(wanted, asGiven);
  assert.ok(made.success);
  await assert.rejects(connection.sobject('Case').create(wanted, asGiven), {
    errorCode: 'DUPLICATE_VALUE',
  });
  const note = { ParentId: made.id, CommentBody: 'Taken over', IsPublished: false };
  assert.ok((await connection.sobject('CaseComment').create(note)).success);
  const change = { Id: made.id, OwnerId: user.id, Status: 'Closed' };
  assert.ok((await connection.sobject('Case').update(change, asGiven)).success);
  const read = await connection.sobject('Case').retrieve(made.id);
  assert.equal(read.OwnerId, user.id);
  assert.equal(read.IsClosed, true);
  const found = await connection.query(
    "SELECT Id, Subject FROM Case WHERE Session_Id__c = 's1'",
  );
  assert.deepEqual(
    found.records.map((row) => row.Id),
    [made.id],
  );
  const comments = await connection.query(
    `SELECT CommentBody FROM CaseComment WHERE ParentId = '${made.id}'`,
  );
  assert.deepEqual(
    comments.records.map((row) => row.CommentBody),
    ['Taken over'],
  );
});

test('without its header the assignment rule takes a case from whom it was given', async () => {
  const { connection, user } = await connect();
  const made = await connection.sobject('Case').create({ Subject: 'x', OwnerId: user.id });
  const read = await connection.sobject('Case').retrieve(made.id);
  assert.notEqual(read.OwnerId, user.id);
});
