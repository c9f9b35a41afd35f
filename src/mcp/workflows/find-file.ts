import type { Workflow } from './workflow.ts';

export const findFile: Workflow = {
  name: 'find-file',
  title: 'Find the file …',
  about:
    "Find a file in OneDrive, SharePoint, Teams or mail by what the user remembers. Use for 'find the file', 'where is the deck' or 'who has the latest version'.",
  args: [
    {
      name: 'about',
      about: "Words in the file's name or text.",
      required: true,
      suggested: 'file',
      example: 'harbor',
    },
    { name: 'from', about: 'Who wrote or sent the file.', example: 'ana.silva@contoso.example' },
  ],
  steps: [
    {
      tool: 'search_m365',
      args: { query: '{about}', from: '{from}', in: ['files'], top: 10 },
      note: 'If nothing matches, use fewer or other words: the name of a file often differs from what people remember.',
    },
    {
      tool: 'search_files',
      args: { query: '{about}', top: 10 },
      note: "Finds new files in the user's OneDrive that the first search may not include yet.",
    },
    {
      tool: 'search_messages',
      args: { query: '{about} hasattachment:true', top: 5 },
      note: 'Only if neither search found the file: it may have been sent by email. get_message lists attachments.',
    },
    {
      tool: 'get_file',
      args: { item: '<link from search_m365>' },
      note: 'For the best candidates, at most three: note the size, the dates, who changed the file last and who can see it.',
    },
  ],
  answer:
    'The file with its link, location, date and last author, and why you think that it is the right one. At most two alternatives. Offer to summarise it; do not read it unasked.',
};
