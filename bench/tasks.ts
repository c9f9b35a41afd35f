import { readFileSync } from 'node:fs';

import { encode } from 'gpt-tokenizer/encoding/o200k_base';

import { toListedTool } from '../src/mcp/tool-list.ts';
import { isInPreset, type PresetName } from '../src/policy/presets.ts';
import { catalogue } from '../src/tools/catalogue.gen.ts';
import { openDemoTenant } from '../test/kit/demo-tenant.ts';
import { keep, printTable } from './figures/report.ts';
import { allTasks } from './tasks/all-tasks.ts';
import { discoveryTools, exchangesInDiscovery, type Exchange } from './tasks/discovery-cost.ts';
import { genericTools } from './tasks/generic-tools.ts';
import { rawCallsOf, type RawCall } from './tasks/raw-calls.ts';
import { recordRequests } from './tasks/raw-requests.ts';
import { runTask, type MadeCall } from './tasks/run-task.ts';
import type { Task } from './tasks/task.ts';

/** Tokens in the tool lists of Softeria 0.155.0, counted with the same tokenizer. */
const ORGANISATION_LIST = 517_541;
const DISCOVERY_LIST = 582;
/** Tokens in one reply from Softeria's `search-tools`: the lower end of the measured range, 1,400 to 1,800. */
const SEARCH_REPLY = 1_400;
const LIST_TOOLS = 337;
/** Presets, smallest tool list first. A task uses the first preset that contains all the tools that the task needs. */
const presets: readonly PresetName[] = ['lite', 'admin', 'default', 'all'];

type Cost = { readonly calls: number; readonly in: number; readonly out: number; readonly list: number };

const schemas = (
  JSON.parse(readFileSync('bench/tasks/softeria-tools.json', 'utf8')) as { request: string; tokens: number }[]
).map(({ request, tokens }) => ({ pattern: patternOf(request), tokens }));

/** Prints what forty tasks cost in calls and tokens, compared with doing the same work with raw Graph JSON. */
export async function measureTasks(): Promise<void> {
  const figures: Awaited<ReturnType<typeof measureTask>>[] = [];
  for (const task of allTasks) figures.push(await measureTask(task));
  const total = (which: 'portico' | 'porticoDiscovery' | 'organisation' | 'discovery' | 'generic') =>
    figures.reduce<Cost>((sum, one) => sumOf(sum, one[which]), { calls: 0, in: 0, out: 0, list: 0 });
  const totals = {
    portico: total('portico'),
    porticoDiscovery: total('porticoDiscovery'),
    organisation: total('organisation'),
    discovery: total('discovery'),
    generic: total('generic'),
  };
  printTable(
    [
      'task',
      'preset',
      'calls',
      'in',
      'out',
      'with list',
      'with ?toolsets',
      '?preset=discovery',
      'raw calls',
      'organisation',
      'discovery',
      'generic',
    ],
    figures.map((one) => [
      one.name,
      one.preset,
      one.portico.calls,
      one.portico.in,
      one.portico.out,
      tokensOf(one.portico),
      tokensOf(one.portico) - one.portico.list + one.areaList,
      tokensOf(one.porticoDiscovery),
      one.organisation.calls,
      tokensOf(one.organisation),
      tokensOf(one.discovery),
      tokensOf(one.generic),
    ]),
  );
  printTable(
    ['total', 'calls', 'tokens in', 'tokens out', 'tool lists', 'all tokens'],
    Object.entries(totals).map(([name, cost]) => [
      name,
      cost.calls,
      cost.in,
      cost.out,
      cost.list,
      tokensOf(cost),
    ]),
  );
  const ours = tokensOf(totals.portico);
  const better = Math.min(tokensOf(totals.discovery), tokensOf(totals.generic));
  const withoutLists = (cost: Cost) => cost.in + cost.out;
  const shares = {
    ofOrganisation: ours / tokensOf(totals.organisation),
    ofBetter: tokensOf(totals.porticoDiscovery) / better,
    ofBetterWithWholeLists: ours / better,
    ofBetterWithToolsets:
      (withoutLists(totals.portico) + sum(figures.map(({ areaList }) => areaList))) / better,
    ofBetterInOneSession:
      (listTokens('all') + withoutLists(totals.portico)) /
      (Math.min(DISCOVERY_LIST, listOf(genericTools)) + withoutLists(totals.organisation)),
  };
  process.stdout.write(
    [
      verdict("of the tokens with Softeria's organisation list", shares.ofOrganisation, 0.1),
      verdict(
        'of the better of its discovery mode and the generic set, with ?preset=discovery',
        shares.ofBetter,
        0.2,
      ),
      verdict(
        'of the same with the smallest other preset that has the tools',
        shares.ofBetterWithWholeLists,
        0.2,
      ),
      verdict('of the same if the URL names the areas of each task', shares.ofBetterWithToolsets, 0.2),
      verdict(
        'of the same in one session with our whole list, their schemas free',
        shares.ofBetterInOneSession,
        0.2,
      ),
      'Sources: 517,541 and 582 tokens of lists measured over HTTP, 1,400 (bytes / 4, lower end) for a reply of search-tools;',
      'schemas from bench/tasks/softeria-tools.json, measured from the npm package 0.155.0; tokenizer o200k.',
      '',
    ].join('\n'),
  );
  keep('tasks', { shares, totals, tasks: figures });
}

async function measureTask(task: Task) {
  const tenant = await openDemoTenant();
  const finder = await openDemoTenant({ selection: { preset: 'discovery', readOnly: false } });
  const recorder = recordRequests();
  const made: MadeCall[] = [];
  const raw: RawCall[] = [];
  const seen = new Set<string>();
  const exchanges: Exchange[] = [];
  try {
    await runTask(task, tenant, async (call) => {
      made.push(call);
      const context = { as: task.as, origin: tenant.graph.origin, seen };
      raw.push(...(await rawCallsOf(call, recorder.take(), context)));
      recorder.take();
    });
    recorder.close();
    exchanges.push(...(await exchangesInDiscovery(task, made, finder)));
  } finally {
    recorder.close();
    await tenant.close();
    await finder.close();
  }
  const used = new Set(made.map(({ tool }) => tool));
  const preset = presets.find(
    (one) => toolsIn(one).filter(({ name }) => used.has(name)).length === used.size,
  );
  if (preset === undefined) throw new Error(`No preset has all tools of "${task.name}".`);
  const kinds = [...new Set(raw.map(({ kind }) => kind))];
  const plain = {
    calls: raw.length,
    in: sum(raw.map(({ kind, sent }) => tokens(kind) + tokens(sent))),
    out: sum(raw.map(({ received }) => tokens(received))),
  };
  return {
    name: task.name,
    preset,
    portico: {
      calls: made.length,
      in: sum(made.map(({ tool, args }) => tokens(tool) + tokens(JSON.stringify(args)))),
      out: sum(made.map(({ text }) => tokens(text))),
      list: listTokens(preset),
    },
    porticoDiscovery: {
      calls: exchanges.length,
      in: sum(exchanges.map(({ sent }) => tokens(sent))),
      out: sum(exchanges.map(({ received }) => tokens(received))),
      list: listOf(discoveryTools.map((tool) => toListedTool(tool, {}))),
    },
    areaList: listTokensOfAreas(used),
    organisation: { ...plain, list: ORGANISATION_LIST },
    // One search and one schema for each kind of request.
    discovery: {
      ...plain,
      calls: plain.calls + 2 * kinds.length,
      out: plain.out + sum(kinds.map((kind) => SEARCH_REPLY + schemaTokens(kind))),
      list: DISCOVERY_LIST,
    },
    generic: genericCost(raw, plain),
  };
}

/**
 * Adds one get_schema call for each kind of entity. The call returns only the names and types of the properties that
 * occur in the responses.
 */
function genericCost(raw: readonly RawCall[], plain: Omit<Cost, 'list'>): Cost {
  const entities = new Map<string, string>();
  for (const { kind, received } of raw) {
    const entity = kind.replace(/^\S+ /, '').replace(/(?:\/\{id\})+$/, '');
    entities.set(entity, schemaOf(received));
  }
  return {
    calls: plain.calls + entities.size,
    in: plain.in + sum([...entities.keys()].map((entity) => tokens(`get_schema {"path":"${entity}"}`))),
    out: plain.out + sum([...entities.values()].map(tokens)),
    list: listOf(genericTools),
  };
}

function schemaOf(received: string): string {
  if (!received.startsWith('{')) return '';
  const body = JSON.parse(received) as { value?: unknown };
  const entity: unknown = Array.isArray(body.value) ? body.value[0] : body;
  if (typeof entity !== 'object' || entity === null) return '';
  return JSON.stringify(
    Object.fromEntries(Object.entries(entity).map(([name, value]) => [name, typeof value])),
  );
}

/**
 * Returns the number of tokens of Softeria's tool for this kind of request, or the mean over all of Softeria's tools if
 * there is no such tool.
 */
function schemaTokens(kind: string): number {
  const tool = schemas.find(({ pattern }) => pattern.test(kind));
  return tool?.tokens ?? Math.round(ORGANISATION_LIST / LIST_TOOLS);
}

function patternOf(request: string): RegExp {
  const escaped = request.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll(/\{[^}]*\}/g, '[^/]+')}$`);
}

function toolsIn(preset: PresetName) {
  return catalogue.filter((tool) => isInPreset(preset, tool));
}

function listTokens(preset: PresetName): number {
  return listOf(toolsIn(preset).map((tool) => toListedTool(tool, {})));
}

/** The cost of tools/list for a connection with `?preset=all` whose `?toolsets=` names the areas of these tools. */
function listTokensOfAreas(names: ReadonlySet<string>): number {
  const areas = new Set(catalogue.filter(({ name }) => names.has(name)).map(({ area }) => area));
  return listOf(catalogue.filter(({ area }) => areas.has(area)).map((tool) => toListedTool(tool, {})));
}

function listOf(tools: readonly object[]): number {
  return tokens(JSON.stringify(tools));
}

function tokens(text: string): number {
  return encode(text).length;
}

function tokensOf(cost: Cost): number {
  return cost.in + cost.out + cost.list;
}

function sumOf(one: Cost, other: Cost): Cost {
  return {
    calls: one.calls + other.calls,
    in: one.in + other.in,
    out: one.out + other.out,
    list: one.list + other.list,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function verdict(what: string, share: number, target: number): string {
  return `${percent(share)} ${what}: ${share <= target ? 'within' : 'MISSES'} ${percent(target)}`;
}
