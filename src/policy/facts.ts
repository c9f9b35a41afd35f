import type { Config } from '../config/config.ts';

export type PolicyRules = Pick<
  Config,
  'toolsets' | 'enabledTools' | 'readOnly' | 'externalSend' | 'graphBeta'
>;

export type ToolFacts = {
  readonly name: string;
  readonly area: string;
  readonly kind: 'read' | 'write' | 'send' | 'destroy';
  readonly presets: readonly string[];
  /** The main Graph request, such as `GET /me/messages`. */
  readonly operation?: string;
  /** It continues results of other tools; policy is checked again for each of those. */
  readonly companion?: boolean;
};

/** The tool that makes a Graph request. */
export type Operation = {
  readonly tool: string;
  readonly kind: ToolFacts['kind'];
  readonly area?: string;
  /** Paths outside its area that the tool itself reads. */
  readonly supportingReads?: readonly string[] | undefined;
};

export type Refusal = { readonly rule: string; readonly reason: string };

/** Whether a bound of toolsets or tools includes this one. */
export function isWithin(bound: 'all' | readonly string[], name: string): boolean {
  return bound === 'all' || bound.includes(name);
}
