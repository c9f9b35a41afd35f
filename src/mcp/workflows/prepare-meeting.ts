import type { Workflow } from './workflow.ts';

export const prepareMeeting: Workflow = {
  name: 'prepare-meeting',
  title: 'Prepare my next meeting',
  about:
    "Prepare the user for a meeting: purpose, people, earlier mail, documents and open points. Use for 'prepare my next meeting' or 'what do I need to know before the call'.",
  args: [
    { name: 'meeting', about: 'Words from the meeting title. Default: the next meeting.', example: 'harbor' },
  ],
  steps: [
    {
      tool: 'list_events',
      args: { top: 10 },
      note: 'Take the meeting that matches "{meeting}", or the next one that is not cancelled and has attendees.',
    },
    {
      tool: 'get_event',
      args: { event_id: '<id from list_events>' },
      note: 'Read the agenda, and check who is attending and who has declined.',
    },
    {
      tool: 'search_messages',
      args: { query: '<two or three distinctive words of the title>', top: 10 },
      note: 'Read the newest one or two with get_message, and note what was agreed and what is open.',
    },
    {
      tool: 'search_m365',
      args: { query: '<the same words>', in: ['files', 'chats'], top: 10 },
      note: 'Prefer files that were last changed by attendees.',
    },
    {
      tool: 'read_file_content',
      args: { item: '<link from search_m365>' },
      note: 'Only the one file that the meeting is about.',
    },
    {
      tool: 'get_user',
      args: { user: '<attendee>' },
      note: 'For attendees from the organisation whose work the user may not know.',
      optional: true,
    },
  ],
  answer:
    'One page: time, place and link; purpose; who is attending, and in what role; what happened so far, with sources; open points; three questions to ask. Say what you did not find.',
};
