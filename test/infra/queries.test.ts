import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { startCallAudit, type AuditedCall } from '../../src/calls/call-audit.ts';
import { routes } from '../../src/routes.ts';
import { createAudit } from '../../src/telemetry/audit.ts';
import { silentTelemetry } from '../../src/telemetry/silent.ts';
import type { AuditFact, Fields } from '../../src/telemetry/telemetry-types.ts';
import { root, script } from './scripts.ts';

type Kusto = { queryProblems: (query: string) => string[] };
type Sentence = { alertProblems: (query: string, sentence: string, window: string) => string[] };
type Telemetry = {
  role: string;
  events: Record<string, readonly string[]>;
  targets: readonly string[];
  names: { AppDependencies: readonly string[]; AppRequests: readonly string[] };
  auditPrefix: string;
  auditPaths: readonly string[];
  auditWords: Record<string, readonly string[]>;
};

const { queryProblems } = await script<Kusto>('scripts/infra/kusto.js');
const { alertProblems } = await script<Sentence>('scripts/infra/alert-sentence.js');
const known = await script<Telemetry>('scripts/infra/telemetry.js');

const source = (folder: string) => {
  const path = fileURLToPath(new URL(folder, root));
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(path, file), 'utf8'))
    .join('\n');
};

/** Runs one tool call and returns its event and its audit line. */
function callOnce(): { figures: Map<string, Fields>; audit: Record<string, unknown>; line: string } {
  const figures = new Map<string, Fields>();
  const lines: string[] = [];
  const write = createAudit({
    write: (line) => lines.push(line),
    now: () => 0,
    newGuid: () => '00000000-0000-4000-8000-000000000000',
  });
  const audit = startCallAudit(
    {
      index: () => ({ find: () => undefined }),
      audit: write,
      telemetry: { ...silentTelemetry, event: (name, fields) => void figures.set(name, fields) },
      now: () => 0,
    },
    {
      caller: { tid: 't', oid: 'o', roles: [], client: { class: 'c', id: 'i' } },
      tool: { name: 'send_mail', area: 'mail', kind: 'send', operation: 'POST /me/sendMail' },
      decision: { effect: 'allow', rule: 'settings', policyHash: 'h' },
      recipients: [],
      requestId: 'r',
      traceparent: undefined,
    } as unknown as AuditedCall,
  );
  audit.end({ outcome: 'success', code: 'ok' });
  const [line = ''] = lines;
  return { figures, audit: (JSON.parse(line) as { audit: Record<string, unknown> }).audit, line };
}

describe('the queries of the alerts and the workbook', () => {
  it('use only tables, columns and values that Application Insights receives', () => {
    const folder = fileURLToPath(new URL('infra', root));
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.kql'),
    );
    expect(files.length).toBeGreaterThanOrEqual(15);
    for (const file of files)
      expect(queryProblems(readFileSync(join(folder, file), 'utf8')), file).toEqual([]);
  });

  it('find the audit trail of Functions and of container apps, as the query in docs/deploy.md does', () => {
    const page = readFileSync(fileURLToPath(new URL('docs/deploy.md', root)), 'utf8');
    const chart = readFileSync(
      fileURLToPath(new URL('infra/monitoring/workbook/refusals.kql', root)),
      'utf8',
    );
    const query = /```kusto\n([^]*?)```/.exec(page)?.[1] ?? '';
    expect(queryProblems(query)).toEqual([]);
    expect(chart.startsWith(query.trimEnd())).toBe(true);
  });

  it('count a call that waits for the user neither as a refusal nor as an error', () => {
    const query = (name: string) =>
      readFileSync(fileURLToPath(new URL(`infra/monitoring/workbook/${name}.kql`, root)), 'utf8');
    expect(query('refusals')).toContain('audit.decision.effect == "refuse"');
    const runTool = readFileSync(fileURLToPath(new URL('src/calls/run-tool.ts', root)), 'utf8');
    for (const code of ['confirmation_needed', 'link_needed']) {
      expect(query('errors')).toContain(`code != "${code}"`);
      expect(runTool).toContain(`'${code}'`);
    }
  });

  it.each([
    ['requests | where true', 'not a table'],
    ['AppRequests | where Duration > 1', 'no column Duration'],
    ['AppEvents | where Name == "toolCall"', 'Name "toolCall"'],
    [
      'AppEvents | where Name == "tool_call" | extend who = tostring(Properties.person) | summarize n = sum(ItemCount) by who',
      'no property person',
    ],
    ['AppDependencies | where Target in ("Graph", "Vault")', 'Target "Vault"'],
    ['AppRequests | where AppRoleName == "func"', 'AppRoleName "func"'],
    ['AppRequests | where ResultCode == "492"', 'ResultCode "492"'],
    [
      'AppTraces | extend audit = parse_json(Message).audit | where audit.phase == "refused"',
      'without selecting audit lines',
    ],
    [
      `AppTraces | where Message startswith '{"audit":' | extend audit = parse_json(Message).audit | where audit.phase == "denied"`,
      'phase "denied"',
    ],
  ])('are rejected if the telemetry lacks what they query: %s', (query, reason) =>
    expect(queryProblems(query).join(' ')).toContain(reason),
  );
});

describe('a Kusto query', () => {
  it.each([
    ['AppRequests where Success', '"where" where | is expected'],
    ['AppRequests | where (Success', 'where ) is expected'],
    ['AppRequests | | where Success', '"|" where a name is expected'],
    ['AppRequests | summarise n = sum(ItemCount)', 'no operator summarise'],
    ['AppRequests | where ResultCode >= 500', 'cannot be compared'],
    ['AppRequests | where ResultCode == 429', 'cannot be compared'],
    ['AppRequests | where Success == "False"', 'cannot be compared'],
    ['AppRequests | where Name <> "POST /mcp"', 'where a value is expected'],
    ['AppRequests | summarize n = sum(Name)', 'must be of type number'],
    ['AppRequests | summarize n = count()', 'no function count()'],
    ['AppRequests | summarize p95 = percentile(DurationMs, 90)', 'p95 is not percentile 95'],
    ['AppRequests | summarize n = sum(ItemCount) by bin(TimeGenerated, 60)', 'a span such as 1h'],
    ['AppRequests | where sum(ItemCount) > 1', 'in summarize only'],
    ['AppRequests | summarize n = sum(ItemCount) by Name | where Success', 'no column Success'],
    ['AppRequests | order by calls desc', 'not a column here'],
    ['AppRequests | where Name == "POST /mcp', 'cannot be read'],
    ['union AppTraces, AppEvents', 'isfuzzy'],
  ])('is rejected if Kusto would reject it: %s', (query, reason) =>
    expect(queryProblems(query).join(' ')).toContain(reason),
  );

  it.each([
    'AppRequests | where Success == false and toint(ResultCode) >= 500 or DurationMs > 1.5',
    'AppRequests | summarize n = sum(ItemCount), p95 = percentile(DurationMs, 95) by Name | order by n desc',
    'union isfuzzy=true AppTraces, (ContainerAppConsoleLogs | project TimeGenerated, Message = Log, ItemCount = 1)',
  ])('is accepted if Kusto accepts it: %s', (query) => expect(queryProblems(query)).toEqual([]));
});

describe("an alert's description", () => {
  const query =
    'AppRequests\n| summarize failed = sumif(ItemCount, toint(ResultCode) >= 500), total = sum(ItemCount)\n| where failed >= 5 and failed > 0.05 * total\n';
  const sentence = 'More than 5 % of the requests in 15 minutes, and at least 5, failed with status 5xx.';

  it('is accepted if it states every number that its query uses', () => {
    expect(alertProblems(query, sentence, 'PT15M')).toEqual([]);
  });

  it.each([
    [query.replace('0.05', '0.5'), sentence, 'PT15M', '50 %'],
    [query.replace('>= 5 ', '>= 50 '), sentence, 'PT15M', 'at least 50'],
    [query.replace('>= 500', '>= 400'), sentence, 'PT15M', '4xx'],
    [query, sentence.replace('5 %', '7 %'), 'PT15M', '7 %'],
    [query, sentence, 'PT5M', '5 minutes'],
    [query.replace('sum(ItemCount)\n', 'sum(ItemCount) by Name\n'), sentence, 'PT15M', 'each Name'],
    [query, sentence.replace('requests', 'requests to Graph or Entra'), 'PT15M', 'each Target'],
    [query.replace(' and failed', ' or failed'), sentence, 'PT15M', 'not a comparison'],
    [query.replace('failed > 0.05 * total', 'total > 0.05 * failed'), sentence, 'PT15M', 'not a comparison'],
  ])('is rejected if it does not match its query: %s %s %s', (text, words, window, reason) => {
    expect(alertProblems(text, words, window).join(' ')).toContain(reason);
  });
});

describe('scripts/infra/telemetry.js', () => {
  const call = callOnce();

  it('lists the properties of a tool_call event', () => {
    expect(Object.keys(call.figures.get('tool_call') ?? {}).toSorted()).toEqual(
      known.events['tool_call']?.toSorted(),
    );
  });

  it('lists the prefix and the fields of an audit line', () => {
    expect(call.line.startsWith(known.auditPrefix)).toBe(true);
    const has = (path: string) =>
      path.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)?.[name], call.audit);
    for (const path of known.auditPaths) expect(has(path), path).toBeDefined();
  });

  it('lists only values that the code writes', () => {
    const calls = source('src/calls');
    const all = source('src');
    const types = readFileSync(fileURLToPath(new URL('src/telemetry/telemetry-types.ts', root)), 'utf8');
    expect(all).toContain(`'service.name': '${known.role}'`);
    for (const target of known.targets) expect(types).toContain(`'${target}'`);
    for (const name of known.names.AppDependencies) expect(all).toContain(`name: '${name}'`);
    for (const phase of known.auditWords['phase'] as AuditFact['phase'][])
      expect(calls).toContain(`'${phase}'`);
    for (const word of known.auditWords['action.operation'] ?? [])
      expect(source('src/oauth'), word).toContain(`'${word}'`);
    for (const name of known.names.AppRequests) {
      const [method = '', path] = name.split(' ');
      const route = Object.values(routes).find((one) => one.path === path);
      expect(route?.methods as readonly string[]).toContain(method);
    }
  });
});
