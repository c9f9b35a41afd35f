import { knownWords, takesId } from './path-area.ts';
import { stepsOf } from './path-segments.ts';

const wordsOfGraph: ReadonlySet<string> = new Set([
  ...knownWords,
  // Words that occur in paths but do not affect the area.
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

/** Words that can occur in place of an id. */
const notIds: ReadonlySet<string> = new Set([
  'delta',
  '$count',
  '$ref',
  '$value',
  'getbyids',
  'root',
  'getbypath',
]);

/** Words that are followed by an owner's id. Everything after that id in the path belongs to the owner. */
const owners = new Set(['users', 'groups', 'drives', 'shares', 'sites', 'teams', 'chats']);

/** A path in the form that the audit trail may contain: without ids and names, but with the owner of the data. */
export type PathTemplate = {
  /** For example, `/users/{id}/messages`. */
  readonly template: string;
  /** The id or address of the mailbox, drive or group in the path, in lower case. */
  readonly owner: string | undefined;
};

/** Replaces everything in a path except the words defined by Graph. Throws if the path is not valid. */
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
  return { template: `/${parts.join('/')}`, owner: owner && valueOf(owner).toLowerCase() };
}

/** Returns the value of a key such as `'x'` or `userPrincipalName='x'`. */
function valueOf(key: string): string {
  return /^(?:\w+=)?'(.*)'$/.exec(key)?.[1] ?? key;
}
