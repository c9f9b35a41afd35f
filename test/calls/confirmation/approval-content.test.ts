import { describe, expect, it } from 'vitest';

import { approvalContent, contentOf, isCut } from '../../../src/calls/confirmation/approval-content.ts';
import type { Action } from '../../../src/calls/confirmation/describe-action.ts';
import { createPolicy } from '../../../src/policy/policy.ts';
import { openSealer } from '../../kit/sealer.ts';
import { tools } from '../../kit/calls/note-tools.ts';
import { configWith } from '../../kit/mcp-endpoint.ts';

const [, , tool] = tools;
const policy = createPolicy(configWith({ externalSend: 'approve' }));

function actionWith(lines: readonly string[], outsiders: readonly string[] = [], more = 0): Action {
  if (tool === undefined) throw new RangeError('no tool');
  const decision = policy.judge({ kind: 'send', outsiders: ['x'], isBulk: false });
  return { tool, calledAs: tool.name, preview: { lines, more }, decision, outsiders };
}

describe('the content of an approval', () => {
  it('is complete if it is short', () => {
    const content = contentOf(actionWith(['a', 'b'], ['eve@evil.example']), {
      to: ['x', 'y'],
      n: 1,
      no: undefined,
    });
    expect(content).toMatchObject({ lines: ['a', 'b'], moreLines: 0, outsiders: ['eve@evil.example'] });
    expect(content.details).toEqual([
      { name: 'to', value: 'x\ny', cut: 0 },
      { name: 'n', value: '1', cut: 0 },
    ]);
    expect(isCut(content)).toBe(false);
  });

  it.each<[string, string]>([
    ['plain text', 'x'],
    ['quotes', '"'],
    ['umlauts', 'ü'],
    ['emoji', '😀'],
    ['line breaks', '\n'],
  ])('can be sealed at any length and states how much was left out: %s', async (_what, character) => {
    const long = character.repeat(40_000);
    const many = Array.from({ length: 500 }, (_, index) => `${index} ${long.slice(0, 1_000)}`);
    const content = contentOf(actionWith(many, many, 7), { body: long, to: many, subject: 'short' });
    expect(approvalContent.parse(content)).toEqual(content);
    expect(content.lines.length + content.moreLines).toBe(507);
    expect(content.outsiders.length + content.moreOutsiders).toBe(500);
    expect(content.details).toContainEqual({ name: 'subject', value: 'short', cut: 0 });
    for (const { value, cut, name } of content.details)
      if (name === 'body') expect(value.length + cut).toBeGreaterThanOrEqual(long.length - 1);
    expect(isCut(content)).toBe(true);
    const sealer = openSealer();
    const facts = {
      content,
      digests: Array.from({ length: 4 }, () => 'd'.repeat(43)),
      callKey: 'k'.repeat(22),
    };
    const person = {
      tid: 't'.repeat(36),
      oid: 'o'.repeat(36),
      client: { id: 'i'.repeat(1_500), class: 'c' },
    };
    expect(
      await sealer.open('approval', await sealer.seal('approval', { ...facts, ...person }, 60)),
    ).toMatchObject(facts);
  });
});
