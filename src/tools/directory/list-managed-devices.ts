import * as z from 'zod';

import { equal } from '../../graph/request/odata.ts';
import { person } from '../input/common-input.ts';
import { userPath, userScopes } from '../input/people/find-user.ts';
import { listTool } from '../list-tool.ts';
import { text } from '../output/graph-schema.ts';
import { rowOf } from '../output/row.ts';
import { cell } from '../output/untrusted.ts';
import { listOf, minute } from '../output/words.ts';

const device = rowOf({
  deviceName: text,
  userPrincipalName: text,
  operatingSystem: text,
  osVersion: text,
  complianceState: text,
  model: text,
  lastSyncDateTime: text,
});

const states: Readonly<Record<string, string>> = {
  noncompliant: 'not compliant',
  inGracePeriod: 'in grace period',
  configManager: 'Configuration Manager',
};

export const listManagedDevices = listTool({
  name: 'list_managed_devices',
  title: 'Managed devices',
  area: 'directory',
  order: 100,
  presets: [],
  about: 'List devices that Intune manages.',
  intents: [
    'which laptops does Ben have',
    'devices that are not compliant',
    'all iPhones in Intune',
    'managed devices of a user',
    'when did this laptop last sync',
  ],
  openWorld: true,
  scopes: ['DeviceManagementManagedDevices.Read.All'],
  scopesElsewhere: userScopes,
  prerequisites: {
    roles: ['Intune Administrator', 'Global Reader', 'Security Reader'],
    licence: 'Microsoft Intune',
  },
  operation: 'GET /deviceManagement/managedDevices',
  example: { as: 'goran.petrov', args: {} },
  input: {
    user: person().optional().describe('Name or id.'),
    os: z.string().min(1).max(50).optional().describe('Example: Windows.'),
    compliance: z.enum(['compliant', 'noncompliant', 'inGracePeriod']).optional().describe('Filter.'),
  },
  maxTop: 50,
  hasFixedPages: true,
  row: device,
  columns: [
    device.column('device', ['deviceName'], (row) => row.deviceName),
    device.column('user', ['userPrincipalName'], (row) => row.userPrincipalName, { longest: 320 }),
    device.column('system', ['operatingSystem', 'osVersion'], (row) =>
      [row.operatingSystem, row.osVersion].filter(Boolean).join(' '),
    ),
    device.column(
      'state',
      ['complianceState'],
      (row) => states[row.complianceState ?? ''] ?? row.complianceState,
    ),
    device.column('model', ['model'], (row) => row.model),
    device.column('last sync (UTC)', ['lastSyncDateTime'], (row) => row.lastSyncDateTime, { show: minute }),
  ],
  async request({ user, os, compliance }, call) {
    const isWanted = (given: string | null | undefined, wanted: string | undefined) =>
      wanted === undefined || given?.toLowerCase() === wanted.toLowerCase();
    const what = listOf(
      'managed devices',
      user !== undefined && `of ${cell(user)}`,
      os !== undefined && `with ${cell(os)}`,
      compliance !== undefined && `in the state ${states[compliance] ?? compliance}`,
    ).join(' ');
    if (user !== undefined)
      return {
        path: `${await userPath(user, call)}/managedDevices`,
        // Intune supports filters only on the list of all devices, so the devices of one user are filtered here.
        keep: (row) => isWanted(row.operatingSystem, os) && isWanted(row.complianceState, compliance),
        what,
      };
    return {
      path: '/deviceManagement/managedDevices',
      filter: [
        os !== undefined && equal('operatingSystem', os),
        compliance !== undefined && equal('complianceState', compliance),
      ],
      what,
    };
  },
});
