// Written by `npm run generate` from the files in the area folders. Do not edit.
import { cancelEvent } from './cancel-event.ts';
import { createEvent } from './create-event.ts';
import { createOnlineMeeting } from './create-online-meeting.ts';
import { deleteEvent } from './delete-event.ts';
import { findMeetingTimes } from './find-meeting-times.ts';
import { getEvent } from './get-event.ts';
import { getSchedule } from './get-schedule.ts';
import { listCalendars } from './list-calendars.ts';
import { listEvents } from './list-events.ts';
import { listMeetingTranscripts } from './list-meeting-transcripts.ts';
import { listRooms } from './list-rooms.ts';
import { respondToEvent } from './respond-to-event.ts';
import { searchEvents } from './search-events.ts';
import { updateEvent } from './update-event.ts';
import type { Tool } from '../define.ts';

/** The tools of this area, in the order in which clients see them. */
export const calendarTools: readonly Tool[] = [
  listEvents,
  getEvent,
  searchEvents,
  createEvent,
  updateEvent,
  cancelEvent,
  deleteEvent,
  respondToEvent,
  findMeetingTimes,
  getSchedule,
  listCalendars,
  listRooms,
  createOnlineMeeting,
  listMeetingTranscripts,
];
