import { calendarPhrases } from './calendar-phrases.ts';
import { filesPhrases } from './files-phrases.ts';
import { mailPhrases } from './mail-phrases.ts';
import { peoplePhrases } from './people-phrases.ts';
import { workPhrases } from './work-phrases.ts';

/**
 * Maps the name of each tool to further phrases that people use when they need it. Only the search uses these phrases.
 */
export function toolPhrases(): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [mailPhrases, calendarPhrases, filesPhrases, workPhrases, peoplePhrases]
      .flatMap((text) => text.trim().split('\n'))
      .map((line) => {
        const at = line.indexOf(': ');
        return [line.slice(0, at), line.slice(at + 2).split(', ')];
      }),
  );
}
