import { exceededBound } from '../../base/measure-json.ts';
import { isRecord } from '../../base/is-record.ts';
import { stripInvisible } from '../../base/untrusted-text.ts';

/** Maximum size of a tool's arguments as JSON, in bytes, unless the tool's record sets another limit. */
export const ARGUMENT_BYTES = 65_536;
/** Maximum number of object members and array elements in all arguments together. */
const ARGUMENT_VALUES = 1_000;
const ARGUMENT_DEPTH = 8;

/** The JSON Schema keywords that limit the size of a value. */
export type BoundedNode = {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly items?: BoundedNode;
  readonly maxProperties?: number;
  readonly properties?: Readonly<Record<string, BoundedNode>>;
  readonly additionalProperties?: boolean | BoundedNode;
};

/**
 * Checks sizes before the schema checks the elements, because zod creates an issue for each wrong element. Returns a
 * phrase that says what to correct but does not quote the value.
 */
export function sizeProblem(given: unknown, schema: BoundedNode, bytes: number): string | undefined {
  switch (exceededBound(given, { bytes, values: ARGUMENT_VALUES, depth: ARGUMENT_DEPTH })) {
    case 'bytes':
      return `together they must be at most ${bytes.toLocaleString('en')} bytes of JSON`;
    case 'values':
      return `together they must have at most ${ARGUMENT_VALUES.toLocaleString('en')} entries`;
    case 'depth':
      return `they must be nested at most ${ARGUMENT_DEPTH} levels deep`;
    default:
      return boundProblem(given, schema, '');
  }
}

/**
 * Checks only the bounds that the schema declares, and rejects blank text where text must not be empty. The schema
 * itself rejects everything else.
 */
function boundProblem(value: unknown, node: BoundedNode, at: string): string | undefined {
  const where = at === '' ? '' : `${at}: `;
  if (typeof value === 'string') return textProblem(value, node, where);
  if (Array.isArray(value)) {
    const { maxItems = Infinity, items } = node;
    if (value.length > maxItems) return `${where}must have at most ${maxItems} entries`;
    const elements = value.map((one, index) => [String(index), one, items] as const);
    return firstProblem(elements, at);
  }
  if (!isRecord(value)) return undefined;
  const names = Object.keys(value);
  const { maxProperties = Infinity } = node;
  if (names.length > maxProperties) return `${where}must have at most ${maxProperties} entries`;
  const members = names.map((name) => [name, value[name], memberOf(node, name)] as const);
  return firstProblem(members, at);
}

function textProblem(text: string, node: BoundedNode, where: string): string | undefined {
  const { minLength = 0, maxLength = Infinity } = node;
  if (text.length > maxLength) return `${where}must have at most ${maxLength} characters`;
  return minLength > 0 && isBlank(text) ? `${where}must contain visible characters` : undefined;
}

/** Services ignore blank text or reject it late, and a search for blank text finds everything. */
function isBlank(text: string): boolean {
  return text !== '' && !/[!-~]/.test(text) && stripInvisible(text).trim() === '';
}

function firstProblem(
  members: readonly (readonly [name: string, value: unknown, node: BoundedNode | undefined])[],
  at: string,
): string | undefined {
  for (const [name, value, node] of members) {
    const problem = node && boundProblem(value, node, at === '' ? name : `${at}.${name}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function memberOf(node: BoundedNode, name: string): BoundedNode | undefined {
  const { properties = {}, additionalProperties } = node;
  if (Object.hasOwn(properties, name)) return properties[name];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}
