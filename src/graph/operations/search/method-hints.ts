import { stem } from './stems.ts';
import type { GraphOperation } from '../graph-operation.ts';

type Method = GraphOperation['method'];

/** Groups of verbs and question words that a request can begin with, and the methods that each group suggests. */
const verbs: readonly (readonly [readonly Method[], string])[] = [
  [['DELETE'], 'delete remove erase drop discard rid purge unassign unpublish'],
  [['PATCH', 'PUT', 'POST'], 'change update rename edit modify set turn switch adjust replace mark'],
  [
    ['POST'],
    `add create new make book invite assign start send request submit register schedule activate issue run enable
    import order force lock reboot restart wipe retire reset revoke restore cancel approve reject dismiss confirm post
    publish sync copy move share grant upload print swap clock open verify sign write tell give reply answer respond
    remind forward save store note record reserve arrange organise plan prepare draft inform announce`,
  ],
  [
    ['GET'],
    'list show which what who when where how is are read get see find look check view display report status',
  ],
];

const hints: ReadonlyMap<string, readonly Method[]> = new Map(
  verbs.flatMap(([methods, words]) => words.split(/\s+/).map((word) => [stem(word), methods] as const)),
);

/**
 * Matches questions that ask for information even though their first words suggest a write, or give no hint of an HTTP
 * method.
 */
const asks =
  /^\s*(?:(?:did|does|has|was|were|will|am|is|are|may)\b|(?:do|have) (?:i|we|you|they)\b|(?:tell|give|show) me\b)/i;

/** Matches phrases such as "get rid of" or "get ready", which ask for a change. */
const causes = /\bget\b.*\b(?:away|around|back|into|off|onto|out|ready|rid|together)\b/i;

/** Number of words at the beginning of a question that are searched for a verb. */
const FIRST_WORDS = 5;

/**
 * Returns the methods that a question's first verb or question word suggests; undefined if the question has no such
 * word.
 */
export function methodsFor(question: string): readonly Method[] | undefined {
  if (asks.test(question)) return ['GET'];
  const words =
    question
      .slice(0, 100)
      .toLowerCase()
      .match(/[a-z]+/g) ?? [];
  for (const [place, word] of words.slice(0, FIRST_WORDS).entries()) {
    // "Get" before a participle, as in "get notified", is not a request to read.
    if (word === 'get' && (words[place + 1]?.endsWith('ed') === true || causes.test(question))) continue;
    const methods = hints.get(stem(word));
    // "Deleted users" asks for a list of users; only "delete users" asks for a change.
    if (methods !== undefined) return place === 0 && word.endsWith('ed') ? ['GET'] : methods;
  }
  return undefined;
}
