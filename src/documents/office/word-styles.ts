import { attribute, isOn, readAllXml, type Attributes } from './xml.ts';

/** The properties that a style sets for paragraphs, runs or tables. */
export type WordStyle = {
  heading?: number;
  hidden?: boolean;
  white?: boolean;
  /** Whether the style has a background colour anywhere, such as in the first row of a table. */
  shaded?: boolean;
  list?: string;
  level?: number;
};

/** Styles by id, with everything that they inherit. */
export type WordStyles = ReadonlyMap<string, WordStyle>;

/** Maximum length of a chain of styles that are based on one another. */
const LONGEST_CHAIN = 20;

/**
 * Reads a part with styles. The names of built-in styles are in English in every language; only their ids are
 * translated.
 */
export function readStyles(xml: string | undefined): WordStyles {
  const own = new Map<string, WordStyle & { base?: string }>();
  let style: WordStyle & { base?: string } = {};
  readAllXml(xml ?? '<none/>', {
    open: (name, attributes) => {
      const value = attribute(attributes, 'val') ?? '';
      if (name === 'style') own.set(attribute(attributes, 'styleId') ?? '', (style = {}));
      else if (name === 'basedOn') style.base = value;
      else applyStyleProperty(style, name, attributes);
    },
  });
  const resolve = (id: string, depth: number): WordStyle => {
    const { base, ...found } = own.get(id) ?? {};
    return base === undefined || depth > LONGEST_CHAIN ? found : { ...resolve(base, depth + 1), ...found };
  };
  return new Map([...own.keys()].map((id) => [id, resolve(id, 0)]));
}

function applyStyleProperty(style: WordStyle, name: string, attributes: Attributes): void {
  const value = attribute(attributes, 'val') ?? '';
  if (name === 'vanish') style.hidden = isOn(attributes);
  else if (name === 'color') style.white = isNearWhite(value);
  else if (name === 'shd') style.shaded ||= isShade(shadeOf(attributes) ?? '');
  else if (name === 'numId') style.list = value;
  else if (name === 'ilvl') style.level = Number(value);
  else if (name === 'name') {
    const level = /^(?:heading ([1-9])|(title))$/i.exec(value);
    if (level !== null) style.heading = Number(level[1] ?? 1);
  }
}

/** Whether a colour is indistinguishable from white: each channel is at least 0xF0. */
export function isNearWhite(colour: string): boolean {
  return /^(?:f[0-9a-f]){3}$/i.test(colour);
}

/** Returns the colour of shading (ECMA-376, part 1, section 17.3.5). A solid pattern covers the fill. */
export function shadeOf(attributes: Attributes): string | undefined {
  return attribute(attributes, attribute(attributes, 'val') === 'solid' ? 'color' : 'fill');
}

export function isShade(colour: string): boolean {
  return !['', 'auto', 'none', 'clear', 'white'].includes(colour.toLowerCase()) && !isNearWhite(colour);
}
