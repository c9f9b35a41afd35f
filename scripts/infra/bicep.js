import { execFile } from 'node:child_process';

/** How long one command of the compiler may take, in milliseconds. */
const DEADLINE_MS = 120_000;

/**
 * The Bicep command line that `BICEP` names, else the one on the PATH; undefined where there is none.
 * `compiles` is false for another program of that name, which may be able to check and to predict only.
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export async function findBicep(env) {
  const program = env.BICEP || 'bicep';
  const run = (/** @type {readonly string[]} */ args, /** @type {string} */ folder = '.') =>
    start(program, args, folder);
  const asked = await run(['--version']);
  if (asked.missing && env.BICEP)
    throw new Error(`There is no program ${env.BICEP}: set BICEP to the Bicep command line.`);
  if (asked.missing) return undefined;
  const version = asked.stdout.trim();
  return { version, compiles: /^Bicep CLI version \d/.test(version), run };
}

/**
 * Runs a command to its end and never rejects.
 * @param {string} program @param {readonly string[]} args @param {string} folder
 * @returns {Promise<{ code: number, stdout: string, stderr: string, missing: boolean }>}
 */
function start(program, args, folder) {
  return new Promise((resolve) => {
    const options = { cwd: folder, timeout: DEADLINE_MS, maxBuffer: 64 * 1024 * 1024 };
    execFile(program, [...args], options, (error, stdout, stderr) => {
      const missing = error !== null && 'code' in error && error.code === 'ENOENT';
      resolve({ code: error === null ? 0 : Number(error.code) || 1, stdout, stderr, missing });
    });
  });
}
