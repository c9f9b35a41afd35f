import { describe, expect, it } from 'vitest';

import { createLineWriter } from '../../src/telemetry/line-writer.ts';

function openWriter() {
  const written: string[] = [];
  return { written, write: createLineWriter((text) => written.push(text)) };
}

describe('a line writer', () => {
  it('writes a line that may not wait immediately', () => {
    const { written, write } = openWriter();
    write('a\n');
    write('b\n', { mayWait: false });
    expect(written).toEqual(['a\n', 'b\n']);
  });

  it('writes waiting lines together with the next line, in the order in which it got them', () => {
    const { written, write } = openWriter();
    write('a\n', { mayWait: true });
    write('b\n', { mayWait: true });
    expect(written).toEqual([]);
    write('c\n');
    expect(written).toEqual(['a\nb\nc\n']);
  });

  it('writes a waiting line before the next event, even if no other line follows', async () => {
    const { written, write } = openWriter();
    write('a\n', { mayWait: true });
    await new Promise(setImmediate);
    expect(written).toEqual(['a\n']);
  });

  it('writes each line only once', async () => {
    const { written, write } = openWriter();
    write('a\n', { mayWait: true });
    write('b\n');
    write('c\n', { mayWait: true });
    await new Promise(setImmediate);
    expect(written).toEqual(['a\nb\n', 'c\n']);
  });
});
