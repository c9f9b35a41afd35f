import { hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

import { readLimited } from '../base/read-limited.ts';
import { HttpError } from '../errors.ts';
import type { SecretVersion, Vault } from './vault.ts';

/** Maximum size of a file. Secrets are small, so a larger file must have been mounted by mistake. */
const FILE_LIMIT_BYTES = 64 * 1024;

/**
 * Reads secrets from mounted files (Docker, Kubernetes). `paths` maps the name of a secret to its file. Each file is
 * one version, named by a hash of its content; a changed file is read again. Text is returned without trailing white
 * space, binary content as base64. Throws `HttpError` 503 with a message for the operator if a file is missing or
 * cannot be read.
 */
export function createFileVault(paths: Readonly<Record<string, string>>): Vault {
  const read = new Map<string, { stamp: string; version: SecretVersion }>();
  return {
    versions: async (name) => {
      const path = Object.hasOwn(paths, name) ? paths[name] : undefined;
      if (path === undefined) return [];
      try {
        const { mtimeMs, size, ino } = await stat(path);
        const stamp = `${mtimeMs}/${size}/${ino}`;
        const known = read.get(name);
        if (known?.stamp === stamp) return [known.version];
        const content = await readLimited(createReadStream(path), FILE_LIMIT_BYTES);
        if (content === undefined) throw new RangeError(`larger than ${FILE_LIMIT_BYTES} bytes`);
        const version = toVersion(content, mtimeMs);
        read.set(name, { stamp, version });
        return [version];
      } catch (cause) {
        const why = (cause as NodeJS.ErrnoException).code ?? (cause as Error).message;
        throw new HttpError(
          503,
          `Cannot read the file for secret ${name} (${why}): mount it, or correct the path in the settings.`,
          { cause },
        );
      }
    },
  };
}

function toVersion(content: Buffer, createdAt: number): SecretVersion {
  const text = content.toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(content);
  return {
    version: hash('sha256', content, 'hex').slice(0, 32),
    value: isText ? text.trimEnd() : content.toString('base64'),
    createdAt,
  };
}
