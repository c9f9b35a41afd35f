/** How a request may be repeated: freely, under a key that Graph honours, or only where no byte was written or Graph said 429. */
export type Repeat = 'safe' | 'keyed' | 'never';

/** One request to Microsoft Graph, before a token is known. `path` is encoded and starts with a slash, without version. */
export type GraphRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly version?: 'v1.0' | 'beta';
  readonly repeat: Repeat;
  /** How to find out whether a write whose answer was lost has happened: a sentence such as `Look in Sent Items.` */
  readonly verify?: string;
};

/** What Graph answered: the parsed body (undefined for none), and the ids that support asks for. */
export type GraphAnswer = {
  readonly status: number;
  readonly body: unknown;
  readonly requestId: string | undefined;
  readonly bytes: number;
};
