import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

import { registerClient } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Listening } from '../../../src/standins/listen.ts';
import {
  CLIENT_ID,
  openInternet,
  type SmallInternet,
} from '../../oauth/clients/metadata-document/small-internet.ts';
import { freePort } from '../../kit/free-port.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { startPortico, type World as OpenWorld } from '../../kit/start-portico.ts';
import baseline from './conformance-baseline.json' with { type: 'json' };
import { newerNode, programs } from '../kit/programs.ts';
import { startProxy } from '../kit/proxy.ts';
import { signInWhenAsked } from './sign-in-when-asked.ts';
import { startWorld, type World } from '../kit/world.ts';

/** The scenarios of the suite that need no fixtures. */
const scenarios = {
  '2026-07-28': [
    'tools-list',
    'dns-rebinding-protection',
    'http-header-validation',
    'server-sse-multiple-streams',
    'server-stateless',
    'caching',
    'prompts-list',
    'resources-list',
  ],
  '2025-11-25': [
    'server-initialize',
    'ping',
    'tools-list',
    'prompts-list',
    'resources-list',
    'dns-rebinding-protection',
  ],
} as const;

/**
 * Scenarios of extensions, which belong to no revision. Portico does not declare the optional reading of directories,
 * so `sep-2640-skills-directory` is left out.
 */
const extensionScenarios = ['sep-2640-skills-enumeration', 'sep-2640-skills-manifest'] as const;

type Revision = keyof typeof scenarios;
type Check = { readonly id: string; readonly status: string; readonly errorMessage?: string };
type Verdict = {
  readonly printed: string;
  readonly passed: number;
  readonly total: number;
  readonly checks: Check[];
};

const accepted: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> =
  baseline;
let world: World;
let proxy: Listening;
let internet: SmallInternet;
/** Portico runs in this process, so that client metadata documents come from the stand-in internet. */
let fetching: OpenWorld;
let folder: string;

beforeAll(async () => {
  world = await startWorld({ CIMD: 'on' });
  internet = await openInternet();
  const { connect, names } = internet;
  const network = { connect, resolve: async (name: string) => names.get(name) ?? [] };
  fetching = await startPortico({ CIMD: 'on' }, Date.now, network);
  const { origin } = world.server;
  const { accessToken } = await signIn({ origin, person: 'ana.silva' });
  proxy = await startProxy(() => ({ origin, headers: { authorization: `Bearer ${accessToken}` } }));
  folder = await mkdtemp(join(tmpdir(), 'portico-conformance-'));
});

afterAll(async () => {
  await proxy.close();
  await world.close();
  await fetching.close();
  await internet.close();
  await rm(folder, { recursive: true, force: true });
});

/**
 * Runs one scenario. `meanwhile` performs the action that the scenario waits for. The exit code is ignored, because it
 * is 0 for skipped scenarios.
 */
async function run(args: string[], meanwhile?: (output: Readable) => Promise<void>): Promise<Verdict> {
  const results = await mkdtemp(join(folder, 'results-'));
  const command = [programs.conformance, ...args, '--output-dir', results];
  const child = spawn(newerNode(), command, { stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000 });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  const ended = new Promise((resolve) => child.once('close', resolve));
  await Promise.all([ended, meanwhile?.(child.stdout)]);
  return { printed, ...countsIn(printed), checks: await readChecks(results) };
}

/** Returns the suite's summary. Its format depends on whether one or several scenarios ran. */
function countsIn(printed: string): { passed: number; total: number } {
  const [, passed, total] = /Passed: (\d+)\/(\d+)/.exec(printed) ?? [];
  if (total !== undefined) return { passed: Number(passed), total: Number(total) };
  const [, all = 0, failed = 0] = /Total: (\d+) passed, (\d+) failed/.exec(printed) ?? [];
  return { passed: Number(all), total: Number(all) + Number(failed) };
}

async function readChecks(results: string): Promise<Check[]> {
  const files = (await readdir(results)).map((scenario) => join(results, scenario, 'checks.json'));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '[]')));
  return texts.flatMap((text) => JSON.parse(text) as Check[]);
}

/** Fails on every failure that is not in the baseline, and on baseline entries that are no longer needed. */
function judge(
  { printed, passed, total, checks }: Verdict,
  explained: Readonly<Record<string, string>>,
): void {
  expect(printed).not.toMatch(/^SKIPPED/m);
  expect(total, printed).toBeGreaterThan(0);
  const failed = checks.filter(({ status }) => status !== 'SUCCESS' && status !== 'INFO');
  expect(
    failed.filter(({ id }) => explained[id] === undefined),
    'failures outside the baseline',
  ).toEqual([]);
  expect(
    Object.keys(explained).filter((id) => !failed.some((check) => check.id === id)),
    'baseline entries that are no longer needed',
  ).toEqual([]);
  expect(passed).toBe(total - failed.filter(({ status }) => status === 'FAILURE').length);
}

describe.each(Object.keys(scenarios) as Revision[])(
  'the server under the MCP conformance suite for revision %s',
  (revision) => {
    it.each(scenarios[revision])('passes %s, except for failures in the baseline', async (scenario) => {
      const options = ['--url', `${proxy.origin}/mcp`, '--scenario', scenario];
      judge(
        await run(['server', ...options, '--spec-version', revision]),
        accepted[revision]?.[scenario] ?? {},
      );
    });

    it.each(extensionScenarios)('passes the extension scenario %s', async (scenario) => {
      const options = ['--url', `${proxy.origin}/mcp`, '--scenario', scenario, '--force'];
      judge(
        await run(['server', ...options, '--spec-version', revision]),
        accepted[revision]?.[scenario] ?? {},
      );
    });

    /** Runs the complete `authorization` command; the client listens on its own port. */
    async function passesAsAuthorizationServer(
      origin: string,
      client: (callback: string) => Promise<string>,
    ) {
      const port = String(await freePort());
      const callback = `http://127.0.0.1:${port}/callback`;
      const options = ['--url', origin, '--client-id', await client(callback)];
      const rest = ['--resource', `${origin}/mcp`, '--port', port, '--spec-version', revision];
      const verdict = await run(['authorization', ...options, ...rest], (output) =>
        signInWhenAsked(output, { person: 'ana.silva', callback }),
      );
      judge(verdict, accepted[revision]?.['authorization'] ?? {});
      return verdict;
    }

    it('passes as an authorization server for a client that registers', async () => {
      const { origin } = world.server;
      await passesAsAuthorizationServer(origin, async (callback) => {
        const clientMetadata = { redirect_uris: [callback], token_endpoint_auth_method: 'none' };
        return (await registerClient(origin, { clientMetadata })).client_id;
      });
    });

    it('passes as an authorization server for a client with a metadata document', async () => {
      const { checks } = await passesAsAuthorizationServer(fetching.origin, async () => CLIENT_ID);
      const ids = checks.map(({ id }) => id);
      expect(ids).toContain('authorization-server-metadata-cimd');
      expect(internet.paths).toContain(new URL(CLIENT_ID).pathname);
    });
  },
);
