import type { Workflow } from './workflow.ts';

export const dailyBriefing: Workflow = {
  name: 'daily-briefing',
  title: 'Daily briefing',
  about:
    "Brief the user on a day: meetings, unread mail and tasks. Use for 'what is on today', 'brief me' or 'start my day'.",
  args: [{ name: 'day', about: 'Which day.', otherwise: 'today', example: 'monday' }],
  steps: [
    {
      tool: 'list_events',
      args: { start: '{day}', end: '{day}', top: 50 },
      note: 'Note overlaps, back-to-back meetings, unanswered invitations, and free time of an hour or more.',
    },
    {
      tool: 'list_messages',
      args: { unread: true, since: 'yesterday', preview: true, top: 25 },
      note: 'Pick what needs an answer or a decision. Leave out newsletters and automatic mail, but count them.',
    },
    {
      tool: 'list_todo_tasks',
      args: { status: 'open', top: 50 },
      note: 'Keep what is overdue or due on that day.',
    },
    {
      tool: 'list_planner_tasks',
      args: { status: 'open' },
      note: 'Keep what is overdue or due on that day.',
      optional: true,
    },
    {
      tool: 'get_event',
      args: { event_id: '<id from list_events>' },
      note: 'Only for the first meeting: who is attending, where it is, and the link to join.',
    },
  ],
  answer:
    'At most 20 lines: the day in one sentence, meetings in order with times, mail that needs an answer with its sender, tasks that are due, and up to three suggestions for what to do first.',
};
