/** The beginnings of actions that cannot be undone, that end something, or that lock a user out. */
const destructive = [
  'abort',
  'activate',
  'applydecisions',
  'archive',
  'assignlicense',
  'block',
  'bypass',
  'cancel',
  'changepassword',
  'clean',
  'clear',
  'close',
  'confirmcompromised',
  'deactivate',
  'decline',
  'delete',
  'disable',
  'discard',
  'disconnect',
  'dismiss',
  'end',
  'forcedelete',
  'invalidate',
  'leave',
  'lock',
  'logout',
  'offboard',
  'permanentdelete',
  'purge',
  'reboot',
  'reject',
  'release',
  'remotelock',
  'remove',
  'reset',
  'restorefactory',
  'retire',
  'revoke',
  'shutdown',
  'softdelete',
  'stop',
  'terminate',
  'unassign',
  'unpublish',
  'wipe',
] as const;

/** Actions with such a beginning that end only a filter or a state of the user, who can set it again. */
const harmless: ReadonlySet<string> = new Set([
  'clearfilters',
  'clearpresence',
  'clearuserpreferredpresence',
  'dismissreminder',
  'endbreak',
  'endworkingtime',
  'removefavorite',
  'resetunseencount',
]);

/** Actions and collections that send something to people. */
const sending: ReadonlySet<string> = new Set([
  'invite',
  'createlink',
  'invitations',
  'accept',
  'decline',
  'tentativelyaccept',
  'messages',
  'replies',
  'posts',
  'threads',
  'conversations',
  'appointments',
  // Sends an email to an address that the author of the message chose.
  'unsubscribe',
]);

/**
 * Returns whether an action counts as destructive. `assign` counts, because it replaces all assignments of a policy or
 * an app.
 */
export function destroys(action: string): boolean {
  if (harmless.has(action)) return false;
  return action === 'assign' || destructive.some((beginning) => action.startsWith(beginning));
}

/** Matches the beginnings of other actions that send something, such as `replyWithQuote` and `forwardToChat`. */
const sendingVerb = /^(?:send|reply|forward)/;

/** Returns whether an action or collection sends something to people. */
export function sends(word: string): boolean {
  return sending.has(word) || sendingVerb.test(word);
}
