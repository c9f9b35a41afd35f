import type { Config } from '../config/config.ts';
import type { Tool } from '../tools/define.ts';
import { resourceMetadataUrl, type BearerGate } from '../http/bearer.ts';
import type { Admission } from '../policy/caller.ts';
import { createCatalogue } from '../calls/tool-catalogue.ts';
import type { ServingNeeds } from './serving.ts';
import { createTenantDomains } from '../calls/tenant-domains.ts';

/** Everything that the MCP endpoint works with. */
export type McpNeeds = BearerGate<Admission> &
  ServingNeeds & {
    readonly config: Config;
    /** Whether hot messages are answered without the SDK; true unless said otherwise. */
    readonly fastPath?: boolean;
  };

/** What the composition root hands over; `now` is in milliseconds since 1970. */
export type McpParts = Omit<McpNeeds, 'catalogue' | 'tenantDomains' | 'resourceMetadata'> & {
  readonly tools: readonly Tool[];
};

/** Adds what has to outlive a request, such as the catalogue with its written lists. The resource is `/mcp`. */
export function prepareMcp({ tools, ...parts }: McpParts): McpNeeds {
  return {
    ...parts,
    resourceMetadata: resourceMetadataUrl(parts.config.publicUrl, '/mcp'),
    catalogue: createCatalogue(tools),
    tenantDomains: createTenantDomains(parts.now),
  };
}
