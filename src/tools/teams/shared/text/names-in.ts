import type { Message } from './message.ts';

/** Returns names of people by id, taken from the authors of the messages. */
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
