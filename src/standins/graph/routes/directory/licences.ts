import * as z from 'zod';
import { usersOf } from '../../../tenant/directory.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import { countLicences } from '../../../tenant/rows/administration-rows.ts';
import { type Call, readBody, type Reply } from '../../graph-call.ts';
import { badRequest, notFound } from '../../graph-errors.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { needs, type Route, route } from '../../router.ts';
import { licenceStates, withLicences } from './licence-states.ts';
import { requireRole } from './role-access.ts';
import { userType } from './users.ts';

/** Graph returns all licences at once, and supports only `$select`. */
const skuType = entityType('subscribedSku', {
  unsupported: ['$top', '$skip', '$filter', '$search', '$count', '$orderby'],
});

const input = z.object({
  addLicenses: z.array(z.looseObject({ skuId: z.string() })),
  removeLicenses: z.array(z.string()),
});

function assignLicense(call: Call): Reply {
  requireRole(call, ['License Administrator', 'User Administrator']);
  const user = usersOf(call.tenant).get(call.param('user'));
  if (!user) throw notFound('directory', call.param('user'));
  const { addLicenses, removeLicenses } = readBody(call, input);
  const states = licenceStates(user);
  const isHeld = (skuId: string) => states.some((one) => one.skuId === skuId);
  const isDirect = (skuId: string) => states.some((one) => one.skuId === skuId && !one.assignedByGroup);
  const added = addLicenses.map(({ skuId }) => skuId);
  for (const skuId of added) if (!isHeld(skuId)) requireSeat(call, skuId);
  if (added.length > 0 && !user.usageLocation)
    throw refused('License assignment cannot be done for user with invalid usage location.');
  if (!removeLicenses.every(isHeld)) throw refused('User does not have a corresponding license.');
  if (!removeLicenses.every(isDirect))
    throw refused(
      'User license is inherited from a group membership and it cannot be removed directly from the user.',
    );
  const changed = usersOf(call.tenant).change(
    user,
    withLicences([
      ...states.filter((one) => one.assignedByGroup || !removeLicenses.includes(one.skuId)),
      ...added.filter((skuId) => !isDirect(skuId)).map((skuId) => ({ skuId, assignedByGroup: null })),
    ]),
  );
  countLicences(call.tenant);
  return one(call, userType, changed);
}

function requireSeat(call: Call, skuId: string): void {
  const sku: Entity | undefined = call.tenant
    .table('/subscribedSkus')
    .all()
    .find((row) => row.skuId === skuId);
  if (!sku) throw refused(`License ${skuId} does not correspond to a valid company License.`);
  const { enabled } = sku.prepaidUnits as { enabled: number };
  if (Number(sku.consumedUnits) >= enabled)
    throw refused(`Subscription with SKU ${skuId} does not have any available licenses.`);
}

function refused(message: string) {
  return badRequest(message, 'Request_BadRequest');
}

export const licenceRoutes: readonly Route[] = [
  route(
    'GET /subscribedSkus',
    needs('LicenseAssignment.Read.All Organization.Read.All Directory.Read.All'),
    (call) => list(call, skuType, call.tenant.table('/subscribedSkus').all()),
  ),
  route(
    'POST /users/{user}/assignLicense',
    needs('LicenseAssignment.ReadWrite.All User.ReadWrite.All Directory.ReadWrite.All'),
    assignLicense,
  ),
];
