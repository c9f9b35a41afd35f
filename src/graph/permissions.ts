/** How much each word of a permission allows; a later one includes those before it. */
const breadth: readonly (readonly string[])[] = [
  ['ReadBasic', 'Read', 'ReadWrite'],
  ['', 'Shared', 'All'],
];

/**
 * Whether one of the granted delegated permissions includes the needed one, by Graph's naming: `Mail.ReadWrite`
 * includes `Mail.Read` and `Mail.ReadBasic`, `Mail.Read.Shared` and `Files.Read.All` include `Mail.Read` and `Files.Read`.
 */
export function covers(granted: readonly string[], needed: string): boolean {
  return granted.some((held) => held === needed || includes(held, needed));
}

function includes(held: string, needed: string): boolean {
  const [heldParts, neededParts] = [held.split('.'), needed.split('.')];
  if (heldParts[0] !== neededParts[0]) return false;
  return breadth.every((words, index) => {
    const rank = words.indexOf(neededParts[index + 1] ?? '');
    return rank >= 0 && words.indexOf(heldParts[index + 1] ?? '') >= rank;
  });
}
