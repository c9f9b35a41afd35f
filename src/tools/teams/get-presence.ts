import * as z from 'zod';

import { isGuid } from '../../base/text/guid.ts';
import { ToolError } from '../../errors.ts';
import type { GraphAnswer } from '../../graph/request/graph-request.ts';
import { path } from '../../graph/request/graph-path.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { people } from '../input/common-input.ts';
import { isAddress } from '../input/email-address.ts';
import { directoryRefusals, findUsers, userScopes } from '../input/people/find-user.ts';
import { isMe } from '../input/people/own-address.ts';
import { entityOf } from '../output/graph-data.ts';
import { flag, text, withId } from '../output/graph-schema.ts';
import { renderTable } from '../output/table.ts';
import { inBatches } from '../paging/in-batches.ts';
import { idByMail } from './shared/send/chat-people.ts';

/** Maximum number of people in one call: Graph's limit on the number of requests in a batch. */
const MAX_PEOPLE = 20;

const presence = z.object({
  id: text,
  availability: text,
  activity: text,
  outOfOfficeSettings: z.object({ isOutOfOffice: flag }).nullish(),
  statusMessage: z.object({ message: z.object({ content: text }).nullish() }).nullish(),
});

type Row = { readonly who: string; readonly presence: z.output<typeof presence> | string };

export const getPresence = defineTool({
  name: 'get_presence',
  title: 'Get presence',
  area: 'teams',
  order: 110,
  presets: [],
  about: 'Get the presence of people in Teams: available or not.',
  intents: [
    'is Ben available',
    'who is online',
    'is Mira in a meeting right now',
    'can I call Chen now',
    'status of my colleagues in Teams',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Presence.Read.All'],
  scopesElsewhere: userScopes,
  operation: 'GET /users/{id}/presence',
  example: { as: 'ana.silva', args: { people: ['ben.okafor@contoso.example', 'me'] } },
  input: { people: people(MAX_PEOPLE).min(1).describe('Names, e.g. Ana, me.') },
  async run(args, call) {
    const everybody = await referencesOf(args.people, call);
    if (everybody.length > MAX_PEOPLE)
      throw new ToolError('bad_argument', `people must have at most ${MAX_PEOPLE} entries.`);
    const answers = await presencesOf(everybody, call);
    const rows = everybody.map(({ who }, index) => rowOf(who, answers[index]!));
    const failed = answers.filter((answer) => answer instanceof ToolError);
    const [problem] = failed.filter(({ code }) => code !== 'not_found');
    if (problem !== undefined && failed.length === answers.length) throw problem;
    return renderTable({ what: 'people', columns, rows: oncePerPerson(rows), follows: 'That is all.' });
  },
});

/** A person whose presence is requested. `reference` is an id, an address, or the reason why the look-up failed. */
type Asked = { readonly who: string; readonly reference: string | ToolError };

/** Returns the requested people: first those given by address, by id or as `me`, then those given by name. */
async function referencesOf(given: readonly string[], call: ToolCall): Promise<readonly Asked[]> {
  const names = given.filter((one) => !isMe(one) && !isAddress(one) && !isGuid(one));
  const known = given
    .filter((one) => !names.includes(one))
    .map((one) => ({ who: isMe(one) ? 'me' : one, reference: isMe(one) ? call.caller.oid : one }));
  if (names.length === 0) return known;
  const found = await unlessRefused(findUsers(names, call));
  const named =
    found instanceof ToolError
      ? names.map((who) => ({ who, reference: found }))
      : found.map(({ id, name }) => ({ who: name, reference: id }));
  return [...known, ...named];
}

/**
 * Returns the result of a look-up, or the error if the caller cannot read the directory, so that people who need no
 * look-up are still shown.
 */
async function unlessRefused<Result>(lookUp: Promise<Result>): Promise<Result | ToolError> {
  try {
    return await lookUp;
  } catch (error) {
    if (error instanceof ToolError && directoryRefusals.has(error.code)) return error;
    throw error;
  }
}

function rowOf(who: string, answer: GraphAnswer | ToolError): Row {
  if (!(answer instanceof ToolError)) return { who, presence: entityOf(answer, presence) };
  return answer.code === 'not_found'
    ? { who, presence: 'not found in this organisation' }
    : { who, presence: `cannot be read: ${answer.message}` };
}

type Answers = readonly (GraphAnswer | ToolError)[];

/** Reads people's presence. Graph returns the presence of a person only by id, so addresses are looked up first. */
async function presencesOf(everybody: readonly Asked[], call: ToolCall): Promise<Answers> {
  const given = everybody.map(({ reference }) => reference);
  const ids = await idsOf(given.filter(isAddressGiven), call);
  const references = given.map((one) => (typeof one === 'string' ? (ids.get(one) ?? one) : one));
  const known = references.filter((one) => typeof one === 'string');
  const answers = await inBatches(
    known.map((one) => presenceOf(one, call)),
    call,
  );
  return references.map((one) => (typeof one === 'string' ? answers[known.indexOf(one)]! : one));
}

function isAddressGiven(given: string | ToolError): given is string {
  return typeof given === 'string' && isAddress(given);
}

/** Maps each address to the id of its user, or to the reason why there is no id. */
async function idsOf(
  addresses: readonly string[],
  call: ToolCall,
): Promise<ReadonlyMap<string, string | ToolError>> {
  if (addresses.length === 0) return new Map();
  const answers = await unlessRefused(
    call.batch(addresses.map((one) => read(path`/users/${one}`, { select: ['id'] }))),
  );
  if (answers instanceof ToolError) return new Map(addresses.map((one) => [one, answers]));
  const entries = answers.map(async (answer, index) => {
    const address = addresses[index]!;
    if (!(answer instanceof ToolError)) return [address, entityOf(answer, withId).id] as const;
    const id = answer.code === 'not_found' ? await idByMail(address, call) : undefined;
    return [address, id ?? answer] as const;
  });
  return new Map(await Promise.all(entries));
}

/** Keeps one row per person, because the same person can be given by address and by id. */
function oncePerPerson(rows: readonly Row[]): readonly Row[] {
  const keys = rows.map(({ who, presence: one }) => (typeof one === 'string' ? who : one.id || who));
  return rows.filter((_, index) => keys.indexOf(keys[index]!) === index);
}

function presenceOf(reference: string, { caller }: ToolCall) {
  return read(reference === caller.oid ? '/me/presence' : path`/users/${reference}/presence`);
}

const columns = [
  { name: 'who', textOf: ({ who }: Row) => who, longest: 320 },
  {
    name: 'presence',
    textOf: ({ presence: one }: Row) => {
      if (typeof one === 'string') return one;
      const [availability, activity] = [inWords(one.availability), inWords(one.activity)];
      const away = one.outOfOfficeSettings?.isOutOfOffice === true && activity !== 'out of office';
      return [availability, activity !== availability && activity, away && 'out of office']
        .filter(Boolean)
        .join(', ');
    },
  },
  {
    name: 'status message',
    textOf: ({ presence: one }: Row) =>
      typeof one === 'string' ? '' : (one.statusMessage?.message?.content ?? '').replaceAll(/<[^<>]*>/g, ' '),
    longest: 280,
  },
] as const;

/** Splits a state into words: `DoNotDisturb` becomes `do not disturb`. */
function inWords(state: string | null | undefined): string {
  return (state || 'unknown').replaceAll(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ').toLowerCase();
}
