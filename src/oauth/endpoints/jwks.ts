import type { Handler } from '../../http/request-context.ts';
import { metadataJson } from '../../http/response/respond.ts';

/**
 * Serves an empty key set (RFC 7517, section 5). Only this server can open its tokens, so there is nothing for others
 * to verify.
 */
export const jwks: Handler = async () => metadataJson({ keys: [] });
