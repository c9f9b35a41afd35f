import { BLOCKS_LIMIT, type Block, type BlockBook } from '../../state/blocks.ts';
import type { BlockCommand } from './block-command.ts';

/** `text` is printed to the terminal; `done` is false if the command failed. */
export type Outcome = { readonly done: boolean; readonly text: string };

/**
 * Runs a command against the stored blocks. `signsEnds` is false if no seal root is configured; the end of a
 * block can then be neither signed nor verified. Throws `UnavailableError` while the tables or the vault are
 * unavailable.
 */
export async function runBlockCommand(
  command: Exclude<BlockCommand, { do: 'help' }>,
  book: BlockBook,
  { signsEnds }: { readonly signsEnds: boolean },
): Promise<Outcome> {
  if (command.do === 'list') {
    const blocks = await book.list();
    const note = !signsEnds && blocks.some(({ until }) => Number.isFinite(until)) ? unverified : '';
    return done(blocks.length === 0 ? 'Nothing is blocked.\n' : blocks.map(line).join('') + note);
  }
  const { subject } = command;
  const named = `${subject.kind} ${subject.names.join(' ')}`;
  if (command.do === 'lift') {
    const lifted = await book.lift(subject);
    if (lifted) return done(`Lifted the block on ${named}; ${effect}`);
    return { done: false, text: `There is no block on ${named}. npm run block -- list shows all blocks.\n` };
  }
  if (Number.isFinite(command.until) && !signsEnds) return { done: false, text: unsigned };
  if ((await book.list()).length >= BLOCKS_LIMIT) {
    const text = `There are already ${BLOCKS_LIMIT} blocks, the maximum: lift some, or change the settings instead.\n`;
    return { done: false, text };
  }
  await book.set(subject, command);
  return done(`Blocked ${named}${end(command.until)}; ${effect}`);
}

function done(text: string): Outcome {
  return { done: true, text };
}

const effect = 'this takes effect on every instance within 10 seconds.\n';

const unsigned =
  'Portico ignores the end time of a block if it is not signed. For --until, set KEY_VAULT_URL (or SEAL_ROOT_FILE) to the value that the running Portico uses, or block without --until and lift the block later.\n';

const unverified = 'The end times were not verified: set KEY_VAULT_URL or SEAL_ROOT_FILE to verify them.\n';

function line({ kind, subject, until, setAt, reason, endIgnored }: Block): string {
  const set = setAt === undefined ? '' : `, set ${time(setAt)}`;
  const ignored = endIgnored ? ', with no end time because its signature is not valid' : '';
  return `${kind.padEnd(6)} ${subject}${end(until)}${set}${ignored}${reason === undefined ? '' : `: ${printable(reason)}`}\n`;
}

function end(until: number): string {
  return Number.isFinite(until) ? ` until ${time(until)}` : '';
}

function time(seconds: number): string {
  return `${new Date(seconds * 1_000).toISOString().slice(0, 16)}Z`;
}

/** Replaces control characters, because a reason is free text and terminals interpret such characters. */
function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, '?');
}
