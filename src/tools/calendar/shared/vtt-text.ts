import { textOfHtml } from '../../output/html/text-of-html.ts';

/** Maximum length of a speaker's name, in characters. */
const LONGEST_NAME = 120;

const timing = /^(?:(\d{1,4}):)?(\d\d):(\d\d)\.\d{3}\s+-->/;
const voice = /^<v(?:\.[^\s>]{0,80})?\s([^>]{1,400})>/;

/**
 * Converts a transcript in WebVTT to text: a line for each turn, such as `00:01 Ana Silva: I have no blockers
 * today.` Only the first turn in each minute shows the time.
 */
export function textOfVtt(vtt: string): string {
  const turns: { readonly at: string; readonly by: string; readonly words: string[] }[] = [];
  let at = '';
  let by = '';
  for (const line of vtt.split(/\r\n|\n|\r/)) {
    const time = timing.exec(line);
    if (time !== null) {
      at = `${(time[1] ?? '').padStart(2, '0')}:${time[2]}`;
      by = '';
      continue;
    }
    // Skips the notes, styles and identifiers before the first cue and between cues.
    if (line.trim() === '') at = '';
    if (at === '') continue;
    by = voice.exec(line)?.[1]?.trim().slice(0, LONGEST_NAME) ?? by;
    const words = plainText(line);
    if (words === '') continue;
    const last = turns.at(-1);
    if (last !== undefined && last.by === by) last.words.push(words);
    else turns.push({ at, by, words: [words] });
  }
  return turns
    .map(({ at, by, words }, index) => {
      const time = at === turns[index - 1]?.at ? '' : `${at} `;
      return `${time}${by === '' ? '' : `${by}: `}${words.join(' ')}`;
    })
    .join('\n');
}

/** Removes a cue's tags and decodes its character references, as in HTML. */
function plainText(line: string): string {
  const bare = line.replaceAll(/<[^<>]{0,400}>/g, '').trim();
  return bare.includes('&') ? textOfHtml(bare).trim() : bare;
}
