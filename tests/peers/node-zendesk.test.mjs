// node-zendesk, the usual Zendesk client for Node, against the imitated Zendesk.
// Its own handling of paging, authorization headers and error bodies must find what it expects.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import zendesk from 'node-zendesk';
import { Sandbox } from './sandbox.mjs';

const HOST = 'acme-support.zendesk.com';
const TOKEN = 'zd-sandbox-token-for-acme-1a2b';
const CAMILLE = 'camille.roy@acme.example';

let sandbox;
before(async () => {
  sandbox = await Sandbox.start();
});
after(() => sandbox?.stop());
beforeEach(() => sandbox.control('POST', 'reset', {}));

function client(options = {}) {
  return zendesk.createClient({
    username: CAMILLE,
    token: TOKEN,
    endpointUri: `${sandbox.at(HOST)}/api/v2`,
    throwOriginalException: true,
    ...options,
  });
}

const status = (statusCode) => ({ statusCode });

test('users.me says who the token speaks for', async () => {
  const { result } = await client().users.me();
  assert.equal(result.email, CAMILLE);
  assert.equal(result.role, 'admin');
});

test('a wrong token is refused', async () => {
  await assert.rejects(client({ token: 'wrong-token' }).users.me(), status(401));
});

test('an agent may ask who they are, and is no administrator', async () => {
  const { result } = await client({ username: 'odile.ortega@acme.example' }).users.me();
  assert.equal(result.role, 'agent');
});

test('users.list follows the pages to the last user', async () => {
  const users = await client().users.list();
  // At least three pages of a hundred: the 230 further agents alone.
  assert.ok(users.length > 230, `${users.length} users`);
  assert.equal(new Set(users.map((user) => user.id)).size, users.length);
  const asked = await sandbox.requests({ host: HOST, path: '/api/v2/users' });
  assert.ok(asked.length >= 3, `${asked.length} requests`);
  assert.ok(asked.every((request) => request.query.includes('page')), 'a cursor, not a number');
});

test('users.listWithFilter reads the agents only', async () => {
  const agents = await client().users.listWithFilter('role', 'agent');
  assert.ok(agents.length > 230);
  assert.deepEqual([...new Set(agents.map((user) => user.role))], ['agent']);
});

test('users.show finds a user by number, and says when there is none', async () => {
  const { result: me } = await client().users.me();
  const { result } = await client().users.show(me.id);
  assert.equal(result.email, CAMILLE);
  await assert.rejects(client().users.show(1), status(404));
});

test('a token of an OAuth client works as a bearer token', async () => {
  const answer = await fetch(`${sandbox.at(HOST)}/oauth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: 'acme_portal',
      client_secret: 'zd-sandbox-client-secret-for-acme-9z8y',
      scope: 'read write',
    }),
  });
  const { access_token: token } = await answer.json();
  const { result } = await client({ token, useOAuth: true }).users.me();
  assert.equal(result.email, CAMILLE);
  const dead = client({ token: `${token}x`, useOAuth: true });
  await assert.rejects(dead.users.me(), status(401));
});

test('a limit is recognised by its Retry-After', async () => {
  await sandbox.control('POST', 'limits', { zendesk: { requests: 1, window_seconds: 60 } });
  await client().users.me();
  // The library hands this one error back instead of throwing it.
  const { response, result } = await client().users.me();
  assert.equal(result.statusCode, 429);
  assert.ok(Number(response.headers.get('retry-after')) > 0);
});

test('a ticket is made with its owner, noted in private, given away and found again', async () => {
  const { users, tickets } = client();
  const { result: eve } = await users.createOrUpdate({
    user: { name: 'Eve Endler', email: 'eve@new.example', skip_verify_email: true },
  });
  const { result: me } = await users.me();
  const [{ id: agent }] = await users.search({ query: 'odile.ortega@acme.example' });
  const { result: made } = await tickets.create({
    ticket: {
      subject: 'Chat with Eve',
      comment: { body: 'Session: s1', public: false },
      requester_id: eve.id,
      assignee_id: me.id,
      external_id: 'peer-1',
    },
  });
  assert.equal(made.assignee_id, me.id);
  assert.equal(made.external_id, 'peer-1');
  const { result: given } = await tickets.update(made.id, {
    ticket: { assignee_id: agent, comment: { body: 'Taken over', public: false } },
  });
  assert.equal(given.assignee_id, agent);
  const comments = await tickets.getComments(made.id);
  const told = comments.map((comment) => [comment.body, comment.public]);
  assert.deepEqual(told, [
    ['Session: s1', false],
    ['Taken over', false],
  ]);
  const { result: read } = await tickets.show(made.id);
  assert.equal(read.assignee_id, agent);
  await assert.rejects(tickets.show(999_999_999), status(404));
});
