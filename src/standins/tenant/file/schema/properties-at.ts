import * as z from 'zod';

/**
 * Returns the names of the properties that an object at a path can have. Returns no names if the schema has no object
 * at that path.
 */
export function propertiesAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let at: z.core.$ZodType | undefined = schema;
  for (const part of path) {
    at = withoutWrappers(at);
    if (at instanceof z.ZodObject) at = at.shape[String(part)] as z.core.$ZodType | undefined;
    else if (at instanceof z.ZodArray) at = at.element;
    else return [];
  }
  const found = withoutWrappers(at);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

function withoutWrappers(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  let at = schema;
  while (at instanceof z.ZodOptional || at instanceof z.ZodDefault) at = at.unwrap();
  return at instanceof z.ZodUnion ? at.options.find((option) => option instanceof z.ZodObject) : at;
}
