import * as z from 'zod';

/**
 * Converts a schema to JSON Schema in input mode, in which fields with a default are optional. Removes keywords that no
 * client needs, because every session pays for every token of a schema:
 * - `additionalProperties`, which some clients forward to models that reject it. Unknown arguments cause an error
 *   anyway.
 * - bounds that no sensible call reaches. Portico still enforces these bounds.
 * - the default of a switch if the default is off or obvious.
 */
export function jsonSchema(schema: z.ZodType): Readonly<Record<string, unknown>> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ jsonSchema: node }) => {
      removeBounds(node);
      if (isEvidentDefault(node)) delete node.default;
      if (node.format === 'email') delete node.pattern;
      delete node.propertyNames;
      if (node.type !== 'object') return;
      if (node.additionalProperties === false) delete node.additionalProperties;
      // Without a `required` list, even an empty one, models guess which arguments are optional.
      if (node.properties !== undefined && Object.keys(node.properties).length > 0) node.required ??= [];
    },
  });
  return rest;
}

function removeBounds(node: z.core.JSONSchema.BaseSchema): void {
  if ((node.maximum ?? 0) > 1_000) delete node.maximum;
  if ((node.minimum ?? 0) <= 1) delete node.minimum;
  if ((node.minItems ?? 0) <= 1) delete node.minItems;
  delete node.minLength;
  delete node.maxLength;
  delete node.maxItems;
}

/** Whether a switch is off by default, or is on by default and its description explains what turning it off does. */
function isEvidentDefault({ default: value, description = '' }: z.core.JSONSchema.BaseSchema): boolean {
  return value === false || (value === true && description.startsWith('false'));
}
