import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

import { selfSigned } from './certificates/certificate.ts';

/** One item that Application Insights would store. `type` is, for example, `RequestData`. */
export type Envelope = {
  readonly type: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, unknown>>;
  /** The Authorization header of the request that contained the item. */
  readonly authorization: string | undefined;
};

/** A loopback HTTPS server that acts as the Application Insights collector. */
export type Collector = {
  readonly origin: string;
  readonly connectionString: string;
  /** The certificate that senders must trust (NODE_EXTRA_CA_CERTS), in PEM. */
  readonly certificate: string;
  readonly envelopes: readonly Envelope[];
  /** Returns the number of requests, whatever the response. */
  readonly requests: () => number;
  /** Sets all later responses: success (`well`), no response (`hang`) or a status code. */
  readonly behave: (as: 'well' | 'hang' | number) => void;
  readonly close: () => Promise<void>;
};

type Item = { data: { baseType: string; baseData: Record<string, unknown> }; tags: Record<string, string> };

/** Starts a collector that keeps every envelope that it receives. */
export async function startCollector(): Promise<Collector> {
  const certificate = selfSigned();
  const envelopes: Envelope[] = [];
  let behaviour: 'well' | 'hang' | number = 'well';
  let requests = 0;
  const server = createServer(certificate, (request, response) => {
    requests += 1;
    void readItems(request).then((items) => {
      if (behaviour === 'hang') return;
      response.writeHead(behaviour === 'well' ? 200 : behaviour, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ itemsReceived: items.length, itemsAccepted: items.length, errors: [] }));
      if (behaviour !== 'well') return;
      const { authorization } = request.headers;
      for (const { data, tags } of items)
        envelopes.push({ type: data.baseType, tags, data: data.baseData, authorization });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    connectionString: `InstrumentationKey=00000000-0000-4000-8000-000000000001;IngestionEndpoint=${origin}/`,
    certificate: certificate.cert,
    envelopes,
    requests: () => requests,
    behave: (as) => {
      behaviour = as;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readItems(request: IncomingMessage): Promise<Item[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
  return text === '' ? [] : (JSON.parse(text) as Item[]);
}
