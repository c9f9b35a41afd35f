import type { Refusal } from './facts.ts';

/**
 * Sentences that say who can change a rule and how, for each rule that hides tools or refuses requests. Blocks are not
 * listed, because a block's reason says when the block ends.
 */
const remedies: Readonly<Record<string, string>> = {
  toolsets: 'The operator of this server can change the setting TOOLSETS.',
  'enabled-tools': 'The operator of this server can change the setting ENABLED_TOOLS.',
  'read-only':
    'Changes require a connection URL without readonly, and READ_ONLY=off on the server, which its operator can set.',
  'graph-beta': 'The operator of this server can change the setting GRAPH_BETA.',
  'external-send-deny': 'The operator of this server can change the setting EXTERNAL_SEND.',
  'token-ceiling': 'The user can sign in again to get access.',
  'url-preset':
    "The user can choose another preset in the connection URL, such as ?preset=all, or add ?toolsets=default,{area} to it, in the client's settings.",
  'url-toolsets': "The user can add the toolset to the connection URL in the client's settings.",
};

/**
 * Adds to a refusal a sentence that says who can lift the restriction on tools in this area, and how. Refusals by
 * `admit` do not contain this sentence: the callers of `admit` add it with `reasonAndRemedy`.
 */
export function withRemedy(refusal: Refusal, area = ''): Refusal {
  return { ...refusal, reason: reasonAndRemedy(refusal, area) };
}

/** Returns a refusal's reason and, if there is a remedy, who can lift the restriction on tools in this area and how. */
export function reasonAndRemedy({ rule, reason }: Refusal, area: string): string {
  const remedy = remedies[rule]?.replace('{area}', area);
  return remedy === undefined ? reason : `${reason} ${remedy}`;
}
