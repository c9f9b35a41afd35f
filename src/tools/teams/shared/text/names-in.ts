import type { Message } from './message.ts';

/** Returns the names of people by their ids, as far as messages name their authors. */
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
