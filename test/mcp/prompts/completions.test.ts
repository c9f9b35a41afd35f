import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { digestToken } from '../../../src/base/sha256.ts';
import { createCatalogue } from '../../../src/calls/catalogue/tool-catalogue.ts';
import type { RunTool } from '../../../src/calls/run-tool.ts';
import { createComplete, type CompletionValues } from '../../../src/mcp/prompts/completions.ts';
import { people } from '../../../src/standins/tenant/people.ts';
import { catalogue } from '../../../src/tools/catalogue.gen.ts';
import { openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';
import { callerWith } from '../../kit/mcp-endpoint.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const oid = people.find(({ alias }) => alias === 'ana.silva')?.oid ?? '';
const contextWith = (signal = AbortSignal.timeout(10_000)) => ({
  admission: { caller: callerWith({ oid }), assertion: digestToken(oid), expiresAt: 0 },
  requestId: 'test',
  traceparent: undefined,
  signal,
});

/** Substitutes for Teams tools that the catalogue does not have. Only their permissions and area matter here. */
const teamsTools = ['list_teams', 'list_channels'].flatMap((name) => {
  const [tool] = catalogue.filter((one) => one.kind === 'read' && one.name === 'list_planner_plans');
  const isMissing = !catalogue.some((one) => one.name === name);
  const facts = { name, area: 'teams', scopes: ['Team.ReadBasic.All', 'Channel.ReadBasic.All'] } as const;
  return isMissing && tool !== undefined ? [{ ...tool, ...facts }] : [];
});
const tools = [...catalogue, ...teamsTools];

function completing(runTool: RunTool = tenant.runTool) {
  const complete = createComplete({ catalogue: createCatalogue(tools, async (tool) => tool), runTool });
  return (
    prompt: string,
    argument: string,
    value: string,
    others?: Record<string, string>,
  ): Promise<CompletionValues> =>
    complete(
      {
        ref: { type: 'ref/prompt', name: prompt },
        argument: { name: argument, value },
        ...(others && { context: { arguments: others } }),
      },
      contextWith(),
    );
}

describe('a completion', () => {
  it('suggests mail folders, and lists folders that begin with the given text first', async () => {
    const all = await completing()('triage-inbox', 'folder', '');
    expect(all.values).toEqual(expect.arrayContaining(['Inbox', 'Drafts', 'Archive']));
    expect((await completing()('triage-inbox', 'folder', 'arch')).values).toEqual(['Archive']);
  });

  it('suggests people by any part of their names', async () => {
    expect((await completing()('who-is', 'person', 'oka')).values).toEqual(['Ben Okafor']);
    expect((await completing()('who-is', 'person', '')).values).toEqual([]);
  });

  it('completes the final name in a list of people', async () => {
    const { values } = await completing()('find-meeting-time', 'people', 'Chen Wei, ben');
    expect(values).toEqual(['Chen Wei, Ben Okafor']);
    const listed = await completing()('find-meeting-time', 'people', 'Wei, Chen; ben');
    expect(listed.values).toEqual(['Wei, Chen; Ben Okafor']);
  });

  it('suggests files by the beginnings of words in their names', async () => {
    const { values } = await completing()('find-file', 'about', 'scop');
    expect(values).toContain('Scope.md');
    expect((await completing()('find-file', 'about', '!')).values).toEqual([]);
  });

  it('suggests teams, and the channels of the given team', async () => {
    const [team = ''] = (await completing()('catch-up-on-channel', 'team', 'harbor')).values;
    expect(team).toMatch(/harbor/i);
    const { values } = await completing()('catch-up-on-channel', 'channel', 'gen', { team });
    expect(values).toEqual(['General']);
    expect((await completing()('catch-up-on-channel', 'channel', 'gen')).values).toEqual([]);
  });

  it.each([
    ['an argument without suggestions', 'daily-briefing', 'day', 'mon'],
    ['an unknown argument', 'who-is', 'age', '4'],
    ['an unknown prompt', 'who-was', 'person', 'ben'],
    ['text that is too long', 'who-is', 'person', 'b'.repeat(101)],
  ])('suggests nothing for %s, and sends no request', async (_what, prompt, argument, value) => {
    const never: RunTool = () => Promise.reject(new Error('unexpected'));
    expect(await completing(never)(prompt, argument, value)).toEqual({ values: [], hasMore: false });
  });

  it('suggests nothing without the permission of the tool that lists the values', async () => {
    await tenant.granting('ana.silva', ['User.Read'], async () => {
      expect((await completing()('triage-inbox', 'folder', 'arch')).values).toEqual([]);
    });
  });

  it('suggests nothing if the call fails or hangs', async () => {
    const failing: RunTool = () => Promise.reject(new Error('no network'));
    expect((await completing(failing)('who-is', 'person', 'ben')).values).toEqual([]);
    const complete = createComplete({
      catalogue: createCatalogue(catalogue, async (tool) => tool),
      runTool: () => new Promise(() => {}),
    });
    const request = {
      ref: { type: 'ref/prompt', name: 'who-is' },
      argument: { name: 'person', value: 'ben' },
    };
    expect(await complete(request, contextWith(AbortSignal.abort()))).toEqual({ values: [], hasMore: false });
  });

  it('has at most 20 values, each without invisible characters', async () => {
    const runTool = (async () => ({
      kind: 'done',
      value: Array.from({ length: 30 }, (_, index) => `ben ${index}\u200b\n| x`),
    })) as unknown as RunTool;
    const { values, hasMore } = await completing(runTool)('who-is', 'person', 'ben');
    expect([values.length, hasMore]).toEqual([20, true]);
    expect(values.join('')).not.toMatch(/[\u200b\n]/);
  });
});
