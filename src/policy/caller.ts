/** Rules and metrics use `class`. `assertedName` is chosen by the client: it is shown, never trusted. */
export type ClientIdentity = {
  /** CIMD origin, configured id, or redirect host. */
  readonly class: string;
  readonly id: string;
  readonly assertedName?: string;
};

/** An upper bound in a token: tool areas, and whether it may only read. */
export type Ceiling = { readonly toolsets: 'all' | readonly string[]; readonly readOnly: boolean };

/** The tools that the URL of this request selects; policy is always an upper bound. */
export type ToolSelection = {
  readonly preset: 'default' | 'lite' | 'core' | 'all';
  readonly toolsets?: readonly string[] | undefined;
  readonly readOnly: boolean;
};

/** The verified person of a request, acting through a client. */
export type Caller = {
  readonly tid: string;
  readonly oid: string;
  /** Scopes of our own API in the token (`access_as_user`). */
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  readonly client: ClientIdentity;
  readonly grant: 'code' | 'direct';
  readonly ceiling: Ceiling;
  readonly selection: ToolSelection;
};

/** A verified access token. `assertion` is the Entra token for On-Behalf-Of; `expiresAt` is in seconds since 1970. */
export type Admission = {
  readonly caller: Caller;
  readonly assertion: string;
  readonly expiresAt: number;
  /** The token family of the sign-in; direct Entra tokens have none. */
  readonly family?: { readonly partition: string; readonly id: string } | undefined;
};
