import { knownWords, takesId } from './path-area.ts';
import { stepsOf } from './path-segments.ts';

const wordsOfGraph: ReadonlySet<string> = new Set([
  ...knownWords,
  // Words below the resources by which areas differ.
  'analytics',
  'buckets',
  'cells',
  'charts',
  'checklistitems',
  'columns',
  'content',
  'contenttypes',
  'details',
  'fields',
  'hostedcontents',
  'instances',
  'lastmessagepreview',
  'messagerules',
  'notebooks',
  'pages',
  'parent',
  'plans',
  'preview',
  'query',
  'range',
  'recent',
  'replies',
  'root',
  'rows',
  'search',
  'sectiongroups',
  'sections',
  'sharedwithme',
  'tables',
  'tabs',
  'tasks',
  'thumbnails',
  'usedrange',
  'worksheets',
  'mastercategories',
  'transcripts',
  'used',
  'shared',
  'trending',
  'createuploadsession',
]);

/** Words that stand where an id could. */
const notIds: ReadonlySet<string> = new Set([
  'delta',
  '$count',
  '$ref',
  '$value',
  'getbyids',
  'root',
  'getbypath',
]);

/** Words whose id names the owner of what follows. */
const owners = new Set(['users', 'groups', 'drives', 'shares', 'sites', 'teams', 'chats']);

/** A path as the audit trail may know it: without ids and names, and whose things it names. */
export type PathTemplate = {
  /** Such as `/users/{id}/messages`. */
  readonly template: string;
  /** The id or address of the mailbox, drive or group that the path names, in lower case. */
  readonly owner: string | undefined;
};

/** Keeps words of Graph and nothing else. Throws for a path that is not valid. */
export function templateOf(path: string): PathTemplate {
  const steps = stepsOf(path);
  let isId = false;
  const parts = steps.map((step) => {
    const isWord = (isId ? notIds : wordsOfGraph).has(step.word);
    isId = !isId && takesId(step);
    if (!isWord) return step.text === '{path}' ? step.text : '{id}';
    if (step.key === undefined) return step.text;
    return `${step.text}(${step.key === '' ? '' : '{id}'})`;
  });
  const [first, second] = steps;
  const isOwner = first && owners.has(first.word) && !notIds.has(second?.word ?? '');
  const owner = isOwner ? (first.key ?? second?.text) : undefined;
  return { template: `/${parts.join('/')}`, owner: owner && unquoted(owner).toLowerCase() };
}

function unquoted(key: string): string {
  return /^'.*'$/.test(key) ? key.slice(1, -1) : key;
}
