import type { RequestContext } from '../../src/http/request-context.ts';
import { problemJson, problemOf } from '../../src/http/response/problem.ts';
import * as accounting from '../../src/oauth/endpoints/account.ts';
import * as authorizing from '../../src/oauth/endpoints/authorize.ts';
import * as calledBack from '../../src/oauth/endpoints/callback.ts';
import * as consenting from '../../src/oauth/endpoints/consent.ts';
import * as leaving from '../../src/oauth/endpoints/logout.ts';
import * as registering from '../../src/oauth/endpoints/register.ts';
import * as revoking from '../../src/oauth/endpoints/revoke.ts';
import * as redeeming from '../../src/oauth/endpoints/token.ts';
import * as telling from '../../src/oauth/endpoints/userinfo.ts';
import { errorPage } from '../../src/pages/error-page.ts';
import type { World } from '../kit/oauth-world.ts';

export type Endpoint = (request: Request, world: World, requestContext?: RequestContext) => Promise<Response>;
type Handler = (request: Request, world: World, requestContext: RequestContext) => Promise<Response>;

/** An endpoint as it is served: refusals are told on a page or as JSON. */
function served(handler: Handler, tell: (error: unknown) => Response): Endpoint {
  return async (request, world, requestContext = world.requestContext) => {
    try {
      return await handler(request, world, requestContext);
    } catch (error) {
      return tell(error);
    }
  };
}

const page = (handler: Handler) => served(handler, (error) => errorPage(error, 'request-1'));
const json = (handler: Handler) => served(handler, (error) => problemJson(problemOf(error, 'request-1')));

export const account = page(accounting.account);
export const authorize = page(authorizing.authorize);
export const callback = page(calledBack.callback);
export const consent = page(consenting.consent);
export const logout = page(leaving.logout);
export const register = json(registering.register);
export const revoke = json(revoking.revoke);
export const token = json(redeeming.token);
export const userinfo = json(telling.userinfo);
