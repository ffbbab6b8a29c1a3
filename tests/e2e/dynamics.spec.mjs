// Dynamics' panel: an application, its secret, and the application user that must exist first.

import { contoso, dynamics, expect, stored, test } from './screen.mjs';

const APP = 'Active Directory Application ID';
const PASSWORD = 'Set Active Directory Application Key Password';

test('an administrator application is saved and verified', async ({ app, portal }) => {
  await app.open();
  await app.prepare('MS Dynamics', contoso);
  await app.save();
  await expect(app.said).toContainText('MS Dynamics verified');
  await app.isClean();
  await app.shows('MS Dynamics', 'Verified');
  await expect(app.owner('New chat, no agent yet: contact and case')).toBeVisible();
  expect((await stored(portal)).panels.dynamics.default_user).toBe(true);
});

const REFUSED = /Refused, so not saved\./;
const UNKNOWN = /^(! )?MS Dynamics knows no such account\./;

for (const [what, happens, caption, words, cause] of [
  ['an expired secret', 'AADSTS7000222', PASSWORD, REFUSED, 'The secret has expired.'],
  ['a wrong secret', 'AADSTS7000215', PASSWORD, REFUSED, 'The secret is wrong. Check that it is the value, not the ID.'],
  ['an unknown application', 'AADSTS700016', APP, REFUSED, 'The tenant has no such application.'],
  ['a missing application user', 'not a member of the organization', APP, REFUSED, 'The environment has no enabled application user for it.'],
  ['an unknown tenant', 'AADSTS90002', 'Active Directory tenant', UNKNOWN, 'There is no such tenant.'],
  ['an unknown organisation', 'AADSTS500011', 'Dynamics domain', UNKNOWN, 'No account has this name. Was it renamed?'],
  ['no role at all', 'no security role at all', APP, /Not an administrator, so not saved\./, 'The role does not reach far enough.'],
]) {
  test(`${what} is refused at its field, with the cause`, async ({ app, portal, sandbox }) => {
    await app.open();
    const typed = await dynamics(sandbox, happens);
    await app.prepare('MS Dynamics', typed);
    await app.save();
    await app.complains(caption, words);
    await expect(app.note('MS Dynamics refused these credentials.')).toContainText(cause);
    for (const host of ['Active Directory tenant', 'Dynamics domain']) {
      await expect(app.field(host), 'hosts stay as typed').toHaveValue(typed[host]);
    }
    for (const refused of [APP, PASSWORD]) await expect(app.field(refused)).toHaveValue('');
    await app.isUnavailable(/Enter “Active Directory Application ID” first\./);
    expect((await stored(portal)).panels.dynamics.secret ?? null).toBeNull();
  });
}

for (const reading of ['403', 'whoami']) {
  test(`a disabled application user is told apart, by Dynamics' ${reading}`, async ({ app, sandbox }) => {
    await sandbox.reading({ dynamics_disabled: reading });
    await app.open();
    await app.prepare('MS Dynamics', await dynamics(sandbox, 'the application user is disabled'));
    await app.save();
    await app.complains(APP, /so not saved\./);
    await expect(app.note('MS Dynamics refused these credentials.')).toContainText('The application user is disabled.');
  });
}

test('a limited role is saved with a warning', async ({ app, sandbox }) => {
  await app.open();
  await app.prepare('MS Dynamics', await dynamics(sandbox, 'reads cases, contacts and users only'));
  await app.save();
  await app.isClean();
  await app.shows('MS Dynamics', 'Verified');
  await expect(app.note('Not a System Administrator: it can read what is needed.')).toBeVisible();
});

test("the secret's id pasted for its value is told apart before anybody is asked", async ({ app, sandbox }) => {
  await app.open();
  await app.prepare('MS Dynamics', { ...contoso, [PASSWORD]: '1f2e3d4c-5b6a-4978-8695-a4b3c2d1e0f9' });
  await app.field(APP).focus();
  await app.complains(PASSWORD, /This is the secret's ID\. Paste its value\./);
  await sandbox.forgetRequests();
  // Nothing else is to be saved, so that nobody is asked at all.
  await app.withoutSaving(() => app.saveButton.click());
  await app.complains(PASSWORD, /This is the secret's ID\. Paste its value\./);
  await expect(app.field(PASSWORD)).toBeFocused();
  await expect(app.said).toContainText(`MS Dynamics: its credentials are not saved yet, “${PASSWORD}” is not right.`);
  await expect(app.box, 'the wish stays').toBeChecked();
  expect(await sandbox.requests()).toEqual([]);
});

test('a domain without its region is asked for it', async ({ app }) => {
  await app.open();
  await app.choose('MS Dynamics');
  await app.type('Dynamics domain', 'acme');
  await app.field(APP).focus();
  await app.complains('Dynamics domain', /Add the region, such as \.crm4\.dynamics\.com\./);
  await app.type('Dynamics domain', 'https://ACME.crm4.dynamics.com/main.aspx');
  await app.field(APP).focus();
  await expect(app.field('Dynamics domain')).toHaveValue('acme.crm4.dynamics.com');
});
