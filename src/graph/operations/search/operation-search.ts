import { areaOfPath } from '../../../policy/path-area.ts';
import type { GraphOperation } from '../graph-operation.ts';
import { FLAGS, METHODS } from '../index-file.ts';
import type { OperationIndex } from '../operation-index.ts';
import { pathText } from '../path-table.ts';
import { methodsFor } from './method-hints.ts';
import { createPathSearch } from './path-search.ts';
import { createPhraseSearch } from './phrase-search.ts';
import { readSearchFile } from './search-file.ts';
import { readSimilarWords } from './similar-words.ts';
import { TIME } from './stems.ts';
import type { Term } from './term.ts';
import { createTermReader } from './term-reader.ts';

/** The parts of a tool that the search uses. The tool's phrases are in the search file. */
export type SearchedTool = {
  readonly name: string;
  readonly area: string;
  readonly kind: 'read' | 'write' | 'send' | 'destroy';
};

export type Hit<Tool> =
  | { readonly tool: Tool; readonly operation?: undefined; readonly score: number }
  | { readonly tool?: undefined; readonly operation: GraphOperation; readonly score: number };

export type Wanted<Tool> = {
  readonly tools: readonly Tool[];
  readonly method?: GraphOperation['method'] | undefined;
  readonly area?: string | undefined;
  readonly most: number;
};

/** Ranks tools and operations by how well they match a question in natural language. */
export type OperationSearch = <Tool extends SearchedTool>(
  question: string,
  wanted: Wanted<Tool>,
) => readonly Hit<Tool>[];

/** Factor that reduces the score of a match by path, compared with a match by phrase. */
const BY_PATH = 0.8;
/** Maximum number of matching paths. Only the operations of these paths are scored. */
const MOST_PATHS = 150;
/** Score of a tool or operation that the question names: higher than any other score. */
const NAMED = 1.5;
/** Hits that score less than this fraction of the best score are dropped. */
const WORTH_SHOWING = 0.35;

/** Returns a function that ranks tools and operations. Its first call reads the files. */
export function createOperationSearch(index: () => OperationIndex): OperationSearch {
  let prepared: ReturnType<typeof prepare> | undefined;
  return (question, { tools, method, area, most }) => {
    const { termsOf, scoresOf } = (prepared ??= prepare(index()));
    const terms = termsOf(question);
    const methods = methodsFor(question);
    const isWanted: IsWanted = (one) =>
      (method === undefined || one.method === method) &&
      (area === undefined || areaOfPath(one.path()) === area);
    const { ofTools, ofOperations } = scoresOf(terms, {
      methods,
      isWanted,
      named: operationsNamed(question, index()),
    });
    const isWantedTool = (tool: SearchedTool): boolean =>
      (area === undefined || tool.area === area) && (method === undefined || isOfKind(method, tool));
    const toolHits = tools.filter(isWantedTool).map((tool) => ({
      tool,
      score: isNameOf(tool, question) ? NAMED : (ofTools.get(tool.name) ?? 0) * kindFactor(methods, tool),
    }));
    const hits = [...toolHits, ...[...ofOperations].map(([number, score]) => ({ number, score }))]
      .filter(({ score }) => score > 0)
      .toSorted((a, b) => b.score - a.score);
    return hits
      .slice(0, most)
      .filter(({ score }) => score >= WORTH_SHOWING * (hits[0]?.score ?? 0))
      .map((hit) => ('tool' in hit ? hit : { operation: index().at(hit.number), score: hit.score }));
  };
}

/** Whether a question is the name of a tool, such as `list_users` or `list users`. */
function isNameOf({ name }: SearchedTool, question: string): boolean {
  return question.trim().toLowerCase().replaceAll(' ', '_') === name;
}

const namedOperation =
  /^\s*(?:([a-z]{3,6})\s+)?(?:https:\/\/graph\.microsoft\.com)?(?:\/v1\.0)?(\/[^\s%]{0,400}[^\s%/])\/?\s*$/i;

/**
 * Returns the numbers of the matching operations if the question is a path such as `/users/{id}/memberOf`; otherwise an
 * empty list. The path can include a method, the version and the host.
 */
function operationsNamed(question: string, index: OperationIndex): readonly number[] {
  const [, method, path] = namedOperation.exec(question) ?? [];
  if (path === undefined) return [];
  const methods = method === undefined ? METHODS : [method.toUpperCase()];
  return methods.flatMap((one) => index.numberOf(one, path) ?? []);
}

type Methods = readonly string[] | undefined;

/** Whether the caller wants an operation with this method and path. */
type IsWanted = (one: { readonly method: string; readonly path: () => string }) => boolean;

/** Reads the files and builds the parts of the index that do not depend on the caller. */
function prepare(index: OperationIndex) {
  const file = readSearchFile();
  if (file.operations !== index.size)
    throw new Error('The search file does not match the index of operations. Run npm run generate.');
  const stems = file.stems.split(' ');
  const tools = file.tools.split(' ');
  const { paths: table } = index;
  const phrases = createPhraseSearch(file, stems.indexOf(TIME));
  const paths = createPathSearch(table, file.inSegments);
  const methodOf = (number: number): string => METHODS[table.methodOf[number] ?? 0] ?? 'GET';
  /** Returns the scores of the matching tools, keyed by name, and of the matching operations, keyed by number. */
  const scoresOf = (
    terms: readonly Term[],
    {
      methods,
      isWanted,
      named,
    }: { readonly methods: Methods; readonly isWanted: IsWanted; readonly named: readonly number[] },
  ): {
    readonly ofTools: ReadonlyMap<string, number>;
    readonly ofOperations: ReadonlyMap<number, number>;
  } => {
    const byPhrase = phrases.find(terms);
    const ofTools = new Map(
      byPhrase.found
        .filter((one) => one < tools.length)
        .map((one) => [tools[one] ?? '', byPhrase.scores[one] ?? 0]),
    );
    const scores = new Map<number, number>();
    const propose = (number: number, score: number): void => {
      if ((scores.get(number) ?? 0) >= score) return;
      const path = (): string => pathText(table, table.pathOf[number] ?? 0);
      if (isWanted({ method: methodOf(number), path })) scores.set(number, score);
    };
    for (const number of named) propose(number, NAMED);
    for (const one of byPhrase.found) {
      const number = file.operationsWithPhrases[one - tools.length];
      if (number === undefined) continue;
      propose(number, (byPhrase.scores[one] ?? 0) * methodFactor(methods, methodOf(number)));
    }
    for (const { path, score } of paths.find(terms, MOST_PATHS))
      for (let number = table.operations[path] ?? 0; number < (table.operations[path + 1] ?? 0); number += 1)
        propose(number, score * BY_PATH * methodFactor(methods, methodOf(number)) * prior(index, number));
    return { ofTools, ofOperations: scores };
  };
  return {
    termsOf: createTermReader(stems, readSimilarWords()),
    scoresOf,
  };
}

/** Last path segments of operations that return only part of a resource. */
const PARTS: ReadonlySet<string> = new Set([
  '$count',
  '$ref',
  '$value',
  'delta()',
  'microsoft.graph.delta()',
]);

/**
 * Returns a factor that favours documented operations, short paths, and complete resources over their counts and
 * references.
 */
function prior(index: OperationIndex, number: number): number {
  const { paths } = index;
  const path = paths.pathOf[number] ?? 0;
  const end = paths.begins[path + 1] ?? 0;
  const depth = end - (paths.begins[path] ?? 0);
  const isPart = PARTS.has(paths.segments[paths.places[end - 1] ?? 0] ?? '');
  const flags = index.flagsOf(number);
  return (
    ((flags & FLAGS.documented) === 0 ? 0.8 : 1.1) *
    ((flags & FLAGS.deprecated) === 0 ? 1 : 0.6) *
    (isPart ? 0.7 : 1) *
    Math.max(0.6, 1.05 - 0.05 * depth)
  );
}

function methodFactor(methods: Methods, method: string): number {
  if (methods === undefined) return method === 'GET' ? 1.05 : 1;
  return methods.includes(method) ? 1.1 : 0.8;
}

const methodsOfKind: Readonly<Record<SearchedTool['kind'], readonly string[]>> = {
  read: ['GET'],
  write: ['POST', 'PATCH', 'PUT'],
  send: ['POST', 'PATCH'],
  destroy: ['DELETE', 'POST'],
};

function isOfKind(method: string, { kind }: SearchedTool): boolean {
  return methodsOfKind[kind].includes(method);
}

function kindFactor(methods: Methods, tool: SearchedTool): number {
  const fits = methods === undefined || methods.some((method) => isOfKind(method, tool));
  return fits ? 1.15 : 0.85;
}
