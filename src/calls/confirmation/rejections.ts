import type { Place, Store } from '../../state/store.ts';

const REJECTION_SECONDS = 10 * 60;

/** The calls that users have rejected in the last ten minutes. Methods throw the same errors as `Store`. */
export type Rejections = {
  add(callKey: string): Promise<void>;
  has(callKey: string): Promise<boolean>;
};

/** `seconds` returns the current time in seconds since 1970. */
export function createRejections(
  store: Pick<Store, 'get' | 'insert' | 'remove'>,
  seconds: () => number,
): Rejections {
  return {
    add: async (callKey) => {
      const place = placeOf(callKey);
      const entry = { value: {}, expiresAt: seconds() + REJECTION_SECONDS };
      if (await store.insert(place, entry)) return;
      await store.remove(place);
      await store.insert(place, entry);
    },
    has: async (callKey) => {
      const rejection = await store.get(placeOf(callKey));
      return rejection !== undefined && rejection.expiresAt > seconds();
    },
  };
}

function placeOf(callKey: string): Place {
  return { table: 'approvals', partition: `rejected-${callKey.slice(0, 2)}`, id: callKey };
}
