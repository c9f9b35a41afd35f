import { ToolError } from '../../errors.ts';
import { path as idPath } from '../../graph/request/graph-path.ts';
import { isUnknown } from '../changes/describe-outcomes.ts';
import { defineTool } from '../define.ts';
import { entityOf } from '../output/graph-data.ts';
import { cell, fence } from '../output/untrusted.ts';
import { listOf } from '../output/words.ts';
import { factsOf } from './shared/describe-item.ts';
import { driveItem, type DriveItem } from './shared/drive-item.ts';
import { pathOfDrive } from './shared/item.ts';
import { locateTarget, targetShape } from './shared/target.ts';
import { namesOf } from './shared/walk-path.ts';

/** Maximum number of folders to create in one call. Each folder needs a separate request. */
const MAX_NEW_FOLDERS = 10;

export const createFolder = defineTool({
  name: 'create_folder',
  title: 'Create folder',
  area: 'files',
  order: 70,
  presets: [],
  about: 'Create a folder and any missing parent folders.',
  intents: [
    'make a new folder',
    'create a directory for the project',
    'add a folder called Invoices',
    'I need a place for these files',
    'set up folders for the new customer',
  ],
  kind: 'write',
  openWorld: false,
  repeat: 'never',
  scopes: ['Files.ReadWrite'],
  operation: 'POST /drives/{id}/items/{id}/children',
  example: { as: 'ana.silva', args: { path: '/Harbor/Drafts' } },
  input: {
    path: targetShape.path.describe('Example: /Plans/2027.'),
    drive: targetShape.drive,
  },
  async run(args, call) {
    const target = await locateTarget({ ...args, conflict: 'fail' }, call);
    const names = namesOf(target.path);
    if (names.length > MAX_NEW_FOLDERS) {
      throw new ToolError(
        'bad_argument',
        `The path has ${names.length} folders that do not exist; at most ${MAX_NEW_FOLDERS} can be created at once. Nothing was created.`,
      );
    }
    const made: DriveItem[] = [];
    for (const name of names) {
      const parent = made.at(-1)?.id ?? target.parent;
      const place = parent === undefined ? '/root' : idPath`/items/${parent}`;
      const request = call.graph({
        method: 'POST',
        path: `${pathOfDrive(target.drive)}${place}/children`,
        body: { name, folder: {}, '@microsoft.graph.conflictBehavior': 'fail' },
        repeat: 'never',
        verify: `Use list_files to check whether ${cell(name, 80)} exists before you create it again.`,
      });
      try {
        // oxlint-disable-next-line no-await-in-loop
        made.push(entityOf(await request, driveItem));
      } catch (error) {
        throw withCreated(error, names, made.length);
      }
    }
    return { text: `Created.\n${fence(made.map(factsOf).join('\n'))}` };
  },
});

/** Adds the names of the folders created so far to the error. */
function withCreated(error: unknown, names: readonly string[], count: number): unknown {
  if (!(error instanceof ToolError) || count === 0) return error;
  const listed = (some: readonly string[]) => some.map((name) => cell(name, 80)).join(', ');
  const { code, message, retryAfterSeconds, graphRequestId } = error;
  const [next = '', ...later] = names.slice(count);
  const missing = isUnknown(error) ? later : [next, ...later];
  const outcome = listOf(
    message,
    `Created before this: ${listed(names.slice(0, count))}.`,
    isUnknown(error) && `Unknown whether created: ${listed([next])}.`,
    missing.length > 0 && `Not created: ${listed(missing)}.`,
  );
  return new ToolError(code, outcome.join(' '), {
    sideEffect: 'unknown',
    retryAfterSeconds,
    graphRequestId,
    cause: error,
  });
}
