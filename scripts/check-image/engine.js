import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { run, tryRun } from './run.js';

const programs = ['buildah', 'podman', 'runc', 'iptables'];
const packages = ['buildah', 'podman', 'runc', 'netavark', 'aardvark-dns', 'iptables'];

/** The restrictions that the documentation recommends. */
const safety = ['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'];

/** The engine's default limits are too high for an unprivileged environment. */
const limits = ['--ulimit', 'nofile=4096:4096', '--ulimit', 'nproc=1024:1024'];

/**
 * Returns why images cannot be built and run here, or undefined if they can. Installs missing tools from Debian's
 * packages if this process is allowed to.
 */
export function whyNoEngine() {
  if (process.platform !== 'linux') return 'it needs Linux.';
  if (process.arch !== 'x64') return 'the stand-ins for base images exist for x64 only.';
  if (process.getuid?.() !== 0) return 'it needs root, to mount and to create a network.';
  if (missing().length > 0 && existsSync('/usr/bin/apt-get')) {
    tryRun('apt-get', ['-qq', 'update'], { seconds: 120 });
    tryRun('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', ...packages], { seconds: 300 });
  }
  const absent = missing();
  return absent.length === 0 ? undefined : `these programs are missing: ${absent.join(', ')}.`;
}

function missing() {
  return programs.filter((program) => tryRun('which', [program]).status !== 0);
}

/**
 * Returns the reason why the engine cannot run a container of this image here, or undefined: not every Linux lets root
 * mount, create a network or forward a port.
 * @param {ReturnType<typeof openEngine>} engine @param {string} image one with Node
 */
export function whyNoContainer(engine, image) {
  const network = ['--publish', '127.0.0.1::7071'];
  const command = ['--entrypoint', '/nodejs/bin/node', image, '-e', ''];
  try {
    engine.contain(['run', '--rm', ...limits, ...safety, ...network, ...command]);
    return undefined;
  } catch (error) {
    return `even a container that does not run Portico fails: ${error instanceof Error ? error.message : error}`;
  }
}

/** Sets up buildah and Podman with separate storage in `folder`. @param {string} folder */
export function openEngine(folder) {
  const storage = ['--root', join(folder, 'storage'), '--runroot', join(folder, 'run')];
  const driver = ['--storage-driver', 'overlay'];
  const podman = [
    ...storage,
    ...driver,
    '--cgroup-manager',
    'cgroupfs',
    '--events-backend',
    'file',
    '--runtime',
    'runc',
  ];
  /** @param {readonly string[]} args @param {number} [seconds] */
  const build = (args, seconds) => run('buildah', [...storage, ...driver, ...args], { seconds });
  /** @param {readonly string[]} args @param {number} [seconds] */
  const contain = (args, seconds) => run('podman', [...podman, ...args], { seconds });
  return {
    build,
    contain,
    /** @param {readonly string[]} args @param {number} seconds */
    tryBuild: (args, seconds) =>
      tryRun('buildah', [...storage, ...driver, ...args], { seconds }).status === 0,
    /**
     * Starts a container the way a user would.
     * @param {string} image @param {{ name: string, network: readonly string[], env: Readonly<Record<string, string>> }} options
     */
    start: (image, { name, network, env }) => {
      const settings = Object.entries(env).flatMap(([key, value]) => ['--env', `${key}=${value}`]);
      // Without systemd, no timer runs the health check. The check is run once below.
      const health = ['--health-interval', 'disable'];
      contain([
        'run',
        '--detach',
        '--name',
        name,
        ...limits,
        ...health,
        ...safety,
        ...network,
        ...settings,
        image,
      ]);
    },
    /** Removes all containers and unmounts the storage. */
    close: () => {
      tryRun('podman', [...podman, 'rm', '--all', '--force', '--time', '0']);
      tryRun('buildah', [...storage, ...driver, 'rm', '--all']);
      tryRun('umount', [join(folder, 'storage', 'overlay')]);
    },
  };
}
