import { json } from '../../http/response/respond.ts';

/** An empty key set (RFC 7517, 5): our tokens are sealed for ourselves, so there is nothing that others could verify. */
export async function jwks(): Promise<Response> {
  return json({ keys: [] }, { headers: { 'cache-control': 'public, max-age=300' } });
}
