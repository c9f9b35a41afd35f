import { broadest, permissionInWords } from '../graph/permissions.ts';
import type { Tool } from './define.ts';

/** A Graph permission and what it lets Portico do, in words for the person who is asked. */
export type ScopeInWords = { readonly name: string; readonly words: string };

/**
 * The Graph permissions of these tools for the consent page, in alphabetical order and without those that another one
 * includes.
 */
export function scopesOf(tools: readonly Tool[]): readonly ScopeInWords[] {
  const all = [...new Set(tools.flatMap((tool) => [...tool.scopes, ...(tool.optionalScopes ?? [])]))];
  return broadest(all)
    .toSorted()
    .map((name) => ({ name, words: permissionInWords(name) ?? name }));
}
