import type { RequestContext } from '../http/request-context.ts';

/** Serves one route. Throws what `http/serve-routes.ts` turns into a page or a JSON response. */
export type Endpoint = (request: Request, requestContext: RequestContext) => Promise<Response>;
