/**
 * Number formats that use the characters of a string in order: the first character is 1. Numbers beyond the last
 * character are shown in digits.
 */
const sequences: ReadonlyMap<string, string> = new Map(
  Object.entries({
    russianLower: 'абвгдежзиклмнопрстуфхцчшщыэюя',
    russianUpper: 'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ',
    arabicAlpha: 'أبتثجحخدذرزسشصضطظعغفقكلمنهوي',
    arabicAbjad: 'أبجدهوزحطيكلمنسعفصقرشتثخذضظغ',
    hebrew2: 'אבגדהוזחטיכלמנסעפצקרשת',
    ganada: '가나다라마바사아자차카타파하',
    chosung: 'ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ',
    aiueo: 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン',
    iroha: 'イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン',
    ideographTraditional: '甲乙丙丁戊己庚辛壬癸',
    ideographZodiac: '子丑寅卯辰巳午未申酉戌亥',
    decimalEnclosedCircle: '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳',
    decimalEnclosedParen: '⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇',
    decimalEnclosedFullstop: '⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛',
  }),
);

const han = '〇一二三四五六七八九';
const hangul = '영일이삼사오육칠팔구';

/**
 * Number formats with one character for each digit from 0 to 9 and one for ten. Numbers from 100 on are shown in
 * Western digits.
 */
const countings: ReadonlyMap<string, readonly [digits: string, ten: string]> = new Map(
  Object.entries({
    chineseCounting: [han, '十'],
    chineseCountingThousand: [han, '十'],
    taiwaneseCounting: [han, '十'],
    taiwaneseCountingThousand: [han, '十'],
    japaneseCounting: [han, '十'],
    koreanCounting: [hangul, '십'],
    chineseLegalSimplified: ['零壹贰叁肆伍陆柒捌玖', '拾'],
    ideographLegalTraditional: ['零壹貳參肆伍陸柒捌玖', '拾'],
  }),
);

/** Number formats with ten digits of their own. */
const digitSets: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ideographDigital: han,
    japaneseDigitalTenThousand: han,
    taiwaneseDigital: han,
    koreanDigital: hangul,
    decimalFullWidth: '０１２３４５６７８９',
    decimalFullWidth2: '０１２３４５６７８９',
    hindiNumbers: '०१२३४५६७८९',
    thaiNumbers: '๐๑๒๓๔๕๖๗๘๙',
  }),
);

/** Formats a number in one of Word's number formats, such as `lowerRoman` (ECMA-376, part 1, section 17.18.59). */
export function formatNumber(count: number, format: string): string {
  if (format === 'none') return '';
  if (format === 'decimalZero') return String(count).padStart(2, '0');
  if (/^(?:lower|upper)Letter$/.test(format)) return inCase(toLetters(count), format);
  if (/roman/i.test(format)) return inCase(toRoman(count), format);
  return inOwnCharacters(count, format) ?? String(count);
}

/** Returns a number in the format's own characters; undefined if the format or the number is not supported. */
function inOwnCharacters(count: number, format: string): string | undefined {
  const counting = countings.get(format);
  if (counting !== undefined) return inWords(count, ...counting);
  const digits = digitSets.get(format);
  if (digits !== undefined) return String(count).replaceAll(/\d/g, (digit) => digits.charAt(Number(digit)));
  if (format === 'hebrew1') return inHebrew(count);
  return sequences.get(format.replace(/(?:FullWidth|Chinese)$/, ''))?.charAt(count - 1) || undefined;
}

/** The digit 1 is left out before ten, as in 十, except in the formats for contracts, as in 壹拾. */
function inWords(count: number, digits: string, ten: string): string | undefined {
  if (count < 1 || count > 99) return undefined;
  const [tens, units] = [Math.floor(count / 10), count % 10];
  const isPlain = tens === 0 || (tens === 1 && ten !== '拾');
  return `${isPlain ? '' : digits.charAt(tens)}${tens > 0 ? ten : ''}${units > 0 ? digits.charAt(units) : ''}`;
}

/** 15 and 16 are written as 9 + 6 and 9 + 7, because the usual letters would spell a name of God. */
function inHebrew(count: number): string | undefined {
  if (count < 1 || count > 99) return undefined;
  if (count === 15 || count === 16) return `ט${count === 15 ? 'ו' : 'ז'}`;
  const [tens, units] = [Math.floor(count / 10), count % 10];
  return `${' יכלמנסעפצ'.charAt(tens)}${' אבגדהוזחט'.charAt(units)}`.trim().replaceAll(' ', '');
}

function inCase(text: string, format: string): string {
  return format.startsWith('upper') ? text.toUpperCase() : text;
}

/** Returns the number in letters; z is followed by aa, bb and so on. */
function toLetters(count: number): string {
  if (count < 1 || count > 780) return String(count);
  return String.fromCharCode(97 + ((count - 1) % 26)).repeat(Math.ceil(count / 26));
}

const numerals: readonly (readonly [letters: string, value: number])[] = [
  ['m', 1000],
  ['cm', 900],
  ['d', 500],
  ['cd', 400],
  ['c', 100],
  ['xc', 90],
  ['l', 50],
  ['xl', 40],
  ['x', 10],
  ['ix', 9],
  ['v', 5],
  ['iv', 4],
  ['i', 1],
];

function toRoman(count: number): string {
  if (count < 1 || count > 3_999) return String(count);
  let left = count;
  let text = '';
  for (const [letters, value] of numerals) {
    for (; left >= value; left -= value) text += letters;
  }
  return text;
}
