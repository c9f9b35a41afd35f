import type { z } from 'zod';

import { isRecord } from '../../base/is-record.ts';
import { listInText, recordInText } from '../../base/json-text.ts';

/** What a parameter accepts, read from its schema once. */
type Wanted = {
  readonly type: string;
  /** Whether the value can be omitted. */
  readonly optional: boolean;
  readonly nullable: boolean;
  readonly emptyHasMeaning: boolean;
  readonly element: Wanted | undefined;
  readonly members: ReadonlyMap<string, Wanted> | undefined;
};

/** The parts of a zod schema that are read here. */
type Definition = {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly element?: z.ZodType;
  readonly shape?: z.ZodRawShape;
};

const LONGEST_NUMBER = 32;

const meaningful = new WeakSet<z.ZodType>();

/** Marks a parameter for which an empty string is a value, such as an empty file, and not an omitted argument. */
export function emptyHasMeaning<Schema extends z.ZodType>(schema: Schema): Schema {
  meaningful.add(schema);
  return schema;
}

/**
 * Creates a function that converts arguments to the types that were obviously meant, before they are checked. Typed
 * languages send null for absent values; models send numbers, booleans, lists and objects as strings, or a single value
 * instead of a list. Everything else stays unchanged, for the check to reject.
 */
export function createArgumentNormaliser(input: z.ZodRawShape): (given: unknown) => unknown {
  let members: ReadonlyMap<string, Wanted> | undefined;
  return (given) => {
    if (given === undefined || given === null || given === '') return {};
    const args = typeof given === 'string' ? recordInText(given) : given;
    return isRecord(args) ? normaliseMembers(args, (members ??= wantedOf(input))) : given;
  };
}

function wantedOf(shape: z.ZodRawShape): ReadonlyMap<string, Wanted> {
  return new Map(Object.entries(shape).map(([name, schema]) => [name, readWanted(schema as z.ZodType)]));
}

function readWanted(schema: z.ZodType): Wanted {
  const definition = schema.def as unknown as Definition;
  const inner = definition.innerType ?? definition.in;
  if (inner !== undefined) {
    const wanted = readWanted(inner);
    const { type } = definition;
    const optional = wanted.optional || ['optional', 'default', 'prefault', 'catch'].includes(type);
    const nullable = wanted.nullable || type === 'nullable';
    return {
      ...wanted,
      optional,
      nullable,
      emptyHasMeaning: wanted.emptyHasMeaning || meaningful.has(schema),
    };
  }
  return {
    type: definition.type,
    optional: false,
    nullable: definition.type === 'null' || definition.type === 'any' || definition.type === 'unknown',
    emptyHasMeaning: meaningful.has(schema),
    element: definition.element && readWanted(definition.element),
    members: definition.shape && wantedOf(definition.shape),
  };
}

/** Copies only if something changes. */
function normaliseMembers(
  given: Readonly<Record<string, unknown>>,
  members: ReadonlyMap<string, Wanted>,
): Readonly<Record<string, unknown>> {
  let changed = false;
  const entries = Object.entries(given).flatMap(([name, value]): [string, unknown][] => {
    const wanted = members.get(name);
    const normalised = wanted === undefined ? value : normalise(value, wanted);
    changed ||= normalised !== value;
    return normalised === undefined ? [] : [[name, normalised]];
  });
  return changed ? Object.fromEntries(entries) : given;
}

/** Returns undefined for an absent value. */
function normalise(value: unknown, wanted: Wanted): unknown {
  const standsForAbsent = value === null ? !wanted.nullable : value === '' && !wanted.emptyHasMeaning;
  if (wanted.optional && standsForAbsent) return undefined;
  switch (wanted.type) {
    case 'number':
      return typeof value === 'string' ? (numberInText(value) ?? value) : value;
    case 'boolean':
      return typeof value === 'string' ? (booleans.get(value.trim().toLowerCase()) ?? value) : value;
    case 'array':
      return normaliseList(value, wanted.element);
    case 'object':
    case 'record':
      return normaliseObject(value, wanted.members);
    default:
      return value;
  }
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

function numberInText(text: string): number | undefined {
  if (text.length > LONGEST_NUMBER) return undefined;
  return /^[+-]?\d{1,15}(?:\.\d{1,15})?$/.test(text.trim()) ? Number(text) : undefined;
}

function normaliseList(value: unknown, element: Wanted | undefined): unknown {
  if (value === null || value === undefined || value === '') return value;
  const inText = typeof value === 'string' ? listInText(value) : undefined;
  const list: readonly unknown[] = inText ?? (Array.isArray(value) ? value : [value]);
  if (element === undefined) return list;
  const normalised = list.map((entry) => normalise(entry, element));
  const same = list === value && normalised.every((entry, index) => entry === list[index]);
  return same ? value : normalised;
}

function normaliseObject(value: unknown, members: ReadonlyMap<string, Wanted> | undefined): unknown {
  const object = typeof value === 'string' ? (recordInText(value) ?? value) : value;
  return isRecord(object) && members !== undefined ? normaliseMembers(object, members) : object;
}
