import { stepsOf, usualSteps, withPlainKeys } from '../path-segments.ts';

/** A request, described by its method and its normalised path segments. */
export type WordedRequest = { readonly method: string; readonly words: readonly string[] };

/** Stands for any id in the words of a path. */
export const ID = '{id}';

/**
 * Requests with the same effect as a tool's request. Each pair contains the method and the last words of the path,
 * first for such a request, then for the tool's request.
 */
const sameRequests = [
  ['POST permanentdelete', 'DELETE'],
  ['POST permission grant', 'POST driveitem invite'],
  ['POST permissions {id} grant', 'POST invite'],
  ['POST permissions', 'POST invite'],
  ['POST items {id} createlink', 'POST driveitem createlink'],
  ['POST listitem createlink', 'POST driveitem createlink'],
  ['POST teams {id} members remove', 'DELETE groups {id} members'],
  ['POST team members remove', 'DELETE members'],
  ['POST teams {id} members', 'POST groups {id} members'],
  ['POST teams {id} members {id}', 'POST groups {id} members {id}'],
  ['DELETE teams {id} members {id}', 'DELETE groups {id} members {id}'],
  ['POST team members', 'POST members'],
  ['POST team members {id}', 'POST members {id}'],
  ['DELETE team members {id}', 'DELETE members {id}'],
  ['GET users delta', 'GET users'],
  ['POST getpresencesbyuserid', 'GET presences'],
  ['PATCH groups {id} members@odata.bind', 'POST groups {id} members'],
  ['PATCH messagerules {id}', 'POST messagerules'],
  ['GET contentstream', 'GET content'],
  ['PUT contentstream', 'PUT content'],
  ['POST worksheets', 'POST worksheets add'],
  ['POST tables', 'POST tables add'],
  ['POST rows', 'POST rows add'],
].map(([form = '', same = '']) => ({ form: parse(form), same: parse(same) }));

/** Path segments that address cells in a table. `cells` contains the segments that address other cells. */
const tableCells = new Set(['databodyrange', 'rows', 'columns']);
const cells = new Set(['cell', 'range', 'usedrange', 'headerrowrange', 'totalrowrange']);

/**
 * Returns the words of a path in lower case, without casts and options such as `$count`. Keys are words of their own,
 * and `{path}` stands for the path of a file.
 */
export function wordsOf(path: string): readonly string[] {
  return usualSteps(withPlainKeys(stepsOf(path)))
    .map(({ word }) => word)
    .filter((word) => !/^\$(?:value|count|ref)$/.test(word));
}

/** Returns a request in the form that a tool uses. */
export function usualRequest(request: WordedRequest): WordedRequest {
  return withUsualCells(withUsualEnd(request));
}

function withUsualEnd(request: WordedRequest): WordedRequest {
  const { method, words } = request;
  const found = sameRequests.find(({ form }) => form.method === method && endsWith(words, form.words));
  if (found === undefined) return request;
  const { form, same } = found;
  return { method: same.method, words: [...words.slice(0, -form.words.length), ...same.words] };
}

/** Cells have many addresses in a workbook, and a table can be addressed through its worksheet. */
function withUsualCells({ method, words }: WordedRequest): WordedRequest {
  const at = words.indexOf('workbook') + 1;
  if (at === 0) return { method, words };
  const part = words.slice(at);
  return { method, words: [...words.slice(0, at), ...usualPart(method, part)] };
}

function usualPart(method: string, part: readonly string[]): readonly string[] {
  const isInTable = part.some((word) => tableCells.has(word));
  if (method === 'GET' && isInTable) return ['tables', ID, 'databodyrange'];
  if (['GET', 'PATCH'].includes(method) && (isInTable || part.some((word) => cells.has(word))))
    return ['worksheets', ID, 'range'];
  return part[0] === 'worksheets' && part[2] === 'tables' ? part.slice(2) : part;
}

function parse(request: string): WordedRequest {
  const [method = '', ...words] = request.split(' ');
  return { method, words };
}

function endsWith(words: readonly string[], end: readonly string[]): boolean {
  const start = words.length - end.length;
  return start >= 0 && end.every((word, index) => word === ID || words[start + index] === word);
}
