import { z } from 'zod';

import { input, templateVariables, text } from './rule-parts.js';

const { description, ...optionalInput } = input;
const common = { ...optionalInput, description: description.optional(), isRepeated: z.boolean().optional() };

/** A name must not contain anything that a shell would expand. A value belongs in `value`, not in the name. */
const named = z
  .strictObject({
    ...common,
    type: z.literal('named'),
    name: z
      .string()
      .min(1)
      .regex(/^[^\s<>$]+$/, 'must be only the flag'),
  })
  .refine(
    ({ name, value, default: absent }) => ![value, absent].some((one) => one?.startsWith(name)),
    'the value repeats the name',
  );
const positional = z
  .strictObject({ ...common, type: z.literal('positional'), valueHint: z.string().min(1).optional() })
  .refine(({ value, valueHint }) => (value ?? valueHint) !== undefined, 'needs a value or a valueHint');
const argument = z.union([named, positional]);

/** A local server has no certificate, so http is allowed for this computer only. */
const localUrl = z
  .string()
  .regex(
    /^(https:\/\/[^\s]+|http:\/\/(localhost|127\.0\.0\.1)(:(\d+|\{[a-zA-Z_][a-zA-Z0-9_]*\}))?(\/[^\s]*)?)$/,
    'must be an https URL, or an http URL on this computer',
  );
const transport = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('stdio') }),
  z.strictObject({ type: z.literal('streamable-http'), url: localUrl }),
  z.strictObject({ type: z.literal('sse'), url: localUrl }),
]);

/** How each registry names a package. An image names its registry and one version. @type {Readonly<Record<string, RegExp>>} */
const identifiers = {
  oci: /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+:(?!latest$)\w[\w.-]{0,127}$/,
  npm: /^(@[a-z0-9-][a-z0-9._-]*\/)?[a-z0-9-][a-z0-9._-]*$/,
  pypi: /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/,
  nuget: /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/,
  mcpb: /^https:\/\/(github|gitlab)\.com\/\S+\/releases\/\S+$/,
};

/** The rules for one package in server.json. */
export const packageRules = z
  .strictObject({
    registryType: z.enum(['oci', 'npm', 'pypi', 'nuget', 'mcpb']),
    identifier: z.string(),
    version: text(1, 255)
      .regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/, 'must be one version, neither a range nor "latest"')
      .optional(),
    fileSha256: z
      .string()
      .regex(/^[a-f0-9]{64}$/, 'must be a SHA-256 in hexadecimal')
      .optional(),
    runtimeHint: z.string().min(1).optional(),
    runtimeArguments: z.array(argument).optional(),
    packageArguments: z.array(argument).optional(),
    environmentVariables: z
      .array(z.strictObject({ ...common, name: z.string().regex(/^\w+$/, 'must be an identifier') }))
      .optional(),
    transport,
  })
  .refine(({ registryType, identifier }) => identifiers[registryType]?.test(identifier), {
    message: 'is not a name in this kind of registry; an image needs its registry and a version',
    path: ['identifier'],
  })
  .refine(({ registryType, version }) => (registryType === 'oci') === (version === undefined), {
    message: 'belongs in the identifier of an image, and is required for other packages',
    path: ['version'],
  })
  .refine(({ registryType, fileSha256 }) => registryType !== 'mcpb' || fileSha256 !== undefined, {
    message: 'is required for a file',
    path: ['fileSha256'],
  })
  .refine(({ runtimeHint, runtimeArguments = [] }) => runtimeArguments.length === 0 || runtimeHint, {
    message: 'is required with runtimeArguments',
    path: ['runtimeHint'],
  })
  .refine(
    ({
      transport: { type, ...rest },
      runtimeArguments = [],
      packageArguments = [],
      environmentVariables = [],
    }) => {
      const inputs = [...runtimeArguments, ...packageArguments, ...environmentVariables];
      const known = inputs.flatMap((one) => [
        'name' in one ? one.name : undefined,
        'valueHint' in one ? one.valueHint : undefined,
      ]);
      return (
        type === 'stdio' ||
        !('url' in rest) ||
        templateVariables(rest.url).every((name) => known.includes(name))
      );
    },
    {
      message: 'has a variable that is neither an argument nor an environment variable',
      path: ['transport', 'url'],
    },
  );
