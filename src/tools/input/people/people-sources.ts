import * as z from 'zod';

import type { GraphAnswer, GraphRequest } from '../../../graph/request/graph-request.ts';
import { literal, searchPhrase } from '../../../graph/request/odata.ts';
import { read } from '../../../graph/request/read.ts';
import { itemsOf } from '../../output/graph-data.ts';
import { text } from '../../output/graph-schema.ts';
import { beginningOf } from '../pick-by-name.ts';
import { isExternal, isGuest } from './is-guest.ts';
import { wordsOf, type Candidate } from './match-name.ts';

/** Maximum number of words in a name that are used for a search. */
const MAX_WORDS = 8;
/** Maximum number of people that each search returns. */
const MAX_FOUND = 25;
/** Maximum number of people that a prefix search returns. */
const MAX_SIMILAR = 250;

export type Look = 'addresses' | 'users';

/**
 * The rules for each kind of look-up: addresses of people inside and outside the organisation, or directory users.
 */
export const rules = {
  addresses: { allowsBeginnings: false, needsAddress: true },
  users: { allowsBeginnings: true, needsAddress: false },
} as const;

export const directoryUser = z.object({
  id: z.string(),
  displayName: text,
  mail: text,
  userPrincipalName: text,
  userType: text,
});

const contact = z.object({
  id: z.string(),
  displayName: text,
  scoredEmailAddresses: z.array(z.object({ address: text })).nullish(),
});

export type Source = {
  readonly scope: string;
  readonly looks: readonly Look[];
  /** Returns undefined if the source cannot be searched for the name. */
  readonly request: (name: string, look: Look) => GraphRequest | undefined;
  readonly peopleIn: (answer: GraphAnswer) => readonly Candidate[];
};

/** The first source in every search, because the directory holds a person's official address. */
export const directory: Source = {
  scope: 'User.ReadBasic.All',
  looks: ['addresses', 'users'],
  request: (name, look) => usersWith(nameClause(name, look), MAX_FOUND),
  peopleIn: (answer) => itemsOf(answer, directoryUser).map(candidateOf),
};

export const relevantPeople: Source = {
  scope: 'People.Read',
  looks: ['addresses'],
  request: (name) => {
    const words = searchWords(name);
    if (words.length === 0) return undefined;
    const select = Object.keys(contact.shape);
    return read('/me/people', { select, search: searchPhrase(words.join(' ')), top: MAX_FOUND });
  },
  peopleIn: (answer) =>
    itemsOf(answer, contact).map(({ id, displayName, scoredEmailAddresses }) => ({
      id,
      name: displayName ?? '',
      address: scoredEmailAddresses?.[0]?.address ?? '',
      isGuest: false,
    })),
};

export function candidateOf(user: z.output<typeof directoryUser>): Candidate {
  const { id, displayName, mail, userPrincipalName } = user;
  const address = mail || userPrincipalName || '';
  return { id, name: displayName || address, address, isGuest: isGuest(user) || isExternal(user) };
}

type Clause = { readonly search: string } | { readonly filter: readonly string[] };

function usersWith(clause: Clause, top: number): GraphRequest {
  return read('/users', { select: Object.keys(directoryUser.shape), ...clause, top });
}

function nameClause(name: string, look: Look): Clause {
  const words = searchWords(name);
  const written = name.trim();
  if (words.length === 0) return { filter: [`startswith(displayName,${literal(firstCharacter(written))})`] };
  if (rules[look].allowsBeginnings && !/\s/.test(written))
    return { search: ['displayName', 'mail'].map((one) => searchPhrase(`${one}:${written}`)).join(' OR ') };
  return { search: words.map((word) => searchPhrase(`displayName:${word}`)).join(' AND ') };
}

/** Builds a request for users whose names contain words with the same initials as the words of `name`. */
export function similarUsers(name: string): GraphRequest {
  return usersWith(initialsClause(name), MAX_SIMILAR);
}

/**
 * Searches by the first letters of a name. In Graph, searching for the displayed form of a word fails if the stored
 * word contains invisible characters or combining accents.
 */
function initialsClause(name: string): Clause {
  const words = searchWords(name);
  const initials = words.map(firstCharacter);
  const plain = [...new Set(initials.filter((one) => one === one.normalize('NFKD')))];
  const first = initials[0];
  if (first === undefined) return nameClause(name, 'addresses');
  const letters = plain.length > 0 ? plain : [first, firstCharacter(first.normalize('NFKD'))];
  const clauses = letters.map((letter) => searchPhrase(`displayName:${letter}`));
  return { search: clauses.join(plain.length > 0 ? ' AND ' : ' OR ') };
}

/** Returns the first code point of the text. */
function firstCharacter(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}

function searchWords(name: string): readonly string[] {
  return wordsOf((beginningOf(name) ?? name).normalize('NFC')).slice(0, MAX_WORDS);
}
