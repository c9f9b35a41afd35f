import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** azd asks for these before it reads the parameters. It also asks for every other parameter without a value. */
const filledBefore = ['AZURE_ENV_NAME', 'AZURE_LOCATION'];

/** The hook chooses these after azd has read the parameters. main.bicep refuses the placeholders. */
const placeholdersOf = {
  PORTICO_SUFFIX: 'unset',
  ENTRA_CLIENT_ID: '00000000-0000-0000-0000-000000000000',
};

/**
 * Finds differences between azd's parameter file and main.bicep, one sentence each.
 * @param {string} folder
 */
export async function parameterProblems(folder) {
  const [json, template, types] = await Promise.all(
    ['main.parameters.json', 'main.bicep', 'settings.bicep'].map((file) =>
      readFile(join(folder, file), 'utf8'),
    ),
  );
  const { parameters } = JSON.parse(json);
  const declared = [...template.matchAll(/^param (\w+)/gm)].map((match) => match[1]);
  const settings = [...types.matchAll(/^  ([A-Z_]+): string\?$/gm)].map((match) => match[1]);
  const placeholders = [...json.matchAll(/\$\{(\w+)(=?)/g)];
  return [
    ...compare(Object.keys(parameters), declared, 'parameter', 'main.bicep'),
    ...compare(Object.keys(parameters.settings?.value ?? {}), settings, 'setting', 'settings.bicep'),
    ...Object.entries(parameters.settings?.value ?? {})
      .filter(([name, value]) => value !== `\${${name}=}`)
      .map(([name, value]) => `main.parameters.json: the setting ${name} has the value ${value}.`),
    ...placeholders
      .filter(([, name, fallback]) => fallback === '' && !filledBefore.includes(name))
      .map(([, name]) => `main.parameters.json: ${name} has no default; write \${${name}=…}.`),
    ...Object.entries(placeholdersOf)
      .filter(
        ([name, value]) => !json.includes(`\${${name}=${value}}`) || !template.includes(`== '${value}'`),
      )
      .map(([name, value]) => `${name} must have the default ${value}, which main.bicep must refuse.`),
  ];
}

/** @param {readonly string[]} given @param {readonly string[]} wanted @param {string} kind @param {string} file */
function compare(given, wanted, kind, file) {
  return [
    ...wanted
      .filter((name) => !given.includes(name))
      .map((name) => `main.parameters.json lacks the ${kind} ${name}.`),
    ...given.filter((name) => !wanted.includes(name)).map((name) => `${file} has no ${kind} ${name}.`),
  ];
}
