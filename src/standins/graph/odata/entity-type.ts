import type { Entity } from '../../tenant/store.ts';
import type { Call } from '../graph-call.ts';

/** A navigation property: what `$expand` fetches. */
export type Expansion = (
  call: Call,
  row: Entity,
) =>
  | { readonly type: EntityType; readonly rows: readonly Entity[] }
  | { readonly type: EntityType; readonly row: Entity | undefined };

/** What the engine has to know of a kind of entity. */
export type EntityType = {
  readonly name: string;
  /** Its properties; absent where any name is accepted. */
  readonly properties?: ReadonlySet<string>;
  /** What is answered without `$select`; everything where absent. */
  readonly defaults?: readonly string[];
  /** Ids come whether selected or not, as Outlook and OneDrive do. */
  readonly alwaysId: boolean;
  readonly etag: boolean;
  readonly pageSize: number;
  readonly maxTop: number;
  readonly pageBy: '$skip' | '$skiptoken';
  /** The order without `$orderby`, as one would write it there. */
  readonly order?: string;
  readonly search?: 'mail' | 'directory' | 'names';
  /** `$filter` with `$orderby` must name the sorted properties first. */
  readonly strictOrder: boolean;
  /** What `ReadBasic` scopes hide. */
  readonly private: readonly string[];
  readonly expand: Readonly<Record<string, Expansion>>;
  /** Values that are made when the row is answered. */
  readonly derive?: (call: Call, row: Entity) => Readonly<Record<string, unknown>>;
};

/** A type with what is usual where nothing is said. */
export function entityType(
  name: string,
  own: Partial<Omit<EntityType, 'name' | 'properties' | 'defaults' | 'private'>> & {
    readonly properties?: string;
    readonly defaults?: string;
    readonly private?: string;
  } = {},
): EntityType {
  const { properties, defaults, private: hidden, ...rest } = own;
  return {
    name: `microsoft.graph.${name}`,
    alwaysId: true,
    etag: false,
    pageSize: 100,
    maxTop: 999,
    pageBy: '$skiptoken',
    strictOrder: false,
    expand: {},
    ...rest,
    private: hidden?.split(' ') ?? [],
    ...(properties && { properties: new Set(properties.split(/\s+/)) }),
    ...(defaults && { defaults: defaults.split(' ') }),
  };
}
