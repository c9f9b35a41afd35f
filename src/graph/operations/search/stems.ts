/** Words that do not help to identify the subject of a question. */
const stopWords = new Set(
  `a about all am an and any are as at be been being but by can could did do does every everybody everyone for from
  get gets getting got had has have he her here him his how i if in into is it its just let like may me mine my
  need now of off on onto or our ours out please s say she should so some somebody someone t tell than that the
  their them then there these they thing this those to too up us via want was we were what when where which
  while who whose why will with within would you your microsoft graph`.split(/\s+/),
);

/** Maximum number of characters read from a text, and maximum number of words. */
const LONGEST = 500;
const MOST_WORDS = 40;

/** The word that replaces every word for a time, so that all such words have the same stem. */
export const TIME = 'day';

/** Words that only refer to a time. */
const times =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|today|tomorrow|tonight|yesterday|noon|midday|mornings?|afternoons?|evenings?|days?|weeks?|months?|years?|hours?|minutes?)$/;

/** Variants of words, and idioms, each with its replacement. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/^\s*(?:please )?(?:(?:list|show|display|view)(?: me)?|give me)(?= \S)/g, ''],
  [
    /\b(?:next|last|coming|past)\s+(?=(?:week|month|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?\b)/g,
    '',
  ],
  [/\bto[- ]?dos?\b/g, 'todo'],
  [/\bhow (?:many|much)\b/g, 'number'],
  [/\bwi-fi\b/g, 'wifi'],
  [/\be-?mails?\b/g, 'email'],
  [/\b(sign|log|check|clock|opt)[- ]?(in|out|on)s?\b/g, '$1$2'],
  [/\bone[- ]drive\b/g, 'onedrive'],
  [/\bout[- ]of[- ]office\b/g, 'outofoffice'],
  [/\bnon[- ]compliant\b/g, 'noncompliant'],
  [/\borg(?:ani[sz]ation(?:al)?)? ?charts?\b/g, 'orgchart'],
  [/\bcall(?:ed|ing)? off\b/g, 'cancel'],
  [/\b(?:throw(?:n|ing)? away|get(?:ting)? rid of|bin|trash)\b/g, 'delete'],
  [/\b(?:writ(?:e|ten|ing)|wrote|got|get(?:ting)?) back\b/g, 'reply'],
  [/\bdrop (?:\w+ )?a (?:line|note|mail)\b/g, 'send email'],
  [/\bpass(?:ed|ing)? (?:(?:\w+ ){0,2})on\b/g, 'forward'],
  [/\bset(?:ting)? up\b/g, 'create'],
  [/\b(?:put off|push(?:ed|ing)? back|postpone\w*)\b/g, 'reschedule'],
  [/\b(?:tick|check)(?:ed|ing)? off\b/g, 'complete'],
  [/\bturn(?:ed|ing)? off\b/g, 'disable'],
  [/\bturn(?:ed|ing)? on\b/g, 'enable'],
  [/\bhand(?:ed|ing)? in\b/g, 'submit'],
  [/\broll(?:ed|ing)? out\b/g, 'deploy'],
  [/\blook(?:ed|ing)? (?:up|for)\b/g, 'find'],
  [/\blet (?:\w+ ){1,3}know\b/g, 'tell'],
  [/\bput (?:\w+ ){1,3}down for\b/g, 'book'],
  [/\bget (?:\w+ ){1,4}(?:together|around)\b/g, 'meet'],
  [/\b(?:take|took|taken|get|gets) (?:\w+ ){1,4}(?:off|out of)\b/g, 'remove $&'],
  [/\bslide ?decks?\b|\bslides?\b|\bpowerpoints?\b/g, 'presentation'],
];

/** Matches any variant. Most phrases contain no variant, and one test is faster than many replacements. */
const anySpelling = new RegExp(spellings.map(([written]) => `(?:${written.source})`).join('|'));

/** Returns the stems of a question or phrase, in order and without stop words. */
export function stemsOf(text: string): readonly string[] {
  let plain = text
    .slice(0, LONGEST)
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/['\u2019]/g, ' ');
  if (anySpelling.test(plain))
    for (const [written, same] of spellings) plain = plain.replaceAll(written, same);
  const words = (plain.match(/[a-z][a-z0-9]*/g) ?? []).map((word) => (times.test(word) ? TIME : word));
  return words
    .slice(0, MOST_WORDS)
    .filter((word) => !stopWords.has(word))
    .map(stem);
}

/**
 * Returns the stems of the words in a name such as `riskyUsers`. If the name has several words, also returns the stem
 * of the complete name.
 */
export function stemsOfName(name: string): readonly string[] {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  const stems = words.map((word) => word.toLowerCase()).filter((word) => !stopWords.has(word));
  const whole = words.length > 1 ? [words.join('').toLowerCase()] : [];
  return [...stems, ...whole].map(stem);
}

/** Suffixes that are removed if enough letters remain. */
const inflections = ['ations', 'ation', 'ing', 'ed', 'er', 'ment', 'ions', 'ion', 'ly', 'e'] as const;
const FEWEST_LETTERS = 3;

/** Reduces a word to its stem, which is the same for `policies` and `policy`, and for `booking` and `booked`. */
export function stem(word: string): string {
  const singular = word.endsWith('s') ? withoutPlural(word) : word;
  for (const ending of inflections) {
    if (!singular.endsWith(ending)) continue;
    const cut = singular.slice(0, -ending.length);
    if (cut.length >= FEWEST_LETTERS && /[aeiouy]/.test(cut)) return plainEnd(cut);
  }
  return singular;
}

/** Normalises the end of a stem, so that `planned` and `planning` match `plan`, and `applied` matches `apply`. */
function plainEnd(cut: string): string {
  const last = cut.at(-1) ?? '';
  if (last === 'e') return cut.slice(0, -1);
  if (last === 'i') return `${cut.slice(0, -1)}y`;
  const isDouble = last === cut.at(-2) && !'aeiouylsw'.includes(last);
  return isDouble ? cut.slice(0, -1) : cut;
}

function withoutPlural(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|x|ss)es$/.test(word) && word.length > 4) return word.slice(0, -2);
  return /[^su]s$/.test(word) && word.length > 3 ? word.slice(0, -1) : word;
}
