import type { Workflow } from './workflow.ts';

export const weeklyReport: Workflow = {
  name: 'weekly-report',
  title: 'Weekly report',
  about:
    "Write a report on the user's week from calendar, sent mail, tasks and files. Use for 'weekly report', 'what did I do this week' or 'status update for my manager'.",
  args: [{ name: 'since', about: 'First day.', otherwise: 'last monday', example: '2026-11-16' }],
  steps: [
    {
      tool: 'list_events',
      args: { start: '{since}', end: 'today', top: 75 },
      note: 'Keep meetings that took place. Group them by topic.',
    },
    {
      tool: 'list_messages',
      args: { folder: 'sentitems', since: '{since}', preview: true, top: 50 },
      note: 'Note what the user delivered, decided or promised.',
    },
    {
      tool: 'list_todo_tasks',
      args: { status: 'completed', top: 50 },
      note: 'Keep what was completed in this period.',
    },
    {
      tool: 'list_planner_tasks',
      args: { status: 'completed' },
      note: 'Keep what was completed in this period.',
      optional: true,
    },
    {
      tool: 'list_recent_files',
      args: { top: 15 },
      note: 'Keep the documents that the user worked on.',
      optional: true,
    },
    {
      tool: 'list_todo_tasks',
      args: { status: 'overdue' },
      note: 'Keep what is late, for the section on risks.',
    },
  ],
  answer:
    'Sections: done, in progress, risks, next week; three to six lines each, with results instead of activities and the names of projects and people. Say which sources were truncated. Leave out private events.',
};
