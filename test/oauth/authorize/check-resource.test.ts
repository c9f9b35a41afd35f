import { describe, expect, it } from 'vitest';

import { checkResource, resourceOf } from '../../../src/oauth/authorize/check-resource.ts';
import { ORIGIN } from '../../kit/oauth/oauth-world.ts';

describe('the resource parameter', () => {
  it.each([
    undefined,
    ORIGIN,
    `${ORIGIN}/`,
    `${ORIGIN}/mcp`,
    `${ORIGIN}/mcp/`,
    `${ORIGIN}/mcp?readonly=1`,
    'https://MCP.Contoso.example/mcp',
    'HTTPS://mcp.contoso.example:443/mcp',
  ])('can be %s, and the token is bound to the MCP URL', (resource) => {
    expect(() => checkResource(resource, ORIGIN)).not.toThrow();
    expect(resourceOf(ORIGIN)).toBe(`${ORIGIN}/mcp`);
  });

  it.each([
    'https://evil.example/mcp',
    'http://mcp.contoso.example/mcp',
    'https://mcp.contoso.example:8443/mcp',
    `${ORIGIN}/other`,
    `${ORIGIN}/mcp/deeper`,
    `${ORIGIN}/MCP`,
    `${ORIGIN}/mcp#fragment`,
    `${ORIGIN}/mcp#`,
    'https://someone@mcp.contoso.example/mcp',
    'https://mcp.contoso.example.evil.example/mcp',
    '/mcp',
    'mcp',
    'https://graph.microsoft.com',
  ])('cannot be %s', (resource) => {
    expect(() => checkResource(resource, ORIGIN)).toThrow(
      expect.objectContaining({ code: 'invalid_target' }),
    );
  });
});
