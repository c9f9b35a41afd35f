import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { DocumentPackage } from './packages.ts';

/** The folder in which the packages and the texts extracted by the independent readers are cached between runs. */
export const documentsHome = join(tmpdir(), 'portico-documents');
const LONGEST_DOWNLOAD_MS = 300_000;
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Downloads a package and returns the folder with its files; undefined if it cannot be downloaded. */
export function unpackPackage(one: DocumentPackage): string | undefined {
  const name = one.registry === 'source' ? `${one.name}.source` : one.name;
  const folder = join(documentsHome, name.replaceAll(/[^\w.-]/g, '_'));
  if (existsSync(folder)) return folder;
  const work = `${folder}.part`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(join(work, 'files'), { recursive: true });
  try {
    if (!download(one, work)) return undefined;
    const archives = readdirSync(work).filter((file) => /\.(?:tgz|deb|orig\.tar\.\w+)$/.test(file));
    const areUnpacked = archives.every((archive) =>
      archive.endsWith('.deb')
        ? run(work, 'dpkg-deb', '-x', archive, 'files')
        : run(work, 'tar', 'xf', archive, '-C', 'files'),
    );
    if (archives.length === 0 || !areUnpacked) return undefined;
    renameSync(join(work, 'files'), folder);
    return folder;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function download({ registry, name }: DocumentPackage, work: string): boolean {
  if (registry === 'npm') return run(work, 'npm', 'pack', name, '--silent');
  if (registry === 'debian') return run(work, 'apt-get', 'download', name);
  return run(work, 'apt-get', ...sourceOptions(), 'source', '--download-only', '--tar-only', '-qq', name);
}

/** Most systems do not enable source packages, so apt uses a separate source list and a separate index here. */
function sourceOptions(): string[] {
  const home = join(documentsHome, 'apt');
  // apt removes all other files from its index folder, so the source list is outside that folder.
  const [list, indexes] = [join(home, 'sources.list'), join(home, 'indexes')];
  const settings = [
    `Dir::Etc::sourcelist=${list}`,
    'Dir::Etc::sourceparts=-',
    `Dir::State::lists=${indexes}`,
  ];
  const options = settings.flatMap((setting) => ['-o', setting]);
  if (!existsSync(list)) {
    mkdirSync(join(indexes, 'partial'), { recursive: true });
    const format = `deb-src ${existsSync(KEYRING) ? `[signed-by=${KEYRING}] ` : ''}$(REPO_URI) $(RELEASE) $(COMPONENT)`;
    const listing = ['indextargets', '--format', format, 'Created-By: Packages', 'Origin: Debian'];
    const { stdout } = spawnSync('apt-get', listing, { encoding: 'utf8' });
    writeFileSync(list, stdout);
    run(home, 'apt-get', ...options, 'update', '-qq');
  }
  return options;
}

function run(cwd: string, command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { cwd, stdio: 'ignore', timeout: LONGEST_DOWNLOAD_MS }).status === 0;
}
