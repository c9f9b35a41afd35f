import { isRecord } from '../../../base/is-record.ts';

type Schema = Readonly<Record<string, unknown>>;

/**
 * Describes the arguments of an input schema in one line: `message_id*: From list_messages; top: number, Rows`. The
 * confirmation argument is left out, because the preview of an action explains it.
 */
export function argumentsOf({ properties, required }: Schema): string {
  if (!isRecord(properties)) return '{}';
  const isRequired = (name: string): boolean => Array.isArray(required) && required.includes(name);
  const members = Object.entries(properties)
    .filter(([name]) => name !== 'confirmation')
    .map(
      ([name, schema]) => `${name}${isRequired(name) ? '*' : ''}${meaningOf(isRecord(schema) ? schema : {})}`,
    );
  return `{${members.join('; ')}}`;
}

function meaningOf(schema: Schema): string {
  const { description, default: value } = schema;
  const parts = [
    typeOf(schema),
    typeof description === 'string' ? description.replace(/\.$/, '') : '',
    value === undefined || value === 0
      ? ''
      : `default ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}

/** Returns the name of a type; an empty string for text, the most common type. */
function typeOf({ type, enum: values, items, maximum }: Schema): string {
  if (Array.isArray(values)) return values.join('|');
  if (type === 'array') {
    const element = isRecord(items) ? typeOf(items) : '';
    return element === '' ? 'list' : `list of ${element}`;
  }
  if (type === 'integer' || type === 'number')
    return typeof maximum === 'number' ? `number up to ${maximum}` : 'number';
  if (type === 'boolean') return 'true|false';
  return type === 'object' ? 'object' : '';
}
