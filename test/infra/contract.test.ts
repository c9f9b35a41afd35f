import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { clouds } from '../../src/config/clouds.ts';
import { settingNames } from '../../src/config/settings.ts';
import { tables } from '../../src/state/store.ts';
import { root, script } from './scripts.ts';

const read = (file: string) => readFileSync(fileURLToPath(new URL(file, root)), 'utf8');
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1]!);

const main = read('infra/main.bicep');
const chosen = matches(read('infra/settings.bicep'), /^ {2}([A-Z_]+): string\?$/gm);
const parameters = matches(read('infra/main.parameters.json'), /\$\{(\w+)/g);
const outputs = matches(main, /^output (\w+) /gm);
const azure = parse(read('azure.yaml')) as {
  requiredVersions: { azd: string };
  services: Record<string, Record<string, unknown>>;
  hooks: Record<string, { run: string; interactive?: boolean }>;
  pipeline: { variables: string[] };
};
const hookFiles = readdirSync(fileURLToPath(new URL('scripts/azd', root)), {
  recursive: true,
  encoding: 'utf8',
}).filter((file) => file.endsWith('.js'));
const hooks = hookFiles.map((file) => read(`scripts/azd/${file}`)).join('\n');

/** Settings that the templates set. */
const setByTheStack = [
  'PUBLIC_URL',
  'ENTRA_TENANT_ID',
  'ENTRA_CLIENT_ID',
  'AZURE_CLIENT_ID',
  'KEY_VAULT_URL',
  'STATE_TABLES_URL',
  'CLOUD',
  'TRUSTED_PROXY_HOPS',
  'APPLICATIONINSIGHTS_CONNECTION_STRING',
  'PORT',
  'HOST',
];

/** Settings that are not set on Azure, and why. */
const notOnAzure: Readonly<Record<string, string>> = {
  WEBSITE_HOSTNAME: 'set by the platform',
  IDENTITY_ENDPOINT: 'set by the platform',
  SEAL_ROOT_FILE: 'Key Vault holds the root',
  ENTRA_CLIENT_SECRET_FILE: 'Key Vault holds the secret, if there is one',
  AZURE_FEDERATED_TOKEN_FILE: 'for Kubernetes',
  CONNECTIONS_PER_ADDRESS: 'the platform owns the connections',
  ENTRA_AUTHORITY_METADATA: 'for stand-ins',
  GRAPH_URL: 'for stand-ins',
  SPOTIFY_URL: 'for stand-ins',
  ALLOW_LOOPBACK_UPSTREAMS: 'for stand-ins',
};

describe('settings', () => {
  it('are each set by the stack, listed in settings.bicep, or excluded with a reason', () => {
    const known = [...setByTheStack, ...chosen, ...Object.keys(notOnAzure)].toSorted();
    expect(known, 'infra/settings.bicep, infra/main.parameters.json, or a reason in this test').toEqual(
      settingNames.toSorted(),
    );
  });

  it('appear in the templates if the stack sets them', () => {
    const templates = ['main', 'app/function-app', 'app/container-app']
      .map((file) => read(`infra/${file}.bicep`))
      .join('\n');
    for (const name of setByTheStack) expect(templates, name).toMatch(new RegExp(`^ +${name}: `, 'm'));
  });

  it('match local.settings.sample.json', () => {
    const { Values, ...host } = JSON.parse(read('local.settings.sample.json')) as {
      Values: Record<string, string>;
    };
    // If `IsEncrypted` were true, Core Tools would try to decrypt the values.
    expect(host).toEqual({ IsEncrypted: false });
    const ofTheHost = ['FUNCTIONS_WORKER_RUNTIME', 'AzureWebJobsStorage', 'AzureWebJobsSecretStorageType'];
    const theirs = Object.keys(Values).filter((name) => !ofTheHost.includes(name));
    const ofTheNodeHost = [
      'CONNECTIONS_PER_ADDRESS',
      'PORT',
      'HOST',
      'WEBSITE_HOSTNAME',
      'IDENTITY_ENDPOINT',
      'AZURE_FEDERATED_TOKEN_FILE',
    ];
    expect(theirs.toSorted()).toEqual(
      settingNames.filter((name) => !ofTheNodeHost.includes(name)).toSorted(),
    );
  });

  it('are all set in the private stack', () => {
    const given = matches(read('infra/stacks/private.bicepparam'), /^ {2}([A-Z_]+): /gm);
    expect(given.toSorted()).toEqual(chosen.toSorted());
  });

  it('are not set if Flex Consumption has deprecated them', () => {
    const templates = read('infra/app/function-app.bicep') + main;
    expect(templates).not.toMatch(
      /FUNCTIONS_WORKER_RUNTIME|FUNCTIONS_EXTENSION_VERSION|WEBSITE_|SCM_DO_BUILD|ENABLE_ORYX|\bTZ:/,
    );
  });
});

describe('state tables', () => {
  it('are the same in the templates and in the store', () => {
    const declared = /var tables = \[([^\]]+)\]/.exec(main)?.[1] ?? '';
    expect(matches(declared, /'(\w+)'/g).toSorted()).toEqual(tables.toSorted());
  });
});

describe('clouds', () => {
  it('have the same endpoints in the code, the templates and the hooks', () => {
    const table = JSON.parse(read('infra/clouds.json')) as Record<string, Record<string, string>>;
    const shared = Object.fromEntries(
      Object.entries(table).map(([name, { login, graph, tokenExchangeAudience }]) => [
        name,
        { login, graph, tokenExchangeAudience },
      ]),
    );
    expect(shared).toEqual(clouds);
  });
});

describe('azure.yaml', () => {
  it('deploys the built folder without building it on Azure', () => {
    expect(azure.services).toEqual({
      portico: { project: '.', host: 'function', language: 'ts', dist: 'dist/azure', remoteBuild: false },
    });
    // azd packs the folder `dist` as it is, so an ignore file would have no effect.
    expect(existsSync(fileURLToPath(new URL('.funcignore', root)))).toBe(false);
    expect(azure.requiredVersions.azd).toBe('>= 1.31.0');
  });

  it('names existing hooks that need no shell, and makes azd show their output', () => {
    for (const { run, interactive } of Object.values(azure.hooks)) {
      expect(run).toMatch(/\.js$/);
      expect(interactive).toBe(true);
      expect(hookFiles).toContain(run.replace('scripts/azd/', ''));
    }
    const described = JSON.parse(read('scripts/azd/package.json')) as object;
    expect(described).toEqual({ private: true, type: 'module' });
    expect(matches(hooks, /from '(?!\.|node:)([^']+)'/g)).toEqual([]);
  });

  it('passes every parameter to the pipeline, and azure-dev.yml passes the parameters on', () => {
    const byHand = ['AZURE_ENV_NAME', 'AZURE_LOCATION', 'VAULT_CREATE_MODE', 'CONTAINER_DOMAINS'];
    const wanted = parameters.filter((name) => !byHand.includes(name));
    expect(azure.pipeline.variables.toSorted()).toEqual([...wanted, 'ENTRA_MANAGE'].toSorted());
    const workflow = read('.github/workflows/azure-dev.yml');
    for (const name of azure.pipeline.variables)
      expect(workflow, name).toContain(`${name}: \${{ vars.${name} }}\n`);
  });
});

describe('outputs', () => {
  it('do not overwrite parameters in the azd environment', () => {
    expect(outputs.filter((name) => parameters.includes(name))).toEqual([]);
  });

  it('include every variable that the hooks read and that is not a parameter', () => {
    const kept = matches(hooks, /\bset\(\s*'([A-Z_]+)'/g);
    const requests = [
      'ENTRA_ADMIN_CONSENT',
      'ENTRA_MANAGE',
      'ENTRA_PURGE',
      'RECOVER',
      'AZURE_SUBSCRIPTION_ID',
    ];
    const known = new Set([...outputs, ...parameters, ...kept, ...requests]);
    const used = matches(hooks, /\benv\.([A-Z_]+)/g);
    expect([...new Set(used)].filter((name) => !known.has(name))).toEqual([]);
    const documented = read('docs/deploy.md');
    for (const name of [...requests.slice(0, 4), 'ROTATE_SEAL_ROOT']) expect(documented).toContain(name);
  });

  it('are all used or documented', () => {
    const texts = hooks + read('docs/deploy.md');
    for (const name of outputs) expect(texts, name).toContain(name);
  });
});

describe('hooks', () => {
  it('derive names in the same way as the templates', async () => {
    const names =
      await script<Record<string, (suffix: string, cloud?: object) => string>>('scripts/azd/base/names.js');
    const templates = main + read('infra/monitoring/observability.bicep') + read('infra/app/app.bicep');
    for (const name of [
      'identityName',
      'vaultName',
      'storageName',
      'budgetName',
      'networkName',
      'containerAppName',
    ])
      expect(templates).toMatch(new RegExp(names[name]!('\\$\\{(chosenS|s)uffix\\}')));
    expect(names['releaseSite']!('x', { sitesDomain: 'azurewebsites.net' })).toBe(
      'https://func-x.scm.azurewebsites.net/',
    );
  });

  it('write no files, so that no secret is left behind', () => {
    expect(matches(hooks, /import \{([^}]+)\} from 'node:fs'/g).join(',')).not.toMatch(
      /write|append|open|mkdir/,
    );
    expect(hooks).not.toMatch(/node:fs\/promises/);
  });
});

describe('the azd commands that documents and hooks show', () => {
  it('are valid in PowerShell, which splits values at commas and drops empty values', () => {
    const pages = readdirSync(fileURLToPath(new URL('docs', root)))
      .filter((file) => file.endsWith('.md'))
      .map((file) => read(`docs/${file}`));
    const values = matches([hooks, ...pages].join('\n'), /azd env set [A-Z_]+ (\S+)/g);
    expect(values.length).toBeGreaterThan(20);
    expect(values.filter((value) => /^""|^[^"`]*,[^`]/.test(value))).toEqual([]);
  });
});

describe('the repository', () => {
  it('contains no compiled template', () => {
    const files = readdirSync(fileURLToPath(new URL('infra', root)), { recursive: true, encoding: 'utf8' });
    const json = files.filter((file) => file.endsWith('.json')).toSorted();
    expect(json).toEqual(['bicepconfig.json', 'clouds.json', 'entra-app.json', 'main.parameters.json']);
  });
});
