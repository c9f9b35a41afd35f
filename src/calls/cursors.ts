import { z } from 'zod';

import { digest } from '../base/sha256.ts';
import { ToolError } from '../errors.ts';
import { SealError, type Sealer } from '../secrets/seal.ts';

/** Whom a cursor belongs to. */
export type Holder = { readonly tid: string; readonly oid: string };

/** What a cursor holds: the tool that gave it out, and what that tool goes on from. */
export type Position = { readonly tool: string; readonly facts: Readonly<Record<string, unknown>> };

/** Cursors: opaque, bound to a person, and of use for a while. */
export type Cursors = {
  /** Seals a position for so many seconds. */
  seal(holder: Holder, position: Position, lifetimeSeconds: number): Promise<string>;
  /** Opens a cursor of this very person; throws `ToolError('bad_cursor')` for anything else. */
  open(holder: Holder, cursor: string): Promise<Position>;
};

const claims = z.object({ who: z.string(), tool: z.string(), facts: z.record(z.string(), z.unknown()) });

/** Cursors under the keys of the sealer. */
export function createCursors({ sealer }: { sealer: Sealer }): Cursors {
  return {
    seal: async (holder, { tool, facts }, lifetimeSeconds) =>
      shortened(await sealer.seal('cursor', { who: nameOf(holder), tool, facts }, lifetimeSeconds)),
    open: async (holder, cursor) => {
      const { who, tool, facts } = await read(sealer, lengthened(cursor.trim()));
      if (who !== nameOf(holder)) throw badCursor();
      return { tool, facts };
    },
  };
}

/** For whatever is no cursor, and for those that are altered, too old or another person's: all are told the same. */
export function badCursor(): ToolError {
  return new ToolError(
    'bad_cursor',
    'This cursor is not valid here, or too old. Copy it whole from the last answer, or begin again without it.',
  );
}

async function read(sealer: Sealer, sealed: string): Promise<z.infer<typeof claims>> {
  try {
    const parsed = claims.safeParse(await sealer.open('cursor', sealed));
    if (parsed.success) return parsed.data;
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
  }
  throw badCursor();
}

/** Ninety-six bits of a hash: a model pays for every character that it reads and writes. */
function nameOf({ tid, oid }: Holder): string {
  return digest(`${tid} ${oid}`).slice(0, 16);
}

/** The header of a sealed cursor (RFC 7516, 7.1), of which only the name of the key differs. */
function headerFor(kid: string): string {
  const header = { alg: 'dir', enc: 'A256GCM', kid, typ: 'portico-cursor+jwt' };
  return Buffer.from(JSON.stringify(header)).toString('base64url');
}

/** The name of the key in place of the header: a quarter less to read and write. */
function shortened(sealed: string): string {
  const [header = '', ...rest] = sealed.split('.');
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid?: string };
  return kid !== undefined && headerFor(kid) === header ? [kid, ...rest].join('.') : sealed;
}

function lengthened(cursor: string): string {
  const [kid = '', ...rest] = cursor.split('.');
  return /^[\w-]{1,16}$/.test(kid) ? [headerFor(kid), ...rest].join('.') : cursor;
}
