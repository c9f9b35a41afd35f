import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, describe, expect, it } from 'vitest';

import { listedIn } from '../../../src/calls/dispatched-call.ts';
import { toListedTool } from '../../../src/mcp/tool-list.ts';
import { isInPreset, presets, type PresetName } from '../../../src/policy/presets.ts';
import { catalogue } from '../../../src/tools/catalogue.gen.ts';

const mcpgrade = fileURLToPath(new URL('../node_modules/mcpgrade/dist/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'portico-mcpgrade-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Graded = { totalScore: number; findings: { ruleId: string; toolName?: string }[] };

function grade(name: string, tools: readonly object[]): Graded {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify({ source: name, serverName: 'portico', tools }));
  // The exit code of mcpgrade depends on findings about individual tools, so only the score counts.
  const { stdout, stderr } = spawnSync(process.execPath, [mcpgrade, '--snapshot', file, '--json'], {
    encoding: 'utf8',
    cwd: folder,
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Graded;
}

const listed = (preset: PresetName) =>
  listedIn(
    preset,
    catalogue.filter((tool) => isInPreset(preset, tool)),
  ).map((tool) => toListedTool(tool, {}));

describe('mcpgrade', () => {
  it.each(presets)('gives the %s preset at least 95 points', (preset) => {
    const { totalScore, findings } = grade(preset, listed(preset));

    expect(totalScore, JSON.stringify(findings)).toBeGreaterThanOrEqual(95);
  });

  it('gives fewer points to tools without descriptions', () => {
    const bare = listed('default').map((tool) => ({ ...tool, description: '' }));

    expect(grade('bare', bare).totalScore).toBeLessThan(80);
  });
});
