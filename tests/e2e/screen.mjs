// The page as a person uses it: fields and buttons by their captions, a dozen verbs, no selectors.
// Sentences of the specs read `await app.type('API Token', token)`.

import { test as base, expect } from './fixtures.mjs';

/** Where the settings live. */
export const CRM_PAGE = '/settings/developer/crm';

/** Credentials of the sandbox's table that its CRMs accept, in the order of the page. */
export const camille = {
  'Zendesk Subdomain': 'acme-support',
  'API Token': 'zd-sandbox-token-for-acme-1a2b',
  'Zendesk user email address': 'camille.roy@acme.example',
};
export const contoso = {
  'Active Directory tenant': 'contoso.onmicrosoft.com',
  'Dynamics domain': 'acme.crm4.dynamics.com',
  'Active Directory Application ID': 'a0000001-0000-4000-8000-000000000001',
  'Set Active Directory Application Key Password': 'adm8Q~sandbox.contoso.admin-secret.0000001',
};

/** What the sandbox's table says to type to see something happen: `[subdomain, key]` and so on. */
export async function credentials(sandbox, crm, happens) {
  const { guide } = await sandbox.seed();
  const row = guide.find((one) => one.crm === crm && one.happens.includes(happens));
  if (!row) throw new Error(`the sandbox has no ${crm} where "${happens}"`);
  return row.fields.map(([, value]) => value);
}

/** Kustomer's fields for one row of that table. */
export async function kustomer(sandbox, happens = 'all is well') {
  const [subdomain, key] = await credentials(sandbox, 'Kustomer', happens);
  return { 'Kustomer subdomain': subdomain, 'API Key': key };
}

/** Dynamics' fields for one row of that table. */
export async function dynamics(sandbox, happens) {
  const row = await credentials(sandbox, 'Dynamics', happens);
  return Object.fromEntries(Object.keys(contoso).map((caption, at) => [caption, row[at]]));
}

/** A working Zendesk connection as the API takes it. */
export const zendeskPanel = {
  fields: { subdomain: 'acme-support', email: 'camille.roy@acme.example' },
  secret: { replace: camille['API Token'] },
  default_user: true,
};

/** The stored settings. */
export async function stored(portal) {
  return (await fetch(`${portal.url}/api/settings/crm`)).json();
}

/** Saves behind the page's back, as another administrator would. */
export async function saved(portal, panels, agent_platform = Object.keys(panels)[0]) {
  const { version } = await stored(portal);
  const answer = await fetch(`${portal.url}/api/settings/crm`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'if-match': `"${version}"` },
    body: JSON.stringify({ agent_platform, panels }),
  });
  expect(answer.status, await answer.clone().text()).toBe(200);
  return answer.json();
}

/** Whether a request saves the page. */
export const saves = (request) =>
  request.method() === 'PATCH' && new URL(request.url()).pathname === '/api/settings/crm';

export class Screen {
  constructor(page) {
    this.page = page;
  }

  /** Opens the settings, or another address of the portal. */
  async open(place = CRM_PAGE) {
    await this.page.goto(place);
    await expect(this.page.locator('#outline')).toHaveCount(0);
    await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(this.page.locator('[aria-busy]')).toHaveCount(0);
  }

  platform(name) {
    return this.page.getByRole('radio', { name });
  }

  /** Chooses the agent platform. */
  async choose(name) {
    await this.platform(name).check();
  }

  /** The link on a platform's card that shows its panel and switches nothing. */
  shown(name) {
    return this.page.getByRole('link', { name: new RegExp(`^(Show settings|Shown below|Afficher les paramètres|Affiché ci-dessous)\\s?:\\s+${name}$`) });
  }

  /** Looks at a panel without choosing it. */
  async look(name) {
    await this.shown(name).click();
    await this.views(name);
  }

  /** That panel is in view. */
  async views(name) {
    await expect(this.shown(name)).toHaveAttribute('aria-current', 'true');
    await expect(this.page.getByRole('heading', { name, exact: true })).toBeVisible();
  }

  /** The input under a caption, whether or not "(optional)" follows it. */
  field(caption) {
    return this.page.locator('input').and(this.page.getByLabel(new RegExp(`^${caption}( \\(.*\\))?$`)));
  }

  async type(caption, text) {
    await this.field(caption).fill(text);
  }

  /** Types all of them: `{ caption: text }`. */
  async fill(texts) {
    for (const [caption, text] of Object.entries(texts)) await this.type(caption, text);
  }

  /** Chooses a platform, fills its panel in and ticks the box. */
  async prepare(name, texts) {
    await this.choose(name);
    await this.fill(texts);
    await this.box.check();
  }

  button(name) {
    return this.page.getByRole('button', { name, exact: true });
  }

  async press(name) {
    await this.button(name).click();
  }

  /** The Default User box: the first one, where there is a second. */
  get box() {
    return this.page.getByRole('checkbox').first();
  }

  /** Salesforce's second box. */
  get always() {
    return this.page.getByRole('checkbox', { name: /^(Always use|Toujours utiliser) / });
  }

  get saveButton() {
    return this.page.getByRole('button', { name: /^(Save|Save Changes|Enregistrer|Enregistrer les modifications)$/ });
  }

  get saveBar() {
    return this.page.getByRole('region', { name: /^(Unsaved changes|Modifications non enregistrées)$/ });
  }

  /** Saves, and waits for the end of it. */
  async save() {
    await this.saving(() => this.saveButton.click());
  }

  /** Does what saves, and waits for the end of it. */
  async saving(act) {
    const answer = this.page.waitForResponse((one) => saves(one.request()));
    await act();
    await (await answer).finished();
  }

  /** Presses Save and says yes to the switch. */
  async saveAndSwitch() {
    await this.saveButton.click();
    await this.saving(() => this.button(/^(Switch and save|Changer et enregistrer)$/).click());
  }

  /** Does something that must not save, and answers how often it did. */
  async withoutSaving(act) {
    let count = 0;
    const see = (request) => {
      if (saves(request)) count += 1;
    };
    this.page.on('request', see);
    await act();
    await this.page.waitForTimeout(400);
    this.page.off('request', see);
    expect(count, 'requests that save').toBe(0);
  }

  /** What was said last, to those who hear the page. */
  get said() {
    return this.page.getByRole('status');
  }

  /** The list of what was not accepted. */
  get summary() {
    return this.page.getByRole('group', { name: /^(Some values were not accepted|Certaines valeurs)/ });
  }

  /** What stands in a panel about its last save or test. */
  note(words) {
    return this.page.locator('.note:not([role="group"])').filter({ hasText: words });
  }

  dialog(name) {
    return this.page.getByRole('dialog', { name });
  }

  /** The row of "Who would own it?" for a case. */
  owner(ofCase) {
    const list = this.page.getByRole('list', { name: /^(Who would own it\?|À qui reviendrait l'enregistrement\s\?)$/ });
    return list.getByRole('listitem').filter({ hasText: ofCase });
  }

  /** Everything is as saved. */
  async isClean() {
    await expect(this.saveBar).toHaveCount(0);
  }

  /** The input is marked as wrong and says so with these words. */
  async complains(caption, words) {
    await expect(this.field(caption)).toHaveAttribute('aria-invalid', 'true');
    await expect(this.field(caption)).toHaveAccessibleDescription(words);
  }

  /** The box cannot be ticked, for this reason. */
  async isUnavailable(reason, box = this.box) {
    await expect(box).not.toBeChecked();
    await this.isGreyed(reason, box);
  }

  /** The box cannot be changed, for this reason, whether it is ticked or not. */
  async isGreyed(reason, box = this.box) {
    await expect(box).toHaveAttribute('aria-disabled', 'true');
    await expect(box).toHaveAccessibleDescription(reason);
  }

  async isAvailable(box = this.box) {
    await expect(box).not.toHaveAttribute('aria-disabled', 'true');
  }

  /** Comes back to the page from another window, when it asks how things are. */
  async comeBack() {
    await this.page.evaluate(() => window.dispatchEvent(new Event('focus')));
  }

  /** The line above every page about a CRM that needs somebody, or soon will. */
  banner(words) {
    return this.page.locator('p.banner').filter({ hasText: words });
  }

  /** The word on a platform's card, whether or not the card is marked as the live one. */
  async shows(name, status) {
    const marks = "Live|Live after saving|En service|En service après l'enregistrement";
    await expect(this.platform(name)).toHaveAccessibleDescription(new RegExp(`^((${marks}) )?${status}$`));
  }

  /** The mark on a platform's card: agents work there, or will after the next save. */
  async isLive(name, mark = /^(Live|En service) (?!after|après)/) {
    await expect(this.platform(name)).toHaveAccessibleDescription(mark);
  }

  async willBeLive(name) {
    await this.isLive(name, /^(Live after saving|En service après l'enregistrement) /);
  }

  async isNotLive(name) {
    await expect(this.platform(name)).not.toHaveAccessibleDescription(/Live|En service/);
  }
}

export const test = base.extend({
  // Not called `screen`: Playwright has an option of that name.
  app: async ({ page }, use) => use(new Screen(page)),
});

export { expect };
