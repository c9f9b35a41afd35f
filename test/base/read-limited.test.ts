import { describe, expect, it } from 'vitest';

import { readLimited } from '../../src/base/read-limited.ts';

async function* chunks(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
}

describe('readLimited', () => {
  it.each([
    ['an empty stream', [], ''],
    ['fewer bytes than the limit', ['ab'], 'ab'],
    ['exactly the limit', ['ab', 'cd'], 'abcd'],
  ])('reads %s', async (_case, texts, whole) => {
    expect((await readLimited(chunks(...texts), 4))?.toString()).toBe(whole);
  });

  it('reads an array of chunks', async () => {
    expect((await readLimited([Buffer.from('ab'), Buffer.from('cd')], 4))?.toString()).toBe('abcd');
    expect((await readLimited([], 4))?.toString()).toBe('');
  });

  it('stops reading and returns undefined if the body is one byte over the limit', async () => {
    let read = 0;
    const source = async function* () {
      for (;;) {
        read += 1;
        yield Buffer.from('ab');
      }
    };
    expect(await readLimited(source(), 5)).toBeUndefined();
    expect(read).toBe(3);
  });
});
