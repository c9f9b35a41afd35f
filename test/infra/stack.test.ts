import { fileURLToPath } from 'node:url';
import { execFileSync, spawnSync } from 'node:child_process';

import { describe, expect, it } from 'vitest';

import { bicep, inspect, root, script } from './scripts.ts';

type App = { settingsInExpression: (expression: string) => Record<string, string> };

const infra = fileURLToPath(new URL('infra', root));
const check = fileURLToPath(new URL('scripts/check-infra.js', root));
const { settingsInExpression } = await script<App>('scripts/infra/policies/app.js');

describe('npm run check:infra', () => {
  it.skipIf(bicep === undefined)(
    'finds nothing wrong with the four stacks',
    async () => expect(await inspect(infra, bicep)).toEqual([]),
    60_000,
  );

  it('says in one line where there is no bicep, and checks what it can', () => {
    const env = { PATH: fileURLToPath(new URL('test', root)) };
    const said = execFileSync(process.execPath, [check], { cwd: root, env, encoding: 'utf8' });
    expect(said).toMatch(/^There is no bicep here: .*\n$/);
  });

  it('does not pass where BICEP names nothing', () => {
    const env = { PATH: process.env['PATH'], BICEP: '/nowhere/bicep' };
    const { status, stderr } = spawnSync(process.execPath, [check], { cwd: root, env, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^There is no program \/nowhere\/bicep/);
  });

  it('reads settings also where the compiler leaves them as one expression', () => {
    const expression =
      "[union(createObject('CLOUD', 'public', 'TOOLSETS', ''), createObject('PUBLIC_URL', format('https://{0}', reference('x').defaultHostName)))]";
    expect(settingsInExpression(expression)).toEqual({
      CLOUD: 'public',
      TOOLSETS: '',
      PUBLIC_URL: "format('https://{0}', reference('x').defaultHostName)))]",
    });
  });
});
