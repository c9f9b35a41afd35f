/** A transformation of the plane (ISO 32000-1, section 8.3.3): `x' = a·x + c·y + e`, `y' = b·x + d·y + f`. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** A colour as 0xRRGGBB; `PATTERN` if it is a pattern or a gradient. */
export type Colour = number;

export const PATTERN: Colour = -1;
export const WHITE: Colour = 0xffffff;

/** Two colours are indistinguishable if no channel (0 to 255) differs by more than this value. */
const INDISTINCT = 15;

/** The part of the graphics state that determines where text is and whether it is visible. */
export type DrawingState = {
  matrix: Matrix;
  fill: Colour;
  /** Opacity of fills, from 0 to 1. */
  opacity: number;
  lineWidth: number;
  fontSize: number;
  characterSpacing: number;
  wordSpacing: number;
  horizontalScale: number;
  leading: number;
  rise: number;
  renderingMode: number;
};

export function newState(): DrawingState {
  return {
    matrix: IDENTITY,
    fill: 0,
    opacity: 1,
    lineWidth: 1,
    fontSize: 0,
    characterSpacing: 0,
    wordSpacing: 0,
    horizontalScale: 1,
    leading: 0,
    rise: 0,
    renderingMode: 0,
  };
}

/** Returns the matrix that applies `inner` first and `outer` second. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

export function pointAt([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [x: number, y: number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** The left, bottom, right and top edge of a rectangle, in page units. */
export type Box = readonly number[];

export function isWithin([left = 0, bottom = 0, right = 0, top = 0]: Box, x: number, y: number): boolean {
  return x >= left && x <= right && y >= bottom && y <= top;
}

export function overlapOf(view: Box = [-Infinity, -Infinity, Infinity, Infinity], other: Box): Box {
  return view.map((edge, index) => (index < 2 ? Math.max : Math.min)(edge, other[index] ?? edge));
}

/** Reads six numbers; undefined if the value is not a matrix. */
export function matrixFrom(value: unknown): Matrix | undefined {
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return undefined;
  const numbers = Array.from(value as ArrayLike<unknown>, Number);
  return numbers.length >= 6 && numbers.every(Number.isFinite)
    ? (numbers.slice(0, 6) as unknown as Matrix)
    : undefined;
}

/** Reads a colour in the form that pdf.js uses, `#rrggbb` or three numbers. */
export function colourFrom(values: readonly unknown[]): Colour {
  const [first] = values;
  if (typeof first === 'string') {
    return /^#[0-9a-f]{6}$/i.test(first) ? Number.parseInt(first.slice(1), 16) : PATTERN;
  }
  const [red, green, blue] = values.map(Number);
  if (red === undefined || green === undefined || blue === undefined) return PATTERN;
  return ((red & 255) << 16) | ((green & 255) << 8) | (blue & 255);
}

/**
 * Returns whether a reader cannot distinguish two colours. Returns false for a pattern, because its colours are
 * unknown.
 */
export function areIndistinct(one: Colour, other: Colour): boolean {
  if (one === PATTERN || other === PATTERN) return false;
  return [16, 8, 0].every(
    (shift) => Math.abs(((one >> shift) & 255) - ((other >> shift) & 255)) <= INDISTINCT,
  );
}
