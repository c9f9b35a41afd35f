import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Finds problems between templates that a prediction does not show. Returns one sentence for each.
 * @param {string} folder infra/ @param {import('./code.js').Code} code
 */
export async function moduleProblems(folder, code) {
  const files = (await readdir(folder, { recursive: true }))
    .filter((file) => file.endsWith('.bicep'))
    .toSorted();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return [
    ...files.flatMap((file, index) => nameProblems(file, texts[index] ?? '')),
    ...versionProblems(texts.join('\n')),
    ...files.flatMap((file, index) => placeProblems(file, texts[index] ?? '')),
    ...files.flatMap((file, index) => hostProblems(file, texts[index] ?? '', code)),
  ];
}

/**
 * Checks the names of modules. Two deployments with the same name in a resource group overwrite each other.
 * @param {string} file @param {string} text
 */
function nameProblems(file, text) {
  const modules = [...text.matchAll(/^module (\w+) [^\n]*\{\n([\s\S]*?)^(?:\}|\])/gm)].map((match) => {
    const name = /^ +name: (.*)$/m.exec(match[2] ?? '')?.[1] ?? '';
    return { module: match[1], name, isLoop: /= \[$/m.test(match[0].split('\n')[0] ?? '') };
  });
  // Users find a failed deployment by its name, so the name must identify the file.
  const files = [
    ...text.matchAll(
      /^module (\w+) '(?:[\w.]+\/)*([\w-]+)\.bicep'[^\n]*\{\n(?: +for [^\n]*\n)?([\s\S]*?)^(?:\}|\])/gm,
    ),
  ];
  const loops = [...text.matchAll(/^module (\w+) [^\n]*= \[\n +for (\w+) in [^\n]*\n +name: (.*)$/gm)];
  return [
    ...modules
      .filter(({ name }, index) => modules.findIndex((one) => one.name === name) !== index)
      .map(({ module }) => `${file}: module ${module} has the same name as another module.`),
    ...files
      .filter(([whole, , used, body]) => {
        const indent = /^[^\n]*= \[\n/.test(whole) ? '    ' : '  ';
        const name = new RegExp(`^${indent}name: (.*)$`, 'm').exec(body ?? '')?.[1];
        return !name?.includes(used?.split('-').at(-1) ?? '');
      })
      .map(([, module, used]) => `${file}: the name of module ${module} must contain ${used}.`),
    ...loops
      .filter(([, , item, name]) => !name?.includes(`\${${item}`))
      .map(([, module]) => `${file}: all of the modules ${module} have the same name.`),
  ];
}

/** A resource and its child resources must have the same API version: older versions drop properties that newer ones set. @param {string} text */
function versionProblems(text) {
  /** @type {Record<string, Set<string>>} */
  const versions = {};
  for (const [, type = '', version = ''] of text.matchAll(/'(Microsoft\.[\w.]+\/\w+)[\w/]*@([\w-]+)'/g))
    (versions[type] ??= new Set()).add(version);
  return Object.entries(versions)
    .filter(([, found]) => found.size > 1)
    .map(([type, found]) => `${type} is used with the API versions ${[...found].join(' and ')}.`);
}

/**
 * All resources must be in the region given by the `location` parameter, which azd prompts for.
 * @param {string} file @param {string} text
 */
function placeProblems(file, text) {
  return [...text.matchAll(/\b(?:deployment|resourceGroup)\(\)\.location\b/g)].map(
    ([place]) => `${file}: ${place} is used in place of the parameter location.`,
  );
}

/** Hosts differ between clouds, so templates take them from clouds.json or from Azure. @param {string} file @param {string} text @param {import('./code.js').Code} code */
function hostProblems(file, text, { clouds }) {
  const hosts = Object.values(clouds).flatMap(({ azure: _name, ...others }) => Object.values(others));
  const written = text
    .split('\n')
    .filter((line) => !/^\s*\/\/|^@description/.test(line))
    .join('\n');
  return [...new Set(hosts)]
    .filter((host) => written.includes(String(host).replace('https://', '')))
    .map((host) => `${file}: ${host} is written out.`);
}
