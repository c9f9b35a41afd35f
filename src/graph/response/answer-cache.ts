import { createLruMap } from '../../base/lru-map.ts';
import { onlyReads } from '../../policy/path-rules.ts';
import type { GraphAnswer, GraphRequest } from '../request/graph-request.ts';

/** Caches answers to requests with `maxAgeSeconds`, separately for each user. */
export type AnswerCache = {
  /**
   * Returns the cached answer to a request, otherwise the answer from `send`. Passes on errors from `send`. Drops the
   * user's answers after a request that changes something.
   */
  get(person: Person, request: GraphRequest, send: () => Promise<GraphAnswer>): Promise<GraphAnswer>;
  /**
   * Drops the user's answers if one of these requests changes something. Must be called after the requests have
   * finished.
   */
  noteSent(person: Person, requests: readonly GraphRequest[]): void;
};

type Person = { readonly tid: string; readonly oid: string };
type Cached = { readonly answer: GraphAnswer; readonly until: number };

const CACHED_PEOPLE = 2_000;
const ANSWERS_PER_PERSON = 4;
/** Maximum size of a cached answer in bytes. Mailbox settings are smaller than 1 kB. */
const LARGEST_BYTES = 4_096;

/** `now` is in milliseconds. */
export function createAnswerCache(now: () => number): AnswerCache {
  const people = createLruMap<Map<string, Cached>>(CACHED_PEOPLE);
  const keyOf = ({ tid, oid }: Person): string => `${tid}/${oid}`;
  const noteSent: AnswerCache['noteSent'] = (person, requests) => {
    if (!requests.every(onlyReads)) people.delete(keyOf(person));
  };
  return {
    noteSent,
    get: async (person, request, send) => {
      const { maxAgeSeconds, version, path, query } = request;
      if (maxAgeSeconds === undefined) return send().finally(() => noteSent(person, [request]));
      // A change deletes the user's map. An answer that arrives after the change may be outdated; it goes into the
      // deleted map, which is no longer read.
      const answers = people.getOrCreate(keyOf(person), () => new Map<string, Cached>());
      const key = JSON.stringify([version, path, query]);
      const cached = answers.get(key);
      if (cached !== undefined && cached.until > now()) return cached.answer;
      answers.delete(key);
      const answer = await send();
      if (answer.bytes <= LARGEST_BYTES && answers.size < ANSWERS_PER_PERSON)
        answers.set(key, { answer, until: now() + maxAgeSeconds * 1_000 });
      return answer;
    },
  };
}
