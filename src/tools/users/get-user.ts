import * as z from 'zod';

import { read } from '../../graph/request/read.ts';
import { defineTool } from '../define.ts';
import { person } from '../input/common-input.ts';
import { userPath } from '../input/people/find-user.ts';
import { entityOf } from '../output/graph-data.ts';
import { sanitiseJson } from '../output/sanitise-json.ts';
import { fence } from '../output/untrusted.ts';

const usual = [
  'id',
  'displayName',
  'mail',
  'userPrincipalName',
  'jobTitle',
  'department',
  'companyName',
  'officeLocation',
  'city',
  'country',
  'businessPhones',
  'mobilePhone',
  'accountEnabled',
  'userType',
];

export const getUser = defineTool({
  name: 'get_user',
  title: "Someone's profile",
  area: 'users',
  order: 30,
  presets: [],
  about: "Get one person's profile: job title, department, office, phone numbers and address.",
  intents: [
    "what is Chen's phone number",
    'which office does Dana work in',
    'profile of a colleague',
    'what is the job title of Emil',
    'is this account disabled',
  ],
  kind: 'read',
  openWorld: false,
  repeat: 'safe',
  scopes: ['User.ReadBasic.All'],
  optionalScopes: ['User.Read.All'],
  operation: 'GET /users/{id}',
  example: { as: 'ana.silva', args: { user: 'Ben Okafor' } },
  input: {
    user: person().describe('Name, address or id.'),
    fields: z
      .array(
        z
          .string()
          .max(64)
          .refine((name) => /^[A-Za-z]\w*$/.test(name), 'must be the name of a property'),
      )
      .max(20)
      .optional()
      .describe('More Graph properties, such as employeeId.'),
  },
  async run(args, call) {
    const select = [...new Set([...usual, ...(args.fields ?? [])])];
    const answer = await call.graph(read(await userPath(args.user, call), { select }));
    const profile = sanitiseJson(entityOf(answer, z.looseObject({ id: z.string() })));
    const lines = Object.entries(profile as Record<string, unknown>)
      .filter(([name]) => !name.startsWith('@'))
      .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
    return { text: fence(lines.join('\n')) };
  },
});
