const NAME_LIMIT = 60;

/**
 * Makes a client's self-chosen name safe to show: removes control, bidirectional, zero-width and other invisible
 * characters, and truncates the name to 60 characters. Returns undefined if nothing is left.
 */
export function presentableName(name: string | undefined): string | undefined {
  const visible = name
    ?.slice(0, 1_000)
    .normalize('NFC')
    .replaceAll(/[\t-\r]/g, ' ')
    .replaceAll(/[\p{C}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replaceAll(/\p{Z}+/gu, ' ')
    .trim();
  return visible ? Array.from(visible).slice(0, NAME_LIMIT).join('') : undefined;
}
