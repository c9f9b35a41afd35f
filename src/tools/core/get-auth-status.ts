import * as z from 'zod';

import { covers } from '../../graph/permissions.ts';
import { read } from '../../graph/request/read.ts';
import { areaPermissions } from '../area-permissions.gen.ts';
import { defineTool } from '../define.ts';
import { entityOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { cell } from '../output/untrusted.ts';

const profile = z.object({ displayName: text, userPrincipalName: text });

export const getAuthStatus = defineTool({
  name: 'get_auth_status',
  title: 'Sign-in status',
  area: 'core',
  order: 10,
  presets: ['core', 'default', 'lite'],
  about: 'Get the signed-in user, the tenant, the granted permissions and the toolsets they unlock.',
  intents: [
    'am I signed in',
    'which account is this',
    'what can you do for me',
    'which permissions do you have',
    "why can't you read my mail",
  ],
  kind: 'read',
  openWorld: false,
  repeat: 'safe',
  scopes: ['User.Read'],
  operation: 'GET /me',
  supportingReads: ['/me'],
  example: { as: 'ana.silva', args: {} },
  input: {},
  async run(_args, call) {
    const answer = await call.graph(read('/me', { select: Object.keys(profile.shape) }));
    const me = entityOf(answer, profile);
    const granted = await call.grantedScopes();
    const { tid, client, ceiling, roles } = call.caller;
    const { open, closed } = toolsets(granted);
    const lines = [
      `Signed in: ${cell(me.displayName ?? '')} (${cell(me.userPrincipalName ?? '')}), tenant ${tid}`,
      `Client: ${cell(client.class)}${ceiling.readOnly ? ', read only' : ''}`,
      roles.length > 0 && `Roles: ${roles.map((role) => cell(role)).join(', ')}`,
      `Unlocked: ${open.join('; ') || 'nothing'}`,
      closed.length > 0 && `Locked (with the required permission): ${closed.join('; ')}`,
      `Granted: ${granted.toSorted().join(', ')}`,
    ];
    return { text: lines.filter(Boolean).join('\n') };
  },
});

/**
 * Returns the areas that the granted permissions unlock, with the possible actions, and the locked areas, with the
 * permissions that would unlock them.
 */
function toolsets(granted: readonly string[]): { open: string[]; closed: string[] } {
  const areas = Object.entries(areaPermissions).map(([area, byAction]) => {
    const actions = Object.entries(byAction);
    const allowed = actions.filter(([, names]) => names.some((name) => covers(granted, name)));
    return { area, actions, allowed: allowed.map(([action]) => action) };
  });
  return {
    open: areas
      .filter(({ allowed }) => allowed.length > 0)
      .map(({ area, allowed }) => `${area} (${allowed.join(', ')})`),
    closed: areas
      .filter(({ allowed }) => allowed.length === 0)
      .map(({ area, actions }) => `${area} (${actions[0]?.[1].join(' or ')})`),
  };
}
