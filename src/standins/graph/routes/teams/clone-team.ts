import * as z from 'zod';
import { type Group, groupsIn } from '../../../tenant/directory.ts';
import { guid } from '../../../tenant/ids.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import { addChannel, channelsOf } from '../../../tenant/teamwork.ts';
import { type Call, ok, readBody, type Reply } from '../../graph-call.ts';
import { badRequest, notFound } from '../../graph-errors.ts';
import { needs, type Route, route } from '../../router.ts';
import { teamOf } from './members.ts';

/** Number of polls until a copy is finished. */
const POLLS = 2;

const parts = ['apps', 'tabs', 'settings', 'channels', 'members'] as const;
const cloneInput = z.object({
  displayName: z.string().min(1).max(256),
  description: z.string().max(1024).nullish(),
  mailNickname: z.string().min(1).max(64),
  partsToClone: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.enum(parts))),
  visibility: z.enum(['public', 'private']).default('private'),
});

type Operation = Entity & { $polls: number; $fails: boolean };

/**
 * Responds with 202 and copies a team in the background. The Location header points to an operation that reports the
 * state of the copy.
 */
function clone(call: Call): Reply {
  const source = teamOf(call);
  const input = readBody(call, cloneInput);
  if (input.mailNickname.includes(' ')) throw badRequest('Invalid mailNickname.', 'BadRequest');
  const id = guid(`clone|${source.id}|${input.mailNickname}`);
  const isTaken = groupsIn(call.tenant)
    .all()
    .some((group) => group.mail?.split('@')[0]?.toLowerCase() === input.mailNickname.toLowerCase());
  if (!isTaken) addCopy(call, source, id, input);
  const operations = operationsOf(call, source.id);
  const operation = operations.put({
    id: guid(`operation|${id}|${operations.all().length}`),
    operationType: 'cloneTeam',
    createdDateTime: call.tenant.now().toISOString(),
    targetResourceId: id,
    targetResourceLocation: `/teams('${id}')`,
    $polls: POLLS,
    $fails: isTaken,
  });
  const location = `/teams('${source.id}')/operations('${operation.id}')`;
  return { status: 202, headers: { location, 'content-location': `/teams('${id}')` } };
}

function addCopy(call: Call, source: Group, id: string, input: z.output<typeof cloneInput>): void {
  const { tenant, me } = call;
  const members = input.partsToClone.includes('members')
    ? [...new Set([...source.$members, me.oid])]
    : [me.oid];
  groupsIn(tenant).put({
    ...source,
    id,
    displayName: input.displayName,
    description: input.description ?? source.description,
    mail: `${input.mailNickname}@${source.mail?.split('@')[1] ?? 'contoso.example'}`,
    visibility: input.visibility === 'public' ? 'Public' : 'Private',
    $members: members,
    $owners: [me.oid],
  });
  const channels = channelsOf(tenant, source.id)
    .all()
    .filter(({ membershipType }) => membershipType === 'standard');
  for (const { displayName, description } of channels) {
    if (displayName !== 'General' && !input.partsToClone.includes('channels')) continue;
    addChannel(tenant, id, {
      displayName,
      description: typeof description === 'string' ? description : undefined,
      at: tenant.now(),
    });
  }
}

function operationsOf(call: Call, team: string) {
  return call.tenant.table<Operation>(`/teams/${team}/operations`);
}

/** Returns an operation. The state of the operation advances with each request. */
function operation(call: Call): Reply {
  const operations = operationsOf(call, teamOf(call).id);
  const found = operations.get(call.param('operation'));
  if (!found) throw notFound('teams', call.param('operation'));
  const { $polls, $fails, ...shown } = found;
  operations.put({ ...found, $polls: Math.max(0, $polls - 1) });
  const status = $polls > 0 ? 'inProgress' : $fails ? 'failed' : 'succeeded';
  const error =
    status === 'failed' ? { code: 'Conflict', message: 'The mailNickname is already taken.' } : null;
  return ok({
    ...shown,
    status,
    attemptsCount: 1,
    lastActionDateTime: call.tenant.now().toISOString(),
    error,
  });
}

const readOperation = needs('Team.Create TeamSettings.Read.All TeamSettings.ReadWrite.All');

/** Routes that copy a team and return the copy's state. */
export const cloneTeamRoutes: readonly Route[] = [
  route('POST /teams/{team}/clone', needs('Team.Create Group.ReadWrite.All Directory.ReadWrite.All'), clone),
  route('GET /teams/{team}/operations/{operation}', readOperation, operation),
  // The URL in the Location header has keys in parentheses.
  route("GET /teams('{team}')/operations('{operation}')", readOperation, operation),
];
