import { createOperationIndex } from '../src/graph/operations/operation-index.ts';
import { createOperationSearch } from '../src/graph/operations/search/operation-search.ts';
import { catalogue } from '../src/tools/catalogue.gen.ts';
import { administratorQuestions } from './search/administrator-questions.ts';
import { curatedQuestions } from './search/curated-questions.ts';
import { everydayQuestions } from './search/everyday-questions.ts';
import { longTailQuestions } from './search/long-tail-questions.ts';
import { normaliseRequest, openPeerSearch, type PeerSearch } from './search/peer-search.ts';
import type { Question, QuestionSet } from './search/questions.ts';
import { unseenQuestions } from './search/unseen-questions.ts';

const MOST = 10;
const ROUNDS = 20;

/**
 * Prints how often the right tool or operation ranks first and in the top five for questions in users' own words, and
 * what a search costs. With `misses`, prints the failing questions from the tuning half, never those from the half that
 * is held out.
 */
export async function measureSearch(detail?: string): Promise<void> {
  const index = createOperationIndex();
  const load = cpuMs(() => index());
  const search = createOperationSearch(index);
  const first = cpuMs(() => search('reboot a laptop', { tools: catalogue, most: MOST }));
  const nameOf = (right: string): string => {
    const [method = '', path] = right.split(' ');
    if (path === undefined) return right;
    const operation = index().find(method, path);
    if (operation === undefined) throw new Error(`The index has no operation ${right}.`);
    return `${operation.method} ${operation.path}`;
  };
  /** Returns the rank of the first right answer, starting at 1; Infinity if there is none. */
  const placeOf = ({ ask, right }: Question): number => {
    const names = new Set(right.map(nameOf));
    const hits = search(ask, { tools: catalogue, most: MOST });
    const place = hits.findIndex(({ tool, operation }) =>
      names.has(operation === undefined ? tool.name : `${operation.method} ${operation.path}`),
    );
    return place < 0 ? Infinity : place + 1;
  };
  const sets = [
    { name: 'curated tools', set: curatedQuestions, floor: 0.95 },
    { name: 'long tail', set: longTailQuestions, floor: 0.75 },
    { name: 'long tail, unseen', set: unseenQuestions, floor: 0.75 },
    { name: 'everyday', set: everydayQuestions, floor: 0.95 },
    { name: 'administrators', set: administratorQuestions, floor: 0.75 },
  ];
  const lines = sets.flatMap(({ name, set }) => linesOf(name, set, placeOf));
  const tooFew = sets.filter(
    ({ set, floor }) => shareOf([...set.tuning, ...set.heldOut].map(placeOf), 5) < floor,
  );
  const peer = await openPeerSearch();
  const questions = sets.flatMap(({ set }) => set.tuning);
  const all = cpuMs(() => {
    for (let round = 0; round < ROUNDS; round += 1)
      for (const { ask } of questions) search(ask, { tools: catalogue, most: MOST });
  });
  process.stdout.write(
    [
      'questions                     number  hit@1  hit@5',
      ...lines,
      ...(peer === undefined
        ? ['Softeria: its package is not installed.']
        : besidePeer(
            peer,
            sets.flatMap(({ set }) => [...set.tuning, ...set.heldOut]),
            placeOf,
          )),
      `CPU: load ${load.toFixed(0)} ms, first search ${first.toFixed(0)} ms, each ${(all / ROUNDS / questions.length).toFixed(2)} ms`,
      ...tooFew.map(({ name, floor }) => `${name}: hit@5 is below the floor of ${floor * 100} %`),
      ...(detail === 'misses' ? missesOf(questions, placeOf) : []),
      '',
    ].join('\n'),
  );
  if (tooFew.length > 0) process.exitCode = 1;
}

/** Returns the share of questions with a right answer among the first `most` results. */
function shareOf(places: readonly number[], most: number): number {
  return places.filter((place) => place <= most).length / places.length;
}

function linesOf(name: string, set: QuestionSet, placeOf: (question: Question) => number): readonly string[] {
  const halves = [
    [`${name}, tuning`, set.tuning],
    [`${name}, held out`, set.heldOut],
    [name, [...set.tuning, ...set.heldOut]],
  ] as const;
  return halves.map(([label, questions]) => lineOf(label, questions.map(placeOf)));
}

/**
 * Compares Portico's search with the peer's search, using the questions that one of the peer's tools answers. Each
 * search covers all tools and operations of its own server.
 */
function besidePeer(
  peer: PeerSearch,
  questions: readonly Question[],
  placeOf: (question: Question) => number,
): readonly string[] {
  const requestsOf = ({ right }: Question): readonly string[] =>
    right.map((one) => catalogue.find(({ name }) => name === one)?.operation ?? one);
  const shared = questions.filter((question) => requestsOf(question).some((request) => peer.serves(request)));
  const peerPlaceOf = (question: Question): number => {
    const right = new Set(requestsOf(question).map(normaliseRequest));
    const place = peer.find(question.ask).findIndex((request) => right.has(request));
    return place < 0 ? Infinity : place + 1;
  };
  return [
    lineOf('both have: Portico', shared.map(placeOf)),
    lineOf('both have: Softeria 0.155.0', shared.map(peerPlaceOf)),
  ];
}

function lineOf(label: string, places: readonly number[]): string {
  const share = (most: number) => `${Math.round(shareOf(places, most) * 100)} %`.padStart(6);
  return `${label.padEnd(30)}${String(places.length).padStart(6)} ${share(1)} ${share(5)}`;
}

function missesOf(
  questions: readonly Question[],
  placeOf: (question: Question) => number,
): readonly string[] {
  return questions
    .filter((question) => placeOf(question) > 5)
    .map(({ ask }) => `not among the first five: ${ask}`);
}

function cpuMs(act: () => void): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
