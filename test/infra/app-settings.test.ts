import { readFileSync } from 'node:fs';

import { afterEach, describe, expect, it } from 'vitest';

import { readConfig } from '../../src/config/config.ts';
import { parameterErrors, resolveParameters } from './azure/parameters.ts';
import { startPortico, type World } from './azure/world.ts';
import { root, script } from './scripts.ts';

type Check = (context: { env: Record<string, string>; now: () => number }) => void;
type CheckChoices = (context: object) => Promise<void>;
const { checkChoices } = await script<{ checkChoices: CheckChoices }>('scripts/azd/checks/choices.js');
const { checkAppSettings } = await script<{ checkAppSettings: Check }>('scripts/azd/checks/app-settings.js');

const NOW = Date.UTC(2026, 10, 21, 12);
const GUID = '7f1c2a54-0b6e-4c39-9a3d-5d0e8c4b1f20';

/** The settings that azd passes to the app. */
const parameters = JSON.parse(readFileSync(new URL('infra/main.parameters.json', root), 'utf8')) as {
  parameters: { settings: { value: Record<string, string> } };
};
const names = Object.keys(parameters.parameters.settings.value);

/** Returns the hook's error message for these environment variables, or undefined if it accepts them. */
function hookProblem(env: Record<string, string>): string | undefined {
  try {
    checkAppSettings({ env, now: () => NOW });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Returns whether the app starts with these settings. */
function starts(settings: Record<string, string>): boolean {
  const enough = {
    PUBLIC_URL: 'https://portico.contoso.example',
    ENTRA_TENANT_ID: GUID,
    ENTRA_CLIENT_ID: GUID,
    KEY_VAULT_URL: 'https://kv-portico.vault.azure.net',
  };
  return readConfig({ ...enough, ...settings }, undefined, NOW).ok;
}

/** Other code in the hooks checks these settings. */
const elsewhere = ['TOOLSETS', 'ENABLED_TOOLS'];
const checked = names.filter((name) => !elsewhere.includes(name));

const values = [
  'on off true false yes ON deny allow approve confirm secret federated certificate debug info warn error verbose',
  'spotify msgraph-mcp m365-mcp-server 0 1 200 201 100000 100001 -1 1.5 many Teams contoso.example 21.11.2026',
  '2026-11-21 2026-11-21T09:00:00Z 2026-11-21T09:00:00+02:00 2026-11-21T09:00:00 2026-11-22 2026-13-01',
  'claude.ai https://claude.ai https://claude.ai/ https://claude.ai:443 cursor://anysphere.cursor-mcp localhost any all * ,',
  'https://chat.contoso.com/oauth/callback https://chat.contoso.com/oauth/* https://chat.contoso.com* null app://localhost',
  'team=https://chat.contoso.com/oauth/callback team=http://chat.contoso.com/ team= =https://chat.contoso.com/ http://[::1]/',
]
  .flatMap((line) => line.split(' '))
  .concat(
    GUID,
    `${GUID.toUpperCase()}, ${GUID}`,
    `${GUID} contoso.example`,
    'claude.ai,chatgpt.com',
    'client id',
    '',
    ' ',
    ' on ',
  );

describe('the check of settings before azd creates anything', () => {
  it.each(checked)('agrees with the app about the values of %s', (name) => {
    const disagreements = values.filter(
      (value) => (hookProblem({ [name]: value }) === undefined) !== starts({ [name]: value }),
    );
    expect(disagreements).toEqual([]);
    for (const value of values.filter((one) => !starts({ [name]: one })))
      expect(hookProblem({ [name]: value })).toContain(name);
  });

  it('accepts LEGACY_TOOL_NAMES=spotify only with the client id', () => {
    const legacy = { LEGACY_TOOL_NAMES: 'spotify' };
    expect(hookProblem(legacy)).toMatch(/needs SPOTIFY_CLIENT_ID/);
    expect(hookProblem({ ...legacy, SPOTIFY_CLIENT_ID: 'abc' })).toBeUndefined();
  });

  it.each([
    ['READONLY', 'READ_ONLY'],
    ['ReadOnly', 'READ_ONLY'],
    ['ALLOW_CLIENTS', 'ALLOWED_CLIENTS'],
    ['DENY_CLIENT', 'DENIED_CLIENTS'],
    ['TOOLSET', 'TOOLSETS'],
    ['ENABLE_TOOLS', 'ENABLED_TOOLS'],
    ['EXTERNAL-SEND', 'EXTERNAL_SEND'],
    ['RATE_LIMIT_FAILURE', 'RATE_LIMIT_FAILURES'],
    ['GATEWAY_ADDRESS', 'GATEWAY_ADDRESSES'],
    ['ALERT_EMAIL', 'ALERT_EMAILS'],
  ])('names the setting whose name is misspelt as %s', (misspelt, right) => {
    expect(hookProblem({ [misspelt]: 'on' })).toBe(
      `${misspelt} is not a setting and has no effect. The setting is called ${right}. Set that one, and empty this one: azd env set ${misspelt}=`,
    );
    expect(hookProblem({ [misspelt]: '', [right]: '' })).toBeUndefined();
  });

  it.each([...names, 'GATEWAY_ADDRESSES', 'ALERT_EMAILS', 'AZURE_ENV_NAME'])(
    'does not mistake %s for a misspelt name',
    (name) => {
      expect(hookProblem({ [name]: ' ' })).toBeUndefined();
      expect(hookProblem({ [name]: name }) ?? '').not.toContain('its name is');
    },
  );

  it.each(names)('agrees with the app about %s if its underscores are replaced with hyphens', (name) => {
    const misspelt = name.replaceAll('_', '-');
    expect(hookProblem({ [misspelt]: 'on' }) === undefined).toBe(starts({ [misspelt]: 'on' }));
  });
});

describe('the check of choices before azd creates anything', () => {
  const candidates = [
    ' flex containerApps public private Private Standard_ZRS Standard_GZRS ZRS true many 1.5 -2 -1 0 1 20 21 29 30',
    '39 40 200 201 512 730 731 1000 1001 1024 2048 4096',
  ].flatMap((line) => line.split(' '));
  const required = { AZURE_ENV_NAME: 'prod', AZURE_SUBSCRIPTION_ID: GUID, AZURE_LOCATION: 'westeurope' };

  it.each([
    'HOSTING',
    'NETWORK',
    'INBOUND',
    'STORAGE_REPLICATION',
    'INSTANCE_MEMORY_MB',
    'HTTP_CONCURRENCY',
    'MAXIMUM_INSTANCES',
    'ALWAYS_READY',
    'LOG_RETENTION_DAYS',
    'LOG_DAILY_CAP_GB',
    'BUDGET_AMOUNT',
  ])('agrees with the templates on the values of %s', async (name) => {
    const refused: string[] = [];
    for (const value of candidates) {
      const env = { ...required, [name]: value };
      const azure = { cloud: { azure: 'AzureCloud' }, azureCloud: () => Promise.resolve('AzureCloud') };
      const problem = await checkChoices({ env, ...azure }).catch((error: Error) => error.message);
      if (problem?.startsWith(`${name} must be`)) refused.push(value);
    }
    const breaksTemplate = (value: string) =>
      parameterErrors(resolveParameters({ ...required, [name]: value }).values).length > 0;
    expect(refused).toEqual(candidates.filter(breaksTemplate));
  });
});

describe('azd up', () => {
  let world: World;
  afterEach(() => world.close());

  it.each([
    ['READ_ONLY', 'yes', 'READ_ONLY must be on or off.'],
    ['DENIED_CLIENTS', 'claude.ai, "chatgpt.com"', 'DENIED_CLIENTS: entry 2 is neither a client class'],
    ['READONLY', 'on', 'READONLY is not a setting and has no effect. The setting is called READ_ONLY.'],
  ])('stops before it creates anything if %s is %s', async (name, value, sentence) => {
    world = await startPortico({ [name]: value });
    expect(await world.up()).toContain(sentence);
    expect(world.writes).toEqual([]);
  });
});
