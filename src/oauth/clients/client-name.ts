const NAME_LIMIT = 60;

/**
 * Makes the name that a client gives itself safe to show: no control, bidirectional, zero-width or other invisible
 * characters, at most 60 characters. Undefined if nothing is left.
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
