import { json } from '../../http/response/respond.ts';
import type { Endpoint } from '../oauth-endpoint.ts';

/** An empty key set (RFC 7517, 5): our tokens are encrypted for ourselves, so others have nothing to verify. */
export const jwks: Endpoint = async () =>
  json({ keys: [] }, { headers: { 'cache-control': 'public, max-age=300' } });
