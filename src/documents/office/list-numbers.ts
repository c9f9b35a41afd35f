import { formatNumber } from './number-formats.ts';
import { checkBullet } from './paragraph/symbol-characters.ts';
import { attribute, isOn, readAllXml, type Attributes } from './xml.ts';

/** Returns the number that the next paragraph of a list shows; undefined if the paragraph is not in a list. */
export type ListNumbers = (list: string, level: number | undefined, style: string) => string | undefined;

type Level = {
  start: number;
  format: string;
  text: string;
  style?: string;
  /** The font of a bullet. */
  font?: string | undefined;
  /** Whether all numbers are shown as digits, regardless of their level's format. */
  isLegal?: boolean;
  /** The level restarts after a paragraph at any of the first `restart` levels, and never if `restart` is 0. */
  restart?: number;
};
type List = {
  abstract: string;
  /** The level that is being overridden. */ overridden: number;
  readonly starts: Map<number, number>;
  readonly levels: Map<number, Level>;
};

/**
 * Returns a function that numbers the paragraphs of lists (ECMA-376, part 1, section 17.9), with their levels,
 * overrides and restarts.
 */
export function readListNumbers(xml: string | undefined): ListNumbers {
  const { abstracts, lists, definitionOf } = readNumbering(xml ?? '<none/>');
  const counters = new Map<string, (number | undefined)[]>();
  const seen = new Set<string>();
  return (id, wanted, style) => {
    const list = lists.get(id);
    if (list === undefined) return undefined;
    const abstract = definitionOf(list);
    const levels = new Map([...(abstracts.get(abstract) ?? []), ...list.levels]);
    const level = wanted ?? [...levels].find(([, one]) => one.style === style)?.[0] ?? 0;
    const counts = counters.get(abstract) ?? [];
    counters.set(abstract, counts);
    if (!seen.has(id)) for (const at of list.starts.keys()) counts[at] = undefined;
    seen.add(id);
    const startOf = (at: number) => list.starts.get(at) ?? levels.get(at)?.start ?? 1;
    count(counts, { level, levels, startOf });
    return textOfLevel(levels, level, (at) => counts[at] ?? startOf(at));
  };
}

/** Counts a paragraph at a level. Deeper levels restart after the paragraph, unless their `restart` says otherwise. */
function count(
  counts: (number | undefined)[],
  {
    level,
    levels,
    startOf,
  }: {
    readonly level: number;
    readonly levels: ReadonlyMap<number, Level>;
    readonly startOf: (level: number) => number;
  },
): void {
  for (let at = 0; at < level; at += 1) counts[at] ??= startOf(at);
  counts[level] = counts[level] === undefined ? startOf(level) : counts[level] + 1;
  for (let at = level + 1; at < counts.length; at += 1)
    if (level < (levels.get(at)?.restart ?? at)) counts[at] = undefined;
}

/** Returns a paragraph's list number, including the numbers of higher levels if the format shows them, as in `2.1`. */
function textOfLevel(
  levels: ReadonlyMap<number, Level>,
  level: number,
  countOf: (level: number) => number,
): string {
  const { format = 'bullet', text = '', font, isLegal = false } = levels.get(level) ?? {};
  if (format === 'bullet') return checkBullet(text, font) ?? '-';
  return text.replaceAll(/%([1-9])/g, (_, digit: string) => {
    const at = Number(digit) - 1;
    return formatNumber(countOf(at), (isLegal ? undefined : levels.get(at)?.format) ?? 'decimal');
  });
}

function readNumbering(xml: string) {
  const abstracts = new Map<string, Map<number, Level>>();
  const lists = new Map<string, List>();
  /**
   * `definitions` maps a list style's name to its definition's id. `links` maps a definition's id to the name of the
   * list style that the definition refers to.
   */
  const definitions = new Map<string, string>();
  const links = new Map<string, string>();
  let levels = new Map<number, Level>();
  let abstract = '';
  let list: List | undefined;
  let level: Level | undefined;
  readAllXml(xml, {
    open: (name, attributes) => {
      const value = attribute(attributes, 'val') ?? '';
      if (name === 'abstractNum') {
        levels = new Map();
        abstract = attribute(attributes, 'abstractNumId') ?? '';
        abstracts.set(abstract, levels);
      } else if (name === 'styleLink') definitions.set(value, abstract);
      else if (name === 'numStyleLink') links.set(abstract, value);
      else if (name === 'num') {
        list = { abstract: '', overridden: 0, starts: new Map(), levels: new Map() };
        lists.set(attribute(attributes, 'numId') ?? '', list);
      } else if (name === 'lvl') {
        level = { start: 1, format: 'decimal', text: '' };
        const at = levelOf(attribute(attributes, 'ilvl'));
        (list?.levels ?? levels).set(at, level);
      } else if (level !== undefined) applyLevelProperty(level, name, attributes);
      else if (list !== undefined) applyListProperty(list, name, attributes);
    },
    close: (name) => {
      if (name === 'lvl') level = undefined;
      if (name === 'num') list = undefined;
    },
  });
  const definitionOf = (one: List) => definitions.get(links.get(one.abstract) ?? '') ?? one.abstract;
  return { abstracts, lists, definitionOf };
}

function applyListProperty(list: List, name: string, attributes: Attributes): void {
  const value = attribute(attributes, 'val') ?? '';
  if (name === 'abstractNumId') list.abstract = value;
  else if (name === 'lvlOverride') list.overridden = levelOf(attribute(attributes, 'ilvl'));
  else if (name === 'startOverride') list.starts.set(list.overridden, Number(value) || 0);
}

function applyLevelProperty(level: Level, name: string, attributes: Attributes): void {
  const value = attribute(attributes, 'val') ?? '';
  if (name === 'start') level.start = Number(value) || 0;
  else if (name === 'numFmt') level.format = value;
  else if (name === 'lvlText') level.text = value;
  else if (name === 'pStyle') level.style = value;
  else if (name === 'rFonts') level.font = attribute(attributes, 'ascii');
  else if (name === 'isLgl') level.isLegal = isOn(attributes);
  else if (name === 'lvlRestart') level.restart = levelOf(value);
}

/** Returns a list level from 0 to 8, because Word has nine levels. */
export function levelOf(value: string | undefined): number {
  return Math.min(8, Math.max(0, Math.trunc(Number(value)) || 0));
}
