import type { Workflow } from './workflow.ts';

export const draftReply: Workflow = {
  name: 'draft-reply',
  title: 'Draft a reply',
  about:
    "Write a reply to an email and save it as a draft, without sending it. Use for 'draft a reply', 'answer this mail for me' or 'what should I write back'.",
  args: [
    {
      name: 'message',
      about: 'The sender or subject of the email, or words from it.',
      required: true,
      example: 'renewal',
    },
    { name: 'wish', about: 'What the reply should say.', example: 'agree, but not before March' },
  ],
  steps: [
    {
      tool: 'search_messages',
      args: { query: '{message}', top: 5 },
      note: 'If several emails match, ask which one is meant; if it is clear, say which one you chose.',
    },
    {
      tool: 'get_message',
      args: { message_id: '<id from search_messages>', full_thread: true },
      note: 'List every question and request in the thread, so that none remains unanswered.',
    },
    {
      tool: 'list_events',
      args: { end: 'in 14 days', top: 75 },
      note: 'Only if the email proposes or asks for a time.',
    },
    {
      tool: 'create_draft',
      args: { reply_to: '<id from search_messages>', body: '<the reply>' },
      note: 'Set reply_all only if everybody needs the reply, or if the user sent the email. The quoted thread is added automatically. The user sends the draft, or asks you to send it.',
    },
  ],
  answer:
    'A short reply in the language and tone of the thread that says what the user wants: {wish}. Mark missing facts as [to be filled in] instead of inventing them.',
};
