import { z } from 'zod';

import type { GraphRequest } from '../../../graph/request/graph-request.ts';
import { text } from '../../output/graph-schema.ts';
import { drive, pathOfItem } from './item.ts';

/** Where a file goes to. */
export const targetShape = {
  path: z
    .string()
    .min(2)
    .max(400)
    .refine(
      (given) => /^\/.*[^/]$/.test(given),
      'must begin with a slash and end with a name, such as /Plans/Q3.docx',
    )
    .describe('Where to, such as /Plans/Q3.docx.'),
  drive: drive(),
  conflict: z.enum(['fail', 'replace', 'rename']).default('fail').describe('If the name is taken.'),
};

/** A place for a file, and what happens where there is one already. */
export type Target = {
  readonly path: string;
  readonly drive?: string | undefined;
  readonly conflict: 'fail' | 'replace' | 'rename';
};

const verify = 'Look with get_file whether the file is there before you upload it again.';

/** The request that stores a file at once. */
export function storing(target: Target, content: Uint8Array): GraphRequest {
  return {
    method: 'PUT',
    path: pathOfTarget(target, 'content'),
    query: { '@microsoft.graph.conflictBehavior': target.conflict },
    headers: { 'content-type': 'application/octet-stream' },
    body: content,
    repeat: 'never',
    verify,
  };
}

/** What Graph returns for a new upload session. */
export const uploadSession = z.object({ uploadUrl: text, expirationDateTime: text });

/** The request that opens an upload session, by which a file comes in parts; nothing is stored before the last. */
export function openingSession(target: Target): GraphRequest {
  return {
    method: 'POST',
    path: pathOfTarget(target, 'createUploadSession'),
    body: { item: { '@microsoft.graph.conflictBehavior': target.conflict } },
    repeat: 'safe',
    verify,
  };
}

/** The Graph path of what lies at a target, or of something below it. */
export function pathOfTarget({ path, drive }: Target, below?: string): string {
  return pathOfItem({ item: path, drive }, below);
}
