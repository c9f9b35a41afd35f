import { addressOf, type Company, type Quirk } from '../../standins/tenant/people.ts';
import type { TenantSource } from '../../standins/tenant/tenant.ts';
import { tourCommand } from '../tour/tour-arguments.ts';

export function headingFor(company: Company): string {
  return `Portico demo: the fictional company ${company.name}, running entirely on this machine\n\n`;
}

/**
 * Returns a list of the settings that another program needs in order to use the stand-ins, for example to check what a
 * client has changed there.
 */
export function settingsText(settings: Readonly<Record<string, string>>): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  return `\nSettings of the stand-ins\n${lines.join('\n')}\n`;
}

export function startedLine(name: string, origin: string): string {
  return `  started   ${name.padEnd(18)} ${origin}\n`;
}

/** The maximum number of people to list. */
const MAX_LISTED = 40;

export function welcomeText(
  publicUrl: string,
  { people, hasSpotify = false }: Pick<TenantSource, 'people'> & { readonly hasSpotify?: boolean },
): string {
  const mcp = `${publicUrl}/mcp`;
  const more = people.length > MAX_LISTED ? `\n  and ${people.length - MAX_LISTED} more` : '';
  const rows = people.slice(0, MAX_LISTED).map((person) => {
    const special = person.quirk === undefined ? '' : `   ${quirks[person.quirk]}`;
    const role = person.roles.length === 0 ? '' : `, ${person.roles.join(' ')}`;
    return `  ${addressOf(person).padEnd(32)} ${(person.title + role).padEnd(36)}${special}`.trimEnd();
  });
  const tour = tourCommand(publicUrl, people);
  return `
MCP URL   ${mcp}
${hasSpotify ? `          ${mcp}?toolsets=default,spotify   also lists the tools for Spotify\n` : ''}Page      ${publicUrl}/

Who can sign in (choose anyone; there are no passwords)
${rows.join('\n')}${more}

Connect a client
${tour === undefined ? '' : `  a first look      ${tour}\n`}  Claude Code       claude mcp add --transport http portico ${mcp}
  VS Code           run the command MCP: Add Server, choose HTTP and enter ${mcp}
  Gemini CLI        gemini mcp add --transport http portico ${mcp}
  MCP Inspector     npx @modelcontextprotocol/inspector
  any stdio client  npx -y mcp-remote ${mcp}

Stop it with Ctrl-C. Audit events appear below, one per line.

`;
}

const quirks: Readonly<Record<Quirk, string>> = {
  'needs-mfa': 'needs a second factor on the first call',
  'needs-consent': 'needs an administrator to consent first',
  guest: 'is a guest and is refused',
  disabled: 'has left: the account is disabled',
  'many-groups': 'is in more groups than fit in a token',
  'loses-role': 'loses the role at the first refresh',
};
