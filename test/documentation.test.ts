import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { administratorQuestions } from '../bench/search/administrator-questions.ts';
import { curatedQuestions } from '../bench/search/curated-questions.ts';
import { everydayQuestions } from '../bench/search/everyday-questions.ts';
import { longTailQuestions } from '../bench/search/long-tail-questions.ts';
import { unseenQuestions } from '../bench/search/unseen-questions.ts';
import { intents } from '../src/graph/operations/intents/intents.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const inDocs = readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md'));
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'deploy/README.md',
  'connectors/README.md',
  ...inDocs.map((file) => `docs/${file}`),
];
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** Returns the anchor that GitHub generates for a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

const anchorsIn = (file: string) =>
  [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

/** Returns the page's links to files or headings in the repository that do not exist. */
function brokenLinks(page: string): string[] {
  const links = [...read(page).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && target.endsWith('.md') && !anchorsIn(target).includes(anchor);
  });
}

describe.each(pages)('the page %s', (page) => {
  it('links only to files and headings that exist', () => {
    expect(brokenLinks(page)).toEqual([]);
  });

  it('mentions only npm scripts that package.json defines', () => {
    const names = [...read(page).matchAll(/\bnpm(?:\.cmd)? run ([\w:-]+\w)/g)].map(([, name = '']) => name);
    expect(names.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it('names only files and folders that exist', () => {
    const folders = 'src|test|scripts|docs|infra|deploy|bench|functions|connectors|\\.github';
    const paths = [...read(page).matchAll(new RegExp(`\`((?:${folders})/[\\w./-]+)\``, 'g'))];
    const missing = paths
      .map(([, path = '']) => path)
      .filter(
        (path) => ![path, `${path}.ts`, `test/${path}.test.ts`].some((file) => existsSync(join(root, file))),
      );
    expect(missing).toEqual([]);
  });

  // In PowerShell, `npm` is a script, and PowerShell removes the first `--` from a script's arguments. The options
  // would be lost.
  it('calls npm.cmd in commands for PowerShell', () => {
    const commands = [...read(page).matchAll(/`([^`]*\$env:[^`]*)`|```powershell\n([\s\S]*?)```/g)];
    const texts = commands.map(([, inline = '', block = '']) => inline + block);
    expect(texts.filter((text) => /\bnpm run\b/.test(text))).toEqual([]);
  });
});

describe('docs/search.md', () => {
  it('states the number of questions in each set and the number of operations with phrases', () => {
    const text = read('docs/search.md');
    const sets = {
      'curated tools': curatedQuestions,
      everyday: everydayQuestions,
      'long tail': longTailQuestions,
      'long tail, unseen': unseenQuestions,
      administrators: administratorQuestions,
    };
    const sizes = Object.values(sets).map(({ tuning, heldOut }) => tuning.length + heldOut.length);
    for (const [index, name] of Object.keys(sets).entries())
      expect(text).toContain(`| ${name} | ${sizes[index]} |`);
    expect(text).toContain(`asks ${sizes.reduce((sum, size) => sum + size, 0)} questions in five sets`);
    const rounded = Math.floor(intents().length / 10) * 10;
    expect(text).toContain(`Every tool and ${rounded} operations have phrases`);
  });
});
