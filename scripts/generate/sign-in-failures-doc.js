import { importSources } from '../import-sources.js';

const FILE = 'docs/sign-in-failures.md';

const SOURCES = `
export { causesByKind } from './src/entra/causes/explain.ts';
export { notAdmitted } from './src/entra/causes/account-causes.ts';
export { unusableToken, wrongClock } from './src/entra/causes/configuration-causes.ts';
export { portalLinksOf, fill } from './src/entra/causes/links.ts';
export { serviceStates } from './src/entra/causes/service-states.ts';
`;

/**
 * @typedef {{ code: string, cause: string, owner: 'person' | 'administrator' | 'operator', action: string, link:
 * string }} Row
 */

const owners = { person: 'the person', administrator: 'an administrator', operator: "Portico's operator" };

/** Placeholders for the parts of links that depend on the deployment. */
const placeholders = {
  portico: '`PUBLIC_URL`',
  app: '`ENTRA_CLIENT_ID`',
  tenant: '`ENTRA_TENANT_ID`',
  consent: 'the admin consent link of the message',
  signOut: 'https://login.microsoftonline.com/`ENTRA_TENANT_ID`/oauth2/v2.0/logout',
  overview: '[app registration, Overview]',
  credentials: '[app registration, Certificates & secrets]',
  authentication: '[app registration, Authentication]',
  exposedApi: '[app registration, Expose an API]',
};

/** Writes the documentation page about sign-in failures. */
export async function signInFailuresFile() {
  const { causesByKind, notAdmitted, unusableToken, wrongClock, portalLinksOf, fill, serviceStates } =
    await importSources(SOURCES);
  const links = { ...portalLinksOf('public'), ...placeholders };

  /** @param {readonly Row[]} rows */
  const table = (rows) => [
    '| code | what it means | who can fix it | what to do | where |',
    '|---|---|---|---|---|',
    ...rows.map(
      ({ code, cause, owner, action, link }) =>
        `| ${code} | ${cause} | ${owners[owner]} | ${fill(action, links)} | ${where(fill(link, links))} |`,
    ),
  ];

  const sections = Object.entries(causesByKind).flatMap(([kind, rows]) => [`## ${kind}`, ...table(rows), '']);
  const lines = [
    '# When sign-in fails',
    '',
    '<!-- Written by `npm run generate` from src/entra/causes. Do not edit. -->',
    '',
    'Portico explains each refusal from Entra in the same words: on its pages, in OAuth errors and in tool errors. A message',
    'contains the code, the trace id, the correlation id and the time of the request, and no other text from Entra. In',
    'messages, links contain the ids of the deployment; in other clouds they open the portals of those clouds.',
    '',
    'A code that is not listed here is explained at `https://login.microsoftonline.com/error?code=` with its number at the',
    'end. Send the message to an administrator, who finds the sign-in by its ids and time in the sign-in log.',
    '',
    ...sections,
    "## Portico's own rules",
    'Entra accepted the sign-in, but Portico refuses the account or the token. The message says why. It has no ids and no',
    'time, because no request failed at Entra.',
    '',
    ...table([
      {
        ...notAdmitted,
        cause: 'The account is a guest or belongs to another organisation, and the settings do not allow it.',
      },
      {
        ...unusableToken,
        cause: 'The token has a fault that does not depend on the user, such as version 1.0.',
      },
      { ...wrongClock, cause: 'The clock of this server is wrong, so that a new token seems to be invalid.' },
    ]),
    '',
    '## Licences and services in Microsoft 365',
    'These are codes of tool errors, from the audit trail. They mean that Microsoft Graph refuses the person although the',
    'sign-in succeeded.',
    '',
    ...table(Object.values(serviceStates)),
  ];
  return new Map([[FILE, `${lines.join('\n')}\n`]]);
}

/** @param {string} link */
function where(link) {
  if (/^(azd|npm) /.test(link)) return `\`${link}\``;
  return link.replaceAll(/[[\]]/g, '');
}
