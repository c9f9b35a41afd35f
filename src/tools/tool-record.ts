import type { Tool } from './define.ts';

/**
 * The data of a tool: everything but its code. Lists, policy, audit and the consent page need no more, so a start does
 * not load any tool.
 */
export type ToolRecord = Pick<
  Tool,
  | 'name'
  | 'title'
  | 'area'
  | 'presets'
  | 'about'
  | 'kind'
  | 'companion'
  | 'scopes'
  | 'optionalScopes'
  | 'scopesElsewhere'
  | 'sharedScopes'
  | 'operation'
  | 'supportingReads'
  | 'provider'
  | 'providerScopes'
  | 'legacyNames'
  | 'annotations'
  | 'inputSchema'
> & {
  readonly outputSchema?: Tool['outputSchema'];
  readonly structuredSchema?: Tool['structuredSchema'];
};
