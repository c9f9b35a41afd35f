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
