import { fileURLToPath } from 'node:url';
import { execFileSync, spawnSync } from 'node:child_process';

import { describe, expect, it } from 'vitest';

import { bicep, inspect, root, script } from './scripts.ts';

type App = {
  settingsInExpression: (expression: string) => Record<string, string>;
  hasSettings: (expression: string, wanted: Record<string, unknown>) => boolean;
};

const repository = fileURLToPath(root);
const check = fileURLToPath(new URL('scripts/check-infra.js', root));
const { settingsInExpression, hasSettings } = await script<App>('scripts/infra/settings-expression.js');

describe('npm run check:infra', () => {
  it.skipIf(bicep === undefined)(
    'finds no problem in the seven stacks',
    async () => expect(await inspect(repository, bicep)).toEqual([]),
    180_000,
  );

  it('reports in one line that Bicep was not found, and runs the checks that do not need Bicep', () => {
    const env = { PATH: fileURLToPath(new URL('test', root)) };
    const said = execFileSync(process.execPath, [check], { cwd: root, env, encoding: 'utf8' });
    expect(said).toMatch(/^Bicep was not found\. .*\n$/);
  });

  it('fails if BICEP is not the path of a program', () => {
    const env = { PATH: process.env['PATH'], BICEP: '/nowhere/bicep' };
    const { status, stderr } = spawnSync(process.execPath, [check], { cwd: root, env, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^\/nowhere\/bicep was not found\./);
  });

  it('reads settings that the compiler leaves as a single expression', () => {
    const expression =
      "[union(createObject('CLOUD', 'public', 'TOOLSETS', ''), createObject('PUBLIC_URL', format('https://{0}', reference('x').defaultHostName)))]";
    expect(settingsInExpression(expression)).toEqual({
      CLOUD: 'public',
      TOOLSETS: '',
      PUBLIC_URL: "format('https://{0}', reference('x').defaultHostName)))]",
    });
    const wanted = { CLOUD: 'public', TOOLSETS: '', PUBLIC_URL: /./ };
    expect(hasSettings(expression, wanted)).toBe(true);
    expect(hasSettings(expression, { ...wanted, CLOUD: 'usgov' })).toBe(false);
    expect(hasSettings(expression, { CLOUD: 'public', TOOLSETS: '' })).toBe(false);
  });
});
