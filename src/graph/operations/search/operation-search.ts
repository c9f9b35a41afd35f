import { areaOfPath } from '../../../policy/path-area.ts';
import { intents } from '../intents/intents.ts';
import type { GraphOperation } from '../graph-operation.ts';
import type { OperationIndex } from '../operation-index.ts';
import { methodsFor } from './method-hints.ts';
import { createPathSearch } from './path-search.ts';
import { describe, likeness, termOf, type Described, type Term } from './phrases.ts';
import { stemsOf, stemsOfName, TIME } from './stems.ts';

/** The parts of a tool that the search uses. */
export type SearchedTool = {
  readonly name: string;
  readonly area: string;
  readonly about: string;
  readonly intents: readonly string[];
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

/** Factor for the score of a match by path, compared with a match by phrase. */
const BY_PATH = 0.8;
/** Weight of a name in an operation's path. A word in one of its phrases has the weight 1. */
const NAMES = 0.6;
/** Maximum number of matching paths, best first, whose operations are scored. */
const MOST_PATHS = 150;
/** Weight of a word that only refers to a time, such as `today`. */
const LIGHT = 1;
/** Hits that score less than this fraction of the best score are dropped. */
const WORTH_SHOWING = 0.35;

/**
 * `vocabulary` are the phrases of each tool that exists. A word that many of them use says little, so it also counts
 * little; the tools of one caller would give every caller other weights.
 */
export function createOperationSearch(
  index: () => OperationIndex,
  vocabulary: readonly (readonly string[])[] = [],
): OperationSearch {
  let prepared: ReturnType<typeof prepare> | undefined;
  const described = new Map<string, Described>();
  const describedTool = (tool: SearchedTool, weightOf: (stem: string) => number): Described => {
    const known = described.get(tool.name) ?? describeTool(tool, weightOf);
    described.set(tool.name, known);
    return known;
  };
  return (question, { tools, method, area, most }) => {
    const { paths, weightOf, phrasedWith, operationsOn, operationOf } = (prepared ??= prepare(
      index(),
      vocabulary,
    ));
    const stems = [...new Set(stemsOf(question))];
    const terms: readonly Term[] = stems.map((stem) => termOf(stem, weightOf(stem)));
    const pathTerms: readonly Term[] = stems.map((stem) => termOf(stem, paths.weightOf(stem)));
    const methods = methodsFor(question);
    const isWanted = (operation: GraphOperation): boolean =>
      (method === undefined || operation.method === method) &&
      (area === undefined || areaOfPath(operation.path) === area);
    const ofTools = tools
      .filter(
        (tool) =>
          (area === undefined || tool.area === area) && (method === undefined || isOfKind(method, tool)),
      )
      .map((tool) => ({
        tool,
        score: likeness(terms, describedTool(tool, weightOf), weightOf) * kindFactor(methods, tool),
      }));
    const scores = new Map<GraphOperation, number>();
    const propose = (operation: GraphOperation, score: number): void => {
      if (isWanted(operation) && (scores.get(operation) ?? 0) < score) scores.set(operation, score);
    };
    for (const { number, description } of phrasedWith(terms)) {
      const operation = operationOf(number);
      propose(operation, likeness(terms, description, weightOf) * methodFactor(methods, operation));
    }
    for (const { path, score } of paths.find(pathTerms, MOST_PATHS))
      for (const operation of operationsOn(path))
        propose(operation, score * BY_PATH * methodFactor(methods, operation) * prior(operation));
    const hits = [...ofTools, ...[...scores].map(([operation, score]) => ({ operation, score }))]
      .filter(({ score }) => score > 0)
      .toSorted((a, b) => b.score - a.score);
    return hits.slice(0, most).filter(({ score }) => score >= WORTH_SHOWING * (hits[0]?.score ?? 0));
  };
}

/** Indexes what does not depend on the caller. */
function prepare(index: OperationIndex, vocabulary: readonly (readonly string[])[]) {
  const { paths: table } = index;
  const known = new Map<number, GraphOperation>();
  const operationOf = (number: number): GraphOperation => {
    const one = known.get(number) ?? index.at(number);
    known.set(number, one);
    return one;
  };
  const operationsOn = (path: number): readonly GraphOperation[] => {
    const first = table.operations[path] ?? 0;
    const count = (table.operations[path + 1] ?? 0) - first;
    return Array.from({ length: count }, (_, place) => operationOf(first + place));
  };
  const found = intents().flatMap(({ method, path, phrases }) => {
    const number = index.numberOf(method, path);
    return number === undefined ? [] : [{ number, path, phrases: phrases.map(stemsOf) }];
  });
  const counts = new Map<string, number>();
  const ofTools = vocabulary.map((phrases) => phrases.flatMap((phrase) => stemsOf(withoutNames(phrase))));
  for (const stems of [...found.map(({ phrases }) => phrases.flat()), ...ofTools])
    for (const stem of new Set(stems)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const rarityOf = (count: number): number => Math.log(1 + (found.length + ofTools.length) / count);
  const rarity = new Map([...counts].map(([stem, count]) => [stem, rarityOf(count)]));
  const rarest = rarityOf(1);
  const weightOf = (stem: string): number => (stem === TIME ? LIGHT : (rarity.get(stem) ?? rarest));
  const byStem = new Map<string, { number: number; description: Described }[]>();
  for (const { number, path, phrases } of found) {
    const names = path.split('/').filter((segment) => !segment.startsWith('{'));
    const words = names.flatMap((name) => stemsOfName(name)).map((stem) => [stem, NAMES] as const);
    const entry = { number, description: describe(phrases, words, weightOf) };
    for (const stem of entry.description.words.keys()) {
      const others = byStem.get(stem);
      if (others === undefined) byStem.set(stem, [entry]);
      else others.push(entry);
    }
  }
  return {
    paths: createPathSearch(table),
    weightOf,
    /** Returns the operations with phrases that share a word or a synonym with the terms. */
    phrasedWith: (terms: readonly Term[]) =>
      new Set(terms.flatMap(({ stem, others }) => [stem, ...others].flatMap((one) => byStem.get(one) ?? []))),
    operationsOn,
    operationOf,
  };
}

function describeTool(
  { name, about, intents: phrases }: SearchedTool,
  weightOf: (stem: string) => number,
): Described {
  const own = name.split('_').flatMap((word) => stemsOf(word));
  return describe(
    [...phrases.map((phrase) => stemsOf(withoutNames(phrase))), own],
    stemsOf(about).map((stem) => [stem, 0.8] as const),
    weightOf,
  );
}

/**
 * Product names, which are kept in a phrase. Any other capitalised word inside a phrase is taken for a person's
 * name.
 */
const products = new Set(
  'Outlook Teams OneDrive SharePoint Planner OneNote Excel Word PowerPoint Graph Microsoft Office Intune Entra To Do PDF API'.split(
    ' ',
  ),
);

function withoutNames(phrase: string): string {
  return phrase.replaceAll(/(?<=\s)[A-Z][a-z]+\b/g, (word) => (products.has(word) ? word : ''));
}

/**
 * Returns a factor that favours documented operations, short paths, and resources over their counts and
 * references.
 */
function prior({ path, documented, deprecated }: GraphOperation): number {
  const depth = path.split('/').length - 1;
  const isPart = /\/\$(?:count|ref|value)$/.test(path) || path.endsWith('/delta()');
  return (
    (documented ? 1.1 : 1) * (deprecated ? 0.6 : 1) * (isPart ? 0.7 : 1) * Math.max(0.6, 1.05 - 0.05 * depth)
  );
}

function methodFactor(methods: readonly string[] | undefined, { method }: GraphOperation): number {
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

function kindFactor(methods: readonly string[] | undefined, tool: SearchedTool): number {
  const fits = methods === undefined || methods.some((method) => isOfKind(method, tool));
  return fits ? 1.15 : 0.85;
}
