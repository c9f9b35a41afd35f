import { brotliCompressSync, constants } from 'node:zlib';

import { compare } from '../base/compare.js';

/** The bits of an operation's flags. */
const DOCUMENTED = 1;
const DEPRECATED = 2;
const ALSO_ME = 4;

export const methods = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];

/**
 * Encodes the facts in columns, which compress better than records. `src/graph/operations/index-file.ts` reads them.
 * @param {import('./read-source.js').Source} source @param {{ package: string, version: string, published: string }} origin
 */
export function encode({ operations, types, enums }, origin) {
  const rows = withoutAliases(
    operations.map((operation) => ({ ...operation, path: fullNames(operation.path) })),
  );
  rows.sort((a, b) => compare(a.path, b.path) || methods.indexOf(a.method) - methods.indexOf(b.method));
  const paths = [...new Set(rows.map(({ path }) => path))];
  const queries = dictionary();
  const bodies = dictionary();
  const content = {
    format: 1,
    source: { package: origin.package, version: origin.version, published: origin.published },
    ...frontCoded(paths),
    methods: masksOf(rows).join(''),
    /** @type {number[]} */ query: [],
    /** @type {number[]} */ body: [],
    /** @type {number[]} */ answer: [],
    flags: rows.map(flagsOf).join(''),
    /** @type {string[]} */ queries: [],
    /** @type {string[]} */ names: [],
    /** @type {unknown} */ types: undefined,
    /** @type {unknown} */ enums: undefined,
  };
  const resolve = (/** @type {string} */ name) => collectionOf(name, types);
  for (const row of rows) {
    content.query.push(
      queries.place(
        [...row.query, ...row.headers]
          .map((name) => (row.needed.includes(name) ? `${name}!` : name))
          .sort()
          .join(' '),
      ),
    );
    content.body.push(bodies.place(resolve(row.body)));
    content.answer.push(bodies.place(resolve(row.answer)));
  }
  content.queries = queries.values;
  content.names = bodies.values;
  Object.assign(content, typesNamed(bodies.values, types, enums));
  return {
    text: JSON.stringify(content),
    operations: rows.length,
    aliases: rows.filter(({ alsoMe }) => alsoMe).length,
  };
}

/** @param {string} text */
export function compress(text) {
  return brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(text),
    },
  });
}

/**
 * Writes namespaces in casts and functions in full. The source shortens them to `graph`, but Graph itself uses the full
 * name.
 */
function fullNames(path) {
  return path.replaceAll('/graph.', '/microsoft.graph.');
}

/**
 * Leaves out operations below `/me` that also exist below `/users/{user-id}`, and marks the operations below
 * `/users/{user-id}` that also exist below `/me`.
 * @param {readonly import('./read-source.js').Operation[]} operations
 */
function withoutAliases(operations) {
  const key = (/** @type {{ method: string, path: string }} */ { method, path }) => `${method} ${path}`;
  const mine = new Set(operations.filter(({ path }) => /^\/me(?:\/|$)/.test(path)).map(key));
  const known = new Set(operations.map(key));
  const ofMe = (/** @type {string} */ path) => path.replace(/^\/users\/\{user-id\}/, '/me');
  const ofUser = (/** @type {string} */ path) => path.replace(/^\/me(?=\/|$)/, '/users/{user-id}');
  return operations
    .filter(({ method, path }) => !mine.has(`${method} ${path}`) || !known.has(`${method} ${ofUser(path)}`))
    .map((operation) => ({
      ...operation,
      alsoMe:
        operation.path.startsWith('/users/{user-id}') &&
        mine.has(`${operation.method} ${ofMe(operation.path)}`),
    }));
}

/**
 * Encodes each path as the number of segments that it shares with the previous path, the number of its other segments,
 * and the indexes of these other segments in the list of all segments.
 * @param {readonly string[]} paths
 */
function frontCoded(paths) {
  const segments = dictionary();
  /** @type {string[]} */
  let before = [];
  const numbers = paths.flatMap((path) => {
    const own = path.slice(1).split('/');
    const differs = own.findIndex((segment, index) => segment !== before[index]);
    const shared = differs < 0 ? own.length : differs;
    before = own;
    return [shared, own.length - shared, ...own.slice(shared).map((segment) => segments.place(segment))];
  });
  return { segments: segments.values, paths: numbers };
}

/**
 * Returns one character per path, which encodes its methods.
 * @param {readonly { method: string, path: string }[]} rows
 */
function masksOf(rows) {
  /** @type {Map<string, number>} */
  const masks = new Map();
  for (const { path, method } of rows)
    masks.set(path, (masks.get(path) ?? 0) | (1 << methods.indexOf(method)));
  return [...masks.values()].map((mask) => mask.toString(32));
}

/** @param {{ documented: boolean, deprecated: boolean, alsoMe: boolean }} row */
function flagsOf({ documented, deprecated, alsoMe }) {
  return (documented ? DOCUMENTED : 0) + (deprecated ? DEPRECATED : 0) + (alsoMe ? ALSO_ME : 0);
}

/** @param {string} name @param {ReadonlyMap<string, import('./read-source.js').Type>} types @returns {string} */
function collectionOf(name, types) {
  const type = name.endsWith('CollectionResponse') ? types.get(name) : undefined;
  return type?.properties.find((property) => property.name === 'value')?.type ?? name;
}

/**
 * The named types with their base types, and the enumerations that they use. A property is written as `name type`, or
 * as `name! type` if only Graph sets the property.
 * @param {readonly string[]} names @param {ReadonlyMap<string, import('./read-source.js').Type>} types @param {ReadonlyMap<string, readonly string[]>} enums
 */
function typesNamed(names, types, enums) {
  /** @type {Record<string, string>} */
  const written = {};
  /** @type {Record<string, string>} */
  const used = {};
  const open = names.map((name) => name.replace(/\[\]$/, ''));
  while (open.length > 0) {
    const name = open.pop() ?? '';
    const type = types.get(name);
    if (type === undefined || written[name] !== undefined) continue;
    if (type.base !== undefined) open.push(type.base);
    written[name] = [
      type.base ?? '',
      ...type.properties.map(
        ({ name: property, type: of, readOnly }) => `${property}${readOnly ? '!' : ''} ${of}`,
      ),
    ].join(',');
    for (const { type: of } of type.properties) {
      const values = enums.get(of.replace(/\[\]$/, ''));
      if (values !== undefined) used[of.replace(/\[\]$/, '')] = values.join(',');
    }
  }
  return { types: sorted(written), enums: sorted(used) };
}

/** @param {Record<string, string>} record */
function sorted(record) {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => compare(a, b)));
}

function dictionary() {
  /** @type {Map<string, number>} */
  const places = new Map();
  return {
    /** @type {string[]} */ values: [],
    /** @param {string} value */
    place(value) {
      const known = places.get(value);
      if (known !== undefined) return known;
      places.set(value, this.values.length);
      return this.values.push(value) - 1;
    },
  };
}
