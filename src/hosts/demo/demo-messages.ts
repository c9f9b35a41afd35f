import { addressOf, demoTenant, people, type Quirk } from '../../standins/tenant/people.ts';

/** The first line that the demo says. */
export const heading = `Portico demo: the invented company ${demoTenant.name}, all of it on this machine\n\n`;

/** Says that a part is up. */
export function startedLine(name: string, origin: string): string {
  return `  started   ${name.padEnd(18)} ${origin}\n`;
}

/** Says where the server is, who can sign in, and how clients are connected. */
export function welcomeText(publicUrl: string): string {
  const mcp = `${publicUrl}/mcp`;
  const rows = people.map((person) => {
    const special = person.quirk === undefined ? '' : `   ${quirks[person.quirk]}`;
    const role = person.roles.length === 0 ? '' : `, ${person.roles.join(' ')}`;
    return `  ${addressOf(person).padEnd(32)} ${(person.title + role).padEnd(36)}${special}`.trimEnd();
  });
  const code = JSON.stringify({ name: 'portico', type: 'http', url: mcp });
  return `
MCP URL   ${mcp}
Page      ${publicUrl}/

Who can sign in (choose anybody, there are no passwords)
${rows.join('\n')}

Connect a client
  a first look      npm run tour
  Claude Code       claude mcp add --transport http portico ${mcp}
  VS Code           code --add-mcp '${code}'
  Gemini CLI        gemini mcp add --transport http portico ${mcp}
  MCP Inspector     npx @modelcontextprotocol/inspector
  any stdio client  npx -y mcp-remote ${mcp}

Ctrl-C ends it. Below, one line for each thing that the audit trail records.

`;
}

const quirks: Readonly<Record<Quirk, string>> = {
  'needs-mfa': 'is asked for a second factor at the first call',
  'needs-consent': 'needs an administrator to consent first',
  guest: 'is a guest, and refused',
  disabled: 'has left: the account is disabled',
  'many-groups': 'is in more groups than fit into a token',
  'loses-role': 'loses the role at the first refresh',
};
