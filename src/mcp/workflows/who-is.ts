import type { Workflow } from './workflow.ts';

export const whoIs: Workflow = {
  name: 'who-is',
  title: 'Who is …',
  about:
    "Explain who a person is and how the user works with them. Use for 'who is', 'what does she do' or 'how do I reach him'.",
  args: [
    {
      name: 'person',
      about: 'Name or address.',
      required: true,
      suggested: 'person',
      example: 'Ben Okafor',
    },
  ],
  steps: [
    {
      tool: 'list_users',
      args: { query: '{person}', top: 5 },
      note: 'If several people match, list them with their job titles and ask. If nobody matches, the person is outside the organisation: continue with the search for mail.',
    },
    {
      tool: 'get_user',
      args: { user: '<address from list_users>' },
      note: 'Note the job title, department, manager, office and telephone number.',
      optional: true,
    },
    {
      tool: 'search_messages',
      args: { from: '{person}', top: 5 },
      note: 'Note what they last wrote about: subjects and dates only.',
    },
    {
      tool: 'search_events',
      args: { attendee: '{person}', max: 3 },
      note: 'Note the next meetings that both they and the user attend.',
      optional: true,
    },
    {
      tool: 'get_presence',
      args: { people: ['{person}'] },
      note: 'Check whether they are available now.',
      optional: true,
    },
  ],
  answer:
    'Name, role, team and manager in two lines; how to reach them; what they and the user work on together, with dates. Only facts from the results, no guesses about the person.',
};
