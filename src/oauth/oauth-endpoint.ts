import type { RequestContext } from '../http/request-context.ts';

/** Serves one route. `http/serve-routes.ts` turns the errors that an endpoint throws into a page or a JSON response. */
export type Endpoint = (request: Request, requestContext: RequestContext) => Promise<Response>;
