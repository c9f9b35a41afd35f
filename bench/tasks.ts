import { toListedTool } from '../src/mcp/tool-list.ts';
import { isInPreset, type PresetName } from '../src/policy/presets.ts';
import { catalogue } from '../src/tools/catalogue.gen.ts';
import type { ToolRecord } from '../src/tools/tool-record.ts';
import { openDemoTenant } from '../test/kit/demo-tenant.ts';
import { keep, printTable } from './figures/report.ts';
import { allTasks } from './tasks/all-tasks.ts';
import { allTokens, listTokens, sum, tokens, totalOf, type Cost } from './tasks/cost.ts';
import { discoveryTools, exchangesInDiscovery, type Exchange } from './tasks/discovery-cost.ts';
import { genericTools } from './tasks/generic-tools.ts';
import { DISCOVERY_LIST, peerCosts } from './tasks/peer-cost.ts';
import { rawCallsOf, type RawCall } from './tasks/raw-calls.ts';
import { recordRequests } from './tasks/raw-requests.ts';
import { runTask, type MadeCall } from './tasks/run-task.ts';
import type { Task } from './tasks/task.ts';

/** Presets, smallest tool list first. A task uses the first preset that contains all the tools that the task needs. */
const presets: readonly PresetName[] = ['lite', 'admin', 'default', 'all'];

/** The ways to do a task: Portico with a preset, Portico with `?preset=discovery`, and the other servers. */
const ways = ['portico', 'porticoDiscovery', 'organisation', 'discovery', 'generic'] as const;

type Way = (typeof ways)[number];

type Figures = Readonly<Record<Way, Cost>> & {
  readonly name: string;
  readonly preset: PresetName;
  /** Number of tokens in the tool list for a URL that names the task's areas. */
  readonly areaList: number;
};

/** Prints what forty tasks cost in calls and tokens, compared with doing the same work with raw Graph JSON. */
export async function measureTasks(): Promise<void> {
  const figures: Figures[] = [];
  for (const task of allTasks) figures.push(await measureTask(task));
  const totals = Object.fromEntries(
    ways.map((way) => [way, totalOf(figures.map((one) => one[way]))]),
  ) as Record<Way, Cost>;
  printFigures(figures, totals);
  const shares = sharesOf(figures, totals);
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

function printFigures(figures: readonly Figures[], totals: Readonly<Record<Way, Cost>>): void {
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
      allTokens(one.portico),
      allTokens(one.portico) - one.portico.list + one.areaList,
      allTokens(one.porticoDiscovery),
      one.organisation.calls,
      allTokens(one.organisation),
      allTokens(one.discovery),
      allTokens(one.generic),
    ]),
  );
  printTable(
    ['total', 'calls', 'tokens in', 'tokens out', 'tool lists', 'all tokens'],
    ways.map((way) => {
      const cost = totals[way];
      return [way, cost.calls, cost.in, cost.out, cost.list, allTokens(cost)];
    }),
  );
}

/**
 * Returns two shares: Portico's tokens as a fraction of Softeria's, and the tokens of Portico's discovery mode as a
 * fraction of the cheaper alternative (Softeria's discovery mode or the generic tools).
 */
function sharesOf(figures: readonly Figures[], totals: Readonly<Record<Way, Cost>>) {
  const ours = allTokens(totals.portico);
  const better = Math.min(allTokens(totals.discovery), allTokens(totals.generic));
  const withoutLists = (cost: Cost) => cost.in + cost.out;
  return {
    ofOrganisation: ours / allTokens(totals.organisation),
    ofBetter: allTokens(totals.porticoDiscovery) / better,
    ofBetterWithWholeLists: ours / better,
    ofBetterWithToolsets:
      (withoutLists(totals.portico) + sum(figures.map(({ areaList }) => areaList))) / better,
    ofBetterInOneSession:
      (listedTokens(toolsIn('all')) + withoutLists(totals.portico)) /
      (Math.min(DISCOVERY_LIST, listTokens(genericTools)) + withoutLists(totals.organisation)),
  };
}

async function measureTask(task: Task): Promise<Figures> {
  const { made, raw, exchanges } = await performTask(task);
  const used = new Set(made.map(({ tool }) => tool));
  const preset = presets.find(
    (one) => toolsIn(one).filter(({ name }) => used.has(name)).length === used.size,
  );
  if (preset === undefined) throw new Error(`No preset has all tools of "${task.name}".`);
  return {
    name: task.name,
    preset,
    portico: {
      calls: made.length,
      in: sum(made.map(({ tool, args }) => tokens(tool) + tokens(JSON.stringify(args)))),
      out: sum(made.map(({ text }) => tokens(text))),
      list: listedTokens(toolsIn(preset)),
    },
    porticoDiscovery: {
      calls: exchanges.length,
      in: sum(exchanges.map(({ sent }) => tokens(sent))),
      out: sum(exchanges.map(({ received }) => tokens(received))),
      list: listedTokens(discoveryTools),
    },
    areaList: listedTokens(toolsInAreasOf(used)),
    ...peerCosts(raw),
  };
}

/** Performs a task with Portico and with `?preset=discovery`, and records the raw Graph calls that do the same work. */
async function performTask(task: Task) {
  const tenant = await openDemoTenant();
  const finder = await openDemoTenant({ selection: { preset: 'discovery', readOnly: false } });
  const recorder = recordRequests();
  const made: MadeCall[] = [];
  const raw: RawCall[] = [];
  const seen = new Set<string>();
  try {
    await runTask(task, tenant, async (call) => {
      made.push(call);
      const context = { as: task.as, origin: tenant.graph.origin, seen };
      raw.push(...(await rawCallsOf(call, recorder.take(), context)));
      recorder.take();
    });
    recorder.close();
    const exchanges: readonly Exchange[] = await exchangesInDiscovery(task, made, finder);
    return { made, raw, exchanges };
  } finally {
    recorder.close();
    await tenant.close();
    await finder.close();
  }
}

function toolsIn(preset: PresetName): readonly ToolRecord[] {
  return catalogue.filter((tool) => isInPreset(preset, tool));
}

/**
 * Returns all tools in the areas of the given tools. A URL with `?preset=all` that names these areas in `?toolsets=`
 * lists the same tools.
 */
function toolsInAreasOf(names: ReadonlySet<string>): readonly ToolRecord[] {
  const areas = new Set(catalogue.filter(({ name }) => names.has(name)).map(({ area }) => area));
  return catalogue.filter(({ area }) => areas.has(area));
}

function listedTokens(tools: readonly ToolRecord[]): number {
  return listTokens(tools.map((tool) => toListedTool(tool, {})));
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function verdict(what: string, share: number, target: number): string {
  return `${percent(share)} ${what}: ${share <= target ? 'within' : 'MISSES'} ${percent(target)}`;
}
