import { counted } from '../../../base/text/counted.ts';
import { groupBy } from '../../../base/lists/group-by.ts';
import { areas, type Area } from '../../areas.ts';
import type { HiddenBecause, Surface, ToolState } from '../../tool-state.ts';

export type HiddenTool = ToolState & { readonly hidden: HiddenBecause };

export function isHidden(state: ToolState): state is HiddenTool {
  return state.hidden !== undefined;
}

/** Describes the tools that lack only a permission, by area: `mail: send_mail, send_draft (Mail.Send)`. */
export function toolsByPermission({ tools }: Surface): readonly string[] {
  const lacking = tools.filter(isHidden).filter(({ hidden }) => hidden.missing.length > 0);
  return areasOf(lacking).map(([area, inArea]) => {
    const groups = groupBy(inArea, ({ hidden }) => hidden.missing.join(' and '));
    const parts = [...groups].map(([missing, group]) => `${namesOf(group)} (${missing})`);
    return `${area}: ${parts.join('; ')}`;
  });
}

/** Describes the tools that cannot work because a licence or service is missing, one line for each reason. */
export function toolsByService({ tools }: Surface): readonly string[] {
  const closed = tools.filter(isHidden).filter(({ hidden }) => isServiceState(hidden));
  const groups = groupBy(closed, ({ hidden }) => hidden.reason);
  return [...groups].map(([reason, group]) => `${namesOf(group)}: ${reason}`);
}

/**
 * Describes the tools for linked accounts that are hidden only because of the connection URL: `spotify: 18 tools,
 * listed with …`.
 */
export function toolsOfProviders({ tools }: Surface): readonly string[] {
  const unselected = tools
    .filter(isHidden)
    .filter(({ tool, hidden }) => tool.provider !== undefined && hidden.rule.startsWith('url-'));
  return areasOf(unselected).map(
    ([area, { length }]) =>
      `${area}: ${counted(length, 'tool')} for a linked account; to list them, the user adds ?toolsets=default,${area} to the connection URL`,
  );
}

/** Groups tools by area, in the order of the catalogue. */
export function areasOf<State extends ToolState>(
  states: readonly State[],
): readonly (readonly [area: Area, states: readonly State[]])[] {
  const groups = groupBy(states, ({ tool }) => tool.area);
  return areas.flatMap((area) => {
    const found = groups.get(area);
    return found === undefined ? [] : [[area, found] as const];
  });
}

export function namesOf(states: readonly ToolState[]): string {
  return states.map(({ tool }) => tool.name).join(', ');
}

/**
 * Whether a tool is hidden because of the state of a service. Service states have codes such as `no_mailbox`, whereas
 * the names of policy rules contain hyphens.
 */
function isServiceState({ rule }: HiddenBecause): boolean {
  return rule.startsWith('no_');
}
