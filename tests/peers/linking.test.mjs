// Our linking code against a provider that none of us wrote: what it refuses was not made to fit.
// Every test has a server, a provider and people of its own.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everybody } from './people.mjs';
import { Person } from './person.mjs';
import { Portal } from './portal.mjs';
import { Provider } from './provider.mjs';

const CAMILLE = 'camille.roy@acme.example';
const ALEX = 'alex.martin@acme.example';

/** PostgreSQL, which several servers may share; `cargo xtask test peers` starts one for each run. */
const POSTGRES = process.env.PORTAL_TEST_POSTGRES;

/** A provider and a portal that know each other, gone when the test ends. */
async function setUp(t, { database } = {}) {
  const provider = await Provider.listen();
  t.after(() => provider.stop());
  const portal = await Portal.start(provider, { database });
  t.after(() => portal.stop());
  const people = everybody();
  await provider.register(portal.callback, people);
  await portal.setUp();
  return { provider, portal, people };
}

/** The window up to the callback: what it is about to open there. */
async function signIn(portal, person, decision) {
  const { id, authorize_url: url } = await portal.begin(person);
  const back = await person.authorize(url, { until: portal.callback, decision });
  return { id, back };
}

/** A whole link; answers how it ended. */
async function link(portal, username = CAMILLE, decision = 'allow') {
  const person = new Person(username);
  const { id, back } = await signIn(portal, person, decision);
  await person.get(back);
  return portal.linking(id);
}

async function refusal(portal, username, decision) {
  const { failed } = await link(portal, username, decision);
  assert.deepEqual(await portal.links(), [], 'nothing is half-made');
  return failed?.code;
}

const states = async (portal) => (await portal.links()).map(({ state }) => state);

test('an administrator is linked through a stock provider', async (t) => {
  const { portal, provider } = await setUp(t);
  const { linked } = await link(portal);
  assert.equal(linked.username, CAMILLE);
  assert.equal(linked.name, 'Camille Roy');
  assert.equal(linked.role, 'System Administrator');
  assert.equal(linked.state, 'active');
  assert.deepEqual(await portal.links(), [linked]);
  assert.deepEqual(provider.asked, [{ grant_type: 'authorization_code', status: 200 }]);
});

test('two administrators are linked, each from a browser of their own', async (t) => {
  const { portal } = await setUp(t);
  await link(portal, CAMILLE);
  await link(portal, ALEX);
  const links = await portal.links();
  assert.deepEqual(links.map(({ username }) => username), [CAMILLE, ALEX]);
});

test('linking again renews the same link', async (t) => {
  const { portal } = await setUp(t);
  const first = (await link(portal)).linked;
  const second = (await link(portal)).linked;
  assert.equal(second.id, first.id);
  assert.equal((await portal.links()).length, 1);
  assert.equal((await portal.test()).verdict, 'valid');
});

test('denied consent ends the link by its name', async (t) => {
  const { portal } = await setUp(t);
  assert.equal(await refusal(portal, CAMILLE, 'deny'), 'denied');
});

test('an ordinary user is refused, and the grant is revoked', async (t) => {
  const { portal, provider } = await setUp(t);
  assert.equal(await refusal(portal, 'odile.ortega@acme.example'), 'not_admin');
  assert.equal(await provider.living(), 0);
});

test('an organisation that differs by case only is refused, and the grant is revoked', async (t) => {
  const { portal, provider } = await setUp(t);
  assert.equal(await refusal(portal, 'gil@globex.example'), 'wrong_organisation');
  assert.equal(await provider.living(), 0);
});

test('a deactivated user is refused', async (t) => {
  const { portal, people } = await setUp(t);
  people[CAMILLE].claims.active = false;
  assert.equal(await refusal(portal, CAMILLE), 'user_refused');
});

test('a callback works once', async (t) => {
  const { portal, provider } = await setUp(t);
  const person = new Person(CAMILLE);
  const { id, back } = await signIn(portal, person);
  assert.equal((await person.get(back)).status, 200);
  const again = await person.get(back);
  assert.equal(again.status, 410);
  assert.equal(provider.asked.length, 1, 'a code shown twice would end the grant');
  assert.ok((await portal.linking(id)).linked);
  assert.equal((await portal.test()).verdict, 'valid');
});

test('an answer in another browser is refused, and the link still waits', async (t) => {
  const { portal } = await setUp(t);
  const person = new Person(CAMILLE);
  const { id, back } = await signIn(portal, person);
  const stranger = new Person(ALEX);
  assert.equal((await stranger.get(back)).status, 403);
  await portal.begin(stranger);
  assert.equal((await stranger.get(back)).status, 403, 'with a cookie of its own, too');
  assert.equal(await portal.linking(id), 'waiting');
  assert.equal((await person.get(back)).status, 200);
  assert.ok((await portal.linking(id)).linked);
});

test("another person's code cannot be slipped in: its proof key is another", async (t) => {
  const { portal, provider } = await setUp(t);
  const [thief, victim] = [new Person(ALEX), new Person(CAMILLE)];
  const stolen = (await signIn(portal, thief)).back;
  const { id, back } = await signIn(portal, victim);
  back.searchParams.set('code', stolen.searchParams.get('code'));
  await victim.get(back);
  assert.ok((await portal.linking(id)).failed);
  assert.deepEqual(provider.asked, [{ grant_type: 'authorization_code', status: 400 }]);
  assert.deepEqual(await portal.links(), []);
});

test('an expired session is refreshed again and again, and the token rotates', async (t) => {
  const { portal, provider } = await setUp(t);
  await link(portal);
  for (let round = 1; round <= 3; round += 1) {
    await provider.expire();
    assert.equal((await portal.test()).verdict, 'valid');
    assert.equal(provider.refreshes.length, round);
  }
  assert.equal(new Set(provider.spent).size, 3);
  assert.equal((await portal.test()).verdict, 'valid');
  assert.equal(provider.refreshes.length, 3, 'what lives is not refreshed');
});

test('many who find the session expired make one refresh', async (t) => {
  const { portal, provider } = await setUp(t);
  await link(portal);
  await provider.expire();
  const checks = await Promise.all(Array.from({ length: 10 }, () => portal.test()));
  assert.deepEqual([...new Set(checks.map(({ verdict }) => verdict))], ['valid']);
  assert.deepEqual(provider.refreshes, [{ grant_type: 'refresh_token', status: 200 }]);
});

const shared = { skip: !POSTGRES && 'PORTAL_TEST_POSTGRES names no PostgreSQL' };

test('two servers on one database make one refresh between them', shared, async (t) => {
  const { portal, provider } = await setUp(t, { database: POSTGRES });
  const twin = await Portal.start(provider, { dir: portal.dir, database: POSTGRES });
  t.after(() => twin.stop());
  await link(portal);
  await provider.expire();
  const tests = Array.from({ length: 10 }, (_, index) => [portal, twin][index % 2].test());
  const checks = await Promise.all(tests);
  assert.deepEqual([...new Set(checks.map(({ verdict }) => verdict))], ['valid']);
  assert.deepEqual(provider.refreshes, [{ grant_type: 'refresh_token', status: 200 }]);
});

test('a spent token that somebody else plays back ends the link, and linking again heals it', async (t) => {
  const { portal, provider } = await setUp(t);
  await link(portal);
  await provider.expire();
  await portal.test();
  const [stolen] = provider.spent;
  const thief = await provider.ask({ grant_type: 'refresh_token', refresh_token: stolen });
  assert.equal(thief.status, 400);
  assert.equal((await portal.test()).verdict, 'rejected');
  assert.deepEqual(await states(portal), ['needs_relinking']);
  await link(portal);
  assert.deepEqual(await states(portal), ['active']);
  assert.equal((await portal.test()).verdict, 'valid');
});

test('a consent withdrawn at the provider makes the next administrator act', async (t) => {
  const { portal, provider } = await setUp(t);
  await link(portal, CAMILLE);
  await link(portal, ALEX);
  await provider.withdraw(CAMILLE);
  const check = await portal.test();
  assert.equal(check.verdict, 'valid');
  assert.equal(check.acts_as.name, 'Alex Martin');
  assert.deepEqual(await states(portal), ['needs_relinking', 'active']);
});

test('rights that were taken away are noticed, and seen when they return', async (t) => {
  const { portal, people } = await setUp(t);
  await link(portal);
  people[CAMILLE].isAdmin = false;
  assert.equal((await portal.test()).verdict, 'not_admin');
  assert.deepEqual(await states(portal), ['not_admin']);
  people[CAMILLE].isAdmin = true;
  assert.equal((await portal.test()).verdict, 'valid');
  assert.deepEqual(await states(portal), ['active']);
});

test('a provider that is down takes nothing from a link', async (t) => {
  const { portal, provider } = await setUp(t);
  await link(portal);
  await provider.expire();
  provider.isDown = true;
  assert.equal((await portal.test()).verdict, 'unreachable');
  assert.deepEqual(await states(portal), ['cannot_be_checked']);
  provider.isDown = false;
  assert.equal((await portal.test()).verdict, 'valid');
  assert.deepEqual(await states(portal), ['active']);
});

test('a rotated token that got lost on the way ends the link, and linking again heals it', async (t) => {
  const { portal, provider } = await setUp(t);
  await link(portal);
  await provider.expire();
  provider.losesTokens = true;
  assert.equal((await portal.test()).verdict, 'unreachable');
  provider.losesTokens = false;
  assert.equal((await portal.test()).verdict, 'rejected');
  assert.deepEqual(await states(portal), ['needs_relinking']);
  await link(portal);
  assert.deepEqual(await states(portal), ['active']);
});

test('unlinking revokes the grant at the provider', async (t) => {
  const { portal, provider } = await setUp(t);
  const { linked } = await link(portal);
  assert.equal(await provider.living(), 1);
  assert.equal((await portal.unlink(linked.id)).is_revoked, true);
  assert.equal(await provider.living(), 0);
  assert.deepEqual(await portal.links(), []);
});

test('no token, code, state or secret is in the log', async (t) => {
  const { portal, provider } = await setUp(t);
  const person = new Person(CAMILLE);
  const { back } = await signIn(portal, person);
  await person.get(back);
  await provider.expire();
  await portal.test();
  const secrets = [...provider.secrets, back.searchParams.get('state')];
  assert.ok(secrets.length >= 7);
  for (const secret of secrets) assert.ok(!portal.log.includes(secret));
});
