import { describe, expect, it } from 'vitest';

import { UnavailableError } from '../../src/errors.ts';
import { createBlockSnapshot } from '../../src/state/block-snapshot.ts';
import { createBlockBook, type BlockSubject } from '../../src/state/blocks.ts';
import { createMemoryStore } from '../../src/state/memory.ts';
import { purge } from '../../src/state/purge.ts';
import type { Store } from '../../src/state/store.ts';
import { logTo } from '../kit/logs/log-to.ts';

const TENANT = '7f1c2a54-0b6e-4c39-9a3d-5d0e8c4b1f20';
const ANA = 'a1b2c3d4-0000-4000-8000-00000000000a';
const BEN = 'a1b2c3d4-0000-4000-8000-00000000000b';
const ana: BlockSubject = { kind: 'person', names: [TENANT, ANA] };
const ever = { until: Infinity, reason: undefined };

/** Creates a block book and block snapshots. Both read tables that can be down or hang. */
function openBlocks() {
  const clock = { ms: Date.parse('2026-11-21T09:00:00Z') };
  const now = () => clock.ms;
  const store = createMemoryStore({ now });
  const tables = { down: false, reads: 0, hold: undefined as Promise<void> | undefined };
  const watched: Store = {
    ...store,
    list: async (...asked) => {
      tables.reads += 1;
      await tables.hold;
      if (tables.down) throw new UnavailableError('Table Storage');
      return store.list(...asked);
    },
  };
  const lines: string[] = [];
  const log = logTo((event) => void lines.push(event));
  const instance = () => createBlockSnapshot({ store: watched, now, log });
  return { clock, store, tables, lines, instance, book: createBlockBook(store, now) };
}

describe('the block store', () => {
  it('adds, lists and removes a block', async () => {
    const { book, clock } = openBlocks();
    await book.set(ana, { until: clock.ms / 1_000 + 3_600, reason: 'lost laptop' });
    await book.set({ kind: 'client', names: ['claude.ai'] }, ever);
    expect(await book.list()).toEqual([
      {
        kind: 'person',
        subject: `${TENANT}/${ANA}`,
        until: clock.ms / 1_000 + 3_600,
        setAt: clock.ms / 1_000,
        reason: 'lost laptop',
        endIgnored: false,
      },
      {
        kind: 'client',
        subject: 'claude.ai',
        until: Infinity,
        setAt: clock.ms / 1_000,
        reason: undefined,
        endIgnored: false,
      },
    ]);
    expect([await book.lift(ana), await book.lift(ana)]).toEqual([true, false]);
    expect(await book.list()).toHaveLength(1);
  });

  it('changes an existing block even if the ids differ in case', async () => {
    const { book, clock } = openBlocks();
    await book.set(ana, ever);
    const capitals: BlockSubject = { kind: 'person', names: [TENANT.toUpperCase(), ANA.toUpperCase()] };
    await book.set(capitals, { until: clock.ms / 1_000 + 60, reason: undefined });
    expect((await book.list()).map(({ until }) => until)).toEqual([clock.ms / 1_000 + 60]);
  });

  it('does not list an expired block, and the purge removes only that block', async () => {
    const { book, clock, store } = openBlocks();
    await book.set(ana, { until: clock.ms / 1_000 + 60, reason: undefined });
    await book.set({ kind: 'tool', names: ['send_mail'] }, ever);
    clock.ms += 60_000;
    expect((await book.list()).map(({ kind }) => kind)).toEqual(['tool']);
    await purge(store, { now: () => clock.ms, signal: new AbortController().signal });
    expect((await store.list('blocks')).rows.map(({ partition }) => partition)).toEqual(['tool']);
  });
});

describe("an instance's block snapshot", () => {
  it('is read before its first use', async () => {
    const { book, instance } = openBlocks();
    await book.set(ana, ever);
    const blocked = await instance().current();
    expect([blocked('person', TENANT, ANA), blocked('person', TENANT, BEN)]).toEqual([Infinity, undefined]);
    expect([blocked('tenant', TENANT), blocked('client', ANA)]).toEqual([undefined, undefined]);
  });

  it('contains all blocks even if they fill several pages', async () => {
    const { book, instance } = openBlocks();
    for (let n = 0; n < 250; n++) await book.set({ kind: 'tool', names: [`tool_${n}`] }, ever);
    const blocked = await instance().current();
    expect([blocked('tool', 'tool_0'), blocked('tool', 'tool_249')]).toEqual([Infinity, Infinity]);
  });

  it.each([10_000, 3_600_000])(
    'is read again before its next use after %i ms without traffic',
    async (ms) => {
      const { book, instance, clock } = openBlocks();
      const snapshot = instance();
      await snapshot.current();
      await book.set(ana, ever);
      clock.ms += ms;
      expect((await snapshot.current())('person', TENANT, ANA)).toBe(Infinity);
      expect(snapshot.latest()('person', TENANT, ANA)).toBe(Infinity);
    },
  );

  it('is at most 10 s old under traffic, and requests do not wait for the tables', async () => {
    const { book, instance, clock, tables } = openBlocks();
    const snapshot = instance();
    await snapshot.current();
    await book.set(ana, ever);
    let seenAfter = -1;
    for (let tick = 1; seenAfter < 0; tick++) {
      clock.ms += 1_000;
      const blocked = (await snapshot.current())('person', TENANT, ANA) !== undefined;
      if (blocked) seenAfter = tick;
    }
    expect(seenAfter).toBeLessThanOrEqual(10);
    expect(tables.reads).toBe(2);
  });

  it('is read once for many concurrent callers', async () => {
    const { instance, tables, clock } = openBlocks();
    const snapshot = instance();
    await Promise.all(Array.from({ length: 50 }, () => snapshot.current()));
    clock.ms += 60_000;
    await Promise.all(Array.from({ length: 50 }, () => snapshot.current()));
    expect(tables.reads).toBe(2);
  });

  it('stays in use for as long as the tables are down, with occasional attempts to read them', async () => {
    const { book, instance, clock, tables, lines } = openBlocks();
    await book.set(ana, ever);
    const snapshot = instance();
    await snapshot.current();
    tables.down = true;
    for (let second = 0; second < 600; second++) {
      clock.ms += 1_000;
      expect((await snapshot.current())('person', TENANT, ANA)).toBe(Infinity);
    }
    expect(tables.reads).toBeLessThan(130);
    expect(new Set(lines)).toEqual(new Set(['blocks_not_read']));
    tables.down = false;
    await book.lift(ana);
    clock.ms += 60_000;
    expect((await snapshot.current())('person', TENANT, ANA)).toBeUndefined();
  });

  it('does not wait for unresponsive tables once they are known to be down', async () => {
    const { instance, clock, tables } = openBlocks();
    const snapshot = instance();
    await snapshot.current();
    tables.down = true;
    clock.ms += 10_000;
    await snapshot.current();
    let release = () => {};
    tables.hold = new Promise((resolve) => (release = resolve));
    clock.ms += 6_000;
    await expect(snapshot.current()).resolves.toBeDefined();
    release();
  });

  it('is read again if the clock has been set back', async () => {
    const { book, instance, clock } = openBlocks();
    const snapshot = instance();
    await snapshot.current();
    clock.ms -= 600_000;
    await book.set(ana, ever);
    expect((await snapshot.current())('person', TENANT, ANA)).toBe(Infinity);
    clock.ms += 1_000;
    expect((await snapshot.current())('person', TENANT, ANA)).toBe(Infinity);
  });

  it('does not reuse a read that started long ago and may have missed a block', async () => {
    const { book, instance, clock, tables } = openBlocks();
    const snapshot = instance();
    let release = () => {};
    tables.hold = new Promise((resolve) => (release = resolve));
    const slow = snapshot.current();
    tables.hold = undefined;
    await book.set(ana, ever);
    clock.ms += 10_000;
    expect((await snapshot.current())('person', TENANT, ANA)).toBe(Infinity);
    release();
    expect((await slow)('person', TENANT, ANA)).toBe(Infinity);
    expect(snapshot.latest()('person', TENANT, ANA)).toBe(Infinity);
  });

  it('is unavailable if the tables are down from the start, so that nobody is admitted unchecked', async () => {
    const { instance, tables } = openBlocks();
    tables.down = true;
    const snapshot = instance();
    await expect(snapshot.current()).rejects.toThrow(UnavailableError);
    expect(() => snapshot.latest()).toThrow(UnavailableError);
    tables.down = false;
    await expect(snapshot.current()).resolves.toBeDefined();
  });
});
