import * as z from 'zod';

import { counted } from '../../base/text/counted.ts';
import { groupBy } from '../../base/lists/group-by.ts';
import { suffices } from '../../graph/permissions.ts';
import { areas, type Area } from '../areas.ts';
import { defineTool } from '../define.ts';
import type { Surface, ToolState } from '../tool-state.ts';
import { areasOf, isHidden, namesOf, type HiddenTool } from './shared/describe-tools.ts';

export const listToolsets = defineTool({
  name: 'list_toolsets',
  title: 'Toolsets',
  area: 'core',
  order: 12,
  presets: ['core', 'default'],
  about: 'List toolsets such as mail or files: which work, what others need, and how to turn them on.',
  intents: [
    'which toolsets are there',
    'how do I turn on Teams',
    'why is a tool missing',
    'enable the calendar tools',
    'what else could you do',
  ],
  kind: 'read',
  openWorld: false,
  repeat: 'safe',
  scopes: [],
  operation: 'GET',
  example: { as: 'ana.silva', args: {} },
  input: { toolset: z.enum(areas).optional().describe('Shows its tools.') },
  async run({ toolset }, call) {
    const surface = await call.surface();
    return { text: toolset === undefined ? overview(surface) : details(toolset, surface) };
  },
});

function overview({ tools, adminConsentUrl }: Surface): string {
  const rows = areasOf(tools).map(([area, states]) => {
    const hidden = states.filter(isHidden);
    const needs = [...new Set(hidden.map(needOf))].join('; ');
    return `${area}: ${states.length - hidden.length} of ${counted(states.length, 'tool')}${needs && `; the others need ${needs}`}`;
  });
  return [
    ...rows,
    'To list the tools of one toolset, call again with the argument toolset. To choose toolsets, the user adds ?toolsets=mail,calendar to the connection URL, or ?toolsets=default,teams to keep the default tools, or ?preset=all.',
    `An administrator grants permissions at ${adminConsentUrl}`,
  ].join('\n');
}

function details(toolset: Area, { tools, granted, adminConsentUrl }: Surface): string {
  const states = tools.filter(({ tool }) => tool.area === toolset);
  const listed = states.filter((state) => !isHidden(state));
  const groups = [...groupBy(states.filter(isHidden), sharedReason)];
  const lines = [
    states.length === 0 && `${toolset} has no tools on this server.`,
    listed.length > 0 && `Listed: ${namesOf(listed)}`,
    ...groups.map(
      ([shared, group]) =>
        `Hidden: ${namesOf(group)}. ${group.length > 1 ? shared : (group[0]?.hidden.reason ?? '')}`,
    ),
    granted !== undefined && doesMore(listed, granted),
    groups.some(([, group]) => group.some(({ hidden }) => hidden.missing.length > 0)) &&
      `Permissions are granted at ${adminConsentUrl}`,
  ];
  return lines.filter(Boolean).join('\n');
}

/** Replaces the tool's name in the reason, so that tools hidden for the same reason have the same text. */
function sharedReason({ tool, hidden }: HiddenTool): string {
  return hidden.reason.replace(`the tool ${tool.name}`, 'them');
}

/** Names the missing permissions that would let the listed tools do more. */
function doesMore(listed: readonly ToolState[], granted: readonly string[]): string {
  const optional = listed.flatMap(({ tool }) => [
    ...(tool.optionalScopes ?? []),
    ...(tool.sharedScopes ?? []),
  ]);
  const missing = [...new Set(optional)].filter((name) => !suffices(granted, name)).toSorted();
  return missing.length === 0 ? '' : `These tools could do more with ${missing.join(', ')}.`;
}

/** Short descriptions of what hidden tools require. */
const needs: Readonly<Record<string, string>> = {
  toolsets: "the server's setting TOOLSETS",
  'enabled-tools': "the server's setting ENABLED_TOOLS",
  'read-only': 'permission to change things (readonly is on)',
  'token-ceiling': 'a new sign-in',
  'url-preset': 'another preset in the connection URL',
  'url-toolsets': 'the toolset in the connection URL',
};

function needOf({ hidden }: HiddenTool): string {
  if (hidden.missing.length > 0) return hidden.missing.join(' and ');
  return needs[hidden.rule] ?? hidden.reason.replace(/\.$/, '');
}
