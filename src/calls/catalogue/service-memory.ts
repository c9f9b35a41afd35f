import { createLruMap } from '../../base/lru-map.ts';
import type { PortalLinks } from '../../entra/causes/links.ts';
import { helpFor, serviceStates } from '../../entra/causes/service-states.ts';
import type { Caller } from '../../policy/caller.ts';
import type { ToolRecord } from '../../tools/tool-record.ts';
import type { HiddenBecause } from '../../tools/tool-state.ts';

type Person = Pick<Caller, 'tid' | 'oid'>;

/** Remembers for a while what Graph reported about each user's services. */
export type ServiceMemory = {
  /** Call if a request for the user's own data failed with this code. */
  noteFailure(person: Person, tool: ToolRecord, code: string): void;
  /** Call if the tool's request for the user's own data succeeded. */
  noteSuccess(person: Person, tool: ToolRecord): void;
  /** Returns a function that finds the known service state, if any, that prevents a tool from working. */
  statesOf(person: Person): (tool: ToolRecord) => Omit<HiddenBecause, 'missing'> | undefined;
};

/**
 * How long a reported state is remembered, in milliseconds. A new licence takes longer than this to take effect, so a
 * tool is not hidden for too long.
 */
const KEPT_MS = 10 * 60_000;
const PEOPLE_KEPT = 5_000;

/**
 * For each service state, the areas in which no tool works. A missing OneDrive is not listed, because other people's
 * files still work.
 */
const closedAreas: Readonly<Record<string, readonly string[]>> = {
  no_mailbox: ['mail', 'calendar', 'contacts'],
  no_sharepoint: ['files', 'excel', 'sharepoint'],
  no_teams: ['teams'],
};

/**
 * The state that affects individual tools instead of whole areas, such as a report tool that needs a premium licence.
 */
const TOOL_STATE = 'no_licence';

type Known = { readonly code: string; readonly until: number };

/**
 * Remembers licences and services that Graph reported as missing, so that tools that cannot work are not listed.
 * Sends no requests. `now` is in milliseconds.
 */
export function createServiceMemory(now: () => number, links: PortalLinks): ServiceMemory {
  const people = createLruMap<Map<string, Known>>(PEOPLE_KEPT);
  const keyOf = ({ tid, oid }: Person): string => `${tid}/${oid}`;
  return {
    noteFailure: (person, tool, code) => {
      const isOwn = code === TOOL_STATE && tool.scopes.length > 0;
      const subjects = isOwn ? [tool.name] : (closedAreas[code] ?? []);
      if (subjects.length === 0) return;
      const states = people.getOrCreate(keyOf(person), () => new Map());
      for (const subject of subjects) states.set(subject, { code, until: now() + KEPT_MS });
    },
    noteSuccess: (person, tool) => {
      const states = people.peek(keyOf(person));
      states?.delete(tool.area);
      states?.delete(tool.name);
    },
    statesOf: (person) => {
      const states = people.get(keyOf(person));
      if (states === undefined) return noStates;
      return (tool) => {
        const known = states.get(tool.name) ?? states.get(tool.area);
        if (known === undefined || known.until <= now()) return undefined;
        return { rule: known.code, reason: reasonOf(known.code, links) };
      };
    },
  };
}

/** Used if no service is known to be missing. */
export const noStates = (): undefined => undefined;

function reasonOf(code: string, links: PortalLinks): string {
  const state = Object.values(serviceStates).find((one) => one.code === code);
  return [state?.cause, helpFor(code, links)].filter(Boolean).join(' ');
}
