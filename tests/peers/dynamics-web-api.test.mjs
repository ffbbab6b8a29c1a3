// dynamics-web-api, the usual Dataverse client for JavaScript, against the imitated Dataverse.
// It writes its own OData and reads its own annotations, so it notices what we took for granted.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { DynamicsWebApi } from 'dynamics-web-api';
import { Sandbox } from './sandbox.mjs';

// The library sends everything through a proxy named here, loopback included.
delete process.env.http_proxy;

const HOST = 'acme.crm4.dynamics.com';
const TENANT = 'contoso.onmicrosoft.com';
const ADMIN = {
  client_id: 'a0000001-0000-4000-8000-000000000001',
  client_secret: 'adm8Q~sandbox.contoso.admin-secret.0000001',
};
const WITHOUT_ROLE = {
  client_id: 'a0000004-0000-4000-8000-000000000004',
  client_secret: 'non8Q~sandbox.contoso.roleless-secret.04',
};

let sandbox;
before(async () => {
  sandbox = await Sandbox.start();
});
after(() => sandbox?.stop());
beforeEach(() => sandbox.control('POST', 'reset', {}));

/** A token from the imitated Entra, by client credentials. */
async function token(app) {
  const entra = sandbox.at('login.microsoftonline.com');
  const answer = await fetch(`${entra}/${TENANT}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: `https://${HOST}/.default`,
      ...app,
    }),
  });
  assert.equal(answer.status, 200, `${answer.status}`);
  return (await answer.json()).access_token;
}

function client(app = ADMIN) {
  return new DynamicsWebApi({
    serverUrl: `${sandbox.at(HOST)}/`,
    dataApi: { version: '9.2' },
    onTokenRefresh: () => token(app),
  });
}

test('WhoAmI names the application user', async () => {
  const dynamics = client();
  const { UserId } = await dynamics.callFunction('WhoAmI');
  const user = await dynamics.retrieve({
    collection: 'systemusers',
    key: UserId,
    select: ['fullname', 'applicationid', 'isdisabled'],
  });
  assert.equal(user.systemuserid, UserId);
  assert.equal(user.applicationid, ADMIN.client_id);
  assert.equal(user.isdisabled, false);
});

test('a role is found through the association', async () => {
  const dynamics = client();
  const { UserId } = await dynamics.callFunction('WhoAmI');
  const { value } = await dynamics.retrieveMultiple({
    collection: `systemusers(${UserId})/systemuserroles_association`,
    select: ['name', '_roletemplateid_value'],
  });
  assert.ok(value.some((role) => role.name === 'System Administrator'));
});

test('the next link is followed to the last user', async () => {
  const request = {
    collection: 'systemusers',
    select: ['systemuserid', 'fullname', 'internalemailaddress'],
    filter: 'isdisabled eq false and applicationid eq null and accessmode eq 0',
    maxPageSize: 500,
  };
  const first = await client().retrieveMultiple(request);
  assert.equal(first.value.length, 500);
  assert.ok(first.oDataNextLink.startsWith(sandbox.at(HOST)));
  const all = await client().retrieveAll(request);
  assert.ok(all.value.length > 600, `${all.value.length} users`);
  assert.equal(new Set(all.value.map((user) => user.systemuserid)).size, all.value.length);
});

test('a user without a role may not list users', async () => {
  await assert.rejects(client(WITHOUT_ROLE).retrieveMultiple({ collection: 'systemusers' }), {
    status: 403,
  });
});

test('a dead token is refused', async () => {
  const dynamics = new DynamicsWebApi({
    serverUrl: `${sandbox.at(HOST)}/`,
    dataApi: { version: '9.2' },
    onTokenRefresh: async () => `${await token(ADMIN)}x`,
  });
  await assert.rejects(dynamics.callFunction('WhoAmI'), { status: 401 });
});

test('a limit is an error with the code that Dataverse uses', async () => {
  const dynamics = client();
  await sandbox.control('POST', 'limits', { dynamics: { requests: 1, window_seconds: 300 } });
  await dynamics.callFunction('WhoAmI');
  await assert.rejects(dynamics.callFunction('WhoAmI'), { status: 429, code: '0x80072322' });
});

const ID = '5e551011-0000-4000-8000-000000000001';

/** A consumer, and who can own their case. */
async function people(api) {
  const contact = await api.create({
    collection: 'contacts',
    data: { firstname: 'Eve', lastname: 'Endler', emailaddress1: 'eve@new.example' },
  });
  const { value } = await api.retrieveMultiple({
    collection: 'systemusers',
    select: ['systemuserid'],
    filter: "internalemailaddress eq 'odile.ortega@contoso.example'",
  });
  return { contact, agent: value[0].systemuserid };
}

test('a case is made once under an id of ours, owned, noted, closed and found again', async () => {
  const api = client();
  const { contact, agent } = await people(api);
  const wanted = {
    collection: 'incidents',
    key: ID,
    data: {
      title: 'Chat with Eve',
      'customerid_contact@odata.bind': `/contacts(${contact})`,
      'ownerid@odata.bind': `/systemusers(${agent})`,
    },
    returnRepresentation: true,
  };
  const made = await api.upsert({ ...wanted, ifnonematch: '*' });
  assert.equal(made.incidentid, ID);
  assert.equal(made._ownerid_value, agent);
  // The library swallows the 412 that says it is there; nothing was made or changed.
  const again = { ...wanted, data: { ...wanted.data, title: 'Another' } };
  assert.equal(await api.upsert({ ...again, ifnonematch: '*' }), null);
  await api.create({
    collection: 'annotations',
    data: {
      subject: 'Note',
      notetext: 'Taken over',
      'objectid_incident@odata.bind': `/incidents(${ID})`,
    },
  });
  const notes = await api.retrieveMultiple({
    collection: 'annotations',
    select: ['notetext'],
    filter: `_objectid_value eq ${ID}`,
    orderBy: ['createdon desc'],
  });
  assert.deepEqual(
    notes.value.map((note) => note.notetext),
    ['Taken over'],
  );
  const { UserId: me } = await api.callFunction('WhoAmI');
  await api.update({
    collection: 'incidents',
    key: ID,
    data: { 'ownerid@odata.bind': `/systemusers(${me})` },
  });
  await api.callAction({
    actionName: 'CloseIncident',
    action: {
      IncidentResolution: { subject: 'Done', 'incidentid@odata.bind': `/incidents(${ID})` },
      Status: 5,
    },
  });
  const read = await api.retrieve({
    collection: 'incidents',
    key: ID,
    select: ['title', 'statecode', '_ownerid_value'],
  });
  assert.equal(read.title, 'Chat with Eve');
  assert.equal(read.statecode, 1);
  assert.equal(read._ownerid_value, me);
});

test('a case without a customer is refused', async () => {
  await assert.rejects(client().create({ collection: 'incidents', data: { title: 'x' } }));
});
