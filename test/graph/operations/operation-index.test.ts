import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { METHODS } from '../../../src/graph/operations/index-file.ts';
import { createOperationIndex } from '../../../src/graph/operations/operation-index.ts';
import { overlay } from '../../../src/graph/operations/overlay.ts';
import { catalogue } from '../../../src/tools/catalogue.gen.ts';

const index = createOperationIndex()();
const operations = Array.from({ length: index.size }, (_, number) => index.at(number));
const name = (method: string, path: string) => {
  const found = index.find(method, path);
  return found && `${found.method} ${found.path}`;
};

describe('the index of Graph operations', () => {
  it('contains every operation in its source, and treats operations below /me as aliases', () => {
    const fromSource = operations.slice(0, operations.length - overlay.length);
    const aliases = fromSource.filter(({ alsoMe }) => alsoMe).length;
    expect(fromSource.length + aliases).toBe(15_657);
    expect(aliases).toBe(1_617);
  });

  it('lists each operation once', () => {
    const names = operations.map(({ method, path }) => `${method} ${path}`);
    expect(names.filter((one, place) => names.indexOf(one) !== place)).toEqual([]);
  });

  it('is at most 250 kB in size, including the search files', () => {
    const files = ['graph-operations', 'search-phrases', 'similar-words'];
    const sizes = files.map((file) => statSync(`src/graph/operations/${file}.json.br`).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(250_000);
  });

  it('contains the operation of every curated tool', () => {
    const missing = catalogue
      .map(({ operation }) => operation.split(' '))
      .filter(([method = '', path]) => path !== undefined && name(method, path) === undefined);
    expect(missing).toEqual([]);
  });

  it.each([
    ['GET', '/me', 'GET /users/{user-id}'],
    [
      'GET',
      '/me/messages/AAMk=/attachments/1',
      'GET /users/{user-id}/messages/{message-id}/attachments/{attachment-id}',
    ],
    ['GET', '/users/delta', 'GET /users/delta()'],
    ['GET', '/users/ana.silva@contoso.example', 'GET /users/{user-id}'],
    ['GET', '/groups/1/calendarView', 'GET /groups/{group-id}/calendarView'],
    ['GET', '/me/drive/root:/Plans/Q3:/children', 'GET /drives/{drive-id}/items/{driveItem-id}/children'],
    [
      'PUT',
      '/me/drive/special/approot:/Q3.md:/content',
      'PUT /drives/{drive-id}/items/{driveItem-id}/content',
    ],
    ['GET', '/me/drive/root/children', 'GET /drives/{drive-id}/items/{driveItem-id}/children'],
    ['DELETE', '/me/drive/items/1', 'DELETE /drives/{drive-id}/items/{driveItem-id}'],
    [
      'GET',
      "/reports/getMailboxUsageDetail(period='D7')",
      "GET /reports/getMailboxUsageDetail(period='{period}')",
    ],
    ['POST', '/security/runHuntingQuery', 'POST /security/microsoft.graph.security.runHuntingQuery'],
    ['GET', '/places/microsoft.graph.roomlist', 'GET /places/microsoft.graph.roomList'],
    [
      'GET',
      '/me/memberOf/microsoft.graph.administrativeUnit',
      'GET /users/{user-id}/memberOf/microsoft.graph.administrativeUnit',
    ],
    ['GET', '/ME/MESSAGES', 'GET /users/{user-id}/messages'],
    ['GET', "/users('ana@contoso.example')/messages('1')", 'GET /users/{user-id}/messages/{message-id}'],
    ['GET', "/me/messages('AAMk=')", 'GET /users/{user-id}/messages/{message-id}'],
    ['GET', "/me/messages(id='AAMk=')", 'GET /users/{user-id}/messages/{message-id}'],
    ['GET', "/users(userPrincipalName='ana')/messages", 'GET /users/{user-id}/messages'],
    ['GET', "/applications(appId='1')", "GET /applications(appId='{appId}')"],
    ['PATCH', "/planner/tasks('1')", 'PATCH /planner/tasks/{plannerTask-id}'],
    [
      'GET',
      "/me/drive/items/1/workbook/worksheets('Costs')/charts",
      'GET /drives/{drive-id}/items/{driveItem-id}/workbook/worksheets/{workbookWorksheet-id}/charts',
    ],
    ['GET', '/sites/contoso.sharepoint.com:/sites/harbor', 'GET /sites/{site-id}'],
    ['GET', '/sites/contoso.sharepoint.com:/sites/harbor:/lists', 'GET /sites/{site-id}/lists'],
    ['PATCH', '/me/onenote/pages/1/content', 'PATCH /users/{user-id}/onenote/pages/{onenotePage-id}/content'],
  ])('finds the operation of %s %s', (method, path, expected) => {
    expect(name(method, path)).toBe(expected);
  });

  it.each([
    ['GET', '/nothing'],
    ['DELETE', '/me/messages'],
    ['TRACE', '/me'],
    ['GET', '/me/messages/1/attachments/1/nothing'],
    ['GET', "/reports/getMailboxUsageDetail(size='7')"],
  ])('finds no operation for %s %s', (method, path) => {
    expect(name(method, path)).toBeUndefined();
  });

  it('finds an operation for a path generated from each template', () => {
    const lost = operations.filter(({ method, path }) => {
      const concrete = path.replaceAll(/\{[^}]*\}/g, 'x1');
      return index.find(method, concrete)?.method !== method;
    });
    expect(lost.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  it('lists the properties of a body, including inherited properties, and the values of enumerations', () => {
    const sending = index.find('POST', '/me/sendMail');
    const names = index.propertiesOf(sending?.body ?? '').map(({ name }) => name);
    expect(names.map((one) => one.toLowerCase())).toEqual(['message', 'savetosentitems']);
    const message = index.propertiesOf('message');
    expect(message).toContainEqual({ name: 'toRecipients', type: 'recipient[]', readOnly: false });
    expect(message.find(({ name }) => name === 'id')).toMatchObject({ readOnly: true });
    expect(index.valuesOf('importance')).toEqual(['low', 'normal', 'high']);
    expect(index.valuesOf('constructor')).toEqual([]);
    expect(index.propertiesOf('constructor')).toEqual([]);
  });

  it.each([
    ['managedDevice', 'deviceName', true],
    ['managedDevice', 'managedDeviceName', false],
    ['educationSubmission', 'webUrl', true],
    ['chatMessage', 'lastModifiedDateTime', true],
    // These properties are read-only for only some objects.
    ['user', 'businessPhones', false],
    ['user', 'mobilePhone', false],
    ['unifiedRoleDefinition', 'rolePermissions', false],
    ['schemaExtension', 'owner', false],
    ['user', 'legalAgeGroupClassification', true],
    ['user', 'proxyAddresses', true],
  ])('lists %s.%s with readOnly: %s', (type, name, readOnly) => {
    expect(index.propertiesOf(type).find((property) => property.name === name)).toMatchObject({ readOnly });
  });

  it('lists no keyword of the declarations as a property', () => {
    const names = operations.flatMap(({ body, answer }) =>
      [body, answer].flatMap((type) => index.propertiesOf(type).map(({ name }) => name)),
    );
    expect(names).not.toContain('readonly');
  });

  it('lists the parameters of an operation, but no headers except those that Portico sets', () => {
    const list = index.find('GET', '/applications');
    expect(list?.query).toEqual([
      '$count',
      '$expand',
      '$filter',
      '$orderby',
      '$search',
      '$select',
      '$skip',
      '$top',
    ]);
    expect(index.find('GET', "/reports/getTeamsTeamCounts(period='D7')")?.needed).toEqual([]);
    const headers = new Set(operations.flatMap((operation) => operation.headers));
    expect([...headers].toSorted()).toEqual(['ConsistencyLevel', 'If-Match']);
    expect(operations.flatMap(({ needed }) => needed).filter((one) => /^[A-Z]/.test(one))).toContain(
      'If-Match',
    );
  });

  it('names the package that it was built from', () => {
    expect(index.source).toEqual({
      package: '@microsoft/teams.graph-endpoints',
      version: '2.1.0',
      published: '2026-09-22',
    });
    expect(METHODS).toHaveLength(5);
  });
});
