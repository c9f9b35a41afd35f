import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { compare } from './compare.js';
import { coverageProblems } from './stack-coverage.js';
import { defaults } from './stacks.js';

/**
 * azd prompts for these parameters before it reads the parameter file. It also prompts for every other parameter
 * without a value.
 */
const asked = { environmentName: 'AZURE_ENV_NAME', location: 'AZURE_LOCATION' };

/**
 * The hook chooses these values after azd has read the parameters, so they need placeholders. main.bicep rejects the
 * placeholders with an explanation.
 */
const chosenByHook = {
  suffix: '${PORTICO_SUFFIX=unset}',
  entraClientId: '${ENTRA_CLIENT_ID=00000000-0000-0000-0000-000000000000}',
};

/**
 * Compares azd's complete parameter file and the stacks with main.bicep, settings.bicep and the code's defaults.
 * Returns one sentence for each difference.
 * @param {string} folder
 */
export async function parameterProblems(folder) {
  const [json = '', template = '', types = ''] = await Promise.all(
    ['main.parameters.json', 'main.bicep', 'settings.bicep'].map((file) =>
      readFile(join(folder, file), 'utf8'),
    ),
  );
  const declared = [...template.matchAll(/^param (\w+)/gm)].map((match) => match[1] ?? '');
  const settings = [...types.matchAll(/^ {2}([A-Z_]+): string\?$/gm)].map((match) => match[1] ?? '');
  const parameters = Object.fromEntries(
    declared.filter((name) => name !== 'settings').map((name) => [name, { value: placeholderFor(name) }]),
  );
  // The app treats an empty setting as absent and uses its default.
  const value = Object.fromEntries(settings.map((name) => [name, `\${${name}=}`]));
  return [
    ...compare(
      JSON.parse(json),
      {
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
        contentVersion: '1.0.0.0',
        parameters: { ...parameters, settings: { value } },
      },
      'main.parameters.json',
    ),
    ...(await coverageProblems(folder, template, settings)),
  ];
}

/** `httpConcurrency` is set from HTTP_CONCURRENCY. @param {string} name */
function placeholderFor(name) {
  const variable = asked[/** @type {'location'} */ (name)];
  if (variable !== undefined) return `\${${variable}}`;
  const chosen = chosenByHook[/** @type {'suffix'} */ (name)];
  if (chosen !== undefined) return chosen;
  const upper = name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
  return `\${${upper}=${defaults[/** @type {'hosting'} */ (name)]}}`;
}
