// Reads the declarations that openapi-typescript wrote. The declarations have a strict format (one property per line,
// four spaces of indentation per level), so they are read line by line. A parser would need minutes for the 25 MB.

/**
 * @typedef {{ name: string, type: string, readOnly: boolean }} Property
 * @typedef {{ base: string | undefined, properties: Property[] }} Type
 * @typedef {{ query: string[], headers: string[], needed: string[], body: string, answer: string }} Facts
 * @typedef {{ method: string, path: string, documented: boolean, deprecated: boolean } & Facts} Operation
 * @typedef {{ operations: Operation[], types: Map<string, Type>, enums: Map<string, string[]> }} Source
 */

/**
 * Matches summaries that the generator of the OpenAPI description made up. An operation with any other summary has a
 * page in the documentation.
 */
const generated =
  /^(?:Get (?:the number of the resource|ref of|property value)|Get .+ from |Create new navigation property|Delete navigation property|Update the navigation property|Delete (?:entity|ref of|property value)|Update entity|Add new entity|Get entit|Invoke (?:action|function) |Create .+ ref|Delete ref|Create \$ref|Update property|Update the ref|Get media content|Update media content|Delete media content|Delete .+ from )/;

/** @param {string} text @returns {Source} */
export function readSource(text) {
  const lines = text.split('\n');
  const at = (/** @type {string} */ start, from = 0) => {
    const found = lines.indexOf(start, from);
    if (found < 0) throw new Error(`The declarations contain no line "${start}".`);
    return found;
  };
  const components = at('export interface components {');
  const operations = at('export interface operations {');
  const responses = at('    responses: {', components);
  const requestBodies = at('    requestBodies: {', components);
  const parameters = at('    parameters: {', components);
  const { types, enums } = readSchemas(lines.slice(components + 2, responses));
  const inline = { types, count: 0, names: new Map() };
  const answers = readContents(lines.slice(responses, parameters), inline);
  const bodies = readContents(lines.slice(requestBodies, at('    headers: never;', components)), inline);
  const facts = readOperations(lines.slice(operations + 1), { answers, bodies, inline });
  return { operations: [...readPaths(lines.slice(0, components), facts)], types, enums };
}

/** @param {readonly string[]} lines @param {ReadonlyMap<string, Facts>} facts @returns {Generator<Operation>} */
function* readPaths(lines, facts) {
  let path = '';
  /** @type {string[]} */
  let comment = [];
  for (const line of lines) {
    const start = /^    (['"])(\/.*)\1: \{$/.exec(line);
    const method = /^        (get|post|patch|put|delete): operations\['([^']+)'\];$/.exec(line);
    if (start) path = start[2] ?? '';
    if (/^        (?:\/\*\*| \*)/.test(line))
      comment.push(line.replace(/^ *(?:\/\*\*|\*\/|\*) ?|\*\/$/g, '').trim());
    if (!method) continue;
    const found = facts.get(method[2] ?? '');
    if (found === undefined) throw new Error(`The operation ${method[2]} is not declared.`);
    const summary = comment.find((words) => words !== '') ?? '';
    yield {
      method: (method[1] ?? '').toUpperCase(),
      path,
      documented: isDocumented(summary, path),
      deprecated: comment.some((words) => words.startsWith('@deprecated')),
      ...found,
    };
    comment = [];
  }
}

/** @param {string} summary @param {string} path */
function isDocumented(summary, path) {
  if (summary === '' || summary.startsWith('@') || generated.test(summary)) return false;
  // The roots of services, such as /admin, only group other resources.
  return summary !== `Get ${path.slice(1)}` && summary !== `Update ${path.slice(1)}`;
}

/** @param {readonly string[]} lines */
function readSchemas(lines) {
  /** @type {Map<string, Type>} */
  const types = new Map();
  /** @type {Map<string, string[]>} */
  const enums = new Map();
  for (let index = 0; index < lines.length; index += 1) {
    const start = /^        '?([\w.]+)'?: (.+)$/.exec(lines[index] ?? '');
    if (!start) continue;
    const [, name = '', value = ''] = start;
    if (value.startsWith("'")) {
      enums.set(
        shortName(name),
        [...value.matchAll(/'([^']*)'/g)].map(([, word = '']) => word),
      );
    } else if (value.endsWith('{')) {
      const base = /components\['schemas'\]\['([^']+)'\]/.exec(value)?.[1];
      const end = lines.findIndex((line, place) => place > index && line.startsWith('        }'));
      types.set(shortName(name), {
        base: base === undefined ? undefined : shortName(base),
        properties: readProperties(lines.slice(index + 1, end), 12),
      });
      index = end - 1;
    }
  }
  return { types, enums };
}

/**
 * Matches a description that calls a property read-only without a condition. Properties that are read-only for only
 * some objects, such as the phone numbers of synchronised users, can be set.
 */
const saysReadOnly =
  /\bRead[- ][Oo]nly\b(?! (?:when|for|if)\b)|\bThis (?:property|setting|read-only field) (?:is read-only\b|specifies\b)|\bin read-only mode\b/;

/** Reads the properties at one level of indentation. @param {readonly string[]} lines @param {number} indent */
function readProperties(lines, indent) {
  /** @type {Property[]} */
  const properties = [];
  const pad = ' '.repeat(indent);
  const shape = new RegExp(`^${pad}(readonly )?'?([^'?:]+)'?\\??: (.+)$`);
  let comment = '';
  for (const line of lines) {
    if (line.startsWith(`${pad}/**`) || line.startsWith(`${pad} *`)) {
      comment += line;
      continue;
    }
    const found = shape.exec(line);
    if (!found) continue;
    const [, modifier, name = '', value = ''] = found;
    // A reference body contains only the annotation `@odata.id`.
    if (name === '@odata.id' || !name.includes('@odata.')) {
      const readOnly = modifier !== undefined || saysReadOnly.test(comment);
      properties.push({ name, type: typeOf(value, comment), readOnly });
    }
    comment = '';
  }
  return properties;
}

/** @param {string} value @param {string} comment */
function typeOf(value, comment) {
  const format = /Format: ([\w-]+)/.exec(comment)?.[1] ?? '';
  const names = {
    'date-time': 'dateTime',
    date: 'date',
    time: 'time',
    duration: 'duration',
    uuid: 'guid',
    int32: 'integer',
    int64: 'integer',
    base64url: 'base64',
  };
  const name =
    /components\['schemas'\]\['([^']+)'\]/.exec(value)?.[1] ??
    names[/** @type {keyof typeof names} */ (format)] ??
    /^\(?(string|number|boolean)/.exec(value)?.[1] ??
    'object';
  return `${shortName(name)}${/\[\]/.test(value) ? '[]' : ''}`;
}

/** @param {string} name */
function shortName(name) {
  return name.replace(/^microsoft\.graph\./, '');
}

/**
 * Reads the named responses or request bodies.
 * @param {readonly string[]} lines
 * @param {Inline} inline
 * @typedef {{ types: Map<string, Type>, count: number, names: Map<string, string> }} Inline
 */
function readContents(lines, inline) {
  /** @type {Map<string, string>} */
  const contents = new Map();
  const starts = lines.flatMap((line, index) => (/^        '?[\w.]+'?: \{$/.test(line) ? [index] : []));
  for (const [place, start] of starts.entries()) {
    const name = /^        '?([\w.]+)'?: \{$/.exec(lines[start] ?? '')?.[1] ?? '';
    contents.set(name, contentType(lines.slice(start + 1, starts[place + 1] ?? lines.length), 16, inline));
  }
  return contents;
}

/** Returns the type name of a request or response body whose media type is at this indentation. @param {readonly string[]} lines @param {number} indent @param {Inline} inline @returns {string} */
function contentType(lines, indent, inline) {
  const pad = ' '.repeat(indent);
  const start = lines.findIndex((line) => new RegExp(`^${pad}'[\\w*]+/[^']+': `).test(line));
  if (start < 0) return '';
  const [, media = '', value = ''] = /^ *'([^']+)': (.+)$/.exec(lines[start] ?? '') ?? [];
  if (media === 'text/plain') return 'text';
  if (media !== 'application/json') return 'binary';
  const end = lines.findIndex((line, index) => index > start && new RegExp(`^${pad}\\}`).test(line));
  const properties = value.endsWith('{') ? readProperties(lines.slice(start + 1, end), indent + 4) : [];
  if (properties.length === 0) return typeOf(value, '');
  const [only] = properties;
  if (only !== undefined && properties.length === 1 && only.name === 'value') return only.type;
  return nameInline(properties, inline);
}

/**
 * Gives unnamed types a name that begins with a hash sign; equal types get the same name.
 * @param {Property[]} properties @param {Inline} inline
 */
function nameInline(properties, inline) {
  const content = JSON.stringify(properties);
  const known = inline.names.get(content);
  if (known !== undefined) return known;
  inline.count += 1;
  const name = `#${inline.count}`;
  inline.names.set(content, name);
  inline.types.set(name, { base: undefined, properties });
  return name;
}

/** @param {readonly string[]} lines @param {{ answers: ReadonlyMap<string, string>, bodies: ReadonlyMap<string, string>, inline: Inline }} shared */
function readOperations(lines, shared) {
  /** @type {Map<string, Facts>} */
  const facts = new Map();
  for (let index = 0; index < lines.length; index += 1) {
    const name = /^    '([^']+)': \{$/.exec(lines[index] ?? '')?.[1];
    if (name === undefined) continue;
    const end = lines.indexOf('    };', index);
    facts.set(name, readOperation(lines.slice(index + 1, end), shared));
    index = end;
  }
  return facts;
}

/** @param {readonly string[]} lines @param {Parameters<typeof readOperations>[1]} shared @returns {Facts} */
function readOperation(lines, { answers, bodies, inline }) {
  const query = parametersIn(lines, 'query');
  const headers = parametersIn(lines, 'header');
  const responses = lines.indexOf('        responses: {');
  const reference = /components\['(?:responses|requestBodies)'\]\['([^']+)'\]/;
  const requestLine = lines.findIndex((line) => line.startsWith('        requestBody'));
  const bodyName = reference.exec(lines[requestLine] ?? '')?.[1];
  const answerName = reference.exec(lines.slice(responses).join('\n'))?.[1];
  return {
    query: query.map(({ name }) => name),
    headers: headers.map(({ name }) => name),
    needed: [...query, ...headers].filter(({ needed }) => needed).map(({ name }) => name),
    body: bodyName
      ? (bodies.get(bodyName) ?? '')
      : contentType(lines.slice(requestLine, responses), 16, inline),
    answer: answerName ? (answers.get(answerName) ?? '') : contentType(lines.slice(responses), 20, inline),
  };
}

/** @param {readonly string[]} lines @param {string} place */
function parametersIn(lines, place) {
  const start = lines.findIndex((line) => new RegExp(`^            ${place}\\??: \\{$`).test(line));
  if (start < 0) return [];
  const end = lines.indexOf('            };', start);
  return lines.slice(start, end).flatMap((line) => {
    const found = /^                '?([$@\w][^'?:\s]*)'?(\?)?: /.exec(line);
    return found?.[1] === undefined ? [] : [{ name: found[1], needed: found[2] !== '?' }];
  });
}
