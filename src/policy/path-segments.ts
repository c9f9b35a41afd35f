/** Types that a path can name to narrow down an entity, as in `/directoryObjects/{id}/microsoft.graph.user`. */
const casts = new Set([
  'administrativeunit',
  'application',
  'device',
  'directoryrole',
  'eventmessage',
  'group',
  'itemattachment',
  'message',
  'orgcontact',
  'room',
  'roomlist',
  'serviceprincipal',
  'user',
]);

/** One step of a Graph path: its word in lower case, and whether a key follows in parentheses. */
export type Step = { readonly word: string; readonly hasKey: boolean };

/**
 * The steps of a valid Graph path: without casts and without the folders and names of files addressed by path, which
 * are replaced by the id `{path}`. Graph reads paths without regard to case.
 */
export function stepsOf(path: string): readonly Step[] {
  const steps: Step[] = [];
  let isFilePath = false;
  for (const segment of path.slice(1).split('/')) {
    const text = decodeURIComponent(segment).toLowerCase();
    if (isFilePath) {
      isFilePath = !text.endsWith(':');
      continue;
    }
    const parenthesis = text.indexOf('(');
    const name = (parenthesis < 0 ? text : text.slice(0, parenthesis)).replace(
      /^(?:microsoft\.)?graph\./,
      '',
    );
    if (name !== text && casts.has(name)) continue;
    isFilePath = text.endsWith(':');
    steps.push({ word: isFilePath ? name.slice(0, -1) : name, hasKey: parenthesis >= 0 });
    if (isFilePath) steps.push({ word: '{path}', hasKey: false });
  }
  return steps;
}

/** The words of `$expand`, in lower case: each may be a relation that brings another resource into the response. */
export function expandedWords(query: Readonly<Record<string, string>> = {}): readonly string[] {
  return Object.entries(query)
    .filter(([name]) => /^\$?expand$/i.test(name.trim()))
    .flatMap(([, value]) => value.toLowerCase().match(/[a-z][a-z0-9]*/g) ?? []);
}
