/** Text that OneDrive allows in a name, but that cleaning, encoding or decoding might change. */
export const pieces: readonly string[] = [
  ...'abcXYZ019'.split(''),
  ..."!#$%&'()+,-.;=@[]^_`{}~¦…".split(''),
  '%20',
  '%25',
  '%2F',
  '%41',
  '%E4',
  '](',
  '..',
  '  ',
  ' ',
  '\u00a0',
  '\u00ad',
  '\u200b',
  '\u200d',
  '\u202e',
  '\u200f',
  '\u2003',
  '\ufe0f',
  'é',
  'e\u0301',
  'ß',
  'İ',
  'שלום',
  'مرحبا',
  '日本',
  '👩‍👩‍👧',
  '❤️',
  '🏳️‍🌈',
  '\u{e0041}',
  'root',
  'untrusted',
];

/** Text that other services allow in a name, but OneDrive does not. */
export const otherPieces: readonly string[] = [...'"*:<>?/\\|’“'.split(''), 'Ana', "O'Brien", 'Müller', 'me'];

/** Creates a small seeded random number generator (mulberry32), so that failures are reproducible. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/**
 * Returns a function that makes names from the pieces. Nine in ten names contain the given number, and the remaining
 * names can look alike. As in OneDrive, no name starts or ends with a space.
 */
export function nameGenerator(seed: number, from: readonly string[]): (number: number) => string {
  const random = generator(seed);
  return (number) => {
    const parts = Array.from({ length: 1 + random(8) }, () => from[random(from.length)] ?? '');
    if (random(10) > 0) parts.splice(random(parts.length + 1), 0, String(number));
    const name = parts.join('').trim();
    return /^\.{0,2}$/.test(name) ? `name ${number}` : name;
  };
}
