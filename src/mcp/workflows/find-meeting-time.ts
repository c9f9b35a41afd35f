import type { Workflow } from './workflow.ts';

export const findMeetingTime: Workflow = {
  name: 'find-meeting-time',
  title: 'Find a time with somebody',
  about:
    "Find times when several people are free and invite them once the user agrees. Use for 'find a time with', 'when can we meet' or 'schedule a meeting with'.",
  args: [
    {
      name: 'people',
      about: 'Names or addresses, separated by commas.',
      required: true,
      suggested: 'people',
      example: 'Ben Okafor, Chen Wei',
    },
    { name: 'minutes', about: 'Length in minutes.', otherwise: '30', example: '45' },
    { name: 'until', about: 'Latest day.', otherwise: 'in 7 days', example: 'in 10 days' },
    { name: 'subject', about: 'Title of the meeting.', example: 'Roadmap' },
  ],
  steps: [
    {
      tool: 'find_meeting_times',
      args: { attendees: ['{people}'], duration_minutes: '{minutes}', end: '{until}', max: 5 },
      note: 'If a name matches several people, ask which one is meant. If nobody is free, say whose calendar blocks the most times, and offer a later day or a shorter meeting.',
    },
    {
      tool: 'list_events',
      args: { end: '{until}', top: 75 },
      note: 'Only to tell the user which of their own events comes right before or after a proposed time.',
    },
    {
      tool: 'create_event',
      args: {
        subject: '{subject}',
        start: '<time from find_meeting_times>',
        duration_minutes: '{minutes}',
        attendees: ['{people}'],
        teams_meeting: true,
      },
      note: 'With the time that the user chose. Ask for a title if there is none.',
      changes: true,
    },
  ],
  answer: `Three to five times in the user's time zone, best first, with a reason such as "within everybody's working hours". After the invitation: title, time and who was invited.`,
};
