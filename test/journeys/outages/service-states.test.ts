import { afterAll, beforeAll, expect, it } from 'vitest';

import { demoTenant } from '../../../src/standins/tenant/people.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, startPortico, toolCall, type World } from '../../kit/start-portico.ts';

let world: World;
let token: string;
beforeAll(async () => {
  world = await startPortico();
  ({ accessToken: token } = await signIn({ origin: world.origin, person: 'ana.silva' }));
});
afterAll(() => world.close());

it.each([
  [
    404,
    'MailboxNotEnabledForRESTAPI',
    'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
    'no Exchange Online mailbox',
  ],
  [404, 'ResourceNotFound', "User's mysite not found.", "user's OneDrive has not been created"],
  [400, 'BadRequest', 'Tenant does not have a SPO license.', 'no SharePoint Online licence'],
  [403, 'TenantRequiresLicense', 'The tenant requires a license.', 'no SharePoint Online licence'],
  [
    403,
    'Forbidden',
    'Failed to get license information for the user. Ensure user has a valid Office365 license assigned to them.',
    'no Microsoft Teams licence',
  ],
  [
    403,
    'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    "Neither tenant is B2C or tenant doesn't have premium license",
    'no licence for this part',
  ],
  [
    401,
    'Authorization_IdentityNotFound',
    'The identity of the calling application could not be established.',
    'disabled or unknown',
  ],
  [
    401,
    'OrganizationFromTenantGuidNotFound',
    `The tenant for tenant guid '${demoTenant.id}' does not exist.`,
    'no Exchange Online, or its subscription',
  ],
  [
    503,
    'ErrorMailboxStoreUnavailable',
    'The mailbox database is temporarily unavailable.',
    'cannot be used at the moment',
  ],
])('a tool error explains what to do when Graph returns %d %s: %s', async (status, code, message, words) => {
  const { control } = world.standIns.graph;
  control.fault({ kind: 'status', status, code, message, path: '/me', count: 20 });
  const { text } = await resultOf(await postMcp(world, toolCall('get_me'), { token }));
  control.reset();
  expect(text).toContain(words);
  expect(text).toMatch(/can fix this: .+ Open: https:\/\/\S+/);
});
