import { describe, expect, it } from 'vitest';

import { effectsOf } from '../../../../src/tools/core/shared/effects/write-effects.ts';

const UNNAMED = ['recipients that the request does not name'];
const inside = { emailAddress: { address: 'ben.okafor@contoso.example' } };
/** Exchange accepts a distinguished name from its address book in place of an address. */
const entry = { emailAddress: { address: '/o=ExchangeLabs/ou=Recipients/cn=partners' } };

describe('a recipient without an address', () => {
  it.each([
    ['of an email', 'POST', '/me/sendMail', { message: { toRecipients: [inside, entry] } }],
    ['of an invitation', 'POST', '/me/events', { attendees: [inside, entry] }],
    ['of a rule', 'POST', '/me/mailFolders/inbox/messageRules', { actions: { forwardTo: [entry] } }],
    [
      'of a shared file',
      'POST',
      '/me/drive/items/1/invite',
      { recipients: [{ email: 'ben.okafor@contoso.example' }, { alias: 'partners' }] },
    ],
  ])('counts as outside the organisation: %s', (_what, method, path, body) => {
    expect(effectsOf({ method, path, body }).outsiders).toEqual(UNNAMED);
  });

  it.each([
    ['an email', 'POST', '/me/sendMail', { message: { toRecipients: [inside], subject: 'x' } }],
    ['a meeting', 'POST', '/me/events', { attendees: [inside], location: { address: { city: 'Porto' } } }],
    ['a range of cells', 'POST', '/me/drive/items/1/workbook/tables/add', { address: 'Costs!A1:C3' }],
    ['a draft', 'POST', '/me/messages', { toRecipients: [entry] }],
  ])('is not found in %s', (_what, method, path, body) => {
    expect(effectsOf({ method, path, body }).outsiders).toEqual([]);
  });
});

describe('a change to an event through its invitation in the inbox', () => {
  it.each(['PATCH', 'DELETE'])('reaches the attendees: %s', (method) => {
    const path = '/me/messages/1/microsoft.graph.eventMessage/event';
    expect(effectsOf({ method, path, body: { subject: 'x' } }).outsiders).toEqual(['the attendees']);
  });
});

describe('a meeting that is deleted for good', () => {
  const outsiders = (path: string) => effectsOf({ method: 'POST', path, body: undefined }).outsiders;

  it.each(['/me/events/1/permanentDelete', '/users/1/calendars/2/events/3/permanentDelete'])(
    'reaches the attendees, as a deletion does: POST %s',
    (path) => {
      expect(outsiders(path)).toEqual(['the attendees']);
    },
  );

  it.each(['/me/messages/1/permanentDelete', '/me/events/1/snoozeReminder'])(
    'is not confused with POST %s',
    (path) => {
      expect(outsiders(path)).toEqual([]);
    },
  );
});

describe('the cancellation of a webinar, a town hall or a registration', () => {
  const webinar = '/solutions/virtualEvents/webinars/1';

  it.each([
    `${webinar}/cancel`,
    '/solutions/virtualEvents/townhalls/1/cancel',
    `${webinar}/registrations/2/cancel`,
  ])('reaches the attendees: POST %s', (path) => {
    expect(effectsOf({ method: 'POST', path, body: undefined }).outsiders).toEqual(['the attendees']);
  });

  it.each([`${webinar}/publish`, '/print/printers/1/jobs/2/cancel'])(
    'is not confused with POST %s',
    (path) => {
      expect(effectsOf({ method: 'POST', path, body: undefined }).outsiders).toEqual([]);
    },
  );
});

describe('an appointment in Bookings, which emails the customer', () => {
  const appointments = '/solutions/bookingBusinesses/1/appointments';
  const customers = [{ customerId: '2', emailAddress: 'mia@fabrikam.example' }];

  it.each([
    ['is changed', 'PATCH', `${appointments}/3`, { serviceNotes: 'x' }, ['the attendees']],
    ['is cancelled', 'POST', `${appointments}/3/cancel`, { cancellationMessage: 'x' }, ['the attendees']],
    ['is deleted', 'DELETE', `${appointments}/3`, undefined, ['the attendees']],
    ['is made for a customer by id', 'POST', appointments, { customers: [{ customerId: '2' }] }, UNNAMED],
  ])('reaches people outside the organisation if it %s', (_what, method, path, body, outsiders) => {
    expect(effectsOf({ method, path, body }).outsiders).toEqual(outsiders);
  });

  it('names the customer if it contains an email address', () => {
    expect(effectsOf({ method: 'POST', path: appointments, body: { customers } })).toMatchObject({
      recipients: ['mia@fabrikam.example'],
      outsiders: [],
    });
  });
});
