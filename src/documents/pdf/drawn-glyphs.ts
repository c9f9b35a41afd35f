import { createBackgrounds, type Backgrounds } from './backgrounds.ts';
import {
  colourFrom,
  IDENTITY,
  isWithin,
  matrixFrom,
  multiply,
  newState,
  overlapOf,
  PATTERN,
  pointAt,
  type Box,
  type DrawingState,
  type Matrix,
} from './drawing-state.ts';
import { SMALLEST_POINTS } from './join-texts.ts';
import { createOverprints, type Overprints } from './overprints.ts';

/** One character as a page draws it. */
export type DrawnGlyph = { readonly text: string; readonly isSeen: boolean };

/** The drawing operations of a page, as pdf.js returns them, and the operations' names by number. */
export type Operations = {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
  readonly names: ReadonlyMap<number, string>;
  /** Whether marked content with these arguments is on a visible layer. */
  readonly isLayerShown: (group: unknown) => boolean;
  /** Only this area is visible. Undefined if everything is visible. */
  readonly view?: Box;
};

/** Minimum opacity at which text is visible. */
const LEAST_OPACITY = 0.05;
/** A line thicker than this, in page units, can be the background of text. */
const THICK_LINE = 4;
/** Maximum number of saved graphics states on the stack. */
const DEEPEST = 500;
/** Text rendering modes (ISO 32000-1, table 106). */
const [FILL, INVISIBLE] = [0, 3];

type Page = {
  state: DrawingState;
  readonly saved: DrawingState[];
  readonly backgrounds: Backgrounds;
  readonly overprints: Overprints;
  readonly glyphs: DrawnGlyph[];
  /** The text matrix and the text line matrix. */
  text: Matrix;
  line: Matrix;
  /** For each open marked-content sequence, whether it is shown. */
  readonly marked: boolean[];
  /** The number of text-showing operations so far. */
  runs: number;
  /** Whether something has been drawn since the last transformation. */
  hasDrawn: boolean;
  readonly isLayerShown: Operations['isLayerShown'];
  view: Box | undefined;
};

type Handler = (page: Page, values: readonly unknown[]) => void;

/** Returns the characters that a page draws, in order, and whether a reader can see each of them. */
export function drawnGlyphs({ fnArray, argsArray, names, isLayerShown, view }: Operations): DrawnGlyph[] {
  const page: Page = {
    state: newState(),
    saved: [],
    backgrounds: createBackgrounds(),
    overprints: createOverprints(),
    glyphs: [],
    text: IDENTITY,
    line: IDENTITY,
    marked: [],
    runs: 0,
    hasDrawn: true,
    isLayerShown,
    view,
  };
  const known = new Map(Array.from(names, ([number, name]) => [number, handlers[name]]));
  for (const [index, operation] of fnArray.entries()) {
    known.get(operation)?.(page, (argsArray[index] ?? []) as readonly unknown[]);
  }
  return page.glyphs;
}

const save: Handler = ({ saved, state }) => {
  if (saved.length < DEEPEST) saved.push({ ...state });
};

const restore: Handler = (page) => {
  // Pictures are not decoded, so a transformation without any drawing indicates a picture.
  if (!page.hasDrawn) addPicture(page);
  page.state = page.saved.pop() ?? page.state;
};

function addPicture(page: Page): void {
  page.hasDrawn = true;
  page.backgrounds.add(page.state.matrix, [0, 0, 1, 1], {
    colour: PATTERN,
    isRectangle: false,
    isPicture: true,
  });
}

function transform(page: Page, matrix: Matrix): void {
  page.state.matrix = multiply(page.state.matrix, matrix);
}

function moveText(page: Page, x: number, y: number): void {
  page.line = multiply(page.line, [1, 0, 0, 1, x, y]);
  page.text = page.line;
}

/** Returns the matrix with these six numbers, passed individually or as an array. */
function matrixOf(values: readonly unknown[]): Matrix {
  return matrixFrom(values[0]) ?? matrixFrom(values) ?? IDENTITY;
}

const setter =
  (name: Exclude<keyof DrawingState, 'matrix'>, scale = 1): Handler =>
  ({ state }, [value]) => {
    state[name] = Number(value) * scale || 0;
  };

const setPattern: Handler = ({ state }) => {
  state.fill = PATTERN;
};

const handlers: Readonly<Record<string, Handler>> = {
  save,
  restore,
  transform: (page, values) => {
    transform(page, matrixOf(values));
    page.hasDrawn = false;
  },
  paintFormXObjectBegin: (page, [matrix]) => {
    save(page, []);
    page.hasDrawn = true;
    transform(page, matrixFrom(matrix) ?? IDENTITY);
  },
  paintFormXObjectEnd: restore,
  // An annotation is visible only within its rectangle. The rectangle is in page coordinates.
  beginAnnotation: (page, [, rectangle, placement, matrix]) => {
    page.view = overlapOf(page.view, Array.from(rectangle as ArrayLike<number>));
    transform(page, matrixFrom(placement) ?? IDENTITY);
    transform(page, matrixFrom(matrix) ?? IDENTITY);
  },
  setGState: ({ state }, [entries]) => {
    for (const [name, value] of Array.isArray(entries) ? (entries as [unknown, unknown][]) : [])
      if (name === 'ca') state.opacity = Number(value);
  },
  setLineWidth: setter('lineWidth'),
  setFillRGBColor: ({ state }, values) => {
    state.fill = colourFrom(values);
  },
  setFillColorN: setPattern,
  setFillTransparent: setPattern,
  shadingFill: ({ backgrounds }) =>
    backgrounds.add(IDENTITY, [-Infinity, -Infinity, Infinity, Infinity], {
      colour: PATTERN,
      isRectangle: false,
      isPicture: false,
    }),
  beginText: (page) => {
    [page.text, page.line] = [IDENTITY, IDENTITY];
  },
  setFont: ({ state }, [, size]) => {
    state.fontSize = Number(size);
  },
  setCharSpacing: setter('characterSpacing'),
  setWordSpacing: setter('wordSpacing'),
  setHScale: setter('horizontalScale', 0.01),
  setLeading: setter('leading', -1),
  setTextRise: setter('rise'),
  setTextRenderingMode: setter('renderingMode'),
  setTextMatrix: (page, values) => {
    page.text = matrixOf(values);
    page.line = page.text;
  },
  moveText: (page, [x, y]) => moveText(page, Number(x), Number(y)),
  setLeadingMoveText: (page, [x, y]) => {
    page.state.leading = Number(y);
    moveText(page, Number(x), Number(y));
  },
  nextLine: (page) => moveText(page, 0, page.state.leading),
  showText: (page, [glyphs]) => showText(page, Array.isArray(glyphs) ? glyphs : []),
  constructPath: (page, [operation, path, bounds]) => paintPath(page, Number(operation), path, bounds),
  beginMarkedContent: ({ marked }) => void marked.push(true),
  beginMarkedContentProps: ({ marked, isLayerShown }, [tag, group]) =>
    void marked.push(tag !== 'OC' || isLayerShown(group)),
  endMarkedContent: ({ marked }) => void marked.pop(),
  ...Object.fromEntries(
    [
      'paintImageXObject',
      'paintImageMaskXObject',
      'paintInlineImageXObject',
      'paintImageXObjectRepeat',
      'paintSolidColorImageMask',
    ].map((name) => [name, addPicture]),
  ),
};

/** pdf.js operator codes that paint a path. */
const paints: ReadonlyMap<number, 'fill' | 'stroke'> = new Map([
  [20, 'stroke'],
  [21, 'stroke'],
  [22, 'fill'],
  [23, 'fill'],
  [24, 'fill'],
  [25, 'fill'],
  [26, 'fill'],
  [27, 'fill'],
]);

function paintPath(page: Page, operation: number, path: unknown, bounds: unknown): void {
  const [left = 0, bottom = 0, right = 0, top = 0] = Array.from((bounds ?? []) as ArrayLike<unknown>, Number);
  const { matrix, fill, opacity, lineWidth } = page.state;
  page.hasDrawn = true;
  const how = paints.get(operation);
  if (how === undefined || opacity < LEAST_OPACITY) return;
  if (how === 'stroke') {
    if (lineWidth < THICK_LINE) return;
    const edge = lineWidth / 2;
    const look = { colour: PATTERN, isRectangle: false, isPicture: false };
    page.backgrounds.add(matrix, [left - edge, bottom - edge, right + edge, top + edge], look);
    return;
  }
  const isOpaque = opacity > 0.5;
  page.backgrounds.add(matrix, [left, bottom, right, top], {
    colour: isOpaque ? fill : PATTERN,
    isRectangle: isOpaque && isRectangle(path),
    isPicture: false,
  });
}

/** Whether a path has four straight edges. Each step consists of an operation's number and its coordinates. */
function isRectangle(path: unknown): boolean {
  const steps = Array.isArray(path) ? (path[0] as ArrayLike<number> | null) : null;
  // moveTo, three or four lineTo operations, and possibly closePath.
  return steps !== null && [12, 13, 15, 16].includes(steps.length) && steps[0] === 0 && steps[3] === 1;
}

type Glyph = { readonly unicode?: string; readonly width?: number; readonly isSpace?: boolean };

function showText(page: Page, glyphs: readonly unknown[]): void {
  page.hasDrawn = true;
  const { state } = page;
  const { fontSize, horizontalScale, characterSpacing, wordSpacing, rise } = state;
  const place = multiply(state.matrix, page.text);
  const size = Math.hypot(place[2], place[3]) * Math.abs(fontSize);
  // Tiny text of the page is left out later, when the text pieces are joined.
  const isTiny = page.view !== undefined && size <= SMALLEST_POINTS;
  const isShown = !isTiny && !page.marked.includes(false);
  page.runs += 1;
  const run = page.runs;
  let x = 0;
  for (const glyph of glyphs) {
    if (typeof glyph === 'number') {
      x -= (glyph / 1_000) * fontSize * horizontalScale;
      continue;
    }
    const { unicode = '', width = 0, isSpace = false } = (glyph ?? {}) as Glyph;
    const advance = (width / 1_000) * fontSize;
    if (unicode.trim() !== '') {
      const [left, bottom] = pointAt(place, x, rise);
      const isCopy = page.overprints.covers({ character: unicode, x: left, y: bottom, size, run });
      const [middle, height] = pointAt(place, x + (advance * horizontalScale) / 2, rise + fontSize * 0.3);
      page.glyphs.push({ text: unicode, isSeen: isShown && !isCopy && isVisible(page, middle, height) });
    }
    x += (advance + characterSpacing + (isSpace ? wordSpacing : 0)) * horizontalScale;
  }
  page.text = multiply(page.text, [1, 0, 0, 1, x, 0]);
}

/**
 * Whether a character is visible. Invisible text on top of a picture counts as visible, because on a scanned page it is
 * the recognised text.
 */
function isVisible({ state, backgrounds, view }: Page, x: number, y: number): boolean {
  if (view !== undefined && !isWithin(view, x, y)) return false;
  if (state.renderingMode === INVISIBLE) return backgrounds.hasPicture(x, y);
  if (state.opacity < LEAST_OPACITY) return false;
  return state.renderingMode !== FILL || backgrounds.shows(state.fill, x, y);
}
