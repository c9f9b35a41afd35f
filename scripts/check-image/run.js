import { spawnSync } from 'node:child_process';

/**
 * Thrown if a program does not finish in time, or if the check is told to stop. Neither case means that the images are
 * faulty.
 */
export class TooSlow extends Error {
  name = 'TooSlow';
}

/**
 * Runs a program and returns its standard output. Throws with the end of its output if it fails.
 * @param {string} program @param {readonly string[]} args @param {{ cwd?: string, seconds?: number }} [options]
 */
export function run(program, args, { cwd, seconds = 60 } = {}) {
  const ran = tryRun(program, args, { cwd, seconds });
  if (ran.status === 0) return ran.stdout;
  const what = [program, ...args.filter((arg) => /^[a-z]/.test(arg)).slice(0, 1)].join(' ');
  if (ran.signal !== null) throw new TooSlow(`${what} was stopped after ${ran.tookSeconds} seconds.`);
  throw new Error(`${what} failed: ${ran.output.slice(-2_000)}`);
}

/** @param {string} program @param {readonly string[]} args @param {{ cwd?: string, seconds?: number }} [options] */
export function tryRun(program, args, { cwd, seconds = 60 } = {}) {
  const began = Date.now();
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    timeout: seconds * 1_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  return {
    status,
    signal,
    tookSeconds: Math.round((Date.now() - began) / 1_000),
    stdout: (stdout ?? '').trim(),
    output: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`,
  };
}
