import type { GraphOperation } from './graph-operation.ts';

/** Documented operations that are missing from Microsoft's description of Graph, the source of the generated index. */
export const overlay: readonly GraphOperation[] = [
  added(
    'PATCH',
    "/drives/{drive-id}/items/{driveItem-id}/workbook/worksheets/{workbookWorksheet-id}/range(address='{address}')",
    { body: 'workbookRange', answer: 'workbookRange' },
  ),
  ...['/users/{user-id}', '/groups/{group-id}', '/sites/{site-id}'].map((owner) =>
    added('PATCH', `${owner}/onenote/pages/{onenotePage-id}/content`, {
      body: 'onenotePatchContentCommand[]',
    }),
  ),
  ...['messages/{message-id}', 'events/{event-id}'].map((item) =>
    added('GET', `/users/{user-id}/${item}/attachments/{attachment-id}/$value`, { answer: 'binary' }),
  ),
];

function added(
  method: GraphOperation['method'],
  path: string,
  { body = '', answer = '' }: { readonly body?: string; readonly answer?: string },
): GraphOperation {
  return {
    method,
    path,
    query: [],
    headers: [],
    needed: [],
    body,
    answer,
    documented: true,
    deprecated: false,
    alsoMe: path.startsWith('/users/'),
  };
}
