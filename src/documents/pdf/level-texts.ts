import type { PlacedText } from './join-texts.ts';

type Matrix = readonly [number, number, number, number, number, number];

/** The directions in which text can run: level, or rotated by one, two or three quarter turns. */
const directions = [0, 1, 2, 3] as const;

/**
 * Rotates the texts of a page so that most of them are level. Wide tables are often on rotated pages, where the lines
 * run from bottom to top in page coordinates.
 */
export function levelTexts<Text extends PlacedText>(texts: readonly Text[]): readonly Text[] {
  const lengths = directions.map((direction) =>
    texts.reduce((sum, text) => sum + (directionOf(text) === direction ? text.str.length : 0), 0),
  );
  const most = lengths.indexOf(Math.max(...lengths));
  if (most === 0) return texts;
  return texts.map((text) => ({ ...text, transform: turned(matrixOf(text), most) }));
}

/** Returns the number of quarter turns by which a text is rotated to the left; undefined for any other angle. */
function directionOf(text: PlacedText): number | undefined {
  const [across, up] = matrixOf(text);
  const size = Math.hypot(across, up);
  const quarters = (Math.atan2(up, across) * 2) / Math.PI;
  const nearest = Math.round(quarters);
  return size > 0 && Math.abs(quarters - nearest) < 0.01 ? (nearest + 4) % 4 : undefined;
}

/** Rotates a matrix to the right by a number of quarter turns. */
function turned(matrix: Matrix, quarters: number): Matrix {
  let [a, b, c, d, x, y] = matrix;
  for (let done = 0; done < quarters; done += 1) [a, b, c, d, x, y] = [b, -a, d, -c, y, -x];
  // Rounding errors are removed, because columns of a table are found only among texts with exactly the same position.
  const exact = (value: number) => (Math.abs(value) < 1e-6 ? 0 : value);
  return [a, exact(b), exact(c), d, x, y];
}

function matrixOf({ transform }: PlacedText): Matrix {
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = transform as readonly number[];
  return [a, b, c, d, x, y];
}
