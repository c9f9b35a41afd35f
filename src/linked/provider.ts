import type { ProviderName } from '../config/provider-names.ts';

/** Everything that is specific to one provider of linked accounts, except its tools. */
export type Provider = {
  readonly name: ProviderName;
  /** The name by which users know the provider. */
  readonly title: string;
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  /** Absent if the provider has no revocation endpoint (RFC 7009). */
  readonly revocationEndpoint?: string;
  /** The base URL of the provider's API, without a trailing slash. */
  readonly api: string;
  /** The name of the secret in Key Vault that holds the client secret. The client id is a setting. */
  readonly clientSecret: string;
  /** Additional parameters of the authorization request. */
  readonly authorizationParameters?: Readonly<Record<string, string>>;
  /**
   * The scopes that the provider's tools may need, each described for the user who links an account. The page shows the
   * scopes in the order of this record: first what apps can see, then what apps can do.
   */
  readonly scopes: Readonly<Record<string, string>>;
  /** The provider's page where users can see and remove apps. */
  readonly accountPage: string;
  readonly limits: {
    /** How long to wait after status 429 without Retry-After. */
    readonly retryAfterSeconds: number;
    /** The longest wait within a call. Longer waits are left to the client. */
    readonly longestWaitSeconds: number;
  };
  /** Explains an error response from the API. Returns undefined if the status alone explains the error. */
  readonly explain: (failure: ApiFailure) => Explained | 'missing scope' | undefined;
};

/** An error response from a provider's API. `text` is the start of the body, in most cases JSON. */
export type ApiFailure = { readonly status: number; readonly text: string; readonly method: string };

/** A stable code for the audit trail, and a sentence for the model. */
export type Explained = { readonly code: string; readonly message: string };

/** The user who owns a link. */
export type Owner = { readonly tid: string; readonly oid: string };
