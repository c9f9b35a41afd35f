/**
 * @typedef {object} NeedyTool
 * @property {string} name
 * @property {readonly string[]} scopes
 * @property {readonly string[]} [optionalScopes]
 * @property {Readonly<Partial<Record<string, readonly string[]>>>} [scopesElsewhere]
 * @property {readonly string[]} [sharedScopes]
 *
 * @typedef {object} Knowledge
 * @property {(name: string) => string | undefined} permissionInWords
 * @property {(name: string) => boolean} needsAdministrator
 * @property {(granted: readonly string[], needed: string) => boolean} covers
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {string} words
 * @property {boolean} admin whether only an administrator can grant it
 * @property {readonly string[]} includedIn other permissions of the report that include this one
 * @property {readonly string[]} required the tools that cannot work without it
 * @property {readonly string[]} optional the tools that do more with it
 * @property {readonly string[]} shared the tools that need it for somebody else's mailbox
 */

/**
 * Returns the permissions that some tools need, in alphabetical order.
 * @param {readonly NeedyTool[]} tools @param {(area: string) => boolean} isReachable @param {Knowledge} known
 * @returns {readonly Row[]}
 */
export function permissionReport(tools, isReachable, { permissionInWords, needsAdministrator, covers }) {
  const needs = tools.flatMap((tool) => needsOf(tool, isReachable));
  const names = [...new Set(needs.map(({ permission }) => permission))].toSorted();
  return names.map((name) => {
    /** @param {string} why */
    const toolsFor = (why) => [
      ...new Set(
        needs.filter((need) => need.permission === name && need.why === why).map(({ tool }) => tool),
      ),
    ];
    return {
      name,
      words: permissionInWords(name) ?? name,
      admin: needsAdministrator(name),
      includedIn: names.filter((other) => other !== name && covers([other], name)),
      required: toolsFor('required'),
      optional: toolsFor('optional'),
      shared: toolsFor('shared'),
    };
  });
}

/**
 * @param {NeedyTool} tool @param {(area: string) => boolean} isReachable
 * @returns {readonly { tool: string, permission: string, why: 'required' | 'optional' | 'shared' }[]}
 */
function needsOf(
  { name, scopes, optionalScopes = [], scopesElsewhere = {}, sharedScopes = [] },
  isReachable,
) {
  const elsewhere = Object.entries(scopesElsewhere).flatMap(([area, names = []]) =>
    isReachable(area) ? names : [],
  );
  const kinds = /** @type {const} */ ([
    ['required', scopes],
    ['optional', [...optionalScopes, ...elsewhere]],
    ['shared', sharedScopes],
  ]);
  return kinds.flatMap(([why, names]) => names.map((permission) => ({ tool: name, permission, why })));
}

/** @param {readonly Row[]} rows */
export function renderReport(rows) {
  const own = rows.filter(({ required, optional }) => required.length + optional.length > 0);
  const shared = rows.filter((row) => !own.includes(row));
  return [
    'Delegated Microsoft Graph permissions. "admin": only an administrator can grant it.',
    '',
    ...rows.flatMap(renderRow),
    `To request: ${broadest(own) || 'none'}`,
    ...(shared.length > 0 ? [`For other people's mailboxes also: ${broadest(shared)}`] : []),
  ].join('\n');
}

/** Leaves out permissions that another row includes. @param {readonly Row[]} rows */
function broadest(rows) {
  const names = rows.map(({ name }) => name);
  return rows
    .filter(({ includedIn }) => !includedIn.some((other) => names.includes(other)))
    .map(({ name }) => name)
    .join(' ');
}

/** @param {Row} row */
function renderRow({ name, words, admin, includedIn, required, optional, shared }) {
  const line = (/** @type {string} */ what, /** @type {readonly string[]} */ tools) =>
    tools.length === 0 ? [] : [`  ${what}: ${tools.join(', ')}`];
  return [
    `${name}${admin ? ' (admin)' : ''}: ${words}${includedIn.length > 0 ? `; included in ${includedIn.join(', ')}` : ''}`,
    ...line('needed by', required),
    ...line('does more with it', optional),
    ...line("for other people's mailboxes", shared),
    '',
  ];
}
