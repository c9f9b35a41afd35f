/** The sizes that relative units refer to, in pixels. `hundred` is the size of 100 %. */
export type Basis = { readonly em: number; readonly hundred: number };

/** Sizes of units in pixels. Units that depend on the window assume 1,280 × 800. */
const units: Readonly<Record<string, number>> = {
  px: 1,
  pt: 96 / 72,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 9.6 / 2.54,
  q: 2.4 / 2.54,
  rem: 16,
  rlh: 20,
  rex: 8,
  rch: 8,
};

const ofFont: Readonly<Record<string, number>> = { em: 1, ex: 0.5, ch: 0.5, cap: 0.7, ic: 1, lh: 1.2 };

const windowUnit = /^(?:[sld]?v|cq)(?:w|h|i|b|min|max)$/;

/** Maximum length of a value, in characters. Longer values are not evaluated. */
const MAX_LENGTH = 400;

/**
 * Returns the value, in pixels, of a length, percentage, number or calculation; undefined if the text is none of these.
 * A number without a unit counts as pixels.
 */
export function lengthOf(value: string, { em, hundred }: Basis): number | undefined {
  if (value === '' || value === 'auto' || value.length > MAX_LENGTH) return undefined;
  const pixels = /^(-?\d{1,9})(?:px)?$/.exec(value);
  if (pixels !== null) return Number(pixels[1]);
  const scale = (unit: string): number | undefined => {
    if (unit === '') return 1;
    if (unit === '%') return hundred / 100;
    const font = ofFont[unit];
    if (font !== undefined) return font * em;
    if (windowUnit.test(unit)) return /[hb]$|min$/.test(unit) ? 8 : 12.8;
    return units[unit];
  };
  const tokens =
    value.match(/(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?(?:%|[a-z]+)?|[a-z]+\(?|[-+*/(),]|[^\s]/g) ?? [];
  const reader = { tokens, at: 0, scale, depth: 0 };
  const result = sum(reader);
  return reader.at === tokens.length && result !== undefined && Number.isFinite(result) ? result : undefined;
}

type Reader = {
  readonly tokens: readonly string[];
  readonly scale: (unit: string) => number | undefined;
  at: number;
  depth: number;
};

function sum(reader: Reader): number | undefined {
  let total = product(reader);
  for (;;) {
    const sign = reader.tokens[reader.at];
    if (total === undefined || (sign !== '+' && sign !== '-')) return total;
    reader.at += 1;
    const next = product(reader);
    total = next === undefined ? undefined : total + (sign === '+' ? next : -next);
  }
}

function product(reader: Reader): number | undefined {
  let total = factor(reader);
  for (;;) {
    const sign = reader.tokens[reader.at];
    if (total === undefined || (sign !== '*' && sign !== '/')) return total;
    reader.at += 1;
    const next = factor(reader);
    total = next === undefined ? undefined : sign === '*' ? total * next : total / next;
  }
}

function factor(reader: Reader): number | undefined {
  const token = reader.tokens[reader.at] ?? '';
  reader.at += 1;
  reader.depth += 1;
  if (reader.depth > MAX_LENGTH) return undefined;
  if (token === '-' || token === '+') {
    const value = factor(reader);
    return value === undefined ? undefined : token === '-' ? -value : value;
  }
  if (token.endsWith('(')) return functionOf(token.slice(0, -1), reader);
  const parts = /^((?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)(%|[a-z]*)$/.exec(token);
  const scale = parts === null ? undefined : reader.scale(parts[2] ?? '');
  return scale === undefined ? undefined : Number(parts?.[1]) * scale;
}

function functionOf(name: string, reader: Reader): number | undefined {
  const values: number[] = [];
  do {
    const value = sum(reader);
    if (value === undefined) return undefined;
    values.push(value);
    reader.at += 1;
  } while (reader.tokens[reader.at - 1] === ',');
  if (reader.tokens[reader.at - 1] !== ')') return undefined;
  return functions.get(name)?.(values);
}

const first = ([value = 0]: readonly number[]): number => value;

const functions: ReadonlyMap<string, (values: readonly number[]) => number> = new Map([
  ['', first],
  ['calc', first],
  ['-webkit-calc', first],
  ['-moz-calc', first],
  ['min', (values) => Math.min(...values)],
  ['max', (values) => Math.max(...values)],
  ['clamp', ([least = 0, wanted = 0, most = 0]) => Math.max(least, Math.min(wanted, most))],
  ['abs', (values) => Math.abs(first(values))],
]);
