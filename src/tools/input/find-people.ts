import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import type { GraphAnswer, GraphRequest } from '../../graph/request/graph-request.ts';
import { searchPhrase } from '../../graph/request/odata.ts';
import { covers } from '../../graph/permissions.ts';
import { read } from '../../graph/request/read.ts';
import type { ToolCall } from '../define.ts';
import { hasMore, itemsOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { cell } from '../output/untrusted.ts';
import { isAddress } from './email-address.ts';

/** A person; `name` is undefined if the address was given. */
export type FoundPerson = { readonly address: string; readonly name?: string };

/** Maximum number of names that one call looks up. */
const MAX_NAMES = 20;
/** Maximum number of words of a name that are searched for. */
const MAX_WORDS = 8;
/** Maximum number of people that each search returns. */
const MAX_FOUND = 25;
const MAX_CANDIDATES = 10;
/** Maximum number of requests in a batch. */
const BATCH = 20;

/** The Graph permissions that let tools look up names, for `scopesElsewhere`. */
export const nameScopes = { users: ['People.Read', 'User.ReadBasic.All'] };

const user = z.object({ id: z.string(), displayName: text, mail: text, userPrincipalName: text });

const contact = z.object({
  id: z.string(),
  displayName: text,
  scoredEmailAddresses: z.array(z.object({ address: text })).nullish(),
});

type Candidate = { readonly id: string; readonly name: string; readonly address: string };

type Source = {
  readonly scope: string;
  readonly request: (words: readonly string[]) => GraphRequest;
  readonly peopleIn: (answer: GraphAnswer) => readonly Candidate[];
};

/** The directory comes first: its address of a person is the official one. */
const sources: readonly Source[] = [
  {
    scope: 'User.ReadBasic.All',
    request: (words) =>
      read('/users', {
        select: Object.keys(user.shape),
        search: words.map((word) => searchPhrase(`displayName:${word}`)).join(' AND '),
        top: MAX_FOUND,
      }),
    peopleIn: (answer) =>
      itemsOf(answer, user).map(({ id, displayName, mail, userPrincipalName }) => ({
        id,
        name: displayName ?? '',
        address: mail ?? userPrincipalName ?? '',
      })),
  },
  {
    scope: 'People.Read',
    request: (words) =>
      read('/me/people', {
        select: Object.keys(contact.shape),
        search: searchPhrase(words.join(' ')),
        top: MAX_FOUND,
      }),
    peopleIn: (answer) =>
      itemsOf(answer, contact).map(({ id, displayName, scoredEmailAddresses }) => ({
        id,
        name: displayName ?? '',
        address: scoredEmailAddresses?.[0]?.address ?? '',
      })),
  },
];

const looked = new WeakMap<ToolCall, Map<string, Promise<FoundPerson>>>();

/**
 * Finds people by their addresses or names, in the directory and among the people that the caller works with. An
 * address is not looked up. All calls during one tool call give the same result, so that what runs is what was
 * previewed. Throws `ToolError` with the candidates unless a name belongs to exactly one person.
 */
export async function findPeople(given: readonly string[], call: ToolCall): Promise<readonly FoundPerson[]> {
  const names = new Set(given.filter((one) => !isAddress(one)));
  if (names.size === 0) return given.map((address) => ({ address }));
  const known = looked.get(call) ?? new Map<string, Promise<FoundPerson>>();
  looked.set(call, known);
  const missing = [...names].filter((name) => !known.has(name));
  if (missing.length > 0) {
    const found = lookUp(missing, call);
    for (const [index, name] of missing.entries())
      known.set(
        name,
        found.then((people) => people[index]!),
      );
  }
  return Promise.all(given.map((one) => known.get(one) ?? Promise.resolve({ address: one })));
}

/** Returns the addresses of people, without duplicates. Throws as `findPeople` does. */
export async function addressesOf(
  given: readonly string[] | undefined,
  call: ToolCall,
): Promise<readonly string[]> {
  const found = await findPeople(given ?? [], call);
  return [...new Set(found.map(({ address }) => address.toLowerCase()))];
}

/** Like `findPeople`, for one person. */
export async function findAddress(given: string, call: ToolCall): Promise<string> {
  const [person] = await findPeople([given], call);
  return person?.address ?? given;
}

async function lookUp(names: readonly string[], call: ToolCall): Promise<readonly FoundPerson[]> {
  if (names.length > MAX_NAMES)
    throw new ToolError('bad_argument', `At most ${MAX_NAMES} names can be looked up: give addresses.`);
  const scopes = await call.grantedScopes();
  const usable = sources.filter(({ scope }) => covers(scopes, scope));
  if (usable.length === 0) {
    const missing = sources.map(({ scope }) => scope).join(' or ');
    throw cannotLookUp(names, 'missing_permission', `the Graph permission ${missing} was not granted`);
  }
  const searches = names.flatMap((name) =>
    usable.map((source) => ({
      name,
      source,
      request: source.request(separate(name.normalize('NFC')).slice(0, MAX_WORDS)),
    })),
  );
  const answers = await sendAll(
    searches.map(({ request }) => request),
    names,
    call,
  );
  return names.map((name) => {
    const found = searches.flatMap(({ name: searched, source }, index) => {
      const answer = answers[index];
      if (searched !== name || answer === undefined) return [];
      if (!(answer instanceof ToolError))
        return [{ people: source.peopleIn(answer), isCut: hasMore(answer) }];
      // Not every account has people it works with; the directory has everybody.
      if (usable.length > 1 && source.scope === 'People.Read') return [];
      throw answer;
    });
    const people = found.flatMap((one) => one.people);
    return choose(
      name,
      people,
      found.some(({ isCut }) => isCut),
    );
  });
}

async function sendAll(
  requests: readonly GraphRequest[],
  names: readonly string[],
  call: ToolCall,
): Promise<readonly (GraphAnswer | ToolError)[]> {
  const batches = Array.from({ length: Math.ceil(requests.length / BATCH) }, (_, index) =>
    call.batch(requests.slice(index * BATCH, (index + 1) * BATCH)),
  );
  try {
    return (await Promise.all(batches)).flat();
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== 'refused_by_policy') throw error;
    throw cannotLookUp(names, error.code, error.message.replace(/\.$/, ''));
  }
}

/** Chooses the only person with exactly this name, or else the only one whose name has all its words. */
function choose(given: string, people: readonly Candidate[], isCut: boolean): FoundPerson {
  const words = wordsOf(given);
  const candidates = distinct(people);
  const matching = candidates.filter(({ name }) => {
    const own = new Set(wordsOf(name));
    return words.every((word) => own.has(word));
  });
  const exact = matching.filter(({ name }) => wordsOf(name).length === words.length);
  const chosen = exact.length > 0 ? exact : matching;
  const [only] = chosen;
  if (only !== undefined && chosen.length === 1 && (exact.length === 1 || !isCut))
    return { address: only.address, name: only.name };
  throw chosen.length > 0 ? ambiguous(given, chosen, isCut) : unknown(given, candidates);
}

/** Keeps the first of those with the same id or address, and only those with an address. */
function distinct(people: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  return people.filter(({ id, address }) => {
    const lower = address.toLowerCase();
    if (!isAddress(address) || seen.has(id) || seen.has(lower)) return false;
    seen.add(id).add(lower);
    return true;
  });
}

/** Ignores case, accents, the order of names and what separates them. */
function wordsOf(name: string): readonly string[] {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return separate(plain.replaceAll('’', "'").toLowerCase());
}

function separate(name: string): readonly string[] {
  return name.split(/[^\p{L}\p{M}\p{N}'’-]+/u).filter((word) => word !== '');
}

function ambiguous(given: string, people: readonly Candidate[], isCut: boolean): ToolError {
  return new ToolError(
    'ambiguous',
    `"${cell(given)}" can be several people. Call again with one of these addresses: ${listed(people, isCut)}`,
  );
}

function unknown(given: string, similar: readonly Candidate[]): ToolError {
  const others = similar.length === 0 ? '' : ` Similar: ${listed(similar, false)}`;
  return new ToolError(
    'bad_argument',
    `Nobody named "${cell(given)}" was found. Give the email address.${others}`,
  );
}

function listed(people: readonly Candidate[], isCut: boolean): string {
  const named = people
    .slice(0, MAX_CANDIDATES)
    .map(({ name, address }) => `${cell(name)} <${cell(address)}>`);
  const more = people.length > named.length || isCut ? ', and more' : '';
  return `${named.join(', ')}${more}.`;
}

function cannotLookUp(names: readonly string[], code: string, why: string): ToolError {
  return new ToolError(
    code,
    `Names such as "${cell(names[0] ?? '')}" cannot be looked up: ${why}. Give email addresses.`,
  );
}
