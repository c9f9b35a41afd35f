import { parseArgs } from 'node:util';

import { guidPattern } from '../../base/text/guid.ts';
import { isClientClass } from '../../config/list-problems.ts';
import type { BlockKind, BlockSubject } from '../../state/blocks.ts';

/** `until` is in seconds since 1970; Infinity means that the block never expires. */
export type BlockCommand =
  | {
      readonly do: 'set';
      readonly subject: BlockSubject;
      readonly until: number;
      readonly reason: string | undefined;
    }
  | { readonly do: 'lift'; readonly subject: BlockSubject }
  | { readonly do: 'list' }
  | { readonly do: 'help' };

/** A command, or a sentence that explains what is wrong with the arguments. */
export type ReadCommand = BlockCommand | { readonly problem: string };

export const usage = `Usage:
  npm run block -- tenant <tenant id>             [--until <time>] [--reason <text>]
  npm run block -- person <tenant id> <object id> [--until <time>] [--reason <text>]
  npm run block -- client <class>                 [--until <time>] [--reason <text>]
  npm run block -- tool <name>                    [--until <time>] [--reason <text>]
  npm run block -- lift <tenant|person|client|tool> <as above>
  npm run block -- list

A client class is client.class in the audit trail: the host of a redirect URI, the origin of a metadata document,
or a client id. A time is a date such as 2026-12-24T18:00Z or a duration such as 30m, 8h, 7d; without one a block
lasts until it is lifted. --until needs KEY_VAULT_URL or SEAL_ROOT_FILE to sign the end. Administrators see the
reason in the output of list. In a container, write /nodejs/bin/node block.js in place of npm run block --.
`;

const REASON_LIMIT = 200;

type Rule = { readonly words: string; readonly shapes: readonly RegExp[] };

/** For each kind of block, a description of the arguments that identify its subject, and one pattern per argument. */
const rules: Readonly<Record<BlockKind, Rule>> = {
  tenant: { words: 'the GUID of a tenant', shapes: [guidPattern] },
  person: {
    words: 'the GUIDs of a tenant and of a user in it (tid and oid)',
    shapes: [guidPattern, guidPattern],
  },
  client: { words: 'the class of a client, such as claude.ai', shapes: [/^[\x21-\x7e]{1,512}$/] },
  tool: { words: 'the name of a tool, such as send_mail', shapes: [/^[a-z][a-z0-9_]{0,63}$/] },
};

export type CommandContext = {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The names of all tools. */
  readonly tools: readonly string[];
};

/** Parses the arguments after `npm run block --`. */
export function readCommand(words: readonly string[], context: CommandContext): ReadCommand {
  const line = readLine(words);
  if ('problem' in line) return line;
  if (line.help || line.names[0] === 'help') return { do: 'help' };
  const [first, ...rest] = line.names;
  if (first !== 'list' && first !== 'lift') return readSet(line, context);
  if (line.until !== undefined || line.reason !== undefined) return { problem: `${first} takes no options.` };
  if (first === 'list') return rest.length === 0 ? { do: 'list' } : { problem: 'list takes no arguments.' };
  const subject = readSubject(rest);
  return 'problem' in subject ? subject : { do: 'lift', subject };
}

function readSet({ names, until, reason }: Line, { now, tools }: CommandContext): ReadCommand {
  const subject = readSubject(names);
  if ('problem' in subject) return subject;
  const mistake = mistakeIn(subject, tools);
  if (mistake !== undefined) return { problem: mistake };
  if (reason !== undefined && reason.length > REASON_LIMIT) {
    return { problem: `--reason must be at most ${REASON_LIMIT} characters long.` };
  }
  const end = until === undefined ? Infinity : readTime(until, now);
  return end > now / 1_000
    ? { do: 'set', subject, until: end, reason }
    : { problem: '--until must be a time in the future or a duration.' };
}

/** The id of a client that registered itself, as the audit trail shows it: a SHA-256 hash in base64url. */
const registrationId = /^[\w-]{43}$/;

/**
 * Explains why a subject cannot match any caller or tool, so that blocking it would seem to work but have no effect.
 * Returns undefined if nothing is wrong.
 */
function mistakeIn({ kind, names: [name = ''] }: BlockSubject, tools: readonly string[]): string | undefined {
  if (kind === 'tool' && !tools.includes(name))
    return `There is no tool named ${name}. docs/tools.md lists the names.`;
  if (kind === 'client' && registrationId.test(name))
    return 'This is the client.id of one registration, but blocks apply to client classes. Use client.class from the audit trail, or refuse this one client with the setting DENIED_CLIENTS.';
  if (kind === 'client' && !isClientClass(name))
    return "This is not a client class. Use client.class from the audit trail: a host such as claude.ai, localhost for programs on users' machines, or an origin such as https://claude.ai, without a path, quotation marks or the port 443.";
  return undefined;
}

type Line = {
  readonly names: readonly string[];
  readonly until: string | undefined;
  readonly reason: string | undefined;
  readonly help: boolean;
};

function readLine(words: readonly string[]): Line | { readonly problem: string } {
  try {
    const { positionals, values } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        until: { type: 'string' },
        reason: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return { names: positionals, until: values.until, reason: values.reason, help: values.help };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function readSubject([kind = '', ...names]: readonly string[]): BlockSubject | { readonly problem: string } {
  if (!isKind(kind))
    return { problem: 'Specify what to block (tenant, person, client or tool), or use lift or list.' };
  const { shapes, words } = rules[kind];
  const fits =
    names.length === shapes.length && shapes.every((shape, index) => shape.test(names[index] ?? ''));
  return fits ? { kind, names } : { problem: `${kind} needs ${words}.` };
}

function isKind(word: string): word is BlockKind {
  return Object.hasOwn(rules, word);
}

const seconds = { m: 60, h: 3_600, d: 86_400 } as const;

/** Returns seconds since 1970; NaN if the text is not a time. */
function readTime(text: string, now: number): number {
  const [, count, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  if (count !== undefined) return now / 1_000 + Number(count) * seconds[unit as keyof typeof seconds];
  return /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/.test(text) ? Date.parse(text) / 1_000 : NaN;
}
