import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { covers } from '../../graph/permissions.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { person } from '../input/common-input.ts';
import { userPath } from '../input/people/find-user.ts';
import { pickByName } from '../input/pick-by-name.ts';
import { entityOf } from '../output/graph-data.ts';
import { cell } from '../output/untrusted.ts';
import {
  describeHolder,
  groupsWith,
  isDirect,
  licenceHolder,
  type LicenceHolder,
  nameGroups,
} from './shared/licence-holder.ts';
import { readLicences, type Licence } from './shared/owned-licences.ts';

const MOST_LICENCES = 10;

const names = () =>
  z.array(z.string().min(1).max(100)).max(MOST_LICENCES).optional().describe('Part numbers, e.g. SPE_E5.');

type Args = {
  readonly user: string;
  readonly add?: readonly string[] | undefined;
  readonly remove?: readonly string[] | undefined;
};

export const assignLicense = defineTool({
  name: 'assign_license',
  title: 'Assign licences',
  area: 'directory',
  order: 80,
  presets: [],
  about: 'Assign licences to a user or remove them.',
  intents: [
    'give Ben an E5 licence',
    'remove the Visio licence from her',
    'swap his licence for another one',
    'license the new colleague',
    'take away a licence',
  ],
  kind: 'destroy',
  openWorld: false,
  repeat: 'safe',
  scopes: ['LicenseAssignment.ReadWrite.All', 'LicenseAssignment.Read.All'],
  scopesElsewhere: { users: ['User.Read.All'] },
  prerequisites: { roles: ['License Administrator', 'User Administrator'] },
  operation: 'POST /users/{id}/assignLicense',
  example: { as: 'goran.petrov', args: { user: 'ben.okafor@contoso.example', add: ['SPE_E5'] } },
  input: { user: person().describe('Name or id.'), add: names(), remove: names() },
  check: ({ add = [], remove = [] }) =>
    add.length + remove.length === 0 ? 'add or remove must name a licence' : undefined,
  async preview(args, call) {
    const { who, add, remove, groupsOf } = await changeOf(args, call);
    return {
      lines: [
        ...add.map(
          ({ name, free, owned }) => `assign ${cell(name)} to ${who} (${free} of ${owned} are free)`,
        ),
        ...remove.map((one) => describeRemoval(one, who, groupsOf(one))),
        ...(add.length + remove.length === 0 ? [`change nothing for ${who}`] : []),
      ],
      versions: [who, ...[...add, ...remove].map(({ id }) => id), ...remove.flatMap(groupsOf)],
      isBulk: add.length + remove.length > 1,
    };
  },
  async run(args, call) {
    const { path, who, add, remove, held, groupsOf } = await changeOf(args, call);
    const known =
      held.length === 0 ? '' : ` Already assigned: ${held.map(({ name }) => cell(name)).join(', ')}.`;
    if (add.length + remove.length === 0) return { text: `Nothing to change for ${who}.${known}` };
    await call.graph({
      method: 'POST',
      path: `${path}/assignLicense`,
      body: {
        addLicenses: add.map(({ id }) => ({ skuId: id, disabledPlans: [] })),
        removeLicenses: remove.map(({ id }) => id),
      },
      repeat: 'safe',
    });
    const done = [
      add.length > 0 && `Assigned to ${who}: ${add.map(({ name }) => cell(name)).join(', ')}.`,
      remove.length > 0 && `Removed from ${who}: ${remove.map(({ name }) => cell(name)).join(', ')}.`,
      ...remove
        .filter((one) => groupsOf(one).length > 0)
        .map((one) => `${who} still has ${cell(one.name)} through ${nameGroups(groupsOf(one))}.`),
    ].filter(Boolean);
    return { text: `${done.join(' ')}${known}` };
  },
});

type Change = {
  readonly path: string;
  /** The person's name, cleaned for output. */
  readonly who: string;
  readonly add: readonly Licence[];
  readonly remove: readonly Licence[];
  /** Licences to add that the person already has. */
  readonly held: readonly Licence[];
  /** Returns the ids of the groups through which the person has a licence. */
  readonly groupsOf: (licence: Licence) => readonly string[];
};

/** Finds the person and the licences. Throws `ToolError` if Graph would refuse the change. */
async function changeOf(
  { user, add: toAdd = [], remove: toRemove = [] }: Args,
  call: ToolCall,
): Promise<Change> {
  const [path, all, granted] = await Promise.all([
    userPath(user, call),
    readLicences(call),
    call.grantedScopes(),
  ]);
  const pick = (given: string): Licence => pickByName(given, all, { what: 'licence' });
  const [add, remove] = [[...new Set(toAdd.map(pick))], [...new Set(toRemove.map(pick))]];
  const both = add.filter((one) => remove.includes(one));
  if (both.length > 0)
    throw new ToolError(
      'bad_argument',
      `add and remove both name ${both.map(({ name }) => cell(name)).join(', ')}. Nothing was changed.`,
    );
  const found = covers(granted, 'User.Read.All') ? await holderAt(path, call) : undefined;
  if (found === undefined) return { path, who: cell(user), add, remove, held: [], groupsOf: () => [] };
  const who = describeHolder(found);
  const present = new Set((found.assignedLicenses ?? []).map(({ skuId }) => skuId));
  const missing = add.filter(({ id }) => !present.has(id));
  requireSeats(missing);
  if (missing.length > 0 && !found.usageLocation) throw noUsageLocation(who);
  const absent = remove.filter(({ id }) => !present.has(id));
  if (absent.length > 0)
    throw new ToolError(
      'not_found',
      `${who} does not have ${absent.map(({ name }) => cell(name)).join(', ')}. Nothing was changed.`,
    );
  const groupsOf = ({ id }: Licence) => groupsWith(id, found);
  requireDirect(
    remove.filter(({ id }) => !isDirect(id, found)),
    who,
    groupsOf,
  );
  return { path, who, add: missing, remove, held: add.filter(({ id }) => present.has(id)), groupsOf };
}

/**
 * Throws `ToolError` for licences that the person has only through groups, because Graph removes only direct
 * assignments.
 */
function requireDirect(inherited: readonly Licence[], who: string, groupsOf: Change['groupsOf']): void {
  if (inherited.length === 0) return;
  const names = inherited.map(({ name }) => cell(name)).join(', ');
  throw new ToolError(
    'not_changeable',
    `${who} has ${names} only through ${nameGroups(inherited.flatMap(groupsOf))}. Remove the user from that group, or the licence from the group. Nothing was changed.`,
  );
}

function describeRemoval({ name }: Licence, who: string, groups: readonly string[]): string {
  return groups.length === 0
    ? `remove ${cell(name)} from ${who}, who loses access to its services and, later, the data`
    : `remove the direct assignment of ${cell(name)} from ${who}, who keeps it through ${nameGroups(groups)}`;
}

/** Returns undefined if the toolset for people is not enabled. In that case, Graph performs the checks. */
async function holderAt(path: string, call: ToolCall): Promise<LicenceHolder | undefined> {
  try {
    return entityOf(
      await call.graph(read(path, { select: Object.keys(licenceHolder.shape) })),
      licenceHolder,
    );
  } catch (error) {
    if (error instanceof ToolError && error.code === 'refused_by_policy') return undefined;
    throw error;
  }
}

function requireSeats(licences: readonly Licence[]): void {
  const full = licences
    .filter(({ free }) => free === 0)
    .map(({ name, owned }) => `${cell(name)} (${owned} owned)`);
  if (full.length > 0)
    throw new ToolError(
      'quota',
      `No licences are left for ${full.join(', ')}. Remove one from another user, or ask an administrator to buy more.`,
    );
}

function noUsageLocation(who: string): ToolError {
  return new ToolError(
    'no_usage_location',
    `${who} has no usage location, which Microsoft requires to assign a licence. A user administrator can set the country, for example with graph_write: PATCH /users/{id} and body {"usageLocation":"PT"}.`,
  );
}
