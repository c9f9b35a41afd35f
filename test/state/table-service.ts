import type { IncomingMessage, ServerResponse } from 'node:http';

import { listen } from '../../src/standins/listen.ts';

/** How a request fails: its response is lost after the work is done, or the request hangs or gets an error. */
export type TableFault = 'lose the response' | 'hang' | 'throttle' | 'forbid';

/** A small table service on loopback with the features of Table Storage that the store needs. */
export type TableService = {
  readonly url: string;
  /** Method and path of every request, in order. */
  readonly log: string[];
  /** The properties of every entity. Tests can change them. */
  readonly entities: Map<string, Record<string, unknown>>;
  /** Faults to inject. Each fault applies once, to the next request with its method. */
  readonly faults: { method: string; fault: TableFault }[];
  close(): Promise<void>;
};

type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

/** Starts a service with tables, entities, ETags, continuation tokens and filters by partition. */
export async function startTableService(): Promise<TableService> {
  const tables = new Set<string>();
  const entities: TableService['entities'] = new Map();
  const log: string[] = [];
  const faults: TableService['faults'] = [];
  let version = 0;

  const work = (method: string, url: URL, body: string, ifMatch: string | undefined): Answer => {
    const path = decodeURIComponent(url.pathname).replace('/devstoreaccount1/', '');
    if (path === 'Tables') {
      const name = String((JSON.parse(body) as Record<string, unknown>)['TableName']);
      if (tables.has(name)) return failure(409, 'TableAlreadyExists');
      tables.add(name);
      return { status: 204 };
    }
    const table = /^\w+/.exec(path)?.[0] ?? '';
    if (!tables.has(table)) return failure(404, 'TableNotFound');
    const key = /\(PartitionKey='(.*)',RowKey='(.*)'\)$/.exec(path);
    if (method === 'POST') return insert(table, JSON.parse(body) as Record<string, unknown>);
    if (key === null || key[1] === '') return query(table, url.searchParams);
    const name = `${table}/${key[1]}/${key[2]}`;
    const entity = entities.get(name);
    if (entity === undefined) return failure(404, 'ResourceNotFound');
    if (method === 'GET') return { status: 200, body: entity };
    if (ifMatch !== '*' && ifMatch !== entity['odata.etag'])
      return failure(412, 'UpdateConditionNotSatisfied');
    if (method === 'DELETE') entities.delete(name);
    else write(name, JSON.parse(body) as Record<string, unknown>);
    return { status: 204 };
  };

  const write = (name: string, entity: Record<string, unknown>): void => {
    version += 1;
    entities.set(name, { ...entity, 'odata.etag': `W/"${version}"` });
  };

  const insert = (table: string, entity: Record<string, unknown>): Answer => {
    const name = `${table}/${entity['PartitionKey']}/${entity['RowKey']}`;
    if (entities.has(name)) return failure(409, 'EntityAlreadyExists');
    write(name, entity);
    return { status: 204 };
  };

  const query = (table: string, parameters: URLSearchParams): Answer => {
    const partition = /^PartitionKey eq '(.*)'$/.exec(parameters.get('$filter') ?? '')?.[1];
    const after = parameters.get('NextRowKey') ?? '';
    const names = [...entities.keys()]
      .filter((name) => name.startsWith(`${table}/${partition === undefined ? '' : `${partition}/`}`))
      .sort()
      .filter((name) => name >= after);
    const top = Number(parameters.get('$top') ?? 1000);
    const next = names[top];
    return {
      status: 200,
      body: { value: names.slice(0, top).map((name) => entities.get(name)) },
      ...(next && {
        headers: { 'x-ms-continuation-NextPartitionKey': 'p', 'x-ms-continuation-NextRowKey': next },
      }),
    };
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const method = request.method ?? '';
    log.push(`${method} ${url.pathname}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const index = faults.findIndex((fault) => fault.method === method);
    const fault = index < 0 ? undefined : faults.splice(index, 1)[0]?.fault;
    if (fault === 'hang') return;
    if (fault === 'throttle')
      return send(response, { ...failure(503, 'ServerBusy'), headers: { 'retry-after': '7' } });
    if (fault === 'forbid') return send(response, failure(403, 'AuthorizationPermissionMismatch'));
    const result = work(method, url, Buffer.concat(chunks).toString(), request.headers['if-match']);
    if (fault === 'lose the response') request.socket.destroy();
    else send(response, result);
  };

  const listening = await listen((request, response) => void answer(request, response));
  return {
    url: `${listening.origin}/devstoreaccount1`,
    log,
    entities,
    faults,
    close: () => listening.close(),
  };
}

function failure(status: number, code: string): Answer {
  return { status, body: { 'odata.error': { code, message: { lang: 'en-US', value: code } } } };
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json;odata=minimalmetadata', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
