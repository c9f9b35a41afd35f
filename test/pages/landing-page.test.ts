import { createHash } from 'node:crypto';

import { expect, it } from 'vitest';

import { createLanding } from '../../src/pages/landing-page.ts';

const show = async (publicUrl: string) => {
  const response = await createLanding(publicUrl)();
  return { response, text: await response.text() };
};

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

it('the landing page shows the MCP URL and how to connect each app', async () => {
  const { response, text } = await show('https://mcp.contoso.example');
  expect(response.status).toBe(200);
  expect(text).toContain('<pre><code>https://mcp.contoso.example/mcp</code></pre>');
  const apps = [...text.matchAll(/<summary>(.+?)<\/summary>/g)].map(([, name]) => name);
  expect(apps).toEqual(
    expect.arrayContaining([
      'Claude',
      'ChatGPT',
      'Copilot Studio',
      'VS Code',
      'Cursor',
      'LibreChat',
      'Codex',
      'GitHub Copilot CLI',
      'Gemini CLI',
    ]),
  );
});

it('the landing page has links that add the MCP URL to editors', async () => {
  const { text } = await show('https://mcp.contoso.example');
  const links = [...text.matchAll(/href="((?:vscode|cursor):[^"]+)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  );
  const [code = '', cursor = ''] = links;
  expect(JSON.parse(decodeURIComponent(code.slice(code.indexOf('?') + 1)))).toEqual({
    name: 'portico',
    type: 'http',
    url: 'https://mcp.contoso.example/mcp',
  });
  const config = new URL(cursor).searchParams.get('config') ?? '';
  expect(JSON.parse(atob(config))).toEqual({ url: 'https://mcp.contoso.example/mcp' });
});

it('the landing page shows configuration files that parse, and only commands that every shell understands', async () => {
  const { text } = await show('https://mcp.contoso.example');
  const copied = [...text.matchAll(/<pre><code>([^]*?)<\/code><\/pre>/g)].map(([, code = '']) =>
    code.replaceAll('&quot;', '"').replaceAll('&#39;', "'"),
  );
  const files = copied.filter((code) => code.startsWith('{')).map((code) => JSON.parse(code));
  const url = 'https://mcp.contoso.example/mcp';
  expect(files).toContainEqual({ servers: { portico: { type: 'http', url } } });
  expect(files).toContainEqual({ mcpServers: { portico: { url } } });
  const commands = copied.filter((code) => /^[a-z]+ /.test(code));
  expect(commands.length).toBeGreaterThan(2);
  for (const command of commands) expect(command).not.toMatch(/["'\\$`]/);
  expect(commands).toContain(`codex mcp add portico --url ${url}`);
  expect(commands).toContain(`copilot mcp add --transport http portico ${url}`);
});

it('the landing page allows exactly its own styles and script', async () => {
  const { response, text } = await show('https://mcp.contoso.example');
  const policy = response.headers.get('content-security-policy') ?? '';
  const elements = [...text.matchAll(/<(style|script)>([^]*?)<\/\1>/g)];
  expect(elements.map(([, name]) => name)).toEqual(['style', 'style', 'script']);
  for (const [, name, content = ''] of elements) {
    const sources = new RegExp(`${name}-src ([^;]+)`).exec(policy)?.[1];
    expect(sources?.split(' ')).toContain(hashOf(content));
  }
  expect(policy).not.toContain('unsafe');
});

it('the landing page warns about apps that cannot reach the server, but only if the server runs on loopback', async () => {
  expect((await show('http://localhost:7071')).text).toContain('which Claude cannot reach');
  expect((await show('https://mcp.contoso.example')).text).not.toContain('cannot reach');
});

it('the landing page shows the MCP URL for each service whose accounts can be linked, and for no other service', async () => {
  const spotify = { name: 'spotify', title: 'Spotify' };
  const text = await (await createLanding('https://mcp.contoso.example', [spotify])()).text();
  expect(text).toContain('<code>https://mcp.contoso.example/mcp?toolsets=default,spotify</code>');
  expect(text).toContain('To use your Spotify account too');
  expect((await show('https://mcp.contoso.example')).text).not.toContain('toolsets=default');
});
