import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ToolError } from '../../../src/errors.ts';
import { areaOfPath } from '../../../src/policy/path-area.ts';
import { onlyReads, pathProblem } from '../../../src/policy/path-rules.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { templateOf } from '../../../src/policy/path-template.ts';
import { catalogue } from '../../../src/tools/catalogue.gen.ts';
import { areas } from '../../../src/tools/areas.ts';
import type { Tool } from '../../../src/tools/define.ts';
import { openDemoTenant, policyWith, type DemoTenant } from '../../kit/demo-tenant.ts';
import { FIRST, hostileValuesFor, SECOND, textParameters } from './hostile-values.ts';

/**
 * Passes hostile values to every text parameter of every tool. Checks that each request that arrives at Graph stays
 * within the areas in the tool's record, writes only if the tool may write, and contains the value only where it
 * belongs.
 */
const toolsIn = (area: string) => catalogue.filter((tool) => tool.area === area);
const withTools = areas.filter((area) => toolsIn(area).length > 0);
const AT_ONCE = 8;

type Sent = { readonly method: string; readonly path: string; readonly query: string };

/** A request that policy decided about, and the tool that sends it. Requests within a batch are included. */
type Asked = Sent & { readonly tool: string };

/** Records every request that policy decides about. A failed call may still send a request while a later call runs. */
function notingPolicy(note: (request: Asked) => void): Policy {
  const policy = policyWith();
  return {
    ...policy,
    dispatch: (caller, operation, request) => {
      const { method, path, query = {} } = request;
      note({ tool: operation.tool, method, path, query: new URLSearchParams(query).toString() });
      return policy.dispatch(caller, operation, request);
    },
  };
}

describe.each(withTools)('hostile values for the tools of %s', (area) => {
  let tenant: DemoTenant;
  let asked: Asked[];
  /** Method and path of all requests that policy decided about. */
  const decided = new Set<string>();
  beforeAll(async () => {
    const policy = notingPolicy((request) => {
      asked.push(request);
      decided.add(`${request.method} ${request.path}`);
    });
    asked = [];
    tenant = await openDemoTenant({ policy });
  });
  afterAll(() => tenant.close());

  it.each(toolsIn(area).map((tool) => [tool.name, tool] as const))(
    'cannot make %s send a request that its record does not allow',
    async (_name, tool) => {
      const { as, args } = await tenant.exampleOf(tool);
      asked = [];
      const problems: string[] = [];
      for (const parameter of textParameters(tool.inputSchema)) {
        const all = hostileValuesFor(tool.name, parameter.name);
        for (let from = 0; from < all.length; from += AT_ONCE) {
          const before = tenant.graph.log.length;
          const values = all.slice(from, from + AT_ONCE);
          const failures = await Promise.all(
            values.map((value) => failureOf(tenant, as, tool, parameter.with(args, value))),
          );
          problems.push(
            ...failures.flatMap((failure) =>
              failure === undefined ? [] : [`${parameter.name}: ${failure}`],
            ),
            ...tenant.graph.log
              .slice(before)
              .flatMap((sent) => (isDecided(sent, decided) ? [] : [sent.path])),
            ...asked.splice(0).flatMap((request) => problemOf(request, parameter.name) ?? []),
          );
        }
      }
      expect([...new Set(problems)]).toEqual([]);
    },
    60_000,
  );
});

/** Returns a call's error, or undefined if the call succeeded or refused the value with an explanation. */
async function failureOf(
  tenant: DemoTenant,
  as: string,
  tool: Tool,
  args: Record<string, unknown>,
): Promise<string | undefined> {
  try {
    await tenant.call(as, tool.name, args);
    return undefined;
  } catch (error) {
    if (error instanceof ToolError && error.code !== 'unavailable') return undefined;
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

/**
 * Returns whether policy decided about a request that arrived at Graph. A request that polls a job needs no decision of
 * its own.
 */
function isDecided({ method, path }: Sent, decided: ReadonlySet<string>): boolean {
  if (method === 'GET' && /^\/monitor\/[\w-]+$/.test(path)) return true;
  return path === '/v1.0/$batch' || decided.has(`${method} ${path.replace(/^\/v1\.0(?=\/)/, '')}`);
}

/**
 * Returns what is wrong with a request, or undefined. `parameter` is the name of the parameter that has the hostile
 * value.
 */
function problemOf({ tool: name, method, path, query }: Asked, parameter: string): string | undefined {
  const tool = catalogue.find((one) => one.name === name);
  if (tool === undefined) return `an unknown tool, ${name}`;
  // If the tool takes a path, its argument `query` is the full query string, and the tool checks the string.
  const isQuery = takesPath(tool) && parameter === 'query';
  const problem =
    pathProblemOf(tool, method, path) ?? (isQuery ? undefined : queryProblem(query, `$${parameter}`));
  return (
    problem && `${name} ${parameter}: ${problem}: ${method} ${path.slice(0, 200)}?${query.slice(0, 200)}`
  );
}

function pathProblemOf(tool: Tool, method: string, path: string): string | undefined {
  if (pathProblem(path) !== undefined) return 'a deceptive path';
  if (!onlyReads({ method, path }) && tool.kind === 'read') return 'a write by a tool that reads';
  if (!takesPath(tool) && !areasOf(tool).has(areaOfPath(path)) && !isSupporting(tool, path))
    return `another area, ${areaOfPath(path)}`;
  if (hasWord(templateOf(path).template)) return 'a word of the value in the template';
  return !takesPath(tool) && isSplit(path) ? 'a value split over segments' : undefined;
}

/**
 * Returns whether the tool takes a Graph path as an argument. Such a path can be in any area, and the whole path is one
 * value.
 */
function takesPath(tool: Tool): boolean {
  return !tool.operation.includes(' ');
}

/**
 * Returns the areas in a tool's record: the tool's own area, the area of its operation, and the areas of its additional
 * permissions.
 */
function areasOf(tool: Tool): ReadonlySet<string> {
  const [, path = ''] = tool.operation.split(' ');
  return new Set([tool.area, areaOfPath(path), ...Object.keys(tool.scopesElsewhere ?? {})]);
}

function isSupporting(tool: Tool, path: string): boolean {
  return (tool.supportingReads ?? []).some((one) => path.toLowerCase() === one.toLowerCase());
}

/**
 * Returns whether a value is split across several path segments. A split is allowed only in the path of a file, between
 * `:/` and `:`.
 */
function isSplit(path: string): boolean {
  const outside = path.replace(/:\/.*?(?::|$)/, '');
  const segments = outside.split('/').map((segment) => decodeURIComponent(segment));
  const isWithin = (segment: string) => segment.includes(FIRST) && segment.includes(SECOND);
  const literals = segments.map((segment) => (segment.includes("('") ? withoutLiterals(segment) : ''));
  return literals.some(hasWord) || (segments.filter(hasWord).length > 1 && !segments.some(isWithin));
}

/**
 * Returns what is wrong with a query. The option `own` is not checked, because a parameter such as `filter` is
 * documented as the value of the option with the same name.
 */
function queryProblem(query: string, own: string): string | undefined {
  for (const [name, value] of new URLSearchParams(query)) {
    if (name === own) continue;
    if (hasWord(name)) return 'an injected option';
    if (['$select', '$expand', '$orderby', '$top', '$skip', '$count'].includes(name) && hasWord(value))
      return `a value in ${name}`;
    if (name === '$filter' && hasWord(withoutLiterals(value))) return 'a value outside a literal in $filter';
    if (name === '$search' && hasWord(value.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')))
      return 'a value outside a phrase in $search';
  }
  return undefined;
}

/** Removes OData string literals, in which quotes are doubled. */
function withoutLiterals(text: string): string {
  return text.replaceAll(/'(?:[^']|'')*'/g, '');
}

function hasWord(text: string): boolean {
  return text.includes(FIRST) || text.includes(SECOND);
}
