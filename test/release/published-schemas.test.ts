import { describe, expect, it } from 'vitest';

import { script } from '../infra/scripts.ts';

type Documents = Record<string, { $schema?: string } & Record<string, unknown>>;
const { schemaProblems } = await script<{
  schemaProblems: (documents: Documents, fetch: typeof globalThis.fetch) => Promise<string[]>;
}>('scripts/release/published-schemas.js');

/**
 * A schema with the constructs that the MCP registry's schema uses: references, formats, and keywords for
 * documentation.
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
  it('is accepted if it conforms to its schema', async () => {
    expect(await validate({ $schema: url, name: 'a/b', url: 'https://{host}/mcp' })).toEqual([]);
  });

  it('is not checked if it names no schema', async () => {
    expect(await validate({ anything: true }, () => new Response(null, { status: 500 }))).toEqual([]);
  });

  it('is refused if it does not conform to its schema, and every violation is listed', async () => {
    const problems = await validate({ $schema: url, name: 'a/name-too-long', url: 'https://{host/mcp' });
    expect(problems).toEqual([
      expect.stringContaining('server.json: /name must NOT have more than 10 characters'),
      expect.stringContaining('server.json: /url must match format "uri-template"'),
    ]);
  });

  it('is refused if its schema cannot be read, because nothing was checked', async () => {
    const problems = await validate({ $schema: url }, () => new Response(null, { status: 404 }));
    expect(problems).toEqual([expect.stringMatching(/could not be read: status 404/)]);
  });
});
