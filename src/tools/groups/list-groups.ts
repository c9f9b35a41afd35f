import * as z from 'zod';

import { equal, searchPhrase } from '../../graph/request/odata.ts';
import { nameQuery } from '../input/common-input.ts';
import { listTool } from '../list-tool.ts';
import { addressColumn, flagsColumn, groupRow, kindColumn, nameColumn } from './shared/group-row.ts';

const unified = "groupTypes/any(c:c eq 'Unified')";

const conditions = {
  microsoft365: [unified],
  teams: ["resourceProvisioningOptions/any(c:c eq 'Team')"],
  security: [equal('securityEnabled', true), `not ${unified}`],
  distribution: [equal('mailEnabled', true), equal('securityEnabled', false), `not ${unified}`],
} as const;

export const listGroups = listTool({
  name: 'list_groups',
  title: 'Find groups',
  area: 'groups',
  order: 10,
  presets: [],
  about: 'Find groups, teams and distribution lists.',
  intents: [
    'which groups are there',
    'find the group for the project',
    'address of the distribution list',
    'all security groups',
    'list every team in the company',
    'look up a group by name',
  ],
  openWorld: false,
  scopes: ['GroupMember.Read.All'],
  operation: 'GET /groups',
  example: { as: 'ana.silva', args: {} },
  input: {
    query: nameQuery(200).optional().describe('Name or address.'),
    kind: z.enum(['microsoft365', 'teams', 'security', 'distribution']).optional().describe('Filter.'),
  },
  maxTop: 50,
  hasFixedPages: true,
  row: groupRow,
  columns: [nameColumn, addressColumn, kindColumn, flagsColumn],
  request: ({ query, kind }) => ({
    path: '/groups',
    ...(query !== undefined && {
      search: ['displayName', 'description', 'mail']
        .map((property) => searchPhrase(`${property}:${query.trim()}`))
        .join(' OR '),
    }),
    filter: kind === undefined ? [] : conditions[kind],
    what: `groups${kind === undefined ? '' : ` of the kind ${kind}`}${query === undefined ? '' : ` matching "${query}"`}`,
  }),
});
