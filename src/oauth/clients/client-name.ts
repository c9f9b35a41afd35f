const NAME_LIMIT = 60;

/**
 * Makes a client's self-chosen name safe to show: removes control, bidirectional, zero-width and other invisible
 * characters, keeps at most three combining marks on one letter, and truncates the name to 60 characters. Returns
 * undefined if nothing is left.
 */
export function presentableName(name: string | undefined): string | undefined {
  const visible = name
    ?.slice(0, 1_000)
    .normalize('NFC')
    .replaceAll(/[\t-\r]/g, ' ')
    .replaceAll(/[\p{C}\p{Default_Ignorable_Code_Point}]/gu, '')
    // U+2800 is a Braille pattern without dots: it looks like a space.
    .replaceAll(/[\p{Z}\u2800]+/gu, ' ')
    // Browsers stack any number of marks, so marks could cover the address above or below the name.
    .replaceAll(/(?:^|(?<= ))\p{M}+|(?<=\p{M}{3})\p{M}+/gu, '')
    .trim();
  return visible ? Array.from(visible).slice(0, NAME_LIMIT).join('') : undefined;
}
