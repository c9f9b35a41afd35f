import { cursor } from '../input/common-input.ts';
import { defineTool } from '../define.ts';

export const getNextPage = defineTool({
  name: 'get_next_page',
  title: 'Next page',
  area: 'core',
  order: 30,
  presets: ['core', 'default', 'lite'],
  about: 'Get the next page of a list, using the cursor it returned.',
  intents: [
    'show me more',
    'next page',
    'the rest of the list',
    'continue the list',
    'what comes after these',
  ],
  kind: 'read',
  companion: true,
  openWorld: true,
  repeat: 'safe',
  scopes: [],
  operation: 'GET',
  example: {
    as: 'ana.silva',
    args: async ({ cursor }) => ({ cursor: await cursor('list_messages', { top: 4 }) }),
  },
  input: { cursor: cursor('The full cursor.') },
  run: (args, call) => call.resume(args.cursor),
});
