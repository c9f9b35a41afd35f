import type { Tool } from './define.ts';

/**
 * A tool's data: everything but its code. Lists, policy, audit and the consent page need nothing else, so no tool is
 * loaded at startup.
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
