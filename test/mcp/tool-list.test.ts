import { describe, expect, it } from 'vitest';

import { createToolListCache } from '../../src/mcp/tool-list.ts';
import { tools } from '../kit/calls/note-tools.ts';

describe('the tool list cache', () => {
  const write = (told: readonly { name: string }[]) => told.map((tool) => tool.name).join();

  it('serialises a list once for each combination of tools and format', () => {
    const serialise = createToolListCache();
    const first = serialise(tools, 'modern', {}, write);
    expect(first.toString()).toBe('read_note,edit_note,send_note,show_scopes,loose_cannon');
    expect(serialise([...tools], 'modern', {}, write)).toBe(first);
    expect(serialise(tools, 'legacy', {}, write)).not.toBe(first);
    expect(serialise(tools, 'modern', { plainSchemas: true }, write)).not.toBe(first);
    expect(serialise(tools.slice(1), 'modern', {}, write).toString()).not.toContain('read_note');
  });

  it('holds the 64 most recently used lists', () => {
    const serialise = createToolListCache();
    const first = serialise(tools, 'form 0', {}, write);
    for (let form = 1; form < 64; form += 1) serialise(tools, `form ${form}`, {}, write);
    expect(serialise(tools, 'form 0', {}, write)).toBe(first);
    for (let form = 64; form < 128; form += 1) serialise(tools, `form ${form}`, {}, write);
    expect(serialise(tools, 'form 0', {}, write)).not.toBe(first);
  });
});
