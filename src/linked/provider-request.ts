import type { ConfiguredProvider } from './configured-provider.ts';
import type { Owner } from './provider.ts';

/** A request to a provider's API. `path` begins with a slash and is encoded; it is relative to the provider's API. */
export type ProviderRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
};

/** A successful response. `body` is parsed JSON, or undefined if there is none. */
export type ProviderAnswer = { readonly status: number; readonly body: unknown; readonly bytes: number };

/** The user and the provider of a request. */
export type ProviderUse = {
  readonly provider: ConfiguredProvider;
  readonly owner: Owner;
  /** The scopes that the tool needs. */
  readonly scopes: readonly string[];
  /** Aborts at the call's deadline. */
  readonly signal: AbortSignal;
  readonly requestId: string;
  /** Called once, before the first byte is sent. */
  readonly onSend: () => void;
};
