import { counted } from '../../../../base/text/counted.ts';
import type { Message } from './message.ts';

/** Maps people's ids to their names, taken from the authors of the messages. */
export function namesIn(
  messages: readonly (Message & { readonly replies?: readonly Message[] | null | undefined })[],
): ReadonlyMap<string, string> {
  const all = messages.flatMap((one) => [one, ...(one.replies ?? [])]);
  return new Map(
    all.flatMap(({ from }) => {
      const { id, displayName } = from?.user ?? {};
      return id && displayName ? [[id, displayName] as const] : [];
    }),
  );
}

/** Names the first `most` people whose names are known (not empty), and counts all others. */
export function namesOf(people: readonly string[], most: number): string {
  const named = people.filter(Boolean).slice(0, most);
  const others = people.length - named.length;
  if (others === 0) return named.join(', ');
  const more = named.length > 0 ? 'more ' : '';
  return [...named, counted(others, `${more}person`, `${more}people`)].join(', ');
}
