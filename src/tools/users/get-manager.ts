import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool } from '../define.ts';
import { person } from '../input/common-input.ts';
import { userPath } from '../input/people/find-user.ts';
import { entityOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { cell, fence } from '../output/untrusted.ts';

const manager = z.object({
  id: text,
  displayName: text,
  mail: text,
  userPrincipalName: text,
  jobTitle: text,
  department: text,
});

export const getManager = defineTool({
  name: 'get_manager',
  title: "Someone's manager",
  area: 'users',
  order: 40,
  presets: [],
  about: 'Get the manager of a person: name, job title, address.',
  intents: [
    'who is my boss',
    "who is Ben's manager",
    'who does she report to',
    'my line manager',
    'name of his boss',
  ],
  kind: 'read',
  openWorld: false,
  repeat: 'safe',
  scopes: ['User.Read.All'],
  operation: 'GET /users/{id}/manager',
  example: { as: 'ana.silva', args: {} },
  input: { user: person().describe('Name, address or id. Default: me.').optional() },
  async run(args, call) {
    const of = await userPath(args.user, call);
    try {
      const select = Object.keys(manager.shape);
      const found = entityOf(await call.graph(read(`${of}/manager`, { select })), manager);
      const facts = [
        found.displayName,
        found.mail || found.userPrincipalName,
        found.jobTitle,
        found.department,
        `id ${found.id ?? ''}`,
      ];
      return { text: fence(facts.flatMap((fact) => (fact ? [cell(fact)] : [])).join(', ')) };
    } catch (error) {
      if (!(error instanceof ToolError && error.code === 'not_found')) throw error;
      throw new ToolError(
        'not_found',
        args.user === undefined
          ? 'The directory does not list a manager for you.'
          : `The directory does not list a manager for "${cell(args.user)}", or has no such person.`,
      );
    }
  },
});
