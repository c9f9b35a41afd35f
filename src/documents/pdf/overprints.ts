/** Maximum number of places to remember for one character in one square. */
const MOST_PLACES = 20;
/** Copies of a character closer than this to one another are one character, as a share of the size of the text. */
const CLOSEST = 0.12;

export type Overprints = {
  /** Whether the same character was drawn at nearly the same place before, as some programs do to make text bold. */
  covers(character: string, x: number, y: number, size: number): boolean;
};

type Place = readonly [x: number, y: number];

/** Remembers where characters were drawn, in squares with a side of one unit of the page. */
export function createOverprints(): Overprints {
  const places = new Map<string, Place[]>();
  return {
    covers: (character, x, y, size) => {
      const reach = Math.min(CLOSEST * size, 0.5);
      for (const column of new Set([Math.floor(x - reach), Math.floor(x + reach)])) {
        for (const row of new Set([Math.floor(y - reach), Math.floor(y + reach)])) {
          const near = places.get(`${character}${column},${row}`) ?? [];
          if (near.some(([left, bottom]) => Math.abs(left - x) <= reach && Math.abs(bottom - y) <= reach))
            return true;
        }
      }
      const key = `${character}${Math.floor(x)},${Math.floor(y)}`;
      const known = places.get(key);
      if (known === undefined) places.set(key, [[x, y]]);
      else if (known.length < MOST_PLACES) known.push([x, y]);
      return false;
    },
  };
}
