import * as z from 'zod';

import { covers } from '../../graph/permissions.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool } from '../define.ts';
import { person } from '../input/common-input.ts';
import { userPath } from '../input/people/find-user.ts';
import { entityOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { sanitiseJson } from '../output/sanitise-json.ts';
import { fence } from '../output/untrusted.ts';
import { labelOf } from '../output/person.ts';

const manager = z.object({ displayName: text, userPrincipalName: text });

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
  about: 'Look up a user: job title, department, manager, office, phone, address.',
  intents: [
    "what is Chen's phone number",
    'which office does Dana work in',
    'profile of a colleague',
    'what is the job title of Emil',
    'is this account disabled',
    'who is Chen Wei',
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
      .describe('More properties, e.g. employeeId.'),
  },
  async run(args, call) {
    const select = [...new Set([...usual, ...(args.fields ?? [])])];
    const [who, granted] = await Promise.all([userPath(args.user, call), call.grantedScopes()]);
    const expand = covers(granted, 'User.Read.All')
      ? 'manager($select=id,displayName,userPrincipalName)'
      : undefined;
    const answer = await call.graph(read(who, { select, expand }));
    const profile = sanitiseJson(entityOf(answer, z.looseObject({ id: z.string() })));
    const lines = Object.entries(profile as Record<string, unknown>)
      .filter(([name]) => !name.startsWith('@'))
      .map(([name, value]) => `${name}: ${name === 'manager' ? managerIn(value) : textOf(value)}`);
    return { text: fence(lines.join('\n')) };
  },
});

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function managerIn(value: unknown): string {
  const { displayName, userPrincipalName } = manager.parse(value);
  return labelOf(displayName, userPrincipalName);
}
