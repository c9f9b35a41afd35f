import type { Workflow } from './workflow.ts';

export const findFile: Workflow = {
  name: 'find-file',
  title: 'Find the file …',
  about:
    "Find a file in OneDrive, SharePoint, Teams or mail by what the user remembers. Use for 'find the file', 'where is the deck' or 'who has the latest version'.",
  args: [
    {
      name: 'about',
      about: 'Words in its name or text.',
      required: true,
      suggested: 'file',
      example: 'harbor',
    },
    { name: 'from', about: 'Who wrote or sent it.', example: 'ana.silva@contoso.example' },
  ],
  steps: [
    {
      tool: 'search_m365',
      args: { query: '{about}', from: '{from}', in: ['files'], top: 10 },
      note: 'Fewer or other words if nothing fits: a file is often named differently than people say.',
    },
    {
      tool: 'search_files',
      args: { query: '{about}', top: 10 },
      note: "Finds what is new in the user's own OneDrive, which the first search may not know yet.",
    },
    {
      tool: 'search_messages',
      args: { query: '{about} hasattachment:true', top: 5 },
      note: 'Only if neither found it: it may have come by mail. get_message lists attachments.',
    },
    {
      tool: 'get_file',
      args: { item: '<link from search_m365>' },
      note: 'For the best candidates, at most three: size, dates, who changed it last, who can see it.',
    },
  ],
  answer:
    'The file with its link, place, date and last author, and why you think that it is the one. At most two others. Offer to summarise it; do not read it unasked.',
};
