import { areIndistinct, pointAt, WHITE, type Colour, type Matrix } from './drawing-state.ts';

/**
 * Maximum number of painted areas to remember per page. Further areas are ignored, so text on them is compared with the
 * colour of whatever is below them.
 */
const MOST_AREAS = 20_000;

/** A painted shape, represented by its bounding box. */
type Area = {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
  readonly colour: Colour;
  /** Whether the area fills its bounding box, so that the colour is known at every point of the box. */
  readonly isRectangle: boolean;
  readonly isPicture: boolean;
};

export type Backgrounds = {
  /** Remembers an area. `corners` are its coordinates before transformation by `matrix`. */
  add(
    matrix: Matrix,
    corners: readonly [left: number, bottom: number, right: number, top: number],
    look: Pick<Area, 'colour' | 'isRectangle' | 'isPicture'>,
  ): void;
  /** Whether text in this colour is visible at a point against the colour that was last painted there. */
  shows(colour: Colour, x: number, y: number): boolean;
  /** Whether a picture is at this point. */
  hasPicture(x: number, y: number): boolean;
};

/** Remembers what is painted on a page. The page is white at first. */
export function createBackgrounds(): Backgrounds {
  const areas: Area[] = [];
  const findLast = (x: number, y: number, fits: (area: Area) => boolean) =>
    areas.findLast(
      (area) => x >= area.left && x <= area.right && y >= area.bottom && y <= area.top && fits(area),
    );
  return {
    add: (matrix, [left, bottom, right, top], look) => {
      if (areas.length >= MOST_AREAS) return;
      const points = [
        pointAt(matrix, left, bottom),
        pointAt(matrix, right, bottom),
        pointAt(matrix, left, top),
        pointAt(matrix, right, top),
      ];
      const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
      const box = {
        left: Math.min(...xs),
        right: Math.max(...xs),
        bottom: Math.min(...ys),
        top: Math.max(...ys),
      };
      areas.push({ ...box, ...look });
    },
    shows: (colour, x, y) => {
      // A shape in the text's colour that does not fill its box might not cover this point, so use the area below it.
      const area = findLast(x, y, (one) => one.isRectangle || !areIndistinct(one.colour, colour));
      return !areIndistinct(area?.colour ?? WHITE, colour);
    },
    hasPicture: (x, y) => findLast(x, y, (area) => area.isPicture) !== undefined,
  };
}
