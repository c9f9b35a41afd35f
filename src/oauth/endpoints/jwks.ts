import { metadataJson } from '../../http/response/respond.ts';
import type { Endpoint } from '../oauth-endpoint.ts';

/**
 * Serves an empty key set (RFC 7517, section 5). Only this server can open its tokens, so there is nothing for others
 * to verify.
 */
export const jwks: Endpoint = async () => metadataJson({ keys: [] });
