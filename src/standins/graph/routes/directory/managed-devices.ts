import { usersOf } from '../../../tenant/directory.ts';
import type { Call } from '../../graph-call.ts';
import { GraphError, notFound } from '../../graph-errors.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { needs, type Route, route } from '../../router.ts';
import { requireRole } from './role-access.ts';

const readDevices = needs(
  'DeviceManagementManagedDevices.Read.All DeviceManagementManagedDevices.ReadWrite.All',
);
const deviceType = entityType('managedDevice', { order: 'deviceName', maxTop: 1_000, pageSize: 1_000 });

/**
 * Returns the managed devices. If the caller has no suitable role, Intune responds with 401 and a message that contains
 * a JSON error.
 */
function devicesOf(call: Call) {
  requireRole(
    call,
    ['Intune Administrator', 'Global Reader', 'Security Reader'],
    () =>
      new GraphError(
        401,
        'UnknownError',
        JSON.stringify({
          ErrorCode: 'Forbidden',
          Message: JSON.stringify({
            _version: 3,
            Message: 'An error has occurred',
            CustomApiErrorPhrase: '',
          }),
        }),
      ),
  );
  return call.tenant.table('/deviceManagement/managedDevices').all();
}

export const managedDeviceRoutes: readonly Route[] = [
  route('GET /deviceManagement/managedDevices', readDevices, (call) =>
    list(call, deviceType, devicesOf(call)),
  ),
  route('GET /deviceManagement/managedDevices/{device}', readDevices, (call) => {
    const device = devicesOf(call).find(({ id }) => id === call.param('device'));
    if (!device) throw notFound('intune', call.param('device'));
    return one(call, deviceType, device);
  }),
  route('GET /users/{user}/managedDevices', readDevices, (call) => {
    const user = usersOf(call.tenant).get(call.param('user'));
    if (!user) throw notFound('directory', call.param('user'));
    return list(
      call,
      deviceType,
      devicesOf(call).filter(({ userPrincipalName }) => userPrincipalName === user.userPrincipalName),
    );
  }),
];
