import type { Entity } from '../../tenant/tenant-store.ts';
import { badRequest } from '../graph-errors.ts';
import { compare } from './compare-values.ts';
import type { EntityType } from './entity-type.ts';
import { follow } from './parse-filter.ts';
import type { Order } from './query-rules.ts';

export function defaultOrder(type: EntityType): readonly Order[] {
  return type.order ? readOrder(type.order) : [];
}

export function inOrder(rows: readonly Entity[], orders: readonly Order[]): readonly Entity[] {
  return orders.length > 0 ? rows.toSorted((a, b) => compareBy(orders, a, b)) : rows;
}

export function readOrder(text: string): readonly Order[] {
  return text.split(',').map((part) => {
    const [path = '', direction = 'asc', ...more] = part.trim().split(/\s+/);
    if (!path || more.length || !/^(asc|desc)$/i.test(direction))
      throw badRequest(`Invalid $orderby clause: '${part.trim()}'.`);
    return { path, descending: direction.toLowerCase() === 'desc' };
  });
}

function compareBy(orders: readonly Order[], a: Entity, b: Entity): number {
  for (const { path, descending } of orders) {
    const steps = path.split('/');
    const [left, right] = [follow(a, steps), follow(b, steps)];
    const result = compare(left, right) || Number(left !== undefined) - Number(right !== undefined);
    if (result !== 0 && !Number.isNaN(result)) return descending ? -result : result;
  }
  return 0;
}
