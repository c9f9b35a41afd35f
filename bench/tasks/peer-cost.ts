import { readFileSync } from 'node:fs';

import { listTokens, sum, tokens, type Cost } from './cost.ts';
import { genericTools } from './generic-tools.ts';
import type { RawCall } from './raw-calls.ts';

/** Tokens in the tool lists of Softeria 0.155.0, counted with the same tokenizer. */
const ORGANISATION_LIST = 517_541;
export const DISCOVERY_LIST = 582;
/** Tokens in one reply from Softeria's `search-tools`: the lower end of the measured range, 1,400 to 1,800. */
const SEARCH_REPLY = 1_400;
/** The number of tools in `ORGANISATION_LIST`. */
const LIST_TOOLS = 337;

const schemas = (
  JSON.parse(readFileSync('bench/tasks/softeria-tools.json', 'utf8')) as { request: string; tokens: number }[]
).map(({ request, tokens: schemaTokens }) => ({ pattern: patternOf(request), schemaTokens }));

/**
 * Returns what the raw Graph calls of a task cost through Softeria's organisation list, through its discovery mode, and
 * through a few generic tools.
 */
export function peerCosts(raw: readonly RawCall[]): Record<'organisation' | 'discovery' | 'generic', Cost> {
  const plain = {
    calls: raw.length,
    in: sum(raw.map(({ kind, sent }) => tokens(kind) + tokens(sent))),
    out: sum(raw.map(({ received }) => tokens(received))),
  };
  const kinds = [...new Set(raw.map(({ kind }) => kind))];
  return {
    organisation: { ...plain, list: ORGANISATION_LIST },
    // One search and one schema for each kind of request.
    discovery: {
      ...plain,
      calls: plain.calls + 2 * kinds.length,
      out: plain.out + sum(kinds.map((kind) => SEARCH_REPLY + schemaTokens(kind))),
      list: DISCOVERY_LIST,
    },
    generic: genericCost(raw, plain),
  };
}

/**
 * Adds one get_schema call for each kind of entity. The call returns only the names and types of the properties that
 * occur in the responses.
 */
function genericCost(raw: readonly RawCall[], plain: Omit<Cost, 'list'>): Cost {
  const entities = new Map<string, string>();
  for (const { kind, received } of raw) {
    const entity = kind.replace(/^\S+ /, '').replace(/(?:\/\{id\})+$/, '');
    entities.set(entity, schemaOf(received));
  }
  return {
    calls: plain.calls + entities.size,
    in: plain.in + sum([...entities.keys()].map((entity) => tokens(`get_schema {"path":"${entity}"}`))),
    out: plain.out + sum([...entities.values()].map(tokens)),
    list: listTokens(genericTools),
  };
}

function schemaOf(received: string): string {
  if (!received.startsWith('{')) return '';
  const body = JSON.parse(received) as { value?: unknown };
  const entity: unknown = Array.isArray(body.value) ? body.value[0] : body;
  if (typeof entity !== 'object' || entity === null) return '';
  return JSON.stringify(
    Object.fromEntries(Object.entries(entity).map(([name, value]) => [name, typeof value])),
  );
}

/**
 * Returns the number of tokens in Softeria's tool for this kind of request. If Softeria has no such tool, returns the
 * mean over all its tools.
 */
function schemaTokens(kind: string): number {
  const tool = schemas.find(({ pattern }) => pattern.test(kind));
  return tool?.schemaTokens ?? Math.round(ORGANISATION_LIST / LIST_TOOLS);
}

function patternOf(request: string): RegExp {
  const escaped = request.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll(/\{[^}]*\}/g, '[^/]+')}$`);
}
