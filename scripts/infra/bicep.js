import { execFile } from 'node:child_process';

const DEADLINE_MS = 120_000;

/**
 * Finds the Bicep command line: the executable in `BICEP`, or the one on the PATH. Returns undefined if there is none.
 * `compiles` is false for other implementations, which can only lint and predict.
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export async function findBicep(env) {
  const program = env.BICEP || 'bicep';
  const run = (/** @type {readonly string[]} */ args, /** @type {string} */ folder = '.') =>
    start(program, args, folder);
  const found = await run(['--version']);
  if (found.missing && env.BICEP)
    throw new Error(`${env.BICEP} was not found. Set BICEP to the path of the Bicep command line.`);
  if (found.missing) return undefined;
  const version = found.stdout.trim();
  return { version, compiles: /^Bicep CLI version \d/.test(version), run };
}

/**
 * Runs a command; never rejects.
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
