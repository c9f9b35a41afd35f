import { describe, expect, it } from 'vitest';

import { effectsOf } from '../../../../src/tools/core/shared/effects/write-effects.ts';

const conflict = '@microsoft.graph.conflictBehavior';
const kindOf = (
  method: string,
  path: string,
  { body, query = {} }: { body?: unknown; query?: Readonly<Record<string, string>> },
) => effectsOf({ method, path, body, query }).kind;

describe('a change that may replace another file or folder', () => {
  it.each([
    ['renames a file', 'PATCH', '/me/drive/items/1', { body: { name: 'Plan.docx', [conflict]: 'replace' } }],
    ['moves a file', 'PATCH', '/drives/1/items/2', { query: { [conflict]: 'replace' } }],
    ['copies a file', 'POST', '/me/drive/items/1/copy', { query: { [conflict]: 'Replace' } }],
    [
      'creates a folder',
      'POST',
      '/me/drive/root/children',
      { body: { name: 'Plans', folder: {}, [conflict]: 'replace' } },
    ],
    ['uploads to a name', 'POST', '/me/drive/root:/Plan.docx:/createUploadSession', {}],
    [
      'uploads to a name and says to replace',
      'POST',
      '/me/drive/root:/Plan.docx:/createUploadSession',
      { body: { item: { [conflict]: 'replace' } } },
    ],
    ['uploads to a file', 'POST', '/me/drive/items/1/createUploadSession', { body: {} }],
    [
      'uploads to a name and says to replace, with another word in the query',
      'POST',
      '/me/drive/root:/Plan.docx:/createUploadSession',
      { query: { [conflict]: 'fail' }, body: { item: { [conflict]: 'replace' } } },
    ],
    [
      'copies a file and spells the option differently',
      'POST',
      '/me/drive/items/1/copy',
      { query: { [conflict.toLowerCase()]: 'replace' } },
    ],
  ])('counts as destructive if it %s', (_what, method, path, request) => {
    expect(kindOf(method, path, request)).toBe('destroy');
  });

  it.each([
    ['renames a file', 'PATCH', '/me/drive/items/1', { body: { name: 'Plan.docx' } }],
    ['copies a file', 'POST', '/me/drive/items/1/copy', { query: { [conflict]: 'rename' } }],
    ['creates a folder', 'POST', '/me/drive/root/children', { body: { folder: {}, [conflict]: 'fail' } }],
    [
      'uploads to a new name',
      'POST',
      '/me/drive/root:/Plan.docx:/createUploadSession',
      { body: { item: { [conflict]: 'fail' } } },
    ],
    ['uploads an attachment', 'POST', '/me/messages/1/attachments/createUploadSession', { body: {} }],
  ])(
    'counts as destructive, unlike a change that keeps existing files: %s',
    (_what, method, path, request) => {
      expect(kindOf(method, path, request)).toBe('write');
    },
  );
});
