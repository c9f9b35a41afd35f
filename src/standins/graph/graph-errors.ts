/** The workloads behind Graph. Each workload has its own error messages. */
export type Area =
  | 'outlook'
  | 'files'
  | 'teams'
  | 'planner'
  | 'notes'
  | 'logs'
  | 'policies'
  | 'intune'
  | 'directory';

const areas: readonly (readonly [RegExp, Area])[] = [
  [/^\/(drives|sites|shares|search)\b|^\/users\/[^/]+\/drives?\b/i, 'files'],
  [/^\/(teams|chats)\b|^\/users\/[^/]+\/(chats|joinedTeams|onlineMeetings|presence)\b/i, 'teams'],
  [/^\/auditLogs\b/i, 'logs'],
  [/^\/(identity|policies)\b/i, 'policies'],
  [/^\/deviceManagement\b|^\/users\/[^/]+\/managedDevices\b/i, 'intune'],
  [/\/planner\b/i, 'planner'],
  [/\/onenote\b/i, 'notes'],
  [
    /^\/users\/[^/]+\/(messages|mailFolders|sendMail|events|calendar|calendars|calendarView|calendarGroups|contacts|contactFolders|mailboxSettings|getMailTips|findMeetingTimes|outlook|todo)\b/i,
    'outlook',
  ],
];

/** Returns the workload that serves a canonical path. */
export function areaOf(path: string): Area {
  return areas.find(([pattern]) => pattern.test(path))?.[1] ?? 'directory';
}

/** An error to send as a Graph error body. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** Converts any error that is not a GraphError to a 500. */
export function toGraphError(error: unknown): GraphError {
  return error instanceof GraphError ? error : new GraphError(500, 'generalException', 'General exception');
}

export function badRequest(message: string, code = 'BadRequest'): GraphError {
  return new GraphError(400, code, message);
}

type Format = readonly [code: string, message: string];

/** The formats of a 404. A workload that is not listed uses the directory's format. */
const notFoundFormats: Readonly<Partial<Record<Area, (what: string) => Format>>> = {
  outlook: () => ['ErrorItemNotFound', 'The specified object was not found in the store.'],
  files: () => ['itemNotFound', 'The resource could not be found.'],
  teams: (what) => ['NotFound', `No resource found with id '${what}'.`],
  planner: () => ['', 'The requested item is not found.'],
  notes: () => ['20102', 'The specified resource ID does not exist.'],
};

/** Creates a 404 in the workload's format. */
export function notFound(area: Area, what = ''): GraphError {
  const [code, message] = notFoundFormats[area]?.(what) ?? [
    'Request_ResourceNotFound',
    `Resource '${what}' does not exist or one of its queried reference-property objects are not present.`,
  ];
  return new GraphError(404, code, message);
}

/** Creates the error for an unknown Outlook id: 404 if the value looks like an id, otherwise 400. */
export function unknownOutlookId(id: string): GraphError {
  return /^AA[\w=-]{60,}$/.test(id)
    ? notFound('outlook')
    : badRequest('Id is malformed.', 'ErrorInvalidIdMalformed');
}

/**
 * The formats of a 403. Some workloads name the missing scopes; others name the wrong cause. A workload that is not
 * listed uses the directory's format.
 */
const forbiddenFormats: Readonly<Partial<Record<Area, (needed: string, granted: string) => Format>>> = {
  outlook: () => ['ErrorAccessDenied', 'Access is denied. Check credentials and try again.'],
  files: () => ['accessDenied', 'Access denied'],
  teams: (needed, granted) => [
    'Forbidden',
    `Missing scope permissions on the request. API requires one of '${needed}'. Scopes on the request '${granted}'`,
  ],
  planner: () => ['', 'You do not have the required permissions to access this item.'],
  notes: () => ['40004', 'The OAuth token provided does not have the necessary scopes.'],
  logs: (needed) => [
    'Authentication_MSGraphPermissionMissing',
    `The principal does not have required Microsoft Graph permission(s): ${needed} to call this API.`,
  ],
  policies: () => [
    'AccessDenied',
    'You cannot perform the requested operation, required scopes are missing in the token.',
  ],
  intune: (needed) => [
    'Forbidden',
    JSON.stringify({
      _version: 3,
      Message: `Application is not authorized to perform this operation. Application must have one of the following scopes: ${needed}`,
    }),
  ],
};

/** Creates a 403 in the workload's format. */
export function forbidden(
  area: Area,
  needed: readonly string[] = [],
  granted: readonly string[] = [],
): GraphError {
  const [code, message] = forbiddenFormats[area]?.(needed.join(', '), granted.join(', ')) ?? [
    'Authorization_RequestDenied',
    'Insufficient privileges to complete the operation.',
  ];
  return new GraphError(403, code, message);
}

/** The ids and the time for a Graph response. */
export type RequestIds = { readonly requestId: string; readonly clientRequestId: string; readonly at: Date };

export function errorBody(error: Pick<GraphError, 'code' | 'message'>, ids: RequestIds): unknown {
  return {
    error: {
      code: error.code,
      message: error.message,
      innerError: {
        date: ids.at.toISOString().slice(0, 19),
        'request-id': ids.requestId,
        'client-request-id': ids.clientRequestId,
      },
    },
  };
}
