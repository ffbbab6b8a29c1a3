// An OAuth 2.0 and OpenID provider that none of us wrote, standing where Salesforce would be.
// It demands proof keys, rotates refresh tokens and ends a grant whose spent token comes back.

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { addSalesforce } from './salesforce.mjs';

/** The consumer key and secret that the portal is given. */
export const app = {
  client_id: '3MVG9peerProvider.NotARealConsumerKey',
  client_secret: 'PEER00C0FFEE00C0FFEE00C0FFEE00C0',
};

/** Login host of the organisation it stands for. */
export const HOST = 'acme.my.salesforce.com';

const BASE = `/at/${HOST}`;
const OAUTH = `${BASE}/services/oauth2`;

export class Provider {
  #server = createServer((request, response) => {
    const hangUp = () => request.socket.destroy();
    if (this.isDown) return hangUp();
    if (this.losesTokens && request.url === `${OAUTH}/token`) response.end = hangUp;
    this.#handler(request, response);
  });
  #handler;
  #oidc;
  #access = new Set();
  #grants = new Set();
  /** Whether it hangs up on everybody: its port stays taken, so nobody else can answer there. */
  isDown = false;
  /** Whether tokens are issued, and get lost on the way. */
  losesTokens = false;
  /** Everything that was issued and should be seen by nobody else. */
  secrets = [app.client_secret];
  /** Refresh tokens in the order they were used up. */
  spent = [];
  /** Requests for tokens: how each asked and what it got, `{ grant_type, status }`. */
  asked = [];

  /** Takes a port at once; the app is registered later, when its callback is known. */
  static async listen() {
    const provider = new Provider();
    await once(provider.#server.listen(0, '127.0.0.1'), 'listening');
    provider.url = `http://127.0.0.1:${provider.#server.address().port}`;
    provider.oauth = `${provider.url}${OAUTH}`;
    return provider;
  }

  async stop() {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  /** Registers the app, with people who can log in: `{ username: { ... } }`. */
  async register(redirectUri, people) {
    const Oidc = await load();
    const oidc = new Oidc(this.url, configuration(redirectUri, people));
    addSalesforce(oidc, { base: BASE, url: this.url, host: HOST, app, people, asked: this.asked });
    this.#listen(oidc);
    this.#handler = oidc.callback();
    this.#oidc = oidc;
  }

  #listen(oidc) {
    oidc.on('access_token.saved', (token) => this.#access.add(token));
    oidc.on('grant.saved', (grant) => this.#grants.add(grant));
    oidc.on('refresh_token.consumed', (token) => this.spent.push(token.jti));
    for (const kind of ['access_token', 'refresh_token', 'authorization_code']) {
      oidc.on(`${kind}.saved`, (token) => this.secrets.push(token.jti));
    }
  }

  /** How many grants there are that can still be used. */
  async living() {
    const found = [...this.#grants].map((grant) => this.#oidc.Grant.find(grant.jti));
    return (await Promise.all(found)).filter(Boolean).length;
  }

  /** Ends a person's grants, as an administrator of the organisation can. */
  async withdraw(username) {
    const theirs = [...this.#grants].filter((grant) => grant.accountId === username);
    await Promise.all(theirs.map((grant) => grant.destroy()));
    await this.expire();
  }

  /** Refresh requests so far, whatever came of them. */
  get refreshes() {
    return this.asked.filter(({ grant_type }) => grant_type === 'refresh_token');
  }

  /** Ends every access token, as a session time-out does; refresh tokens live on. */
  async expire() {
    await Promise.all([...this.#access].map((token) => token.destroy()));
    this.#access.clear();
  }

  /** Posts a form to the token endpoint as whoever knows the app's secret. */
  ask(form) {
    const body = new URLSearchParams({ ...app, ...form });
    return fetch(`${this.oauth}/token`, { method: 'POST', body });
  }
}

function configuration(redirectUri, people) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    clients: [
      {
        ...app,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_post',
        id_token_signed_response_alg: 'ES256',
      },
    ],
    pkce: { required: () => true },
    rotateRefreshToken: true,
    // Salesforce's own name for `offline_access`, without its need of `prompt=consent`.
    issueRefreshToken: (_, client, source) => source.scopes.has('refresh_token'),
    expiresWithSession: () => false,
    scopes: ['openid', 'api', 'refresh_token'],
    claims: {
      openid: ['user_id', 'organization_id', 'preferred_username', 'name', 'email', 'active'],
    },
    findAccount: (_, username) => {
      const person = people[username];
      const claims = () => ({ sub: username, preferred_username: username, ...person.claims });
      return person && { accountId: username, claims };
    },
    features: {
      devInteractions: { enabled: true },
      revocation: {
        enabled: true,
        allowedPolicy: (_, client, token) => token.clientId === client.clientId,
      },
    },
    routes: {
      authorization: `${OAUTH}/authorize`,
      token: `${OAUTH}/token`,
      userinfo: `${OAUTH}/userinfo`,
      revocation: '/revocation',
    },
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 60,
      Grant: 86_400,
      IdToken: 3600,
      Interaction: 3600,
      RefreshToken: 86_400,
      Session: 3600,
    },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] },
  };
}

/** The library, without its advice on production: this is none. */
async function load() {
  const { warn } = console;
  console.warn = (text) => String(text).startsWith('oidc-provider') || warn(text);
  return (await import('oidc-provider')).default;
}
