import * as z from 'zod';

import { digest } from '../base/sha256.ts';
import { ToolError } from '../errors.ts';
import { tryOpenClaims, type Sealer } from '../secrets/seal.ts';

/** The user who owns a cursor. */
export type CursorOwner = { readonly tid: string; readonly oid: string };

/** The content of a cursor: the tool that issued it, and the state that this tool continues from. */
export type CursorContents = { readonly tool: string; readonly facts: Readonly<Record<string, unknown>> };

/** Seals and opens cursors. A cursor is opaque, is bound to one user, and expires. */
export type Cursors = {
  seal(owner: CursorOwner, contents: CursorContents, lifetimeSeconds: number): Promise<string>;
  /** Opens one of the owner's cursors. Throws `ToolError('bad_cursor')` for anything else. */
  open(owner: CursorOwner, cursor: string): Promise<CursorContents>;
};

const claims = z.object({ who: z.string(), tool: z.string(), facts: z.record(z.string(), z.unknown()) });

export function createCursors({ sealer }: { sealer: Sealer }): Cursors {
  return {
    seal: async (owner, { tool, facts }, lifetimeSeconds) =>
      shorten(await sealer.seal('cursor', { who: nameOf(owner), tool, facts }, lifetimeSeconds)),
    open: async (owner, cursor) => {
      const { who, tool, facts } = await read(sealer, restore(withoutPunctuation(cursor)));
      if (who !== nameOf(owner)) throw badCursor();
      return { tool, facts };
    },
  };
}

/** Creates the error for every invalid cursor, whether malformed, altered, expired or another user's. */
export function badCursor(): ToolError {
  return new ToolError(
    'bad_cursor',
    'This cursor is not valid or has expired. Copy it completely from the last result, or start again without it.',
  );
}

async function read(sealer: Sealer, sealed: string): Promise<z.infer<typeof claims>> {
  const opened = await tryOpenClaims(claims, 'cursor', sealed, sealer);
  if (opened === undefined) throw badCursor();
  return opened;
}

/** Returns the name for a cursor's owner. 96 bits of a hash are enough, and a short name saves tokens. */
function nameOf({ tid, oid }: CursorOwner): string {
  return digest(`${tid} ${oid}`).slice(0, 16);
}

/** Returns the header of a sealed cursor (RFC 7516, section 7.1). Only the key id varies. */
function headerFor(kid: string): string {
  const header = { alg: 'dir', enc: 'A256GCM', kid, typ: 'portico-cursor+jwt' };
  return Buffer.from(JSON.stringify(header)).toString('base64url');
}

/** Replaces the header with the key id, to make a cursor a quarter shorter. */
function shorten(sealed: string): string {
  const [header = '', ...rest] = sealed.split('.');
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid?: string };
  return kid !== undefined && headerFor(kid) === header ? [kid, ...rest].join('.') : sealed;
}

/**
 * Returns only the cursor from copied text. Models sometimes copy a cursor with a name before it, or with quotes or
 * other punctuation around it.
 */
function withoutPunctuation(copied: string): string {
  const plain = copied.replace(/^[^:=]*cursor["'`]?\s*[:=]/i, '');
  return /[\w-][\w.\s-]*[\w-]/.exec(plain)?.[0] ?? '';
}

function restore(cursor: string): string {
  const [kid = '', ...rest] = cursor.split('.');
  return /^[\w-]{1,16}$/.test(kid) ? [headerFor(kid), ...rest].join('.') : cursor;
}
