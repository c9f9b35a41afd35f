import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { compare } from './compare.js';

/** An optional string parameter that is empty by default. */
const optional = { type: 'string', default: "''" };
const visibility = { type: 'string', allowed: "'public', 'private'" };

/**
 * The parameters of main.bicep with their types, defaults and limits. They are compared here because a prediction does
 * not show a limit that no stack reaches.
 * @param {import('./code.js').Code} code
 */
function expectedParameters({ clouds }) {
  return {
    // A resource group's name has at most 90 characters.
    environmentName: { type: 'string', minLength: 1, maxLength: 64 },
    location: { type: 'string', metadata: "{ azd: { type: 'location' } }" },
    // A vault's name has at most 24 characters, including `kv-`. Existing suffixes have up to 13 characters.
    suffix: { type: 'string', minLength: 5, maxLength: 13 },
    cloud: {
      type: 'string',
      allowed: Object.keys(clouds)
        .map((name) => `'${name}'`)
        .join(', '),
    },
    // A GUID.
    entraClientId: { type: 'string', minLength: 36, maxLength: 36 },
    hosting: { type: 'string', allowed: "'flex', 'containerApps'" },
    containerImage: optional,
    customDomain: optional,
    publicUrl: optional,
    trustedProxyHops: optional,
    gatewayAddresses: optional,
    containerRegistryId: optional,
    containerDomains: optional,
    network: visibility,
    inbound: visibility,
    addressPrefix: { type: 'string' },
    privateDnsGroupId: optional,
    dnsServers: optional,
    // The instance sizes that Flex Consumption offers.
    instanceMemoryMB: { type: 'int', allowed: '512, 2048, 4096' },
    // This range is also compared with host.json.
    httpConcurrency: { type: 'int', minValue: 1, maxValue: 200 },
    // The limits that Flex Consumption sets.
    maximumInstances: { type: 'int', minValue: 40, maxValue: 1000 },
    alwaysReady: { type: 'int', minValue: 0, maxValue: 20 },
    vaultCreateMode: { type: 'string', allowed: "'default', 'recover'" },
    // The limits that Log Analytics sets.
    logRetentionDays: { type: 'int', minValue: 30, maxValue: 730 },
    logDailyCapGB: { type: 'int', minValue: -1 },
    storageReplication: {
      type: 'string',
      // The variants with read access to the secondary region are left out, because nothing reads from that region.
      allowed: "'Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'",
    },
    alertEmails: optional,
    budgetAmount: { type: 'int', minValue: 0 },
    budgetStart: optional,
    settings: { type: 'chosenSettings' },
  };
}

/** The lint rules that must be configured, and their levels. @type {Readonly<Record<string, string>>} */
const lintRules = {
  'no-unused-params': 'error',
  'no-unused-vars': 'error',
  'no-unused-existing-resources': 'error',
  // This rule is required because host names differ between clouds.
  'no-hardcoded-env-urls': 'error',
  'no-hardcoded-location': 'error',
  'outputs-should-not-contain-secrets': 'error',
  'secure-parameter-default': 'error',
  'secure-params-in-nested-deploy': 'error',
  'use-secure-value-for-secure-inputs': 'error',
  // This rule is off because its result depends on the compiler's version, and because new API versions reach other
  // clouds later.
  'use-recent-api-versions': 'off',
};

/**
 * Compares the declarations in main.bicep and the lint rules in bicepconfig.json with the expected ones. Returns one
 * sentence for each difference.
 * @param {string} folder infra/ @param {import('./code.js').Code} code
 */
export async function declarationProblems(folder, code) {
  const [main = '', config = '', types = ''] = await Promise.all(
    ['main.bicep', 'bicepconfig.json', 'settings.bicep'].map((file) => readFile(join(folder, file), 'utf8')),
  );
  const rules = Object.fromEntries(Object.entries(lintRules).map(([name, level]) => [name, { level }]));
  return [
    ...compare(parametersOf(main), expectedParameters(code), 'main.bicep: parameter'),
    // Without this decorator, Azure would accept a misspelt setting, and the app would ignore the setting.
    ...(/^@sealed\(\)\n(?:@.*\n)*type chosenSettings = /m.test(types)
      ? []
      : ['settings.bicep: chosenSettings must be sealed.']),
    ...compare(JSON.parse(config), { analyzers: { core: { enabled: true, rules } } }, 'bicepconfig.json'),
  ];
}

/** @param {string} text */
export function parametersOf(text) {
  /** @type {Record<string, Record<string, unknown>>} */
  const found = {};
  /** @type {Record<string, unknown>} */
  let decorators = {};
  for (const line of text.split('\n')) {
    const decorator = /^@(\w+)\((.*)\)$/.exec(line);
    const parameter = /^param (\w+) (\w+)(?: = (.*))?$/.exec(line);
    if (decorator !== null) decorators[decorator[1] ?? ''] = valueOf(decorator[1] ?? '', decorator[2] ?? '');
    else if (parameter !== null) {
      const { description: _text, ...rest } = decorators;
      found[parameter[1] ?? ''] = { type: parameter[2], default: parameter[3], ...rest };
    }
    if (!line.startsWith('@')) decorators = {};
  }
  return found;
}

/** @param {string} decorator @param {string} text */
function valueOf(decorator, text) {
  if (/^(min|max)/.test(decorator)) return Number(text);
  return decorator === 'allowed' ? text.replace(/^\[(.*)\]$/, '$1') : text;
}
