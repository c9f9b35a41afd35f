import { isDirectory } from './consistency.ts';
import { directorySearch } from './directory-search.ts';
import { path as encode } from './graph-path.ts';
import { balancedQuotes, wellFormedQuery } from './keyword-query.ts';
import { searchPhrase } from './odata.ts';

/** How a request expresses a search: in `$search`, in the `search` parameter of `/sites`, or in the path. */
export type SearchRequest = { readonly path: string; readonly query: Readonly<Record<string, string>> };

/** Properties that Outlook's keyword search supports, in lower case. */
const keywords =
  'attachment|bcc|body|category|cc|from|hasattachments?|importance|isread|kind|participants|received|recipients|sent|size|subject|to';
const quotedClause = new RegExp(`(?<![\\w:=<>])"((?:${keywords})[:=<>]{1,2})\\s?([^"]*)"`, 'gi');

/** Matches a drive, its root or one of its items, optionally followed by an empty `search`. */
const driveItem =
  /^(\/(?:(?:me|users\/[^/]+|groups\/[^/]+|sites\/[^/]+)\/)?(?:drive|drives\/[^/:]+))(\/root(?::[^:]*:)?|\/items\/[^/]+)?(?:\/search(?:\(\))?)?$/;

/** Builds a search request in the form that the resource at this canonical path needs. */
export function searchRequest(path: string, search: string): SearchRequest {
  const text = search.replaceAll(/[\u201c\u201d\u201e]/g, '"').trim();
  if (path === '/sites') return { path, query: { search: plainWords(text) } };
  const [, drive, item = '/root'] = driveItem.exec(path) ?? [];
  if (drive !== undefined) {
    const words = plainWords(text)
      .replaceAll(/[/\\\s]+/g, ' ')
      .trim();
    return { path: `${drive}${item}${encode`/search(q='${words}')`}`, query: {} };
  }
  if (isDirectory(path)) return { path, query: { $search: directorySearch(path, text) } };
  if (path.endsWith('/people')) return { path, query: { $search: searchPhrase(plainWords(text)) } };
  return { path, query: { $search: keywordSearch(text) } };
}

/**
 * Converts a search to keyword syntax in one pair of quotes, as Outlook requires. If a property is quoted together with
 * its value, as in `"from:ben" AND "budget"`, the property is moved outside the quotes.
 */
function keywordSearch(text: string): string {
  const inner = contentOfQuotes(text);
  if (inner !== undefined) return searchPhrase(wellFormedQuery(inner) || inner);
  const clauses = balancedQuotes(text.replaceAll('\\"', '"')).replaceAll(
    quotedClause,
    (_whole, property: string, value: string) =>
      /\s/.test(value.trim()) ? `${property}"${value.trim()}"` : property + value.trim(),
  );
  return searchPhrase(wellFormedQuery(clauses) || clauses);
}

/** Returns quoted text without the quotes; undefined unless the text is entirely in quotes. */
function contentOfQuotes(text: string): string | undefined {
  const inner = /^"((?:[^"\\]|\\[\s\S])*)"$/.exec(text)?.[1];
  return inner?.replaceAll(/\\(["\\])/g, '$1');
}

function plainWords(text: string): string {
  return (contentOfQuotes(text) ?? text).replaceAll(/\\?"/g, '').trim();
}
