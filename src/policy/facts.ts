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
  /** The tool's main Graph request, such as `GET /me/messages`. */
  readonly operation?: string;
  /**
   * True if the tool returns further pages of other tools' results. Policy then also checks the tool that returned the
   * first page.
   */
  readonly companion?: boolean;
  /** The Graph permissions without which the tool cannot work. */
  readonly scopes?: readonly string[];
  /** The permissions that the tool needs in other areas, by area. */
  readonly scopesElsewhere?: Readonly<Partial<Record<string, readonly string[]>>>;
};

/** What policy knows about the tool that sends a Graph request. */
export type Operation = {
  readonly tool: string;
  readonly kind: ToolFacts['kind'];
  readonly area?: string;
  /** Paths outside the tool's area that the tool reads for its own purposes. */
  readonly supportingReads?: readonly string[] | undefined;
};

/** The parts of a Microsoft Graph request that policy depends on. `path` is final: encoded, without the version. */
export type JudgedRequest = {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly version?: 'v1.0' | 'beta';
};

export type Refusal = { readonly rule: string; readonly reason: string };

/** Returns whether a list of allowed toolsets or tools includes `name`. */
export function isWithin(bound: 'all' | readonly string[], name: string): boolean {
  return bound === 'all' || bound.includes(name);
}
