import * as z from 'zod';

import { path } from '../../graph/request/graph-path.ts';
import type { GraphRequest } from '../../graph/request/graph-request.ts';
import { read } from '../../graph/request/read.ts';
import type { ToolCall } from '../define.ts';
import { nameSearch } from '../input/people/find-user.ts';
import { itemsOf } from '../output/graph-data.ts';
import { pathOfSearch, wordsOf } from '../search/shared/drive-search.ts';

export type SuggestionKind = 'folder' | 'team' | 'channel' | 'person' | 'file';

/** The text that the user has typed, and the other arguments given so far. */
export type Typed = { readonly text: string; readonly others: Readonly<Record<string, string>> };

/** Values for an argument, found with one or two requests that use a tool's permissions. */
export type Suggestion = {
  /** The tool that lists the values. Callers who do not have this tool get no suggestions. */
  readonly tool: string;
  /** Returns candidates; not all of them need to match the typed text. */
  find(typed: Typed, call: ToolCall): Promise<readonly string[]>;
};

/**
 * Maximum number of candidates from a search: one more than a menu shows, so that the response can say that there are
 * more.
 */
const MOST = 21;
const LARGEST_PAGE = 100;

const named = z.object({ id: z.string(), displayName: z.string().nullish() });
const file = z.object({ name: z.string().nullish() });

async function namesAt(request: GraphRequest, call: ToolCall): Promise<readonly z.output<typeof named>[]> {
  return itemsOf(await call.graph(request), named);
}

const displayNames = (items: readonly z.output<typeof named>[]): readonly string[] =>
  items.map(({ displayName }) => displayName ?? '');

const select = ['id', 'displayName'];
const teams = (call: ToolCall) => namesAt(read('/me/joinedTeams', { select }), call);

export const suggestions: Readonly<Record<SuggestionKind, Suggestion>> = {
  folder: {
    tool: 'list_mail_folders',
    find: async (_typed, call) =>
      displayNames(await namesAt(read('/me/mailFolders', { select, top: LARGEST_PAGE }), call)),
  },
  team: { tool: 'list_teams', find: async (_typed, call) => displayNames(await teams(call)) },
  channel: {
    tool: 'list_channels',
    find: async ({ others }, call) => {
      const wanted = (others['team'] ?? '').trim().toLowerCase();
      const team = (await teams(call)).find(
        ({ id, displayName }) => id.toLowerCase() === wanted || displayName?.toLowerCase() === wanted,
      );
      if (team === undefined) return [];
      return displayNames(await namesAt(read(path`/teams/${team.id}/channels`, { select }), call));
    },
  },
  person: {
    tool: 'list_users',
    find: async ({ text }, call) => {
      if (text === '') return [];
      const options = { select, search: nameSearch(text), top: MOST };
      return displayNames(await namesAt(read('/users', options), call));
    },
  },
  file: {
    tool: 'search_files',
    find: async ({ text }, call) => {
      const words = wordsOf(text);
      if (words === '') return [];
      const request = read(pathOfSearch(undefined, words), { select: ['name'], top: MOST });
      return itemsOf(await call.graph(request), file).map(({ name }) => name ?? '');
    },
  },
};
