import { expect, it } from 'vitest';

import { templateOf } from '../../src/policy/path-template.ts';

it.each([
  ['/me/messages/AAMk', '/me/messages/{id}', undefined],
  [
    '/users/Anna.Secret@contoso.example/mailFolders/secretfolder/messages',
    '/users/{id}/mailFolders/{id}/messages',
    'anna.secret@contoso.example',
  ],
  ["/users('anna')/messages", '/users({id})/messages', 'anna'],
  ["/users(userPrincipalName='Anna')/messages", '/users({id})/messages', 'anna'],
  ['/users/messages/manager', '/users/{id}/manager', 'messages'],
  ['/me/secret', '/me/{id}', undefined],
  ['/secret/messages', '/{id}/messages', undefined],
  ['/drives/b!X/root:/Salaries/content:/content', '/drives/{id}/root/{path}/content', 'b!x'],
  ["/me/drive/root/search(q='secret')", '/me/drive/root/search({id})', undefined],
  ['/users/delta()', '/users/delta()', undefined],
  ['/sites/contoso.example:/sites/secret:/lists', '/sites/{id}/{path}/lists', 'contoso.example'],
  ['/groups/x/members/microsoft.graph.user', '/groups/{id}/members', 'x'],
  ['/me/manager', '/me/manager', undefined],
  ['/me/messages/%73ecret', '/me/messages/{id}', undefined],
])('%s appears in the audit trail as %s', (path, template, owner) => {
  expect(templateOf(path)).toEqual({ template, owner });
});
