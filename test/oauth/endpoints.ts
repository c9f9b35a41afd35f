import type { RequestContext } from '../../src/http/request-context.ts';
import { problemJson, problemOf } from '../../src/http/response/problem.ts';
import { createOAuth } from '../../src/oauth/oauth.ts';
import { errorPage } from '../../src/pages/error-page.ts';
import type { World } from '../kit/oauth/oauth-world.ts';

export type Endpoint = (request: Request, world: World, requestContext?: RequestContext) => Promise<Response>;
type Name = keyof ReturnType<typeof createOAuth>;

/** Wraps an endpoint as the server does, so that errors become a page or JSON. */
function served(name: Name, renderError: (error: unknown) => Response): Endpoint {
  return async (request, world, requestContext = world.requestContext) => {
    try {
      return await createOAuth(world)[name](request, requestContext);
    } catch (error) {
      return renderError(error);
    }
  };
}

const page = (name: Name) => served(name, (error) => errorPage(error, 'request-1'));
const json = (name: Name) => served(name, (error) => problemJson(problemOf(error, 'request-1')));

export const account = page('account');
export const approve = page('approve');
export const authorize = page('authorize');
export const callback = page('callback');
export const connect = page('connect');
export const connectCallback = page('connect-callback');
export const consent = page('consent');
export const logout = page('logout');
export const register = json('register');
export const revoke = json('revoke');
export const token = json('token');
export const userinfo = json('userinfo');
export const authorizationServer = json('authorization-server');
export const openidConfiguration = json('openid-configuration');
export const protectedResource = json('protected-resource');
export const jwks = json('jwks');
