import { describe, expect, it } from 'vitest';

import { findRoute } from '../../src/http/route-table.ts';
import { routes } from '../../src/routes.ts';

const find = findRoute(routes);

describe('a path', () => {
  it.each([
    ['/', 'landing'],
    ['/mcp', 'mcp'],
    ['/MCP/', 'mcp'],
    ['/approve/abc', 'approve'],
    ['/Approve/AbC_-9', 'approve'],
    ['/approve/abc/', 'approve'],
  ])('%s is mapped to the %s route', (path, name) => {
    expect(find(path)?.name).toBe(name);
  });

  it.each([
    '/approve',
    '/approve/',
    '/approve/a/b',
    '/approver/a',
    '/x/approve/a',
    '/mcp/a',
    '/nothing',
    '//',
  ])('%s is not mapped to any route', (path) => {
    expect(find(path)).toBeUndefined();
  });
});

describe('a path with a parameter in the middle', () => {
  const findIn = findRoute({
    short: { path: '/connect/{provider}', methods: ['GET'] },
    long: { path: '/connect/{provider}/callback', methods: ['GET'] },
  });

  it.each([
    ['/connect/a', 'short'],
    ['/connect/a/callback', 'long'],
    ['/Connect/a/Callback/', 'long'],
  ])('%s is mapped to the %s route', (path, name) => {
    expect(findIn(path)?.name).toBe(name);
  });

  it.each(['/connect/a/other', '/connect//callback', '/connect/a/callback/b'])(
    '%s is not mapped to any route',
    (path) => {
      expect(findIn(path)).toBeUndefined();
    },
  );
});
