// `npm run release -- [--dry-run] [--repository owner/name] [--out folder]`: writes everything that a release consists
// of into an empty folder: the zip for Azure Functions, the bill of materials, the notes, server.json, the plan for the
// images, and the checksums. This script uploads nothing; .github/workflows/release.yml uploads the files. Without
// `--dry-run`, the commit must have the version's tag, and CHANGELOG.md must have a section for the version.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { json } from './base/json.js';
import { billOfMaterials } from './release/bill-of-materials.js';
import { imagePlan } from './release/images.js';
import { listings } from './release/listings.js';
import { releaseNotes } from './release/notes.js';
import { serverJson } from './release/server-json.js';
import { serverProblems } from './release/server-rules.js';
import { zipFolder } from './release/zip.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const usage = 'Usage: npm run release -- [--dry-run] [--repository owner/name] [--out folder]';

try {
  release(readOptions());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** @param {ReturnType<typeof readOptions>} options */
function release({ isDry, repository, out }) {
  const about = JSON.parse(text('package.json'));
  const { version } = about;
  const notes = releaseNotes(text('CHANGELOG.md'), version);
  const images = imagePlan({ repository, version, revision: git(['rev-parse', 'HEAD']) });
  const demoImage = images.find(({ target }) => target === 'demo')?.image ?? '';
  const server = serverJson({ repository, version, demoImage });
  const problems = [...problemsWith(version, notes.isReleased), ...serverProblems(server)];
  if (problems.length > 0 && !isDry) throw new Error(problems.join('\n'));

  mkdirSync(out, { recursive: true });
  if (readdirSync(out).length > 0)
    throw new Error(`The folder ${out} is not empty. Name another with --out.`);
  must(process.execPath, ['scripts/ensure-built.js']);
  const artefacts = {
    [`portico-functions-${version}.zip`]: zipFolder(join(root, 'dist/azure')),
    [`portico-${version}.cdx.json`]: json(billOfMaterials(JSON.parse(text('package-lock.json')), about)),
    'server.json': json(server),
    'images.json': json(images),
    ...Object.fromEntries(
      Object.entries(listings({ repository })).map(([name, entry]) => [name, json(entry)]),
    ),
    'notes.md': notes.text,
  };
  for (const [name, content] of Object.entries(artefacts)) writeFileSync(join(out, name), content);
  const sums = Object.entries(artefacts).map(([name, content]) => `${sha256(content)}  ${name}`);
  writeFileSync(join(out, 'SHA256SUMS'), `${sums.join('\n')}\n`);
  process.stdout.write(
    report({ version, repository, out, heading: notes.heading, artefacts, images, problems }),
  );
}

function readOptions() {
  const options = /** @type {const} */ ({
    'dry-run': { type: 'boolean', default: false },
    repository: { type: 'string' },
    out: { type: 'string' },
  });
  let values;
  try {
    ({ values } = parseArgs({ options }));
  } catch (error) {
    throw new Error(`${/** @type {Error} */ (error).message}\n${usage}`, { cause: error });
  }
  const { 'dry-run': isDry } = values;
  const given = values.repository ?? process.env['GITHUB_REPOSITORY'];
  if (given === undefined && !isDry) throw new Error(`Name the GitHub repository.\n${usage}`);
  const repository = given ?? 'contoso/portico';
  if (!/^[\w-]{1,39}\/[\w.-]{1,100}$/.test(repository)) {
    throw new Error(`The repository must have the form owner/name.\n${usage}`);
  }
  return { isDry, repository, out: resolve(values.out ?? join(root, 'tmp/release')) };
}

/** @param {string} version @param {boolean} hasSection */
function problemsWith(version, hasSection) {
  const tags = git(['tag', '--points-at', 'HEAD']).split('\n');
  return [
    ...(tags.includes(`v${version}`) ? [] : [`The commit does not have the tag v${version}.`]),
    ...(hasSection
      ? []
      : [`CHANGELOG.md has no section "## ${version}": rename "Unreleased" and add the date.`]),
    ...(git(['status', '--porcelain', '--untracked-files=no']) === ''
      ? []
      : ['There are uncommitted changes.']),
  ];
}

function report({ version, repository, out, heading, artefacts, images, problems }) {
  const rows = Object.entries(artefacts).map(
    ([name, content]) =>
      `  ${name.padEnd(32)} ${String(Buffer.byteLength(content)).padStart(9)} bytes  ${sha256(content)}`,
  );
  const plan = images.map(
    ({ target, platforms, tags }) => `  ${target.padEnd(8)} ${platforms.join(', ')}  ${tags.join(' ')}`,
  );
  const left = problems.map((problem) => `  ${problem}`);
  return [
    `Portico ${version} for ${repository}, notes from "${heading}", in ${out}`,
    ...rows,
    'Images to build and push',
    ...plan,
    ...(left.length === 0 ? [] : ['Before this can be released', ...left]),
    '',
  ].join('\n');
}

/** @param {string} file */
function text(file) {
  return readFileSync(join(root, file), 'utf8');
}

/** @param {readonly string[]} args */
function git(args) {
  if (!existsSync(join(root, '.git'))) return '';
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args[0]} failed: ${stderr}`);
  return stdout.trim();
}

/** @param {string} program @param {readonly string[]} args */
function must(program, args) {
  const { status, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args[0]} failed: ${stderr}`);
}

/** @param {string | Uint8Array} content */
function sha256(content) {
  return createHash('sha256').update(content).digest('hex');
}
