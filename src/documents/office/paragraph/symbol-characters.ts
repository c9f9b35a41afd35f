import { inSymbolFont, symbolFonts } from '../../symbol-fonts.ts';
import { attribute, type Attributes } from '../xml.ts';

/**
 * Returns the character of a symbol element in Word (ECMA-376, part 1, section 17.3.3.30); empty for an unknown symbol.
 */
export function symbolOf(attributes: Attributes): string {
  const code = Number.parseInt(attribute(attributes, 'char') ?? '', 16);
  const table = symbolFonts.get((attribute(attributes, 'font') ?? '').toLowerCase());
  if (table !== undefined) return table.get(code & 0xff) ?? '';
  // Other fonts use Unicode, except in the private use area.
  return code >= 0x20 && code < 0xe000 ? String.fromCharCode(code) : '';
}

/** Returns the symbol font that an element names; undefined for other elements and fonts. */
export function symbolFont(name: string, attributes: Attributes): string | undefined {
  const font = attribute(attributes, name === 'rFonts' ? 'ascii' : 'typeface')?.toLowerCase() ?? '';
  return ['rFonts', 'latin', 'sym'].includes(name) && symbolFonts.has(font) ? font : undefined;
}

/** Replaces characters in the private use area from U+F000, where symbol fonts place their characters. */
export function withSymbols(text: string, font: string | undefined): string {
  const table = symbolFonts.get(font ?? '');
  if (table === undefined) return text;
  return text.replaceAll(/[\uf020-\uf0ff]/g, (character) => {
    return table.get(character.charCodeAt(0) & 0xff) ?? character;
  });
}

/** Returns the bullet if it means yes or no, such as a check mark; undefined if it is only decorative. */
export function checkBullet(character: string, font: string | undefined): string | undefined {
  const shown = inSymbolFont(character, font);
  return /^[✓✔☑☒✗✘]$/.test(shown) ? shown : undefined;
}
