import Ajv from 'ajv';
import formats from 'ajv-formats';

const DEADLINE_MS = 30_000;

/**
 * Validates documents against the schemas in their `$schema` members, in the versions that the directories currently
 * publish. Returns one sentence for each difference, and for each schema that cannot be downloaded.
 * @param {Readonly<Record<string, { $schema?: string }>>} documents by file @param {typeof globalThis.fetch} fetch
 */
export async function schemaProblems(documents, fetch) {
  const problems = await Promise.all(
    Object.entries(documents).map(async ([file, document]) => {
      const { $schema: url } = document;
      if (url === undefined) return [];
      const schema = await read(url, fetch).catch(
        (error) => `${error instanceof Error ? error.message : error}`,
      );
      if (typeof schema === 'string') return [`${file}: the schema ${url} could not be read: ${schema}`];
      return differences(schema, document).map((problem) => `${file}: ${problem}`);
    }),
  );
  return problems.flat();
}

/** @param {string} url @param {typeof globalThis.fetch} fetch @returns {Promise<object>} */
async function read(url, fetch) {
  const response = await fetch(url, { signal: AbortSignal.timeout(DEADLINE_MS) });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}

/** @param {object} schema @param {object} document */
function differences(schema, document) {
  // Strict mode would reject the documentation keywords in published schemas.
  const ajv = new Ajv.default({ strict: false, allErrors: true });
  formats.default(ajv);
  const isValid = ajv.compile(schema);
  if (isValid(document)) return [];
  return (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath || 'it'} ${message}.`);
}
