import * as z from 'zod';

import type { GraphRequest } from '../../../graph/request/graph-request.ts';
import { text } from '../../output/graph-schema.ts';
import { drive, pathOfItem } from './item.ts';

export const targetShape = {
  path: z
    .string()
    .min(2)
    .max(400)
    .refine(
      (given) => /^\/.*[^/]$/.test(given),
      'must begin with a slash and end with a file name, such as /Plans/Q3.docx',
    )
    .describe('Destination, such as /Plans/Q3.docx.'),
  drive: drive(),
  conflict: z.enum(['fail', 'replace', 'rename']).default('fail').describe('What to do if the file exists.'),
};

/** Where to store a file, and what to do if one already exists there. */
export type Target = {
  readonly path: string;
  readonly drive?: string | undefined;
  readonly conflict: 'fail' | 'replace' | 'rename';
};

const verify = 'Use get_file to check whether the file exists before you upload it again.';

/** Returns the request that stores a whole file. */
export function storeRequest(target: Target, content: Uint8Array): GraphRequest {
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

export const uploadSession = z.object({ uploadUrl: text, expirationDateTime: text });

/**
 * Returns the request that opens an upload session, which receives a file in parts. Graph stores nothing until it has
 * the last part.
 */
export function openSessionRequest(target: Target): GraphRequest {
  return {
    method: 'POST',
    path: pathOfTarget(target, 'createUploadSession'),
    body: { item: { '@microsoft.graph.conflictBehavior': target.conflict } },
    repeat: 'safe',
    verify,
  };
}

/** Returns the Graph path of a target, or of a subresource such as `content`. */
export function pathOfTarget({ path, drive }: Target, below?: string): string {
  return pathOfItem({ item: path, drive }, below);
}
