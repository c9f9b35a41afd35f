import type { RequestContext } from '../http/request-context.ts';

/**
 * Serves one route. `http/serve-routes.ts` turns the errors that it throws into a page or a JSON response.
 */
export type Endpoint = (request: Request, requestContext: RequestContext) => Promise<Response>;
