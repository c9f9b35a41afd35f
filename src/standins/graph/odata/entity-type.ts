import type { Entity } from '../../tenant/tenant-store.ts';
import type { Call } from '../graph-call.ts';

/** A navigation property, for `$expand`. */
export type Expansion = (
  call: Call,
  row: Entity,
) =>
  | { readonly type: EntityType; readonly rows: readonly Entity[] }
  | { readonly type: EntityType; readonly row: Entity | undefined };

/** How rows of a type are queried and returned. */
export type EntityType = {
  readonly name: string;
  /** The names of all properties. If absent, any name is accepted. */
  readonly properties?: ReadonlySet<string>;
  /** The properties returned without `$select`; by default all. */
  readonly defaults?: readonly string[];
  /** Whether the id is returned even if it is not selected, as in Outlook and OneDrive. */
  readonly alwaysId: boolean;
  /** Whether `@odata.type` is returned even with `$select`, as it is for attachments. */
  readonly alwaysType: boolean;
  readonly etag: boolean;
  readonly pageSize: number;
  readonly maxTop: number;
  readonly pageBy: '$skip' | '$skiptoken';
  /** Default order, in the syntax of `$orderby`. */
  readonly order?: string;
  readonly search?: 'mail' | 'directory' | 'people';
  /** Whether `$filter` must start with the `$orderby` properties. */
  readonly strictOrder: boolean;
  /** Query options that Graph refuses for this collection. */
  readonly unsupported?: readonly string[];
  /** Properties hidden from `ReadBasic` scopes. */
  readonly private: readonly string[];
  readonly expand: Readonly<Record<string, Expansion>>;
  /** Properties computed for each response. */
  readonly derive?: (call: Call, row: Entity) => Readonly<Record<string, unknown>>;
};

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
    alwaysType: false,
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
