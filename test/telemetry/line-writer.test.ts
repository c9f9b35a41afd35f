import { describe, expect, it } from 'vitest';

import { createLineWriter } from '../../src/telemetry/line-writer.ts';

function openWriter() {
  const texts: string[] = [];
  return { texts, ...createLineWriter((text) => texts.push(text)) };
}

const later = { mayWait: true };

describe('a line writer', () => {
  it('immediately writes a line that may not wait', () => {
    const { texts, write } = openWriter();
    write('a\n');
    write('b\n', { mayWait: false });
    expect(texts).toEqual(['a\n', 'b\n']);
  });

  it('writes waiting lines together with a line that may not wait, in the order in which it received the lines', () => {
    const { texts, write } = openWriter();
    write('a\n', later);
    write('b\n', later);
    expect(texts).toEqual([]);
    write('c\n');
    expect(texts).toEqual(['a\nb\nc\n']);
  });

  it('writes the lines of several requests together, even if no other line follows', async () => {
    const { texts, write } = openWriter();
    write('a\n', later);
    await Promise.resolve().then(() => write('b\n', later));
    process.nextTick(() => write('c\n', later));
    await new Promise(setImmediate);
    expect(texts).toEqual(['a\nb\nc\n']);
  });

  it('writes each line only once', async () => {
    const { texts, write } = openWriter();
    write('a\n', later);
    write('b\n');
    write('c\n', later);
    await new Promise(setImmediate);
    expect(texts).toEqual(['a\nb\n', 'c\n']);
  });

  it('reports that a waiting line has been written, even after the same report for an earlier line', async () => {
    const { texts, write, written } = openWriter();
    for (const line of ['a\n', 'b\n']) {
      write(line, later);
      expect(texts).not.toContain(line);
      // oxlint-disable-next-line no-await-in-loop -- The second line must wait in a turn of its own.
      await written();
      expect(texts).toContain(line);
    }
  });

  it('reports at once that all lines have been written if no line is waiting', async () => {
    const { write, written } = openWriter();
    write('a\n');
    const first = await Promise.race([written().then(() => 'written'), nextTurn()]);
    expect(first).toBe('written');
  });

  it('writes waiting lines when the process ends, and not a second time afterwards', async () => {
    const { texts, write, flush } = openWriter();
    write('a\n', later);
    flush();
    expect(texts).toEqual(['a\n']);
    await new Promise(setImmediate);
    expect(texts).toEqual(['a\n']);
  });
});

function nextTurn(): Promise<string> {
  return new Promise((resolve) => {
    setImmediate(() => resolve('next turn'));
  });
}
