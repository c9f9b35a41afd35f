import { BLOCKS_LIMIT, type Block, type BlockBook } from '../../state/blocks.ts';
import type { BlockCommand } from './block-command.ts';

/** `text` is printed to the terminal; `done` is false if the command failed. */
export type Outcome = { readonly done: boolean; readonly text: string };

/** Runs a command against the stored blocks. Throws `UnavailableError` while the tables are unavailable. */
export async function runBlockCommand(command: BlockCommand, book: BlockBook): Promise<Outcome> {
  if (command.do === 'list') {
    const blocks = await book.list();
    return done(blocks.length === 0 ? 'Nothing is blocked.\n' : blocks.map(line).join(''));
  }
  const { subject } = command;
  const named = `${subject.kind} ${subject.names.join(' ')}`;
  if (command.do === 'lift') {
    const lifted = await book.lift(subject);
    return done(lifted ? `Lifted the block on ${named}; ${effect}` : `There was no block on ${named}.\n`);
  }
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

function line({ kind, subject, until, setAt, reason }: Block): string {
  const set = setAt === undefined ? '' : `, set ${time(setAt)}`;
  return `${kind.padEnd(6)} ${subject}${end(until)}${set}${reason === undefined ? '' : `: ${printable(reason)}`}\n`;
}

function end(until: number): string {
  return Number.isFinite(until) ? ` until ${time(until)}` : '';
}

function time(seconds: number): string {
  return `${new Date(seconds * 1_000).toISOString().slice(0, 16)}Z`;
}

/** A reason is free text, and terminals interpret control characters. */
function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, '?');
}
