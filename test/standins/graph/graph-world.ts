import { type GraphOptions, type GraphStandIn, startGraph } from '../../../src/standins/graph/start-graph.ts';
import { addressOf, demoTenant, people } from '../../../src/standins/tenant/people.ts';
import { sharedDemoSource } from '../../kit/demo-source.ts';

/** The default scopes for calls in tests. */
export const scopes =
  'User.Read User.Read.All Mail.ReadWrite Mail.Send Mail.ReadWrite.Shared Mail.Send.Shared Calendars.ReadWrite Calendars.ReadWrite.Shared Files.ReadWrite.All Sites.ReadWrite.All';

export function oid(alias: string): string {
  return people.find((person) => person.alias === alias)?.oid ?? alias;
}

export function mail(alias: string): string {
  const person = people.find((one) => one.alias === alias);
  return person ? addressOf(person) : alias;
}

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Json };

/** A JSON response with the properties that tests read. */
export type Json = {
  readonly [name: string]: unknown;
  readonly value?: readonly Json[];
  readonly id?: string;
  readonly name?: string;
  readonly subject?: string;
  readonly displayName?: string;
  readonly receivedDateTime?: string;
  readonly importance?: string;
  readonly content?: string;
  readonly driveId?: string;
  readonly uploadUrl?: string;
  readonly error?: Json;
  readonly code?: string;
  readonly message?: string;
  readonly body?: Json;
  readonly start?: Json;
  readonly dateTime?: string;
  readonly fields?: Json;
  readonly status?: Json;
  readonly attendees?: readonly Json[];
  readonly attachments?: readonly Json[];
  readonly parentReference?: Json;
  readonly manager?: Json;
  readonly responses?: readonly {
    readonly id: string;
    readonly status: number;
    readonly headers: Record<string, string>;
    readonly body: Json;
  }[];
  readonly '@odata.nextLink'?: string;
  readonly '@odata.deltaLink'?: string;
  readonly '@odata.etag'?: string;
};

type Options = {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly as?: string;
  readonly scopes?: string;
};

/** A running stand-in. By default, `call` sends a request as Ana with the default scopes. */
export type World = { readonly graph: GraphStandIn; call(path: string, options?: Options): Promise<Answer> };

/** The current time in tests: a Saturday, so that all of the following week is in the future. */
export const testTime = Date.parse('2026-11-21T10:00:00Z');

/** Starts a stand-in that accepts tokens such as `ana.silva Mail.Read Mail.Send`. Close it in `afterAll`. */
export async function startWorld(options: Partial<GraphOptions> = {}): Promise<World> {
  const graph = await startGraph({
    now: () => new Date(testTime),
    source: sharedDemoSource(),
    verifyToken: (token) => {
      const [alias = '', ...held] = token.split(' ');
      if (!people.some((person) => person.alias === alias)) return Promise.reject(new Error('Not a token.'));
      return Promise.resolve({ oid: oid(alias), tid: demoTenant.id, scopes: held });
    },
    ...options,
  });
  const call: World['call'] = async (path, options = {}) => {
    const url = path.startsWith('http') ? path : `${graph.origin}/v1.0${path}`;
    const response = await fetch(url, { redirect: 'manual', ...requestOf(options) });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') && text !== '';
    return {
      status: response.status,
      headers: response.headers,
      body: (json ? JSON.parse(text) : text) as Json,
    };
  };
  return { graph, call };
}

/** Returns functions that call the stand-in with these scopes, by default as Ana. */
export function scopedCalls(world: () => World, scopes: string) {
  const call: World['call'] = (path, options = {}) => world().call(path, { scopes, ...options });
  return {
    call,
    /** Returns the rows of a collection. */
    values: async (path: string, as = 'ana.silva'): Promise<readonly Json[]> =>
      (await call(path, { as })).body.value!,
    post: (path: string, body: unknown, as = 'ana.silva') => call(path, { method: 'POST', body, as }),
  };
}

function requestOf({ method = 'GET', body, headers = {}, ...who }: Options): RequestInit {
  const raw = typeof body === 'string';
  return {
    method,
    headers: {
      authorization: `Bearer ${who.as ?? 'ana.silva'} ${who.scopes ?? scopes}`,
      ...(body !== undefined && { 'content-type': raw ? 'application/octet-stream' : 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: raw ? body : JSON.stringify(body) }),
  };
}
