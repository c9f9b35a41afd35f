import type { GraphOperation } from './graph-operation.ts';
import { FLAGS, METHODS, readIndexFile, type IndexFile, type Method } from './index-file.ts';
import { overlay } from './overlay.ts';
import { createPathTable, pathText, type PathTable } from './path-table.ts';
import { createPathTree } from './path-tree.ts';

/** Only Graph can set `readOnly` properties. */
export type GraphProperty = { readonly name: string; readonly type: string; readonly readOnly: boolean };

export type OperationIndex = {
  readonly source: IndexFile['source'];
  /** The number of operations. */
  readonly size: number;
  /** Returns an operation by its number, from 0. */
  at(number: number): GraphOperation;
  /** Returns the sum of the `FLAGS` that apply to the operation with this number. */
  flagsOf(number: number): number;
  readonly paths: PathTable;
  /** Returns the number of the operation that matches a request. */
  numberOf(method: string, path: string): number | undefined;
  /**
   * Returns the operation that matches a request; undefined if the index does not contain the operation. `path` must
   * not include a version.
   */
  find(method: string, path: string): GraphOperation | undefined;
  /** Returns the properties of a type, including those of its base types. */
  propertiesOf(type: string): readonly GraphProperty[];
  /** Returns the values of an enumeration; empty for any other type. */
  valuesOf(type: string): readonly string[];
};

/** Returns a function that loads the index on its first call. */
export function createOperationIndex(read: () => IndexFile = readIndexFile): () => OperationIndex {
  let index: OperationIndex | undefined;
  return () => (index ??= openIndex(read()));
}

function openIndex(file: IndexFile): OperationIndex {
  const paths = createPathTable(file, overlay);
  const size = paths.pathOf.length;
  let tree: ReturnType<typeof createPathTree> | undefined;
  const at = (number: number): GraphOperation =>
    overlay[number - file.flags.length] ?? operationAt(file, paths, number);
  const numberOf = (method: string, path: string): number | undefined =>
    (tree ??= createPathTree(paths)).find(METHODS.indexOf(method as Method), path);
  return {
    source: file.source,
    size,
    at,
    flagsOf: (number) => {
      const added = overlay[number - file.flags.length];
      return added === undefined ? Number(file.flags.charAt(number)) : flagsIn(added);
    },
    paths,
    numberOf,
    find: (method, path) => {
      const found = numberOf(method, path);
      return found === undefined ? undefined : at(found);
    },
    propertiesOf: (type) => propertiesIn(file, type.replace(/\[\]$/, '')),
    valuesOf: (type) => valuesIn(file, type.replace(/\[\]$/, '')),
  };
}

function operationAt(file: IndexFile, paths: PathTable, number: number): GraphOperation {
  const flags = Number(file.flags.charAt(number));
  return {
    method: METHODS[paths.methodOf[number] ?? 0] ?? 'GET',
    path: pathText(paths, paths.pathOf[number] ?? 0),
    ...parametersOf(file.queries[file.query[number] ?? 0] ?? ''),
    body: file.names[file.body[number] ?? 0] ?? '',
    answer: file.names[file.answer[number] ?? 0] ?? '',
    documented: (flags & FLAGS.documented) !== 0,
    deprecated: (flags & FLAGS.deprecated) !== 0,
    alsoMe: (flags & FLAGS.alsoMe) !== 0,
  };
}

function flagsIn({ documented, deprecated, alsoMe }: GraphOperation): number {
  return (
    (documented ? FLAGS.documented : 0) + (deprecated ? FLAGS.deprecated : 0) + (alsoMe ? FLAGS.alsoMe : 0)
  );
}

function parametersOf(text: string): Pick<GraphOperation, 'query' | 'headers' | 'needed'> {
  const names = text.split(' ').filter(Boolean);
  const plain = names.map((name) => name.replace(/!$/, ''));
  return {
    query: plain.filter((name) => !isHeader(name)),
    headers: plain.filter(isHeader),
    needed: names.filter((name) => name.endsWith('!')).map((name) => name.slice(0, -1)),
  };
}

/** Whether a parameter is a header. Header names begin with a capital letter; query parameter names do not. */
function isHeader(name: string): boolean {
  return /^[A-Z]/.test(name);
}

function propertiesIn(file: IndexFile, type: string): readonly GraphProperty[] {
  const written = Object.hasOwn(file.types, type) ? file.types[type] : undefined;
  const [base = '', ...properties] = written?.split(',') ?? [];
  const own = properties.map((property) => {
    const [name = '', of = ''] = property.split(' ');
    return { name: name.replace(/!$/, ''), type: of, readOnly: name.endsWith('!') };
  });
  return base === '' || base === type ? own : [...own, ...propertiesIn(file, base)];
}

function valuesIn({ enums }: IndexFile, type: string): readonly string[] {
  return Object.hasOwn(enums, type) ? (enums[type]?.split(',') ?? []) : [];
}
