import { ToolError } from '../../../errors.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { entityOf } from '../../output/graph-data.ts';
import { inBatches } from '../../paging/in-batches.ts';
import { driveItem, type DriveItem } from './drive-item.ts';
import { pathOfItem } from './item.ts';

type Found = Pick<DriveItem, 'parentReference'>;

/**
 * Adds folder paths to items found by searching a drive, because Graph leaves these paths out. The path of a folder
 * that cannot be read stays unknown.
 */
export async function withFolderPaths<Item extends Found>(
  items: readonly Item[],
  call: ToolCall,
): Promise<readonly Item[]> {
  const paths = await readPaths(items, call).catch((error: unknown) => {
    if (error instanceof ToolError) return new Map<string, string>();
    throw error;
  });
  return items.map((item) => {
    const parent = item.parentReference;
    return parent?.path
      ? item
      : { ...item, parentReference: { ...parent, path: paths.get(parent?.id ?? '') } };
  });
}

async function readPaths(items: readonly Found[], call: ToolCall): Promise<ReadonlyMap<string, string>> {
  const folders = new Map(
    items.flatMap(({ parentReference: parent }) =>
      parent?.id && parent.driveId && !parent.path ? [[parent.id, parent.driveId] as const] : [],
    ),
  );
  const requests = [...folders].map(([item, drive]) =>
    read(pathOfItem({ item, drive }), { select: ['name', 'root', 'parentReference'] }),
  );
  const answers = await inBatches(requests, call);
  const ids = [...folders.keys()];
  return new Map(
    answers.flatMap((answer, index) =>
      answer instanceof ToolError ? [] : [[ids[index] ?? '', pathOf(entityOf(answer, driveItem))] as const],
    ),
  );
}

/** Returns the path of a folder in the format of `parentReference.path`. */
function pathOf({ name, root, parentReference: parent }: DriveItem): string {
  return root ? '/root:' : `${parent?.path ?? '/root:'}/${encodeURIComponent(name ?? '')}`;
}
