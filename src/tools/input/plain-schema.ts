import { isRecord } from '../../base/is-record.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The keywords that every known client accepts, including simple function-calling APIs. */
const KEPT = ['type', 'description', 'enum', 'required'] as const;

/**
 * Reduces a tool's input schema for `?schema=plain`, because some APIs, such as Gemini's, reject keywords such as
 * `additionalProperties` or `maximum`. Portico still enforces the omitted keywords. A default becomes part of the
 * description.
 */
export function plainSchema(schema: Schema): Schema {
  const plain: Record<string, unknown> = {};
  for (const keyword of KEPT) if (schema[keyword] !== undefined) plain[keyword] = schema[keyword];
  const { default: value, items, properties, required } = schema;
  // Some APIs reject an object without properties. Portico also accepts the object as text.
  if (schema['type'] === 'object' && properties === undefined) {
    const about = typeof schema['description'] === 'string' ? `${schema['description']} ` : '';
    return { ...plain, type: 'string', description: `${about}JSON.` };
  }
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
