import { z } from 'zod';

import { packageRules } from './package-rules.js';
import { templateVariables, text, variables, webUrl } from './rule-parts.js';
import { SERVER_SCHEMA } from './server-json.js';

/**
 * Our own version of the rules for server.json: the rules of the schema 2025-12-11 and the additional checks that the
 * MCP registry makes when an entry is published. Unknown names are refused, so that misspellings are found. The release
 * workflow also validates against the schema itself, but that requires internet access.
 */
const serverRules = z
  .strictObject({
    $schema: z.literal(SERVER_SCHEMA),
    name: text(3, 200).regex(
      /^[a-zA-Z0-9][a-zA-Z0-9.-]*[a-zA-Z0-9]\/[a-zA-Z0-9][a-zA-Z0-9._-]*[a-zA-Z0-9]$/,
      'must be a reverse domain name, one slash and a name',
    ),
    title: text(1, 100).regex(/\S/, 'must not be blank').optional(),
    description: text(1, 100),
    version: text(1, 255).regex(
      /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/,
      'must be one version, neither a range nor "latest"',
    ),
    repository: z.strictObject({
      url: webUrl,
      source: z.enum(['github', 'gitlab']),
      id: z.string().optional(),
      subfolder: z
        .string()
        .regex(/^(?![./])(?!.*(\/\/|\.\.))[\w./-]*[^/]$/, 'must be a relative path')
        .optional(),
    }),
    websiteUrl: webUrl.optional(),
    icons: z
      .array(
        z.strictObject({
          src: webUrl.max(255),
          mimeType: z
            .enum(['image/png', 'image/jpeg', 'image/jpg', 'image/svg+xml', 'image/webp'])
            .optional(),
          sizes: z.array(z.string().regex(/^(\d+x\d+|any)$/, 'must be like 48x48 or any')).optional(),
          theme: z.enum(['light', 'dark']).optional(),
        }),
      )
      .optional(),
    packages: z.array(packageRules).optional(),
    remotes: z
      .array(
        z
          .strictObject({
            type: z.enum(['streamable-http', 'sse']),
            url: webUrl.regex(/^https:\/\/(?!localhost|127\.)/, 'must not be on this computer'),
            variables: variables.optional(),
          })
          .refine(
            ({ url, variables: known = {} }) => templateVariables(url).every((name) => name in known),
            'the URL has a variable that is not declared',
          )
          .refine(
            ({ url, variables: known = {} }) =>
              Object.keys(known).every((name) => templateVariables(url).includes(name)),
            'a variable is declared but not used in the URL',
          ),
      )
      .optional(),
  })
  .refine(({ packages = [], remotes = [] }) => packages.length + remotes.length > 0, {
    message: 'there is neither a package nor a remote',
  })
  .refine(
    ({ name, repository }) =>
      !name.startsWith('io.github.') ||
      repository.url.startsWith(`https://github.com/${name.split('/')[0]?.slice('io.github.'.length)}/`),
    { message: 'the name and the repository have different owners', path: ['name'] },
  )
  .refine(
    ({ version, packages = [] }) =>
      packages.every(
        ({ registryType, identifier, version: own }) =>
          (registryType === 'oci' ? identifier.split(':').at(-1) : (own ?? version)) === version,
      ),
    { message: 'a package has another version than the server', path: ['packages'] },
  );

/**
 * Returns one sentence for each rule that the document violates.
 * @param {unknown} document
 */
export function serverProblems(document) {
  const { error } = serverRules.safeParse(document);
  return (error?.issues ?? []).map(
    ({ path, message }) => `server.json: ${path.length === 0 ? 'the entry' : path.join('.')}: ${message}.`,
  );
}
