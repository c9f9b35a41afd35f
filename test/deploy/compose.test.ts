import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { settingNames } from '../../src/config/settings.ts';
import { parseRedirectUri } from '../../src/oauth/clients/redirect-uri.ts';
import { documentsOf, type Document } from './documents.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const [compose = {}] = documentsOf('docker-compose.yml');
const [librechat = {}] = documentsOf('librechat/librechat.yaml');
const services = compose['services'] as Record<string, Document>;
const service = (name: string): Document => services[name] ?? {};

describe('the compose file', () => {
  it('builds the demo target of the Dockerfile', () => {
    const { context, target } = service('demo')['build'];
    expect(context).toBe('..');
    expect(readFileSync(`${repository}/Dockerfile`, 'utf8')).toMatch(
      new RegExp(`^FROM \\S+ AS ${target}$`, 'm'),
    );
  });

  it('gives Portico a read-only file system and no capabilities', () => {
    expect(service('demo')).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    expect(service('demo')).not.toHaveProperty('privileged');
    for (const name of Object.keys(service('demo')['environment'] ?? {}))
      expect(settingNames).toContain(name);
  });

  it('makes every server listen on loopback only', () => {
    for (const [name, { network_mode: network, ports }] of Object.entries(services)) {
      expect([name, network, ports]).toEqual([name, 'host', undefined]);
    }
    expect(service('mongodb')['command']).toEqual(expect.arrayContaining(['--bind_ip', '127.0.0.1']));
    for (const name of ['demo', 'librechat']) expect(service(name)['environment'].HOST).toBe('127.0.0.1');
  });

  it('starts LibreChat once Portico is healthy, with keys that are not stored in any file', () => {
    expect(service('librechat')['depends_on'].demo.condition).toBe('service_healthy');
    const given = Object.keys(service('librechat')['environment']);
    for (const key of ['CREDS_KEY', 'CREDS_IV', 'JWT_SECRET', 'JWT_REFRESH_SECRET']) {
      expect(given).not.toContain(key);
      expect(service('librechat')['command'][0]).toContain(`${key}="$$(random`);
    }
  });

  it('pins every third-party image', () => {
    for (const { image } of Object.values(services)) {
      if (image !== undefined) expect(image).toMatch(/:v?\d+\.\d+/);
    }
  });

  it('configures LibreChat with a Portico URL that the browser can also reach', () => {
    const { url, type, requiresOAuth } = librechat['mcpServers'].portico;
    expect({ url, type, requiresOAuth }).toEqual({
      url: 'http://localhost:7071/mcp',
      type: 'streamable-http',
      requiresOAuth: true,
    });
    expect(librechat['mcpSettings'].allowedAddresses).toEqual([new URL(url).host]);
    expect(service('librechat')['volumes']).toEqual(['./librechat/librechat.yaml:/app/librechat.yaml:ro']);
  });

  it('uses a LibreChat redirect URI that Portico allows', () => {
    const callback = `${service('librechat')['environment'].DOMAIN_SERVER}/api/mcp/portico/oauth/callback`;
    expect(parseRedirectUri(callback)).toMatchObject({ uri: { isLoopback: true } });
  });
});
