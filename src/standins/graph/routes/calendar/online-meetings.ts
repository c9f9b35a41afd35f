import * as z from 'zod';
import { bytes } from '../../../tenant/ids.ts';
import { list } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { needs, type Route, route } from '../../router.ts';
import { plainCollection } from '../plain-collection.ts';

const meetingInput = z.looseObject({
  subject: z.string().optional(),
  startDateTime: z.string(),
  endDateTime: z.string(),
});

/** Routes for Teams meetings. They are not linked to calendar events, and the demo tenant has no transcripts. */
export const onlineMeetingRoutes: readonly Route[] = [
  ...plainCollection('/users/{user}/onlineMeetings', {
    type: entityType('onlineMeeting'),
    read: needs('OnlineMeetings.Read OnlineMeetings.ReadWrite'),
    write: needs('OnlineMeetings.ReadWrite'),
    input: meetingInput,
    defaults: (call) => ({
      joinWebUrl: `https://teams.${call.tenant.company.domain}/l/meetup-join/19%3ameeting_${bytes(call.tenant.serial('join'), 16).toString('hex')}%40thread.v2/0`,
      allowedPresenters: 'everyone',
      isEntryExitAnnounced: true,
    }),
  }),
  route(
    'GET /users/{user}/onlineMeetings/{item}/transcripts',
    needs('OnlineMeetingTranscript.Read.All'),
    (call) => list(call, entityType('callTranscript'), []),
  ),
];
