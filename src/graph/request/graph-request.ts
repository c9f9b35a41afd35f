/** `safe`: always repeatable; `keyed`: with a key that Graph deduplicates by; `never`: only if unsent or after a 429. */
export type Repeat = 'safe' | 'keyed' | 'never';

/** A request to Microsoft Graph. `path` is encoded and starts with a slash, without the version. */
export type GraphRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly version?: 'v1.0' | 'beta';
  readonly repeat: Repeat;
  /** How to check whether a write with a lost response has happened: a sentence such as `Look in Sent Items.` */
  readonly verify?: string;
};

/** A parsed response. `body` is undefined if empty; `requestId` is what Microsoft support asks for. */
export type GraphAnswer = {
  readonly status: number;
  readonly body: unknown;
  readonly requestId: string | undefined;
  readonly bytes: number;
};
