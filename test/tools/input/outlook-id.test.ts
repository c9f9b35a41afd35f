import { describe, expect, it } from 'vitest';

import { outlookIdIn } from '../../../src/tools/input/outlook-id.ts';

const id = `AAMkADk2ODEyNDNhLWQ5MzQtNDY1ZC1iYWQz${'A'.repeat(40)}=`;

describe('an Outlook id', () => {
  it.each([
    [id, id],
    [`mail:${id}`, id],
    [`event:${id}`, id],
    [`mail:${id}#20000`, id],
    [` mail:${id} `, id],
    [
      `https://outlook.office365.com/owa/?ItemID=${encodeURIComponent(id)}&exvsurl=1&viewmodel=ReadMessageItem`,
      id,
    ],
    [`https://outlook.office365.com/owa/?itemid=a%2Fb%2Bc%3D&exvsurl=1&path=/calendar/item`, 'a-b_c='],
    [`https://outlook.office365.us/owa/?exvsurl=1&ItemID=${encodeURIComponent(id)}`, id],
    [`https://outlook.office.com/mail/inbox/id/${encodeURIComponent(id)}`, id],
    [`https://outlook.office.com/mail/id/${encodeURIComponent(id)}?nativeVersion=1.2`, id],
    [`https://outlook.office365.com/mail/deeplink/read/${encodeURIComponent(id)}`, id],
    [`https://outlook.cloud.microsoft/mail/support@contoso.example/inbox/id/${encodeURIComponent(id)}`, id],
    ['https://outlook.live.com/mail/0/inbox/id/AQMkADAw%2Fb%2Bc%3D', 'AQMkADAw-b_c='],
    [`https://outlook.office.com/calendar/item/${encodeURIComponent(id)}`, id],
    [`https://outlook.live.com/calendar/0/item/${id}`, id],
  ])('is found in %s', (given, expected) => {
    expect(outlookIdIn(given)).toBe(expected);
  });

  it.each([
    'inbox',
    'mail: offers',
    'event:kick-off',
    `file:${id}`,
    'https://evil.example/owa/?ItemID=AAMk',
    'https://outlook.office.com/mail/inbox',
    'https://outlook.office.com/calendar/view/month',
    'https://outlook.office.com/mail/inbox/id/%FF',
    `https://mail.example/mail/inbox/id/${id}`,
    'https://outlook.office.com/owa/?ItemID=%FF',
  ])('is not looked for in %s', (given) => {
    expect(outlookIdIn(given)).toBe(given);
  });
});
