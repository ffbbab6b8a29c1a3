// Who can log in at the provider; made anew for each test, which may change them.

import { ORG } from './salesforce.mjs';

const person = (user_id, name, rest) => ({
  isAdmin: false,
  profile: 'Standard User',
  ...rest,
  claims: { user_id, name, organization_id: ORG, active: true, ...rest.claims },
});

export const everybody = () => ({
  'camille.roy@acme.example': person('005am00000CRoy1AAG', 'Camille Roy', {
    isAdmin: true,
    profile: 'System Administrator',
  }),
  'alex.martin@acme.example': person('005am00000AMar2AAG', 'Alex Martin', {
    isAdmin: true,
    profile: 'Support Manager',
  }),
  'odile.ortega@acme.example': person('005am00000OOrt4AAG', 'Odile Ortega', {}),
  'gil@globex.example': person('005am00000GGil1AAG', 'Gil Globex', {
    isAdmin: true,
    claims: { organization_id: '00Dam00000aCME7EAO' },
  }),
});
