import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import type { GraphAnswer } from '../../graph/request/graph-request.ts';
import { path } from '../../graph/request/graph-path.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { people } from '../input/common-input.ts';
import { isAddress, isUserId } from '../input/email-address.ts';
import { findUsers, userScopes } from '../input/people/find-user.ts';
import { entityOf } from '../output/graph-data.ts';
import { flag, text, withId } from '../output/graph-schema.ts';
import { renderTable } from '../output/table.ts';
import { inBatches } from '../paging/in-batches.ts';
import { idByMail } from './shared/send/chat-people.ts';

/** Maximum number of people in one call: Graph's limit for requests in a batch. */
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
    const isMe = (one: string) => /^(?:me|myself)$/i.test(one);
    const names = args.people.filter((one) => !isMe(one) && !isAddress(one) && !isUserId(one));
    const found = names.length === 0 ? [] : await findUsers(names, call);
    const known = args.people
      .filter((one) => !names.includes(one))
      .map((one) => ({ who: isMe(one) ? 'me' : one, reference: isMe(one) ? call.caller.oid : one }));
    const everybody = [...known, ...found.map(({ id, name }) => ({ who: name, reference: id }))];
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

function rowOf(who: string, answer: GraphAnswer | ToolError): Row {
  if (!(answer instanceof ToolError)) return { who, presence: entityOf(answer, presence) };
  return answer.code === 'not_found'
    ? { who, presence: 'not found in this organisation' }
    : { who, presence: `cannot be read: ${answer.message}` };
}

type Asked = { readonly reference: string };

type Answers = readonly (GraphAnswer | ToolError)[];

/** Reads the presence of people. Graph finds it only by a person's id, so addresses are looked up first. */
async function presencesOf(everybody: readonly Asked[], call: ToolCall): Promise<Answers> {
  const ids = await idsOf(everybody.map(({ reference }) => reference).filter(isAddress), call);
  const references = everybody.map(({ reference }) => ids.get(reference) ?? reference);
  const known = references.filter((one) => typeof one === 'string');
  const answers = await inBatches(
    known.map((one) => presenceOf(one, call)),
    call,
  );
  return references.map((one) => (typeof one === 'string' ? answers[known.indexOf(one)]! : one));
}

/** Returns the ids of the people with the given addresses, or the reason why there is none. */
async function idsOf(
  addresses: readonly string[],
  call: ToolCall,
): Promise<ReadonlyMap<string, string | ToolError>> {
  if (addresses.length === 0) return new Map();
  const answers = await call.batch(addresses.map((one) => read(path`/users/${one}`, { select: ['id'] })));
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

/** Converts `DoNotDisturb` to `do not disturb`. */
function inWords(state: string | null | undefined): string {
  return (state || 'unknown').replaceAll(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ').toLowerCase();
}
