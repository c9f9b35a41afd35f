import { describe, expect, it } from 'vitest';

import { ToolError } from '../../../src/errors.ts';
import type { GraphAnswer, GraphRequest } from '../../../src/graph/request/graph-request.ts';
import { continuationOf } from '../../../src/tools/core/shared/long-running.ts';
import type { ToolCall } from '../../../src/tools/define.ts';

const origin = 'https://graph.example';
const answer = (status: number, monitor?: string): GraphAnswer => ({
  status,
  body: undefined,
  requestId: undefined,
  bytes: 0,
  ...(monitor !== undefined && { monitor }),
});

/** A call whose requests get this response, and the paths that it asked for. */
function callWith(body: unknown): { readonly call: ToolCall; readonly asked: string[] } {
  const asked: string[] = [];
  const graph = async ({ path }: GraphRequest): Promise<GraphAnswer> => {
    asked.push(path);
    if (body instanceof ToolError) throw body;
    return { ...answer(200), body };
  };
  return { call: { graphOrigin: origin, graph } as unknown as ToolCall, asked };
}

describe('an operation that Graph continues in the background', () => {
  it.each(["/teams('1')/operations('2')", `${origin}/v1.0/teams('1')/operations('2')`])(
    'is looked at once, and can be looked at again: %s',
    async (monitor) => {
      const { call, asked } = callWith({ status: 'inProgress' });
      const text = await continuationOf(answer(202, monitor), call);
      expect(asked).toHaveLength(1);
      expect(text).toMatch(/^ State: inProgress\. Look again with graph_get \{"path":"\/teams/);
    },
  );

  it('says how to look again if its state cannot be read', async () => {
    const { call } = callWith(new ToolError('not_found', 'x'));
    expect(await continuationOf(answer(202, '/operations/1'), call)).toMatch(
      /graph_get \{"path":"\/operations\/1"\}/,
    );
  });

  it.each([
    'https://evil.example/v1.0/operations/1',
    '//evil.example/operations/1',
    `${origin}.evil.example/v1.0/operations/1`,
    `https://graph.example@evil.example/v1.0/x`,
    '/operations/../users/1',
  ])('is not followed to %s', async (monitor) => {
    const { call, asked } = callWith({ status: 'x' });
    expect(await continuationOf(answer(202, monitor), call)).toMatch(/continues in the background/);
    expect(asked).toEqual([]);
  });

  it('says nothing about any other response', async () => {
    const { call, asked } = callWith({});
    expect(await continuationOf(answer(201, '/operations/1'), call)).toBe('');
    expect(asked).toEqual([]);
  });
});
