import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { root, script } from './scripts.ts';

type ConnectorsScript = { writeConnectors: (origin: string, program?: string) => Promise<string> };
const { writeConnectors } = await script<ConnectorsScript>('scripts/azd/report/connectors.js');

const hooks = fileURLToPath(new URL('scripts/azd', root));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-hooks-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a hook the way azd does: in its own folder, with the environment's values. */
function runHook(name: string, env: Record<string, string>) {
  return spawnSync(process.execPath, [join(hooks, `${name}.js`)], { cwd: hooks, env, encoding: 'utf8' });
}

describe('a hook', () => {
  it.each(['preprovision', 'postprovision', 'predeploy'])(
    'fails with a one-sentence error if a setting is missing: %s',
    (name) => {
      const { status, stderr, stdout } = runHook(name, { PATH: folder });
      expect(status).toBe(1);
      expect(stdout).toBe('');
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(stderr).toMatch(/azd (up|provision)/);
    },
  );

  it('reports that azd is not on the PATH', () => {
    const env = {
      AZURE_ENV_NAME: 'prod',
      AZURE_SUBSCRIPTION_ID: 'x',
      AZURE_LOCATION: 'westeurope',
      PATH: folder,
    };
    expect(runHook('preprovision', env).stderr).toMatch(/^azd auth token failed: it is not on the PATH\./);
  });

  it.skipIf(process.platform === 'win32')('writes to the azd environment that azd was started for', () => {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    const calls = join(bin, 'calls');
    const azd = join(bin, 'azd');
    writeFileSync(azd, `#!/bin/sh\necho "$@" >> ${calls}\n`);
    chmodSync(azd, 0o755);
    const env = {
      AZURE_ENV_NAME: 'prod',
      PORTICO_SUFFIX: 'k3xq7wdz2m',
      PATH: `${bin}:${dirname(process.execPath)}:/bin:/usr/bin`,
    };
    expect(runHook('postdown', env)).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(calls, 'utf8').trim().split('\n')).toEqual([
      'env set PORTICO_PREVIOUS_SUFFIX k3xq7wdz2m --environment prod',
      'env set PORTICO_SUFFIX  --environment prod',
    ]);
  });

  it.skipIf(process.platform === 'win32').each([
    [
      'in JSON',
      '{"error":"fetching token: failed to authenticate:\\n(invalid_grant) AADSTS50076: You must use multi-factor authentication.\\n","message":"Authentication with Azure failed.","suggestion":"Run azd auth login."}',
      'fetching token: failed to authenticate: (invalid_grant) AADSTS50076: You must use multi-factor authentication.',
    ],
    [
      'before a note about a newer version of azd',
      'ERROR: not logged in, run azd auth login to login\n\nWARNING: your version of azd is out of date.\n\nTo update, run:\nwinget upgrade Microsoft.Azd',
      'not logged in, run azd auth login to login.',
    ],
    ['in another form', 'something failed', 'something failed.'],
  ])('reports the reason for a failure of azd if azd prints it %s', (_, reason, sentence) => {
    const bin = mkdtempSync(join(folder, 'failing-'));
    writeFileSync(join(bin, 'reason'), reason);
    writeFileSync(join(bin, 'azd'), `#!/bin/sh\n[ "$1" = config ] || { cat ${bin}/reason >&2; exit 1; }\n`);
    chmodSync(join(bin, 'azd'), 0o755);
    const env = {
      AZURE_ENV_NAME: 'prod',
      AZURE_SUBSCRIPTION_ID: 'x',
      AZURE_LOCATION: 'westeurope',
      PATH: `${bin}:${dirname(process.execPath)}:/bin:/usr/bin`,
    };
    expect(runHook('preprovision', env).stderr).toBe(
      `azd auth token failed: ${sentence} Sign in with: azd auth login --scope https://management.azure.com/.default\n`,
    );
  });

  it('refuses a cloud that does not exist', () => {
    expect(runHook('preprovision', { CLOUD: 'germany' }).stderr).toMatch(
      /^CLOUD is germany; it must be one of/,
    );
  });
});

describe('the report about connector files', () => {
  it.each([
    [
      'names the commands that write them if the packages are not installed, as in a pipeline',
      "import 'a-package-that-is-not-installed';",
      'The connector files were not written, because the packages are not installed. To write them: npm ci, then node scripts/connectors.js https://mcp.contoso.com',
    ],
    [
      'has the reason if it is another one',
      "process.stderr.write('READ_ONLY must be on or off.\\n'); process.exitCode = 1;",
      'The connector files could not be written: READ_ONLY must be on or off.',
    ],
    [
      'is that of the program',
      "console.log(process.argv[2] + ' is done');",
      'https://mcp.contoso.com is done',
    ],
  ])('%s', async (_, code, sentence) => {
    const program = join(folder, 'connectors.mjs');
    writeFileSync(program, code);
    expect(await writeConnectors('https://mcp.contoso.com', program)).toBe(sentence);
  });
});
