import * as z from 'zod';

import { suffices } from '../../graph/permissions.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { entityOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { cell } from '../output/untrusted.ts';
import { isHidden, toolsByPermission, toolsByService, toolsOfProviders } from './shared/describe-tools.ts';

const profile = z.object({ displayName: text, userPrincipalName: text });

export const getAuthStatus = defineTool({
  name: 'get_auth_status',
  title: 'Sign-in status',
  area: 'core',
  order: 10,
  presets: ['core', 'default', 'lite'],
  about: 'Get the sign-in status: user, permissions, and tools hidden because a permission is missing.',
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
  scopes: [],
  optionalScopes: ['User.Read'],
  operation: 'GET /me',
  supportingReads: ['/me'],
  example: { as: 'ana.silva', args: {} },
  input: {},
  async run(_args, call) {
    const granted = await call.grantedScopes();
    const surface = await call.surface();
    const { tid, client, ceiling, roles } = call.caller;
    const lacking = toolsByPermission(surface);
    const hidden = surface.tools.filter(isHidden).length;
    const others = hidden - surface.tools.filter((state) => (state.hidden?.missing.length ?? 0) > 0).length;
    const lines = [
      `Signed in: ${await nameOf(call, granted)}, tenant ${tid}`,
      `Client: ${cell(client.class)}${ceiling.readOnly ? ', read only' : ''}`,
      roles.length > 0 && `Roles: ${roles.map((role) => cell(role)).join(', ')}`,
      `Tools: ${surface.tools.length - hidden} listed`,
      lacking.length > 0 &&
        `Hidden until an administrator grants the permission in brackets at ${surface.adminConsentUrl}`,
      ...lacking,
      ...toolsByService(surface),
      others > 0 && `Hidden by settings or by the connection URL: ${others} more, which list_toolsets lists.`,
      ...toolsOfProviders(surface),
      `Granted: ${granted.toSorted().join(', ') || 'nothing, according to Microsoft Entra'}`,
    ];
    return { text: lines.filter(Boolean).join('\n') };
  },
});

async function nameOf(call: ToolCall, granted: readonly string[]): Promise<string> {
  if (granted.length > 0 && !suffices(granted, 'User.Read')) return `user ${call.caller.oid}`;
  const me = entityOf(await call.graph(read('/me', { select: Object.keys(profile.shape) })), profile);
  return `${cell(me.displayName ?? '')} (${cell(me.userPrincipalName ?? '')})`;
}
