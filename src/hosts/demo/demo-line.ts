import { isRecord } from '../../base/is-record.ts';
import { parseJson } from '../../base/json-text.ts';
import { people as demoPeople, type Person } from '../../standins/tenant/people.ts';
import type { AuditEvent } from '../../telemetry/telemetry-types.ts';

/** Formats a log line or audit event for reading in a terminal. Returns any other line unchanged. */
export function demoLine(line: string, people: readonly Person[] = demoPeople): string {
  const entry = parseJson(line);
  if (!isRecord(entry)) return line;
  const words = 'audit' in entry ? auditLine(entry['audit'] as AuditEvent, people) : logLine(entry);
  return `${stripControls(words.trimEnd())}\n`;
}

/**
 * Removes control characters: clients choose their own names, and a terminal would interpret control characters in
 * them.
 */
function stripControls(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '');
}

function auditLine(
  { time, caller, client, action, phase, outcome, decision, ms }: AuditEvent,
  people: readonly Person[],
): string {
  const who = people.find(({ oid }) => oid === caller?.oid)?.alias ?? '-';
  const what = action.tool === 'oauth' ? action.operation : action.tool;
  const how = phase === 'refused' ? `refused (${decision?.rule ?? 'no rule'})` : (outcome ?? phase);
  const took = ms === undefined ? '' : `${Math.round(ms)} ms`;
  const through = client === undefined ? '' : `through ${client.assertedName ?? client.class}`;
  return `${clock(time)}  ${who.padEnd(16)} ${what.padEnd(18)} ${how.padEnd(12)} ${took.padStart(7)}  ${through}`;
}

function logLine({ time, level, event, ...fields }: Record<string, unknown>): string {
  const rest = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`);
  return `${clock(String(time))}  ${String(level).padEnd(5)} ${String(event)}  ${rest.join(' ')}`;
}

function clock(time: string): string {
  return time.slice(11, 19);
}
