/**
 * MCP tool annotations. `destructiveHint` and `idempotentHint` are omitted for read-only tools: the specification
 * defines these hints only for other tools, and the hints would cost more than 1,000 tokens for 136 tools.
 */
export type Annotations = {
  readonly title: string;
  readonly readOnlyHint: boolean;
  readonly destructiveHint?: boolean;
  readonly idempotentHint?: boolean;
  readonly openWorldHint: boolean;
};

export function annotationsOf(facts: {
  readonly title: string;
  readonly kind: 'read' | 'write' | 'send' | 'destroy';
  readonly overwrites?: boolean;
  readonly repeat: 'safe' | 'keyed' | 'never';
  readonly openWorld: boolean;
}): Annotations {
  if (facts.kind === 'read')
    return { title: facts.title, readOnlyHint: true, openWorldHint: facts.openWorld };
  return {
    title: facts.title,
    readOnlyHint: false,
    // Sending counts as destructive, because a sent message cannot be recalled. Clients ask the user to confirm calls
    // to tools with this hint.
    destructiveHint: facts.kind === 'destroy' || facts.kind === 'send' || facts.overwrites === true,
    idempotentHint: facts.repeat === 'safe',
    openWorldHint: facts.openWorld,
  };
}
