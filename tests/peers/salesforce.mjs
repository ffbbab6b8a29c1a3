// What Salesforce adds to the standard, as middleware around a provider that keeps to the standard:
// a scope of another name, four more fields with a token, revocation by the token alone, and queries.

import { createHmac } from 'node:crypto';

/** The organisation, in its 18 characters. */
export const ORG = '00Dam00000Acme7EAB';

/** Wraps a provider; `asked` notes how tokens were asked for. */
export function addSalesforce(oidc, { base, url, host, app, people, asked }) {
  const answers = {
    [`${base}/services/oauth2/revoke`]: (ctx) => revoke(ctx, url, app),
    [`${base}/services/data/v66.0/query`]: (ctx) => query(ctx, oidc, people),
  };
  oidc.use(async (ctx, next) => {
    if (answers[ctx.path]) return answers[ctx.path](ctx);
    if (ctx.query.scope) {
      const scope = ctx.query.scope.split(' ').map((word) => (word === 'id' ? 'openid' : word));
      ctx.query = { ...ctx.query, scope: scope.join(' ') };
    }
    await next();
    if (ctx.oidc?.route !== 'token') return;
    asked.push({ grant_type: ctx.oidc.params?.grant_type, status: ctx.status });
    if (ctx.status === 200) {
      const person = people[ctx.oidc.entities.AccessToken.accountId];
      Object.assign(ctx.body, more(person, host, app));
    }
  });
}

/** The fields beside the tokens. */
function more(person, host, app) {
  const id = `https://login.salesforce.com/id/${ORG}/${person.claims.user_id}`;
  const issued_at = String(Date.now());
  const hmac = createHmac('sha256', app.client_secret).update(id + issued_at);
  const signature = hmac.digest('base64');
  return { id, issued_at, signature, instance_url: `https://${host}` };
}

/** The token is proof enough: the app's own proof is put beside it on the way to the provider. */
async function revoke(ctx, url, app) {
  const chunks = await ctx.req.toArray();
  const token = new URLSearchParams(Buffer.concat(chunks).toString()).get('token');
  const body = new URLSearchParams({ token, ...app });
  const answer = await fetch(`${url}/revocation`, { method: 'POST', body });
  ctx.status = answer.status;
  ctx.body = await answer.text();
}

/** The two queries that tell an administrator. */
async function query(ctx, oidc, people) {
  const [, bearer] = /^Bearer (.+)$/.exec(ctx.get('authorization')) ?? [];
  const token = bearer && (await oidc.AccessToken.find(bearer));
  if (!token) return refuse(ctx, 401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  const of = (user) => Object.values(people).find(({ claims }) => claims.user_id === user);
  const soql = ctx.query.q ?? '';
  const [, counted] = /^SELECT COUNT\(\) FROM PermissionSetAssignment .*'(\w+)'/.exec(soql) ?? [];
  if (counted) {
    ctx.body = { totalSize: of(counted)?.isAdmin ? 1 : 0, done: true, records: [] };
    return;
  }
  const [, shown] = /^SELECT IsActive,Profile\.Name FROM User .*'(\w+)'/.exec(soql) ?? [];
  if (!shown) return refuse(ctx, 400, 'MALFORMED_QUERY', `not known here: ${soql}`);
  const { claims, profile } = of(shown);
  const record = { IsActive: claims.active, Profile: { Name: profile } };
  ctx.body = { totalSize: 1, done: true, records: [record] };
}

function refuse(ctx, status, errorCode, message) {
  ctx.status = status;
  ctx.body = [{ message, errorCode }];
}
