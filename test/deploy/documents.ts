import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { parseAllDocuments } from 'yaml';

/** A YAML document in a third-party format. */
// oxlint-disable-next-line no-explicit-any -- the tests check its shape
export type Document = Record<string, any>;

const deploy = fileURLToPath(new URL('../../deploy', import.meta.url));

/** Parses the documents in one of the YAML files in deploy/. Throws on invalid YAML and duplicate keys. */
export function documentsOf(path: string): Document[] {
  return parseAllDocuments(readFileSync(`${deploy}/${path}`, 'utf8'), { uniqueKeys: true, merge: true }).map(
    (document) => {
      if (document.errors.length > 0) throw new Error(`${path}: ${document.errors.join('; ')}`);
      return document.toJS() as Document;
    },
  );
}

/** Returns the Kubernetes objects in deploy/kubernetes, keyed by kind. */
export function kubernetesObjects(): ReadonlyMap<string, Document> {
  const files = readdirSync(`${deploy}/kubernetes`).filter((file) => file.endsWith('.yaml'));
  const objects = files.flatMap((file) => documentsOf(`kubernetes/${file}`));
  return new Map(objects.map((object) => [object['kind'] as string, object]));
}

export function kubernetesSettings(): Record<string, string> {
  const lines = readFileSync(`${deploy}/kubernetes/settings.env`, 'utf8').trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split('=', 2)));
}
