import type { ToolError } from '../errors.ts';
import type { PageJob } from '../documents/page-reader.ts';
import type { TextJob } from '../documents/text-of-document.ts';
import type { TextSlice } from '../documents/text-slice.ts';
import type { Content, Span } from '../graph/content/content.ts';
import type { JobState } from '../graph/content/follow-job.ts';
import type { Part, Progress } from '../graph/content/upload.ts';
import type { OperationIndex } from '../graph/operations/operation-index.ts';
import type { ScopeOfRequest } from '../graph/operations/scopes/scopes-of-request.ts';
import type { OperationSearch } from '../graph/operations/search/operation-search.ts';
import type { GraphAnswer, GraphRequest } from '../graph/request/graph-request.ts';
import type { ProviderAnswer, ProviderRequest } from '../linked/provider-request.ts';
import type { Caller } from '../policy/caller.ts';
import type { ToolFacts } from '../policy/facts.ts';
import type { Area } from './areas.ts';
import type { Surface } from './tool-state.ts';

/** One page of a list. */
export type Page = {
  readonly answer: GraphAnswer;
  /** The number of rows of this page that earlier calls have already returned. */
  readonly from: number;
  /** The marks of the last rows that earlier calls have returned; see `startOf`. */
  readonly after: readonly string[];
  /** False if the call uses a cursor to continue a list. */
  readonly isFirst: boolean;
  /**
   * A cursor for the next page, or for later changes; undefined if Graph offers neither, or if `sealsNext` is false.
   */
  readonly cursor: string | undefined;
  /** Returns the value that `cursor` would have if `sealsNext` were not false. */
  nextCursor(): Promise<string | undefined>;
  /**
   * Creates a cursor that continues this page at the given position, for pages too long to show at once. For a position
   * among rows, use `cursorAt`.
   */
  cursorFrom(position: number, after?: readonly string[]): Promise<string>;
  /** Creates a cursor that restarts this list with different arguments, at a position on its first page. */
  cursorWith(
    args: Readonly<Record<string, unknown>>,
    /**
     * How many rows of the list's first page have been returned, the marks of those rows, and how many rows to request.
     */
    place: Pick<Page, 'from' | 'after'> & { readonly rows: number },
  ): Promise<string>;
  /** Requests the first page of this list. */
  restart(): Promise<Page>;
  /** Requests the next page; undefined on the last page. */
  readonly next: (() => Promise<Page>) | undefined;
};

export type PageOptions = { readonly sealsNext?: boolean };

/** Streams file content and extracts text. Policy checks these requests, too. */
export type FileAccess = {
  /**
   * Passes the content from a GET such as `…/content` or `…/$value` to `use` as a stream, and closes the stream
   * afterwards.
   */
  read<T>(request: GraphRequest, span: Span, use: (content: Content) => Promise<T>): Promise<T>;
  /**
   * Queries the progress of an upload session. `request` is the request that opened the session; `address` is the
   * session's URL.
   */
  progress(request: GraphRequest, address: string): Promise<Progress>;
  /** Sends one part to an upload session. */
  send(request: GraphRequest, address: string, part: Part): Promise<Progress>;
  /**
   * Follows the job that `request` started, for as long as one call can wait. `address` is the job's address from the
   * response.
   */
  follow(request: GraphRequest, address: string): Promise<JobState>;
  /** Extracts a slice of a file's text; throws `ToolError` for files that cannot be read within the limits. */
  textOf(job: TextJob): Promise<TextSlice>;
  /**
   * Extracts a page of a file's text, and keeps the text after that page for this caller. `content` is the request that
   * `load` sends.
   */
  pageOf(job: PageJob & { readonly content: GraphRequest }): Promise<TextSlice>;
};

/** The operations of Microsoft Graph, and which of them this caller may use. */
export type Operations = {
  readonly index: () => OperationIndex;
  readonly search: () => Promise<OperationSearch>;
  /** Returns the least-privileged delegated permission for a request; undefined if the permission is unknown. */
  readonly scopeOf: ScopeOfRequest;
  /** Returns the tools that are listed for the caller. */
  tools(): readonly {
    readonly name: string;
    readonly area: Area;
    readonly about: string;
    readonly kind: ToolFacts['kind'];
    readonly operation: string;
  }[];
  /** Returns the reason why policy refuses a request from the named tool; undefined if policy allows the request. */
  whyRefused(
    tool: string,
    request: Pick<GraphRequest, 'method' | 'path' | 'version' | 'body'>,
  ): string | undefined;
};

/**
 * The API of the tool's provider, used with the account that the user has linked. Only for tools with a provider. If no
 * account is linked, the call ends and the user is asked to link one.
 */
export type LinkedAccess = {
  /** Sends one request; throws `ToolError` for refusals and failures that the model can act on. */
  send(request: ProviderRequest): Promise<ProviderAnswer>;
  /** Removes the link to the account. Returns false if no account was linked. */
  unlink(): Promise<boolean>;
};

/** The interface for a running tool. Policy checks every request that the tool sends to Graph. */
export type ToolCall = {
  readonly caller: Caller;
  /** Sends one Graph request; throws `ToolError` for refusals and failures that the model can act on. */
  graph(request: GraphRequest): Promise<GraphAnswer>;
  /** Sends at most 20 requests in one round trip; returns a response or an error for each, in the same order. */
  batch(requests: readonly GraphRequest[]): Promise<readonly (GraphAnswer | ToolError)[]>;
  /**
   * Requests a page of a list: the first page, or the cursor's page if the call continues a list. Sealing a cursor
   * takes a tenth of a call's CPU time, so `sealsNext` is false for tools that create their cursors themselves.
   */
  page(first: GraphRequest, options?: PageOptions): Promise<Page>;
  /** Continues the list that a cursor refers to; throws `ToolError('bad_cursor')` if this user has no such cursor. */
  resume(cursor: string): Promise<ToolResult>;
  readonly graphOrigin: string;
  /**
   * For long text: the number of characters that earlier calls returned, and a function that creates a cursor for a
   * position in the text.
   */
  readonly text: { readonly from: number; readonly cursorFrom: (position: number) => Promise<string> };
  /** Seals data for a later call of this tool by the same user. */
  seal(facts: Readonly<Record<string, unknown>>, lifetimeSeconds: number): Promise<string>;
  /** Opens data that this tool sealed for the same user; throws `ToolError('bad_cursor')` for anything else. */
  open(sealed: string): Promise<Readonly<Record<string, unknown>>>;
  /** Returns the Graph permissions in the On-Behalf-Of token, such as `Mail.Read`. */
  grantedScopes(): Promise<readonly string[]>;
  /** What Portico knows about Graph's operations. */
  readonly operations: Operations;
  /** Returns the tools that the caller can use, and the reasons why other tools are unavailable. */
  surface(): Promise<Surface>;
  /**
   * Returns the time at which the call started or, if the call continues a list, the time at which the list started.
   */
  now(): Date;
  /** Aborts at the call's deadline or when the client disconnects. */
  readonly signal: AbortSignal;
  /** Waits for `ms` milliseconds; returns false if the call ends before that. */
  pause(ms: number): Promise<boolean>;
  readonly files: FileAccess;
  readonly linked: LinkedAccess;
};

/** A link in a result to a resource that the client can read with `resources/read`. */
export type ResourceLink = {
  readonly uri: string;
  readonly name: string;
  readonly mimeType?: string;
  /** Size in bytes. */
  readonly size?: number;
};

/** A picture in a result, as base64. */
export type Picture = { readonly data: string; readonly mimeType: string };

export type ToolResult = {
  /** The text for the model. */
  readonly text: string;
  readonly pictures?: readonly Picture[];
  /** Present if the tool declares an output schema, or the URL asks for structured output. */
  readonly structured?: Readonly<Record<string, unknown>>;
  readonly links?: readonly ResourceLink[];
};
