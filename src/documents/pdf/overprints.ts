/** Maximum number of positions to remember for the same character within one unit square of the page. */
const MOST_PLACES = 20;
/** Copies of a character that are closer together than this fraction of the text size count as one. */
const CLOSEST = 0.12;

export type Overprints = {
  /**
   * Whether an earlier operation drew the same character at nearly the same position. Some programs do so to make text
   * bold. `run` is the number of the operation; characters drawn by the same operation never count as copies.
   */
  covers(glyph: {
    readonly character: string;
    readonly x: number;
    readonly y: number;
    readonly size: number;
    readonly run: number;
  }): boolean;
};

type Place = readonly [x: number, y: number, run: number];

/** Remembers where characters were drawn, grouped by unit square of the page. */
export function createOverprints(): Overprints {
  const places = new Map<string, Place[]>();
  return {
    covers: ({ character, x, y, size, run }) => {
      const reach = Math.min(CLOSEST * size, 0.5);
      for (const column of new Set([Math.floor(x - reach), Math.floor(x + reach)])) {
        for (const row of new Set([Math.floor(y - reach), Math.floor(y + reach)])) {
          const near = places.get(`${character}${column},${row}`) ?? [];
          const isNear = ([left, bottom, other]: Place) =>
            other !== run && Math.abs(left - x) <= reach && Math.abs(bottom - y) <= reach;
          if (near.some(isNear)) return true;
        }
      }
      const key = `${character}${Math.floor(x)},${Math.floor(y)}`;
      const known = places.get(key);
      if (known === undefined) places.set(key, [[x, y, run]]);
      else if (known.length < MOST_PLACES) known.push([x, y, run]);
      return false;
    },
  };
}
