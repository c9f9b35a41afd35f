/** The words in Microsoft Graph's and Portico's own paths that can be written to logs and telemetry. */
const known: ReadonlySet<string> = new Set(
  `$batch $count $ref $value accept account applications approvals archive assignLicense attachments auditLogs authorize
  beta buckets calendar calendarGroups calendarView calendars callback cancel channels chats checklistItems childFolders
  children columns conditionalAccess connect consent contactFolders contacts content copy createLink createReply
  createReplyAll createForward createUploadSession decline delta details deviceManagement devices direct
  directReports directoryAudits directoryRoles domains drafts drive drives dismissReminder events extensions fields
  findMeetingTimes forward following getByPath getMailTips getMemberGroups getSchedule groups health healthz hostedContents identity
  identityGovernance inbox instances invitations invite items joinedTeams jwks licenseDetails lists logout mailFolders
  mailboxSettings managedDevices manager mcp me memberOf members messageRules messages move notebooks oauth2PermissionGrants
  onenote onlineMeetings organization outlook ownedObjects owners pages people permissions photo photos places planner plans policies
  presence primaryChannel query readyz recent register replies reply replyAll reports revoke root search sections send
  sendMail sentitems servicePrincipals setPresence setReaction setStatusMessage sharedWithMe shares signIns sites
  snoozeReminder sse subscribedSkus subscriptions tasks teams tentativelyAccept thumbnails todo token transcripts
  transitiveMemberOf transitiveMembers undoSoftDelete unfollow unsetReaction userinfo users v1.0 versions
  microsoft.graph.group microsoft.graph.room microsoft.graph.roomList microsoft.graph.sitePage microsoft.graph.user
  oauth-authorization-server oauth-protected-resource openid-configuration .well-known`
    .split(/\s+/)
    .map((word) => word.toLowerCase()),
);

/** Replaces every path segment that is not a known word with `{id}`, as in `/users/{id}/messages`. */
export function redactPath(path: string): string {
  return path
    .split('/')
    .map((part) => {
      const call = part.indexOf('(');
      const word = call < 0 ? part : part.slice(0, call);
      if (word === '') return '';
      if (!known.has(word.toLowerCase())) return '{id}';
      return call < 0 ? word : `${word}()`;
    })
    .join('/');
}

/** Matches a path, including the arguments of its functions, or a query, including quoted values. Takes linear time. */
const pathOrQuery = /(?:\/[^\s/"'?#,;<>()]+(?:\([^()]*\)?)?)+|\?(?:[^\s"'<>]|"[^"]*"?|'[^']*'?)*/g;

/** Redacts every path in text and removes query strings. */
export function redactPathsIn(text: string): string {
  return text.replace(pathOrQuery, (run) => (run.startsWith('?') ? '' : redactPath(run)));
}
