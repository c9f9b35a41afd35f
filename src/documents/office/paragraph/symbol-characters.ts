import { attribute, type Attributes } from '../xml.ts';

/** Returns the entries of a table: `characters` are those at consecutive codes from `first`. */
function from(first: number, characters: string): (readonly [code: number, character: string])[] {
  return Array.from(characters, (character, index) => [first + index, character] as const);
}

/** The characters of the symbol fonts whose meaning matters in text, by font in lower case. */
const fonts: Readonly<Record<string, ReadonlyMap<number, string>>> = {
  symbol: new Map([
    ...from(0x20, ' !∀#∃%&∋()∗+,−./0123456789:;<=>?'),
    ...from(0x40, '≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_'),
    ...from(0x60, '‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼'),
    ...from(0xa0, '€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵'),
    ...from(0xc0, 'ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓'),
    ...from(0xe0, '◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪'),
    ...from(0xf1, '〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭'),
  ]),
  wingdings: new Map([
    // Word and PowerPoint write these in place of `:)`, `:|`, `:(`, `-->`, `==>` and the like.
    ...from(0x4a, '☺😐☹'),
    ...from(0xdf, '←→↑↓'),
    ...from(0xe7, '⇐⇒'),
    [0xf3, '⇔'],
    ...[0x6f, 0x71, 0x72, 0xa8].map((code) => [code, '☐'] as const),
    ...[0x6c, 0x9f].map((code) => [code, '•'] as const),
    ...[0x6e, 0xa7].map((code) => [code, '▪'] as const),
    ...from(0xfb, '✗✓☒☒'),
    [0x78, '☒'],
  ]),
  'wingdings 2': new Map([[0xa3, '☐'], ...from(0x4f, '✗✓☒☒☒☒')]),
};

/** Returns the character of a symbol element in Word (ECMA-376, part 1, 17.3.3.30); empty if it is not known. */
export function symbolOf(attributes: Attributes): string {
  const code = Number.parseInt(attribute(attributes, 'char') ?? '', 16);
  const table = fonts[(attribute(attributes, 'font') ?? '').toLowerCase()];
  if (table !== undefined) return table.get(code & 0xff) ?? '';
  // Other fonts have Unicode characters, except in the private use area.
  return code >= 0x20 && code < 0xe000 ? String.fromCharCode(code) : '';
}

/** Returns the symbol font that an element names; undefined for other elements and fonts. */
export function symbolFont(name: string, attributes: Attributes): string | undefined {
  const font = attribute(attributes, name === 'rFonts' ? 'ascii' : 'typeface')?.toLowerCase() ?? '';
  return ['rFonts', 'latin', 'sym'].includes(name) && Object.hasOwn(fonts, font) ? font : undefined;
}

/** Replaces characters in the private use area from F000, where symbol fonts have theirs. */
export function withSymbols(text: string, font: string | undefined): string {
  const table = fonts[font ?? ''];
  if (table === undefined) return text;
  return text.replaceAll(/[\uf020-\uf0ff]/g, (character) => {
    return table.get(character.charCodeAt(0) & 0xff) ?? character;
  });
}
