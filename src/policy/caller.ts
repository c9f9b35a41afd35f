import type { DigestedToken } from '../base/sha256.ts';
import type { PresetName } from './presets.ts';

/** Rules and metrics use `class`. `assertedName` is chosen by the client, so it is displayed but never trusted. */
export type ClientIdentity = {
  /** Origin of the metadata document, configured client id, or host of the redirect URI. */
  readonly class: string;
  readonly id: string;
  readonly assertedName?: string;
};

/**
 * Returns the equivalent forms of a client's class: the host of an app's redirect URI and the origin of its metadata
 * document. An app can use either form, so a block or denial of one form applies to both. A class with a private-use
 * scheme has only one form.
 */
export function formsOfClass(clientClass: string): readonly string[] {
  const origin = 'https://';
  if (clientClass.startsWith(origin)) return [clientClass, clientClass.slice(origin.length)];
  return clientClass.includes('://') ? [clientClass] : [clientClass, origin + clientClass];
}

/** The limits of a token: its tool areas, and whether it is read-only. */
export type Ceiling = { readonly toolsets: 'all' | readonly string[]; readonly readOnly: boolean };

/** The tools that the URL of this request selects. The selection never exceeds what policy allows. */
export type ToolSelection = {
  readonly preset: PresetName;
  readonly toolsets?: readonly string[] | undefined;
  /** Toolsets whose tools are listed in addition to those of the preset. */
  readonly addedToolsets?: readonly string[] | undefined;
  readonly readOnly: boolean;
  /** True if tools/list must use only simple JSON Schema. */
  readonly plainSchemas?: boolean;
  /** True if tools that list items also return structured content, and tools/list describes that content. */
  readonly structured?: boolean;
};

/** A verified user acting through a client. */
export type Caller = {
  readonly tid: string;
  readonly oid: string;
  /** The token's scopes for our own API (`access_as_user`). */
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  readonly client: ClientIdentity;
  readonly grant: 'code' | 'direct';
  readonly ceiling: Ceiling;
  readonly selection: ToolSelection;
};

/**
 * The result of authenticating a request. `assertion` is the Entra token to exchange On-Behalf-Of; `expiresAt` is in
 * seconds since 1970.
 */
export type Admission = {
  readonly caller: Caller;
  readonly assertion: DigestedToken;
  readonly expiresAt: number;
  /** The token family of the sign-in. Direct Entra tokens have none. */
  readonly family?: { readonly partition: string; readonly id: string } | undefined;
};
