import { suffices } from '../graph/permissions.ts';
import type { ToolRecord } from './tool-record.ts';

/**
 * Returns the permissions that a tool needs but that were not granted. If a tool has no permissions of its own but
 * reads other areas, the permissions for any one of these areas are enough; the returned entry then lists the
 * alternatives.
 */
export function missingPermissions(
  { scopes, scopesElsewhere = {} }: Pick<ToolRecord, 'scopes' | 'scopesElsewhere'>,
  granted: readonly string[],
  isReachable: (area: string) => boolean,
): readonly string[] {
  const has = (name: string): boolean => suffices(granted, name);
  if (scopes.length > 0) return scopes.filter((name) => !has(name));
  const alternatives = Object.entries(scopesElsewhere).filter(([area]) => isReachable(area));
  if (alternatives.length === 0 || alternatives.some(([, names]) => names.every(has))) return [];
  return [alternatives.map(([, names]) => names.join(' and ')).join(' or ')];
}

/** Returns the missing permissions for a tool's `mailbox` argument, which names another user's mailbox. */
export function missingForMailbox(
  { sharedScopes = [] }: Pick<ToolRecord, 'sharedScopes'>,
  granted: readonly string[],
): readonly string[] {
  return sharedScopes.filter((name) => !suffices(granted, name));
}
