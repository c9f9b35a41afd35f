import { decodeAs } from './decode-as.ts';

/** Number of bytes to check; enough to distinguish the encodings. */
const SAMPLE_BYTES = 16_384;

type Candidate = { readonly label: string; readonly score: (text: string, bytes: Uint8Array) => number };

/** The most common letters of each script, which make up about two thirds of typical text. */
const alphabets: readonly (readonly [label: string, script: RegExp, common: string])[] = [
  ['windows-1251', /\p{Script=Cyrillic}/u, 'оеаинтсрвлкмдпуі'],
  ['koi8-r', /\p{Script=Cyrillic}/u, 'оеаинтсрвлкмдпуі'],
  ['windows-1253', /\p{Script=Greek}/u, 'αοιετσνηυρπκμςλά'],
  ['windows-1255', /\p{Script=Hebrew}/u, 'יוהלאמרתשבנחדםכע'],
  ['windows-1256', /\p{Script=Arabic}/u, 'اليمنوترببةعدسفك'],
  ['windows-874', /\p{Script=Thai}/u, 'านรอกเงมยลวดท่สต้ัี'],
];

/** The encodings to choose from. If several have the same score, the first of them wins. */
const candidates: readonly Candidate[] = [
  { label: 'windows-1252', score: (text) => scoreLatin(text) - (seemsTurkish(text) ? 0.2 : 0) },
  { label: 'windows-1250', score: (text) => scoreLatin(text) * 0.95 },
  { label: 'windows-1254', score: (text) => scoreLatin(text) * 0.9 },
  ...alphabets.map(([label, script, common]) => ({
    label,
    score: (text: string) => scoreAlphabet(text, script, common),
  })),
  { label: 'shift_jis', score: (text, bytes) => scorePairs(bytes, pairs.shift_jis) + bonusForKana(text) },
  { label: 'euc-jp', score: (text, bytes) => scorePairs(bytes, pairs['euc-jp']) + bonusForKana(text) - 0.1 },
  { label: 'euc-kr', score: (_text, bytes) => scorePairs(bytes, pairs['euc-kr']) },
  { label: 'gb18030', score: (_text, bytes) => scorePairs(bytes, pairs.gb18030) },
  { label: 'big5', score: (_text, bytes) => scorePairs(bytes, pairs.big5) },
];

/** For each encoding, the lead byte ranges and the lowest trail byte of its common characters. */
const pairs = {
  // The first range is for punctuation and kana, the second for level 1 kanji.
  shift_jis: {
    common: [
      [0x81, 0x83],
      [0x88, 0x97],
    ],
    trail: 0x40,
  },
  'euc-jp': {
    common: [
      [0xa1, 0xa5],
      [0xb0, 0xcf],
    ],
    trail: 0xa1,
  },
  gb18030: {
    common: [
      [0xa1, 0xa3],
      [0xb0, 0xd7],
    ],
    trail: 0xa1,
  },
  big5: {
    common: [
      [0xa1, 0xa3],
      [0xa4, 0xc6],
    ],
    trail: 0x40,
  },
  'euc-kr': {
    common: [
      [0xa1, 0xa3],
      [0xb0, 0xc8],
    ],
    trail: 0xa1,
  },
} as const;

/** Guesses the encoding of text that is not valid UTF-8. Returns a label from the Encoding standard. */
export function guessEncoding(bytes: Uint8Array): string {
  const first = Math.max(0, bytes.findIndex((byte) => byte >= 0x80) - 32);
  const sample = bytes.subarray(first, first + SAMPLE_BYTES);
  let best = { label: 'windows-1252', score: 0 };
  for (const { label, score } of candidates) {
    const text = decodeAs(label, sample, true);
    const points = text === undefined ? 0 : score(text, sample);
    if (points > best.score) best = { label, score: points };
  }
  return best.label;
}

/**
 * Scores how well the characters fit Latin text. Misplaced characters and runs of accented letters, which are rare in
 * Latin text, reduce the score.
 */
function scoreLatin(text: string): number {
  const runs = text.match(/[^\0-\x7f]+/g) ?? [];
  const all = runs.reduce((sum, run) => sum + run.length, 0);
  const misplaced =
    text.match(
      /[\p{L}][^\0-\x7f\p{L}\u2019\u2018\u00ad\u2013\u2014\u00b7](?=\p{L})|\p{Ll}(?=[^\0-\x7f])\p{Lu}|[\u0080-\u009f]/gu,
    ) ?? [];
  const crowded = runs.reduce((sum, run) => sum + (/\p{L}{3}/u.test(run) ? run.length : 0), 0);
  const odd = text.match(/[^\0-\x7f\p{L}\p{P}€£§°©®™²³½¼µ×÷±\u00a0\u00b4]/gu) ?? [];
  return 0.9 * (1 - Math.min(1, (misplaced.length * 2 + crowded * 0.4 + odd.length) / Math.max(1, all)));
}

/**
 * Whether text decoded as Windows-1252 is more likely Turkish than Icelandic. Windows-1254 has Turkish letters at the
 * codes of the Icelandic letters ð, þ and ý. Unlike Turkish, Icelandic also uses vowels with acute accents.
 */
function seemsTurkish(text: string): boolean {
  return /[ðþýÐÞÝ]/.test(text) && !/[áíúóéæ]/i.test(text);
}

/**
 * Returns the share of letters that are common in the script, minus penalties for characters of other scripts and for
 * capitals within words.
 */
function scoreAlphabet(text: string, script: RegExp, common: string): number {
  const others = Array.from(text).filter((character) => character >= '\u0080');
  const letters = others.filter((character) => script.test(character));
  const frequent = letters.filter((letter) => common.includes(letter.toLowerCase())).length;
  const capitals = text.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0;
  const foreign = others.filter((one) => !script.test(one) && !/[\p{P}\u00a0№€°₪]/u.test(one)).length;
  const words = text.match(/[^\0-\x7f]+/g) ?? [];
  const isDense = others.length >= words.length * 2;
  if (!isDense) return 0;
  return (frequent - 2 * foreign - 2 * capitals) / Math.max(1, others.length) + 0.1;
}

/** Returns the share of common characters among the two-byte characters, minus 0.05. */
function scorePairs(bytes: Uint8Array, { common, trail }: (typeof pairs)[keyof typeof pairs]): number {
  let [all, likely] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    all += 1;
    const isPair = !(trail === 0x40 && common[0][0] === 0x81 && lead >= 0xa1 && lead <= 0xdf);
    if (!isPair) continue;
    at += 1;
    const isCommon =
      common.some(([low, high]) => lead >= low && lead <= high) && (bytes[at] ?? 0xff) >= trail;
    if (isCommon) likely += 1;
  }
  return all === 0 ? 0 : likely / all - 0.05;
}

/**
 * Returns the bonus for text that contains kana. Only Japanese uses kana, and almost every Japanese text contains some.
 */
function bonusForKana(text: string): number {
  return /[\u3041-\u30fa]{2}/.test(text) ? 0.1 : 0;
}
