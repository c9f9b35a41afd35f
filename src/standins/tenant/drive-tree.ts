import type { DriveItem } from './drive.ts';
import type { Table } from './tenant-store.ts';

/** The children of each folder, and the sizes of folders that were asked for. */
export type DriveTree = {
  readonly revision: number;
  readonly children: ReadonlyMap<string, readonly DriveItem[]>;
  readonly sizes: Map<string, number>;
};

const trees = new WeakMap<Table<DriveItem>, DriveTree>();

/** Builds the tree of a drive once for each revision, because each listing uses it for every row. */
export function treeOf(items: Table<DriveItem>): DriveTree {
  const known = trees.get(items);
  const revision = items.revision();
  if (known?.revision === revision) return known;
  const children = new Map<string, DriveItem[]>();
  for (const item of items.all()) {
    if (item.$parent === undefined) continue;
    const siblings = children.get(item.$parent);
    if (siblings) siblings.push(item);
    else children.set(item.$parent, [item]);
  }
  const tree = { revision, children, sizes: new Map() };
  trees.set(items, tree);
  return tree;
}

/** Returns the total size of the files in a folder and below it, in bytes. */
export function sizeWithin(tree: DriveTree, folder: string): number {
  const known = tree.sizes.get(folder);
  if (known !== undefined) return known;
  const sum = (tree.children.get(folder) ?? []).reduce(
    (total, item) => total + (item.$content?.length ?? sizeWithin(tree, item.id)),
    0,
  );
  tree.sizes.set(folder, sum);
  return sum;
}
