// A page that does no harm: what was not asked for does not happen, what was not refused is not taken
// away, and nothing is promised that the rule would refuse.

import { ALEX, CAMILLE, admins, linked, panel } from './salesforce.mjs';
import { camille, contoso, dynamics, expect, kustomer, saved, stored, test, zendeskPanel } from './screen.mjs';

const SUBDOMAIN = 'Zendesk Subdomain';
const EMAIL = 'Zendesk user email address';
const TOKEN = 'API Token';
const SESSION = 'Custom field for the session id';
/** What may stand there: Zendesk's fields go by number, the others' by name. */
const session = (key) => (key === 'zendesk' ? '360001' : 'session_id');

/** Kustomer and Dynamics working, as the API takes them. */
const kustomerPanel = async (sandbox, happens) => {
  const [subdomain, replace] = Object.values(await kustomer(sandbox, happens));
  return { fields: { subdomain }, secret: { replace }, default_user: true };
};
const dynamicsPanel = () => {
  const [tenant, organisation, app_id, replace] = Object.values(contoso);
  return { fields: { tenant, organisation, app_id }, secret: { replace }, default_user: true };
};
const platform = async (portal) => (await stored(portal)).agent_platform;

test.describe('nothing typed, nothing changed', () => {
  for (const [name, caption, blank, make] of [
    ['Zendesk', TOKEN, '', () => zendeskPanel],
    ['Zendesk', TOKEN, '  \u200b', () => zendeskPanel],
    ['Kustomer', 'API Key', '', kustomerPanel],
    ['MS Dynamics', 'Set Active Directory Application Key Password', '', dynamicsPanel],
  ]) {
    test(`${name}: Replace ${blank ? 'with white space' : 'left blank'} keeps secret and tick`, async ({ app, portal, sandbox }) => {
      const key = { Zendesk: 'zendesk', Kustomer: 'kustomer', 'MS Dynamics': 'dynamics' }[name];
      await saved(portal, { [key]: await make(sandbox) });
      const before = (await stored(portal)).panels[key];
      await app.open();
      await app.press(`Replace: ${caption}`);
      await app.type(caption, blank);
      await app.isGreyed(new RegExp(`Enter the new value of “${caption}”, or cancel to keep the saved one\\.`));
      await expect(app.box).toBeChecked();
      await app.box.click({ force: true });
      await expect(app.box, 'greyed, it ignores a click').toBeChecked();
      await app.isClean();
      await app.withoutSaving(() => app.page.keyboard.press('Control+s'));
      await app.type(SESSION, session(key));
      await expect(app.saveBar).toContainText(/^1 unsaved change: Custom field for the session id/);
      await sandbox.forgetRequests();
      await app.save();
      await app.isClean();
      await expect(app.said).toContainText('Saved 1 change.');
      await expect(app.box).toBeChecked();
      const after = (await stored(portal)).panels[key];
      expect([after.secret, after.default_user]).toEqual([before.secret, true]);
      expect(await sandbox.requests(), 'nobody was asked').toEqual([]);
    });
  }

  test('in the API, too, an empty new secret is none', async ({ portal }) => {
    await saved(portal, { zendesk: zendeskPanel });
    const before = (await stored(portal)).panels.zendesk;
    await saved(portal, { zendesk: { fields: {}, secret: { replace: '' }, default_user: true } });
    const after = (await stored(portal)).panels.zendesk;
    expect([after.secret, after.default_user]).toEqual([before.secret, true]);
  });

  test('while the new secret is not typed yet, nothing says that the box goes off or that records wait', async ({ app, page, portal }) => {
    await saved(portal, { zendesk: zendeskPanel });
    await app.open();
    await app.press('Replace: API Token');
    await expect(page.getByText('On', { exact: true })).toBeVisible();
    await expect(page.getByText('will wait until it is set up again')).toHaveCount(0);
    await expect(app.owner('New chat')).toContainText('Camille Roy');
    await expect(page.getByText('Off after saving')).toHaveCount(0);
    await expect(page.getByText('New records will go to a random agent.')).toHaveCount(0);
    await app.isClean();
  });
});

test.describe('nobody was asked, so nothing was refused', () => {
  const slips = [
    {
      what: 'a tenant “contoso”',
      key: 'dynamics',
      make: dynamicsPanel,
      caption: 'Active Directory tenant',
      typed: 'contoso',
      why: /^(! )?Enter a GUID or a domain\./,
    },
    { what: 'an e-mail “camille roy”', key: 'zendesk', make: () => zendeskPanel, caption: EMAIL, typed: 'camille roy', why: /^(! )?Enter an email address/ },
    {
      what: 'a subdomain “evil.example”',
      key: 'zendesk',
      make: () => zendeskPanel,
      caption: SUBDOMAIN,
      typed: 'evil.example',
      why: /^(! )?This address does not belong to Zendesk\./,
    },
    {
      what: 'a key “two words”',
      key: 'kustomer',
      make: kustomerPanel,
      caption: 'API Key',
      replace: true,
      typed: 'two words',
      why: /^(! )?Blanks, line breaks and special letters cannot be part of it\. Copy it again\./,
    },
  ];
  const ways = {
    Save: (app) => app.saveButton.click(),
    Enter: (app, field) => field.press('Enter'),
    'Ctrl+S': (app, field) => field.press('Control+s'),
  };

  for (const { what, key, make, caption, typed, why, replace } of slips) {
    /** The panel saved and working, then the slip typed into it. */
    const slip = async (app, portal, sandbox) => {
      await saved(portal, { [key]: await make(sandbox) });
      const before = (await stored(portal)).panels[key];
      await app.open();
      if (replace) await app.press(`Replace: ${caption}`);
      await app.type(caption, typed);
      await sandbox.forgetRequests();
      return before;
    };
    /** It stands where it was typed, with its error, focused; box and store are as before. */
    const stays = async (app, portal, sandbox, before) => {
      await app.complains(caption, why);
      await expect(app.field(caption)).toHaveValue(typed);
      await expect(app.field(caption)).toBeFocused();
      await expect(app.saveBar).toContainText(caption);
      await expect(app.saveBar).not.toContainText(SESSION);
      const after = (await stored(portal)).panels[key];
      expect([after.secret, after.default_user]).toEqual([before.secret, true]);
      const credential = ({ session_field: _, ...fields }) => fields;
      expect(credential(after.fields)).toEqual(credential(before.fields));
      expect(await sandbox.requests(), 'the CRM hears nothing of it').toEqual([]);
    };

    test(`${what}: what saving would not change is not called a change`, async ({ app, portal, sandbox }) => {
      await slip(app, portal, sandbox);
      await app.withoutSaving(() => app.saveButton.click());
      await expect(app.saveBar).toContainText(`1 unsaved change: ${caption}`);
    });

    for (const [way, save] of Object.entries(ways)) {
      test(`${what}, ${way}: everything else is saved, it stays typed, and the focus is there`, async ({ app, portal, sandbox }) => {
        const before = await slip(app, portal, sandbox);
        await app.type(SESSION, session(key));
        const field = way === 'Save' ? null : app.field(SESSION);
        await app.saving(() => save(app, field));
        await stays(app, portal, sandbox, before);
        await expect(app.said).toContainText('Saved 1 change.');
        await expect(app.said).toContainText(`its credentials are not saved yet, “${caption}” is not right.`);
        expect((await stored(portal)).panels[key].fields.session_field).toBe(session(key));
      });

      test(`${what}, ${way}, and nothing else: no request is made`, async ({ app, portal, sandbox }) => {
        const before = await slip(app, portal, sandbox);
        await app.withoutSaving(() => save(app, app.field(caption)));
        await stays(app, portal, sandbox, before);
        expect((await stored(portal)).version).toBe(1);
      });
    }
  }

  test('the box that was to be turned on along with it waits for it', async ({ app, portal }) => {
    await app.open();
    await app.prepare('Zendesk', { ...camille, [EMAIL]: 'camille roy' });
    await app.type(SESSION, '360001');
    await app.save();
    await app.complains(EMAIL, /^(! )?Enter an email address/);
    await expect(app.field(TOKEN), 'the token is still there').toHaveValue(camille[TOKEN]);
    await expect(app.box, 'the wish stays').toBeChecked();
    await app.type(EMAIL, 'camille.roy@acme.example');
    await app.save();
    await app.isClean();
    await expect(app.said).toContainText('Zendesk verified, as Camille Roy, admin.');
    const { agent_platform, panels } = await stored(portal);
    expect([agent_platform, panels.zendesk.default_user]).toEqual(['zendesk', true]);
  });

  test('in a panel that is not in view it is named with a link, and nobody is moved away', async ({ app, portal, sandbox }) => {
    await saved(portal, { zendesk: zendeskPanel });
    await app.open();
    await app.type(EMAIL, 'camille roy');
    await app.look('Kustomer');
    await app.fill(await kustomer(sandbox));
    await app.save();
    await app.views('Kustomer');
    await app.shows('Kustomer', 'Verified');
    await expect(app.summary).toContainText('Zendesk: its credentials are not saved yet, “Zendesk user email address” is not right.');
    await app.summary.getByRole('link', { name: EMAIL }).click();
    await app.views('Zendesk');
    await expect(app.field(EMAIL)).toBeFocused();
    await expect(app.field(EMAIL)).toHaveValue('camille roy');
    await app.complains(EMAIL, /^(! )?Enter an email address/);
  });

  test('unticking beside it needs nobody, and is saved', async ({ app, portal }) => {
    await saved(portal, { zendesk: zendeskPanel });
    await app.open();
    await app.box.uncheck();
    await app.type(EMAIL, 'camille roy');
    await app.save();
    await app.complains(EMAIL, /^(! )?Enter an email address/);
    await expect(app.box).not.toBeChecked();
    expect((await stored(portal)).panels.zendesk.default_user ?? false).toBe(false);
    await expect(app.saveBar).toContainText(`1 unsaved change: ${EMAIL}`);
  });
});

test.describe('looking is not switching', () => {
  test.beforeEach(async ({ portal }) => {
    await saved(portal, { zendesk: zendeskPanel });
  });

  test('the link shows a panel, changes nothing, and the live one is marked all the while', async ({ app, page, portal }) => {
    await app.open();
    await app.isLive('Zendesk');
    await expect(app.shown('Zendesk')).toHaveText(/^Shown below/);
    for (const name of ['Kustomer', 'MS Dynamics', 'Salesforce']) {
      await expect(app.shown(name)).toHaveText(/^Show settings/);
      await app.look(name);
      await expect(app.shown(name)).toHaveText(/^Shown below/);
      await expect(app.shown('Zendesk')).not.toHaveAttribute('aria-current', 'true');
      await expect(app.platform('Zendesk')).toBeChecked();
      await app.isLive('Zendesk');
      await app.isNotLive(name);
      await app.isClean();
      await expect(app.note(`${name} is not your agent platform: no record goes there.`)).toBeVisible();
      await expect(app.button('Make it the agent platform'), 'it is not ready').toHaveCount(0);
    }
    await page.keyboard.press('Control+s');
    expect((await stored(portal)).version).toBe(1);
  });

  test('with a dirty draft one looks around and goes back without a question', async ({ app, page }) => {
    await app.open();
    await app.type(SESSION, '360001');
    await app.look('Kustomer');
    await app.look('MS Dynamics');
    await page.goBack();
    await app.views('Kustomer');
    await page.goForward();
    await app.views('MS Dynamics');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await app.look('Zendesk');
    await expect(app.field(SESSION)).toHaveValue('360001');
    await expect(app.saveBar).toContainText('1 unsaved change: Custom field for the session id');
  });

  test('what is set up while looking is saved, and is no switch; it is offered, asked about, and done', async ({ app, portal, sandbox }) => {
    await app.open();
    await app.look('Kustomer');
    await app.fill(await kustomer(sandbox));
    await app.box.check();
    await app.save();
    await app.isClean();
    await app.views('Kustomer');
    await expect(app.platform('Zendesk')).toBeChecked();
    expect(await platform(portal)).toBe('zendesk');
    await app.press('Make it the agent platform');
    const question = app.dialog('Switch from Zendesk to Kustomer?');
    await expect(question).toContainText('New records will go to Kustomer. The settings of Zendesk stay saved.');
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect(await platform(portal)).toBe('zendesk');
    await app.saveAndSwitch();
    await app.isClean();
    await app.isLive('Kustomer');
    await app.isNotLive('Zendesk');
    await app.views('Kustomer');
    expect(await platform(portal)).toBe('kustomer');
  });

  test('with its key on the way out no switch is offered', async ({ app, portal, sandbox }) => {
    await saved(portal, { zendesk: zendeskPanel, kustomer: await kustomerPanel(sandbox) }, 'zendesk');
    await app.open();
    await app.look('Kustomer');
    await expect(app.button('Make it the agent platform')).toBeVisible();
    await app.press('Remove: API Key');
    await expect(app.button('Make it the agent platform')).toHaveCount(0);
    await app.press('Undo: API Key');
    await expect(app.button('Make it the agent platform')).toBeVisible();
  });

  test('a radio puts the switch into the draft and shows the panel; another one takes it back', async ({ app, portal, sandbox }) => {
    await app.open();
    await app.choose('Kustomer');
    await app.views('Kustomer');
    await app.isLive('Zendesk');
    await app.isNotLive('Kustomer');
    await expect(app.saveBar).toContainText('1 unsaved change: Agent Platform');
    const stays = app.note('Zendesk stays the agent platform.');
    await expect(stays).toContainText('Kustomer can take over once it is ready. Enter “Kustomer subdomain” first.');
    await stays.getByRole('link', { name: 'Go to the field' }).click();
    await expect(app.field('Kustomer subdomain')).toBeFocused();
    await app.fill(await kustomer(sandbox));
    await expect(stays).toHaveCount(0);
    await app.willBeLive('Kustomer');
    await expect(app.note('After saving, new records go to Kustomer.')).toBeVisible();
    await app.type('API Key', '');
    await expect(stays).toContainText('Enter “API Key” first.');
    await app.isNotLive('Kustomer');
    await app.choose('Zendesk');
    await app.views('Zendesk');
    await app.isLive('Zendesk');
    expect(await platform(portal)).toBe('zendesk');
  });

  test('not ready yet: no question, the fields are saved, the panel stays, the old platform stays live', async ({ app, portal, sandbox }) => {
    const [subdomain, key] = Object.values(await kustomer(sandbox));
    await app.open();
    await app.choose('Kustomer');
    await app.type('Kustomer subdomain', subdomain);
    await app.save();
    await expect(app.page.getByRole('dialog')).toHaveCount(0);
    await app.isClean();
    await app.views('Kustomer');
    await expect(app.field('Kustomer subdomain')).toHaveValue(subdomain);
    await expect(app.platform('Zendesk')).toBeChecked();
    await app.isLive('Zendesk');
    await expect(app.said).toContainText('The agent platform stays Zendesk: Kustomer is not set up.');
    await expect(app.note('Kustomer is not your agent platform: no record goes there.')).toContainText('Enter “API Key” first.');
    const { agent_platform, panels } = await stored(portal);
    expect([agent_platform, panels.kustomer.fields.subdomain]).toEqual(['zendesk', subdomain]);

    await app.type('API Key', key);
    await app.save();
    await app.isClean();
    await app.views('Kustomer');
    await app.press('Make it the agent platform');
    await app.saving(() => app.press('Switch and save'));
    await app.isLive('Kustomer');
    expect(await platform(portal)).toBe('kustomer');
  });

  test('Salesforce is ready once an administrator is linked', async ({ app, portal, sandbox }) => {
    await saved(portal, { salesforce: await panel(sandbox) }, 'zendesk');
    await app.open();
    await app.choose('Salesforce');
    const stays = app.note('Zendesk stays the agent platform.');
    await expect(stays).toContainText('Salesforce can take over once it is ready. No administrator is linked.');
    await stays.getByRole('link', { name: 'Go to Link' }).click();
    await expect(app.button('Link')).toBeFocused();
    await app.save();
    await expect(app.page.getByRole('dialog')).toHaveCount(0);
    await app.views('Salesforce');
    await expect(app.platform('Zendesk')).toBeChecked();
    expect(await platform(portal)).toBe('zendesk');
  });

  test('where the new one’s box is off, the question says that a random agent gets the records', async ({ app, sandbox }) => {
    await app.open();
    await app.choose('Kustomer');
    await app.fill(await kustomer(sandbox));
    await app.saveButton.click();
    const question = app.dialog('Switch from Zendesk to Kustomer?');
    await expect(question).toContainText(
      'New records will go to Kustomer, and to a random agent where no agent is known: its Default User is off. The settings of Zendesk stay saved.',
    );
    await app.press('Cancel');
    await app.box.check();
    await app.saveButton.click();
    await expect(question).toContainText('New records will go to Kustomer. The settings of Zendesk stay saved.');
    await expect(question).not.toContainText('random');
  });

  test('an address with a fragment shows that panel, and the radio stays', async ({ app, page }) => {
    await app.open('/settings/developer/crm#salesforce');
    await app.views('Salesforce');
    await expect(app.platform('Zendesk')).toBeChecked();
    await app.isClean();
    await app.choose('Kustomer');
    await app.views('Kustomer');
    await app.shown('Salesforce').click();
    await app.views('Salesforce');
    await expect(page).toHaveURL(/#salesforce$/);
  });

  test('the ways into a panel are reached by Tab, and Enter opens it', async ({ app, page }) => {
    await app.open();
    await app.platform('Zendesk').focus();
    await page.keyboard.press('Tab');
    await expect(app.shown('Zendesk')).toBeFocused();
    await app.shown('MS Dynamics').focus();
    await page.keyboard.press('Enter');
    await app.views('MS Dynamics');
    await app.isClean();
  });
});

test('a platform that is refused on the way stays where it is, and so does the page', async ({ app, portal, sandbox }) => {
  await saved(portal, { zendesk: zendeskPanel });
  await app.open();
  await app.prepare('MS Dynamics', await dynamics(sandbox, 'AADSTS7000222'));
  await app.saveAndSwitch();
  await expect(app.summary).toContainText('The agent platform stays Zendesk: MS Dynamics refuses its credentials.');
  await app.views('MS Dynamics');
  await expect(app.platform('Zendesk')).toBeChecked();
  await app.isLive('Zendesk');
  await expect(app.button('Restore what I typed')).toBeVisible();
  expect(await platform(portal)).toBe('zendesk');
});

test('from no platform the first one is saved without a question, ready or not', async ({ app, portal }) => {
  await app.open();
  await app.choose('MS Dynamics');
  await app.willBeLive('MS Dynamics');
  await app.save();
  await app.isClean();
  await app.isLive('MS Dynamics');
  expect(await platform(portal)).toBe('dynamics');
});

test.describe('what the live platform lives on', () => {
  const ZENDESK_WAITS = 'All records for Zendesk will wait until it is set up again.';
  const SALESFORCE_WAITS = 'All records for Salesforce will wait until it is set up again.';

  test('removing its secret says before that all its records wait, and a banner says so after', async ({ app, page, portal }) => {
    await saved(portal, { zendesk: zendeskPanel });
    await app.open();
    await app.press('Remove: API Token');
    await expect(app.note(ZENDESK_WAITS)).toBeVisible();
    await app.press('Undo: API Token');
    await expect(app.note(ZENDESK_WAITS)).toHaveCount(0);
    await app.press('Remove: API Token');
    await app.save();
    const banner = app.banner('All records for Zendesk wait: it is not set up.');
    await expect(banner).toBeVisible();
    await expect(app.note(ZENDESK_WAITS)).toHaveCount(0);
    await expect(app.owner('New chat')).toContainText('Nobody yet: records wait for Zendesk');
    await app.open('/nothing');
    await expect(banner).toBeVisible();
    await page.getByRole('link', { name: 'Go to Zendesk' }).click();
    await app.fill({ [TOKEN]: camille[TOKEN] });
    await app.save();
    await expect(app.banner(/./)).toHaveCount(0);
  });

  test('so does emptying the address it speaks for', async ({ app, portal }) => {
    await saved(portal, { zendesk: zendeskPanel });
    await app.open();
    await app.type(EMAIL, '');
    await expect(app.note(ZENDESK_WAITS)).toBeVisible();
    await app.save();
    await expect(app.banner('All records for Zendesk wait: it is not set up.')).toBeVisible();
  });

  test('of a platform that is not live nothing waits', async ({ app, portal, sandbox }) => {
    await saved(portal, { zendesk: zendeskPanel, kustomer: await kustomerPanel(sandbox) }, 'kustomer');
    await app.open();
    await app.look('Zendesk');
    await app.press('Remove: API Token');
    await expect(app.note(ZENDESK_WAITS)).toHaveCount(0);
    await app.save();
    await app.isClean();
    await expect(app.banner(/./)).toHaveCount(0);
  });

  test('unlinking the last administrator of the live Salesforce says so, of the first of two it does not', async ({ app, portal, sandbox }) => {
    await linked(portal, sandbox, [CAMILLE, ALEX], { default_user: true });
    await app.open();
    await app.press('Unlink: Camille Roy');
    const first = app.dialog('Unlink Camille Roy?');
    await expect(first).toContainText('Alex Martin acts next.');
    await expect(first).not.toContainText(SALESFORCE_WAITS);
    await first.getByRole('button', { name: 'Unlink' }).click();
    await expect(admins(app)).toHaveCount(1);
    await expect(app.banner(/./)).toHaveCount(0);
    await app.press('Unlink: Alex Martin');
    const last = app.dialog('Unlink Alex Martin?');
    await expect(last).toContainText('Default User will be unticked.');
    await expect(last).toContainText(SALESFORCE_WAITS);
    await last.getByRole('button', { name: 'Unlink' }).click();
    await expect(app.banner('All records for Salesforce wait: it is not set up.')).toBeVisible();
  });

  test('unlinking the last administrator of a Salesforce that is not live strands nothing', async ({ app, portal, sandbox }) => {
    await linked(portal, sandbox, [CAMILLE]);
    await saved(portal, { zendesk: zendeskPanel });
    await app.open();
    await app.look('Salesforce');
    await app.press('Unlink: Camille Roy');
    const question = app.dialog('Unlink Camille Roy?');
    await expect(question).toContainText('No administrator will be linked any more.');
    await expect(question).not.toContainText('will wait');
    await question.getByRole('button', { name: 'Unlink' }).click();
    await expect(app.page.getByText('No administrator is linked yet.')).toBeVisible();
    await expect(app.banner(/./)).toHaveCount(0);
  });

  test('unticking Default User says who gets the records, and strands nothing', async ({ app, portal }) => {
    await saved(portal, { zendesk: zendeskPanel });
    await app.open();
    await app.box.uncheck();
    await expect(app.box).toHaveAccessibleDescription(/New records will go to a random agent\./);
    await expect(app.note(ZENDESK_WAITS)).toHaveCount(0);
    await app.save();
    await app.isClean();
    await expect(app.banner(/./)).toHaveCount(0);
  });
});

test.describe('who would own it, of a panel that is not the live platform', () => {
  const AS_IF = 'As if Zendesk were your agent platform.';

  test('is what would be if it were, and nothing waits for it', async ({ app, page, portal, sandbox }) => {
    await saved(portal, { kustomer: await kustomerPanel(sandbox) });
    await app.open();
    await expect(page.getByText('As if Kustomer were your agent platform.')).toHaveCount(0);
    await app.look('Zendesk');
    await expect(page.getByText(AS_IF)).toBeVisible();
    const chat = app.owner('New chat, no agent yet: contact and ticket');
    await expect(chat).toContainText('A random agent');
    await expect(app.owner('Call answered by an agent')).toContainText('The agent');
    await expect(page.getByText('records wait')).toHaveCount(0);
    await app.fill(camille);
    await app.box.check();
    await expect(chat).toContainText('The default user');
    await app.save();
    await expect(chat).toContainText('Camille Roy');
    await expect(page.getByText(AS_IF)).toBeVisible();
    await app.press('Make it the agent platform');
    await app.saving(() => app.press('Switch and save'));
    await expect(page.getByText(AS_IF)).toHaveCount(0);
    await expect(chat).toContainText('Camille Roy');
    await app.look('Kustomer');
    await expect(page.getByText('As if Kustomer were your agent platform.')).toBeVisible();
  });

  test('nor does it wait where its credentials are refused', async ({ app, page, portal, sandbox }) => {
    await saved(portal, { zendesk: zendeskPanel, kustomer: await kustomerPanel(sandbox) }, 'kustomer');
    await sandbox.revoke(camille[TOKEN]);
    await app.open();
    await app.look('Zendesk');
    await app.press('Test connection');
    await expect(app.note('Zendesk refused these credentials.')).toBeVisible();
    await expect(app.owner('New chat')).not.toContainText('Nobody yet');
    await expect(page.getByText(AS_IF)).toBeVisible();
  });
});

test.describe('Save anyway', () => {
  const QUESTION = 'Switch from Zendesk to Kustomer?';

  test('carries its force through the switch question', async ({ app, portal, sandbox }) => {
    await saved(portal, { zendesk: zendeskPanel });
    await app.open();
    const key = await kustomer(sandbox, '403: bound to');
    await app.choose('Kustomer');
    await app.fill(key);
    await app.saveButton.click();
    await expect(app.dialog(QUESTION)).toBeVisible();
    await app.saving(() => app.press('Switch and save'));
    await expect(app.note('An IP filter may stand in the way.')).toBeVisible();
    await expect(app.field('API Key')).toHaveValue(key['API Key']);
    await expect(app.platform('Kustomer'), 'the wish stays').toBeChecked();
    expect(await platform(portal)).toBe('zendesk');
    await app.press('Save anyway');
    await expect(app.dialog(QUESTION)).toBeVisible();
    await app.saving(() => app.press('Switch and save'));
    await app.isClean();
    await app.shows('Kustomer', 'Not verified');
    await app.isLive('Kustomer');
    await app.views('Kustomer');
    const { agent_platform, panels } = await stored(portal);
    expect([agent_platform, panels.kustomer.secret.last_four]).toEqual(['kustomer', key['API Key'].slice(-4)]);
  });

  test('turns no box on, so the question promises no default user', async ({ app, portal, sandbox }) => {
    await saved(portal, { zendesk: zendeskPanel });
    await app.open();
    await app.choose('Kustomer');
    await app.fill(await kustomer(sandbox, '403: bound to'));
    await app.box.check();
    await app.saveButton.click();
    await expect(app.dialog(QUESTION)).toContainText('New records will go to Kustomer. The settings');
    await app.saving(() => app.press('Switch and save'));
    await app.press('Save anyway');
    await expect(app.dialog(QUESTION)).toContainText('random agent');
    await app.saving(() => app.press('Switch and save'));
    const { agent_platform, panels } = await stored(portal);
    expect([agent_platform, panels.kustomer.default_user]).toEqual(['kustomer', false]);
  });

  test('holds for that one save: Cancel in the question takes it back', async ({ app, portal, sandbox }) => {
    await saved(portal, { zendesk: zendeskPanel });
    await app.open();
    await app.choose('Kustomer');
    await app.fill(await kustomer(sandbox, '403: bound to'));
    await app.saveAndSwitch();
    await app.press('Save anyway');
    await app.press('Cancel');
    await app.saveAndSwitch();
    await expect(app.note('An IP filter may stand in the way.')).toBeVisible();
    const { agent_platform, panels } = await stored(portal);
    expect([agent_platform, panels.kustomer?.secret ?? null]).toEqual(['zendesk', null]);
  });

  test('needs no question where nothing is switched', async ({ app, portal, sandbox }) => {
    await saved(portal, { zendesk: zendeskPanel });
    await app.open();
    await app.look('Kustomer');
    await app.fill(await kustomer(sandbox, '403: bound to'));
    await app.save();
    await app.saving(() => app.press('Save anyway'));
    await app.isClean();
    await app.shows('Kustomer', 'Not verified');
    expect(await platform(portal)).toBe('zendesk');
  });
});

test.describe('messages say which is which', () => {
  test('a 401 names the pair, and nothing says saved and not saved of one and the same', async ({ app, page, portal }) => {
    await saved(portal, { zendesk: zendeskPanel });
    await app.open();
    await app.press('Replace: API Token');
    await app.type(TOKEN, 'wrong-token-9z9z');
    await app.save();
    await app.complains(EMAIL, /Refused together with “API Token”, so not saved\./);
    await expect(page.getByText('Saved, ends in 1a2b')).toBeVisible();
    await expect(app.button('Replace: API Token')).toHaveAccessibleDescription(
      /^(! )?What you typed was refused together with “Zendesk user email address”\. The one shown here is the earlier one\.$/,
    );
    await expect(page.locator('main')).not.toContainText('not an administrator');
  });

  test('only “not an administrator” names the user alone', async ({ app }) => {
    await app.open();
    await app.prepare('Zendesk', { ...camille, [EMAIL]: 'odile.ortega@acme.example' });
    await app.save();
    await app.complains(EMAIL, /You entered “odile\.ortega@acme\.example”\. Not an administrator, so not saved\./);
    await expect(app.field(TOKEN)).not.toHaveAttribute('aria-invalid', 'true');
  });

  const MISPLACED = /This belongs in another field: a secret in its own, and nothing else there\./;

  test('a secret typed into the field beside it is not repeated once refused', async ({ app, page, portal }) => {
    const secret = '8f14e45fceea167a5a36dedd4bea2543c9f0f895fb98ab9159f51fd0297e236d';
    await app.open();
    await app.choose('Zendesk');
    await app.choose('OAuth client');
    await app.fill({ [SUBDOMAIN]: 'acme-support', 'OAuth Client ID': secret, 'OAuth Client Secret': 'acme_portal_secret' });
    await app.saveButton.click();
    await app.complains('OAuth Client ID', MISPLACED);
    await expect(page.locator('main')).not.toContainText('You entered');
    // What was typed stays where it was typed, and stands nowhere else.
    const said = await page.evaluate(() => document.body.innerText);
    for (const text of [said, await page.content(), portal.log]) expect(text).not.toContain(secret);
  });

  test('the same secret typed into both fields is not repeated either', async ({ app, page }) => {
    await app.open();
    await app.choose('Zendesk');
    await app.choose('OAuth client');
    await app.fill({ [SUBDOMAIN]: 'acme-support', 'OAuth Client ID': 'plain-secret-words', 'OAuth Client Secret': 'plain-secret-words' });
    await app.saveButton.click();
    await app.complains('OAuth Client ID', MISPLACED);
    expect(await page.content()).not.toContain('plain-secret-words');
  });

  test('“knows no such account” stands at the host, which stays as typed', async ({ app }) => {
    await app.open();
    await app.prepare('Zendesk', { ...camille, [SUBDOMAIN]: 'nobody-has-this' });
    await app.save();
    await app.complains(SUBDOMAIN, /^(! )?Zendesk knows no such account\./);
    await expect(app.field(SUBDOMAIN)).toHaveValue('nobody-has-this');
    await expect(app.button('Restore what I typed')).toBeVisible();
  });
});
