import { describe, expect, it } from 'vitest';

import { script } from '../infra/scripts.ts';

type Documents = Record<string, { $schema?: string } & Record<string, unknown>>;
const { schemaProblems } = await script<{
  schemaProblems: (documents: Documents, fetch: typeof globalThis.fetch) => Promise<string[]>;
}>('scripts/release/published-schemas.js');

/**
 * A schema with the same constructs as that of the MCP registry: references, formats, and keywords for documentation.
 */
const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $ref: '#/definitions/Server',
  definitions: {
    Server: {
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: 'string', maxLength: 10, example: 'a/b' },
        url: { type: 'string', format: 'uri-template' },
      },
    },
  },
};
const url = 'https://schemas.example/server.json';
const published = (answer: () => Response) => () => Promise.resolve(answer());
const validate = (document: Documents[string], answer = () => Response.json(schema)) =>
  schemaProblems({ 'server.json': document }, published(answer));

describe('a release document', () => {
  it('that follows its schema is accepted', async () => {
    expect(await validate({ $schema: url, name: 'a/b', url: 'https://{host}/mcp' })).toEqual([]);
  });

  it('that names no schema is not checked', async () => {
    expect(await validate({ anything: true }, () => new Response(null, { status: 500 }))).toEqual([]);
  });

  it('that does not follow its schema is refused, and every violation is listed', async () => {
    const problems = await validate({ $schema: url, name: 'a/name-too-long', url: 'https://{host/mcp' });
    expect(problems).toEqual([
      expect.stringContaining('server.json: /name must NOT have more than 10 characters'),
      expect.stringContaining('server.json: /url must match format "uri-template"'),
    ]);
  });

  it('whose schema cannot be read is refused, because nothing was checked', async () => {
    const problems = await validate({ $schema: url }, () => new Response(null, { status: 404 }));
    expect(problems).toEqual([expect.stringMatching(/could not be read: status 404/)]);
  });
});
