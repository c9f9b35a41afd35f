import { isRecord } from '../../base/is-record.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The keywords that every known client accepts, simple function-calling APIs included. */
const KEPT = ['type', 'description', 'enum', 'required'] as const;

/**
 * Reduces a tool's input schema for `?schema=plain`: some APIs, such as Gemini's, refuse schemas with keywords such as
 * `additionalProperties` or `maximum`. Portico still checks everything that is left out here. A default becomes part of
 * the description.
 */
export function plainSchema(schema: Schema): Schema {
  const plain: Record<string, unknown> = {};
  for (const keyword of KEPT) if (schema[keyword] !== undefined) plain[keyword] = schema[keyword];
  const { default: value, items, properties, required } = schema;
  if (Array.isArray(required) && required.length === 0) delete plain['required'];
  if (value !== undefined) plain['description'] = withDefault(schema['description'], value);
  if (isRecord(items)) plain['items'] = plainSchema(items);
  if (isRecord(properties)) {
    const entries = Object.entries(properties).map(([name, member]) => [
      name,
      isRecord(member) ? plainSchema(member) : member,
    ]);
    plain['properties'] = Object.fromEntries(entries);
  }
  return plain;
}

function withDefault(description: unknown, value: unknown): string {
  const text = typeof description === 'string' ? `${description} ` : '';
  return /\bdefault\b/i.test(text) ? text.trim() : `${text}Default: ${String(value)}.`;
}
