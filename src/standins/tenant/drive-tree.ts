import type { Entity, Table } from './tenant-store.ts';

/** The properties of a file or folder that the tree depends on. */
type TreeItem = Entity & { readonly $parent?: string; readonly $content?: Buffer };

/** The children of each folder, and the folder sizes that have been requested so far. */
export type DriveTree<Item extends TreeItem = TreeItem> = {
  readonly revision: number;
  readonly children: ReadonlyMap<string, readonly Item[]>;
  readonly sizes: Map<string, number>;
};

const trees = new WeakMap<object, DriveTree>();

/**
 * Returns the tree of a drive. The tree is built only once per revision, because a listing needs the tree for every
 * row.
 */
export function treeOf<Item extends TreeItem>(items: Table<Item>): DriveTree<Item> {
  const known = trees.get(items) as DriveTree<Item> | undefined;
  const revision = items.revision();
  if (known?.revision === revision) return known;
  const children = new Map<string, Item[]>();
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

/** Returns the total size of the files in a folder and its subfolders, in bytes. */
export function sizeWithin<Item extends TreeItem>(tree: DriveTree<Item>, folder: string): number {
  const known = tree.sizes.get(folder);
  if (known !== undefined) return known;
  const sum = (tree.children.get(folder) ?? []).reduce(
    (total, item) => total + (item.$content?.length ?? sizeWithin(tree, item.id)),
    0,
  );
  tree.sizes.set(folder, sum);
  return sum;
}
