import { z } from 'zod';

/** @param {number} least @param {number} most */
export function text(least, most) {
  return z.string().min(least).max(most);
}

/** The registry accepts only https URLs. They can contain `{variables}` in braces. */
export const webUrl = z
  .string()
  .regex(/^https:\/\/(\{[a-zA-Z_][a-zA-Z0-9_]*\}|[^\s{}])+$/, 'must be an https URL');

/** Properties that every input has, whether argument, environment variable or part of a URL. */
export const input = {
  description: text(1, 1_000),
  isRequired: z.boolean().optional(),
  isSecret: z.boolean().optional(),
  format: z.enum(['string', 'number', 'boolean', 'filepath']).optional(),
  value: z.string().optional(),
  default: z.string().optional(),
  placeholder: z.string().optional(),
  choices: z.array(z.string()).min(1).optional(),
};

/** The published schema does not require a description, but people have to know what to enter. */
export const variables = z.record(
  z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, 'must be an identifier'),
  z.strictObject(input),
);

/** Returns the variables of a URL template: the names in braces. @param {string} url */
export function templateVariables(url) {
  return [...url.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');
}
