import { spawnSync } from 'node:child_process';

/**
 * Runs a program and returns its standard output. Throws with the end of its output if it fails.
 * @param {string} program @param {readonly string[]} args @param {{ cwd?: string, seconds?: number }} [options]
 */
export function run(program, args, { cwd, seconds = 60 } = {}) {
  const ran = tryRun(program, args, { cwd, seconds });
  if (ran.status !== 0) throw new Error(`${program} ${args[0]} failed: ${ran.output.slice(-2_000)}`);
  return ran.stdout;
}

/** @param {string} program @param {readonly string[]} args @param {{ cwd?: string, seconds?: number }} [options] */
export function tryRun(program, args, { cwd, seconds = 60 } = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    timeout: seconds * 1_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  return {
    status,
    stdout: (stdout ?? '').trim(),
    output: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`,
  };
}
