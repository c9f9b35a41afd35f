import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { watchProgram, type Program } from '../../kit/program.ts';
import { workdirOf, type Image } from './dockerfile.ts';

/**
 * Starts a container without an engine: runs the image's command with the additional `settings` and without write
 * access. The command runs as the user that runs the tests or, if that user is root, as an unprivileged user.
 */
export function startContainer(image: Image, settings: Readonly<Record<string, string>>): Program {
  const [program = '', ...args] = [...image.entrypoint, ...image.cmd];
  const child = spawn(node(program), [...denyWrites(), ...args], {
    cwd: workdirOf(image),
    env: { ...image.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...userOf(image),
  });
  return watchProgram('The container', child);
}

/** Runs the image's health check as an engine would, and returns its exit code. */
export async function checkHealth(
  image: Image,
  env: Readonly<Record<string, string>>,
): Promise<number | null> {
  const [form = '', program = '', ...args] = image.healthcheck;
  const command = form === 'CMD' ? [program, ...args] : [form, program, ...args];
  const child = spawn(node(command[0] ?? ''), command.slice(1), {
    env: { ...image.env, ...env },
    stdio: 'ignore',
  });
  return new Promise((resolve) => {
    child.once('close', resolve);
  });
}

/** Makes all files in an image read-only and returns their paths. */
export function sealImage(image: Image): readonly string[] {
  const entries = readdirSync(image.root, { recursive: true, encoding: 'utf8' }).sort();
  for (const path of [...entries.map((entry) => join(image.root, entry)), image.root]) {
    chmodSync(path, lstatSync(path).isDirectory() ? 0o555 : 0o444);
  }
  return entries;
}

/** Makes the files writable again, so that the directory can be removed. */
export function unsealImage(image: Image): void {
  spawnSync('chmod', ['-R', 'u+w', image.root]);
}

/** Returns options that enable Node's permission model, so that every write fails. */
function denyWrites(): string[] {
  const flags = process.allowedNodeEnvironmentFlags;
  return [flags.has('--permission') ? '--permission' : '--experimental-permission', '--allow-fs-read=*'];
}

/** The path of Node differs between this machine and the image. */
function node(program: string): string {
  if (program !== '/nodejs/bin/node') throw new Error(`The image has no ${program}.`);
  return process.execPath;
}

function userOf({ user }: Image): { uid?: number; gid?: number } {
  const [uid, gid] = user.split(':').map(Number);
  if (process.getuid?.() !== 0 || uid === undefined || gid === undefined) return {};
  return { uid, gid };
}
