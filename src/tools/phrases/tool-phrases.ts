import { calendarPhrases } from './calendar-phrases.ts';
import { filesPhrases } from './files-phrases.ts';
import { mailPhrases } from './mail-phrases.ts';
import { peoplePhrases } from './people-phrases.ts';
import { workPhrases } from './work-phrases.ts';

/**
 * Returns a map from each tool's name to additional phrases with which people ask for the tool. Only the tool search
 * uses these phrases.
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
