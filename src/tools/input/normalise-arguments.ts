import type * as z from 'zod';

import { isRecord } from '../../base/is-record.ts';
import { listInText, recordInText } from '../../base/json-text.ts';

/** The values that a parameter accepts, read from its schema once. */
type Parameter = {
  readonly type: string;
  readonly optional: boolean;
  readonly nullable: boolean;
  readonly emptyHasMeaning: boolean;
  readonly element: Parameter | undefined;
  readonly members: ReadonlyMap<string, Parameter> | undefined;
  /** The permitted values of a parameter that accepts only certain strings. */
  readonly values: readonly string[] | undefined;
};

/** The parts of a zod schema that are read here. */
type Definition = {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly element?: z.ZodType;
  readonly shape?: z.ZodRawShape;
  readonly entries?: Readonly<Record<string, string>>;
};

const LONGEST_NUMBER = 32;

const meaningful = new WeakSet<z.ZodType>();

/**
 * Marks a parameter for which an empty string or list is a real value (an empty file, nobody) and not an omitted
 * argument.
 */
export function emptyHasMeaning<Schema extends z.ZodType>(schema: Schema): Schema {
  meaningful.add(schema);
  return schema;
}

/**
 * Creates a function that converts arguments to the obviously intended types before validation. Typed languages send
 * null for absent values. Models send numbers, booleans, lists and objects as strings, a single value instead of a
 * list, an id of digits as a number, or a permitted value with different capitalisation. All other values stay
 * unchanged, so that validation can reject them.
 *
 * A number that is not a safe integer is not converted to a string, because its digits may differ from what was
 * written.
 */
export function createArgumentNormaliser(input: z.ZodRawShape): (given: unknown) => unknown {
  let members: ReadonlyMap<string, Parameter> | undefined;
  return (given) => {
    if (given === undefined || given === null || given === '') return {};
    const args = typeof given === 'string' ? recordInText(given) : given;
    if (!isRecord(args)) return given;
    members ??= parametersOf(input);
    return normaliseMembers(withoutAgentFields(args, members), members);
  };
}

/** The id of a call. n8n's agents add this id to the arguments. */
const CALL_ID = 'toolCallId';
/** The fields of a chat message. n8n's agents add these fields together with the call id. */
const MESSAGE_FIELDS: readonly string[] = ['sessionId', 'action', 'chatInput'];

/** Removes each field that n8n's agents add to the arguments, unless the tool has an argument with the field's name. */
function withoutAgentFields(
  given: Readonly<Record<string, unknown>>,
  members: ReadonlyMap<string, Parameter>,
): Readonly<Record<string, unknown>> {
  if (!Object.hasOwn(given, CALL_ID)) return given;
  const isAdded = (name: string) => name === CALL_ID || MESSAGE_FIELDS.includes(name);
  return Object.fromEntries(Object.entries(given).filter(([name]) => members.has(name) || !isAdded(name)));
}

function parametersOf(shape: z.ZodRawShape): ReadonlyMap<string, Parameter> {
  return new Map(Object.entries(shape).map(([name, schema]) => [name, parameterOf(schema as z.ZodType)]));
}

function parameterOf(schema: z.ZodType): Parameter {
  const definition = schema.def as unknown as Definition;
  const inner = definition.innerType ?? definition.in;
  if (inner !== undefined) {
    const parameter = parameterOf(inner);
    const { type } = definition;
    const optional = parameter.optional || ['optional', 'default', 'prefault', 'catch'].includes(type);
    const nullable = parameter.nullable || type === 'nullable';
    return {
      ...parameter,
      optional,
      nullable,
      emptyHasMeaning: parameter.emptyHasMeaning || meaningful.has(schema),
    };
  }
  return {
    type: definition.type,
    optional: false,
    nullable: definition.type === 'null' || definition.type === 'any' || definition.type === 'unknown',
    emptyHasMeaning: meaningful.has(schema),
    element: definition.element && parameterOf(definition.element),
    members: definition.shape && parametersOf(definition.shape),
    values: definition.entries && Object.values(definition.entries),
  };
}

/** Normalises the members of an object. Copies the object only if a value changes. */
function normaliseMembers(
  given: Readonly<Record<string, unknown>>,
  members: ReadonlyMap<string, Parameter>,
): Readonly<Record<string, unknown>> {
  let changed = false;
  const entries = Object.entries(given).flatMap(([name, value]): [string, unknown][] => {
    const parameter = members.get(name);
    const normalised = parameter === undefined ? value : normalise(value, parameter);
    changed ||= normalised !== value;
    return normalised === undefined ? [] : [[name, normalised]];
  });
  return changed ? Object.fromEntries(entries) : given;
}

/** Returns the normalised value; undefined if the value stands for an omitted argument. */
function normalise(value: unknown, parameter: Parameter): unknown {
  if (parameter.optional && standsForAbsent(value, parameter)) return undefined;
  switch (parameter.type) {
    case 'string':
      return Number.isSafeInteger(value) ? String(value) : value;
    case 'array':
      return normaliseList(value, parameter.element);
    case 'object':
    case 'record':
      return normaliseObject(value, parameter.members);
    default:
      return typeof value === 'string' ? convertText(value, parameter) : value;
  }
}

function convertText(text: string, { type, values = [] }: Parameter): unknown {
  switch (type) {
    case 'number':
      return numberInText(text) ?? text;
    case 'boolean':
      return booleans.get(text.trim().toLowerCase()) ?? text;
    case 'enum':
      return permittedValue(text, values);
    default:
      return text;
  }
}

/**
 * Whether a value stands for an omitted argument. A confirmation covers the arguments, so an argument that is empty in
 * one call and omitted in the next must not make a difference.
 */
function standsForAbsent(value: unknown, { type, nullable, emptyHasMeaning }: Parameter): boolean {
  if (value === null) return !nullable;
  if (type !== 'array') return value === '' && !emptyHasMeaning;
  const list = typeof value === 'string' ? listInText(value) : value;
  if (value === '' || !Array.isArray(list)) return value === '';
  return list.length === 0 ? !emptyHasMeaning : list.every((entry) => entry === '');
}

/** Returns the permitted value that equals the text, ignoring case; otherwise the text itself. */
function permittedValue(text: string, values: readonly string[]): string {
  if (values.includes(text)) return text;
  const [only, other] = values.filter((value) => value.toLowerCase() === text.trim().toLowerCase());
  return only !== undefined && other === undefined ? only : text;
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

function numberInText(text: string): number | undefined {
  if (text.length > LONGEST_NUMBER) return undefined;
  return /^[+-]?\d{1,15}(?:\.\d{1,15})?$/.test(text.trim()) ? Number(text) : undefined;
}

function normaliseList(value: unknown, element: Parameter | undefined): unknown {
  if (value === null || value === undefined || value === '') return value;
  const inText = typeof value === 'string' ? listInText(value) : undefined;
  const list: readonly unknown[] = inText ?? (Array.isArray(value) ? value : [value]);
  if (element === undefined) return list;
  const normalised = list.map((entry) => normalise(entry, element));
  const same = list === value && normalised.every((entry, index) => entry === list[index]);
  return same ? value : normalised;
}

function normaliseObject(value: unknown, members: ReadonlyMap<string, Parameter> | undefined): unknown {
  const object = typeof value === 'string' ? (recordInText(value) ?? value) : value;
  return isRecord(object) && members !== undefined ? normaliseMembers(object, members) : object;
}
