/** Who asks through which program: `class` is what rules and figures go by, `assertedName` is shown and never trusted. */
export type ClientIdentity = {
  /** CIMD origin, configured id, or redirect host. */
  readonly class: string;
  readonly id: string;
  readonly assertedName?: string;
};

/** An upper bound that a token carries: tool areas and whether only reads may happen. */
export type Ceiling = { readonly toolsets: 'all' | readonly string[]; readonly readOnly: boolean };

/** What the URL of this request asks to see: a preset of the catalogue, or named toolsets; never more than the rules allow. */
export type ToolSelection = {
  readonly preset: 'default' | 'lite' | 'core' | 'all';
  readonly toolsets?: readonly string[] | undefined;
  readonly readOnly: boolean;
};

/** A verified person behind a verified token, acting through a client. */
export type Caller = {
  readonly tid: string;
  readonly oid: string;
  /** The scopes of our own API that the token carries (`access_as_user`). */
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  readonly client: ClientIdentity;
  readonly grant: 'code' | 'direct';
  readonly ceiling: Ceiling;
  readonly selection: ToolSelection;
};

/** A verified access token: who calls, the Entra token to exchange On-Behalf-Of, and when it ends (seconds since 1970). */
export type Admission = {
  readonly caller: Caller;
  readonly assertion: string;
  readonly expiresAt: number;
  /** Where the sign-in that the token came of is remembered; a direct token of Entra has none here. */
  readonly family?: { readonly partition: string; readonly id: string } | undefined;
};
