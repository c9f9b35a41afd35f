// `npm run check:image [-- --required] [-- --report <file>]` builds both images from the Dockerfile with buildah and
// runs the tour against them in Podman, as user 65532, with a read-only root file system and through a published port.
// If the images cannot be built here or the check takes too long, the command prints the reason and succeeds. With
// `--required`, the command fails instead. The report has the format of Vitest's JSON report.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { baseImages, provideBase } from './check-image/base-images.js';
import { openEngine, whyNoContainer, whyNoEngine } from './check-image/engine.js';
import { run, TooSlow } from './check-image/run.js';
import { tourDemo, tourServer, USER } from './check-image/tours.js';

/** The Dockerfile's targets, each with the tour that tests it. */
const tours = { portico: tourServer, demo: tourDemo };

const repository = fileURLToPath(new URL('..', import.meta.url));
const { values: options } = parseArgs({
  options: { required: { type: 'boolean', default: false }, report: { type: 'string' } },
});

/** @type {string[]} */
const passed = [];
/** Releases the resources that the check uses. */
let close = () => {};

process.once('SIGTERM', () => {
  end({ reason: "the caller's time limit was reached." });
  close();
  process.exit();
});
const outcome = await check().catch((error) =>
  // A slow machine or registry does not mean that the images are faulty.
  error instanceof TooSlow ? { reason: error.message } : { failure: String(error.message) },
);
process.removeAllListeners('SIGTERM');
// Report the result first, because deleting the images' files can take a long time.
end(outcome);
close();

/** @param {{ reason?: string, failure?: string }} outcome */
function end({ reason, failure }) {
  if (failure) process.stderr.write(`${failure}\n`);
  else say(reason ? `The images are not checked here: ${reason}` : 'Both images passed.');
  if (failure || (reason && options.required)) process.exitCode = 1;
  if (options.report !== undefined) writeReport(options.report, failure !== undefined);
}

/**
 * Checks the images. Returns a reason if they cannot be checked on this machine.
 * @returns {Promise<{ reason?: string }>}
 */
async function check() {
  const reason = whyNoEngine();
  if (reason !== undefined) return { reason };
  const folder = mkdtempSync(join(tmpdir(), 'portico-check-image-'));
  const engine = openEngine(folder);
  close = () => {
    close = () => {};
    engine.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const unavailable = provideBases(engine, folder);
  if (unavailable !== undefined) return { reason: unavailable };
  for (const target of Object.keys(tours)) buildImage(engine, target);
  run(process.execPath, ['scripts/ensure-built.js'], { cwd: repository, seconds: 120 });
  for (const [target, tour] of Object.entries(tours)) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, to use less memory
    const success = await tour(engine, nameOf(target), repository);
    passed.push(target);
    say(`${target}: ${success}, as user ${USER.split(':')[0]} on a read-only root`);
  }
  return {};
}

/**
 * Returns a reason if no container can run on this machine.
 * @param {import('./check-image/tours.js').Engine} engine @param {string} folder
 */
function provideBases(engine, folder) {
  const names = baseImages(readFileSync(join(repository, 'Dockerfile'), 'utf8'));
  try {
    for (const name of names) say(provideBase(engine, name, folder));
  } catch (error) {
    if (error instanceof TooSlow) throw error;
    return `there are no base images. ${error instanceof Error ? error.message : String(error)}`;
  }
  return whyNoContainer(engine, names.at(-1) ?? '');
}

/** @param {import('./check-image/tours.js').Engine} engine @param {string} target */
function buildImage(engine, target) {
  const began = Date.now();
  // Reuses packages that npm has already downloaded. npm compares their hashes with the lock file.
  const cache = run('npm', ['config', 'get', 'cache']);
  const options = ['--isolation', 'chroot', '--format', 'docker', '--layers', '--pull-never'];
  const volume = ['--volume', `${cache}:/root/.npm`];
  engine.build(['bud', ...options, ...volume, '--target', target, '--tag', nameOf(target), repository], 600);
  const [{ Size: bytes, Config: config }] = JSON.parse(engine.contain(['image', 'inspect', nameOf(target)]));
  if (config.User !== USER) throw new Error(`The image ${target} runs as "${config.User}", not as ${USER}.`);
  const seconds = Math.round((Date.now() - began) / 1_000);
  say(
    `${target}: built in ${seconds} s, ${(bytes / 1_000_000).toFixed(0)} MB with its base, user ${config.User}`,
  );
}

/** @param {string} target */
function nameOf(target) {
  return `localhost/check-${target}`;
}

/** Writes the report, with one test for each image. @param {string} file @param {boolean} hasFailed */
function writeReport(file, hasFailed) {
  const rest = Object.keys(tours).length - passed.length;
  mkdirSync(dirname(file), { recursive: true });
  const report = {
    numPassedTests: passed.length,
    numFailedTests: hasFailed ? rest : 0,
    numPendingTests: hasFailed ? 0 : rest,
    numTodoTests: 0,
  };
  writeFileSync(file, `${JSON.stringify(report)}\n`);
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}
