/** Returns table entries that map consecutive codes, starting with `first`, to `characters`. */
function from(first: number, characters: string): (readonly [code: number, character: string])[] {
  return Array.from(characters, (character, index) => [first + index, character] as const);
}

/**
 * Returns entries that map the codes from `first` to `last` to consecutive Unicode characters, starting with
 * `character`.
 */
function range(
  first: number,
  last: number,
  character: number,
): (readonly [code: number, character: string])[] {
  return from(
    first,
    Array.from({ length: last - first + 1 }, (_, index) => String.fromCharCode(character + index)).join(''),
  );
}

/** The characters of the symbol fonts whose meaning matters in text, by the font's name in lower case. */
export const symbolFonts: ReadonlyMap<string, ReadonlyMap<number, string>> = new Map([
  [
    'symbol',
    new Map([
      ...from(0x20, ' !∀#∃%&∋()∗+,−./0123456789:;<=>?'),
      ...from(0x40, '≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_'),
      ...from(0x60, '‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼'),
      ...from(0xa0, '€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵'),
      ...from(0xc0, 'ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓'),
      ...from(0xe0, '◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪'),
      ...from(0xf1, '〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭'),
    ]),
  ],
  [
    'wingdings',
    new Map([
      // Word and PowerPoint write these smileys and arrows in place of `:)`, `:|`, `:(`, `-->`, `==>` and the like.
      ...from(0x4a, '☺😐☹'),
      ...from(0xdf, '←→↑↓'),
      ...from(0xe7, '⇐⇒⇑⇓'),
      [0xf3, '⇔'],
      ...[0x6f, 0x71, 0x72, 0xa8].map((code) => [code, '☐'] as const),
      ...[0x6c, 0x9f].map((code) => [code, '•'] as const),
      ...[0x6e, 0xa7].map((code) => [code, '▪'] as const),
      ...from(0xfb, '✗✓☒☒'),
      [0x78, '☒'],
    ]),
  ],
  ['wingdings 2', new Map([[0xa3, '☐'], ...from(0x4f, '✗✓☒☒☒☒')])],
  ['wingdings 3', new Map([...from(0x66, '←→↑↓'), ...from(0x70, '▲▼△▽◀▶◁▷')])],
  ['webdings', new Map([...from(0x33, '◀▶▲▼'), [0x61, '✓'], [0x63, '□'], [0x67, '■'], [0x72, '✗']])],
  ['marlett', new Map([...from(0x61, '✓✓'), [0x72, '✗']])],
  [
    'zapfdingbats',
    new Map([
      ...range(0x21, 0x7e, 0x2701),
      ...range(0xa1, 0xfe, 0x2761),
      // Characters outside Unicode's Dingbats block.
      [0x25, '☎'],
      ...from(0x2a, '☛☞'),
      [0x48, '★'],
      [0x6c, '●'],
      [0x6e, '■'],
      ...from(0x73, '▲▼◆'),
      [0x77, '◗'],
      ...from(0xa8, '♣♦♥♠①②③④⑤⑥⑦⑧⑨⑩'),
      ...from(0xd5, '→↔↕'),
    ]),
  ],
]);

/**
 * Replaces the characters of text that is shown in a symbol font. For example, the letter `ü` in Wingdings becomes a
 * check mark.
 */
export function inSymbolFont(text: string, font: string | undefined): string {
  const table = symbolFonts.get((font ?? '').toLowerCase());
  if (table === undefined) return text;
  return text.replaceAll(
    /[\u0021-\u00ff\uf021-\uf0ff]/g,
    (code) => table.get(code.charCodeAt(0) & 0xff) ?? code,
  );
}
