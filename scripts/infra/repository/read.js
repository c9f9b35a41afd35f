import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parseAllDocuments } from 'yaml';

/** Reads a text file; returns an empty string if it is missing. @param {string} root @param {string} file */
export function readText(root, file) {
  return readFile(join(root, file), 'utf8').catch(() => '');
}

/**
 * Reads a YAML file with one document. Never throws: invalid YAML is reported as a problem with the file.
 * @param {string} root
 * @param {string} file @returns {Promise<{ value: any, problems: string[] }>}
 */
export async function readYaml(root, file) {
  const text = await readText(root, file);
  const { value, problems } = parsed.get(text) ?? parseYaml(text);
  parsed.set(text, { value, problems });
  return { value, problems: problems.map((problem) => `${file}: ${problem}`) };
}

/**
 * The parsed files. They are cached because parsing takes most of the time when faults are seeded, and each fault
 * changes only one file.
 * @type {Map<string, { value: any, problems: string[] }>}
 */
const parsed = new Map();

/** @param {string} text @returns {{ value: any, problems: string[] }} */
function parseYaml(text) {
  const [document, ...more] = parseAllDocuments(text, {
    uniqueKeys: true,
    merge: true,
  });
  const errors = document === undefined || 'empty' in document ? ['it is empty.'] : document.errors;
  const problems = [...errors, ...more.map(() => 'it has several documents.')];
  const value =
    problems.length > 0 || document === undefined || !('toJS' in document) ? undefined : document.toJS();
  return { value, problems: problems.map(String) };
}
