/** The tool annotations of MCP: the title and all four hints. */
export type Annotations = {
  readonly title: string;
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
};

export function annotationsOf(facts: {
  readonly title: string;
  readonly kind: 'read' | 'write' | 'send' | 'destroy';
  readonly overwrites?: boolean;
  readonly repeat: 'safe' | 'keyed' | 'never';
  readonly openWorld: boolean;
}): Annotations {
  const readOnly = facts.kind === 'read';
  return {
    title: facts.title,
    readOnlyHint: readOnly,
    // A sent message cannot be taken back. Clients ask the user to confirm calls with this hint.
    destructiveHint: facts.kind === 'destroy' || facts.kind === 'send' || facts.overwrites === true,
    idempotentHint: readOnly || facts.repeat === 'safe',
    openWorldHint: facts.openWorld,
  };
}
