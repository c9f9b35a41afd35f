import { listTool } from '../list-tool.ts';
import { rowOf } from '../output/row.ts';
import {
  appsOfPolicy,
  conditionsOfPolicy,
  grantOfPolicy,
  policyShape,
  stateOfPolicy,
  usersOfPolicy,
} from './shared/policy-words.ts';

const policy = rowOf(policyShape);

export const listConditionalAccessPolicies = listTool({
  name: 'list_conditional_access_policies',
  title: 'Conditional Access',
  area: 'directory',
  order: 60,
  presets: [],
  about: 'List Conditional Access policies.',
  intents: [
    'which Conditional Access policies are on',
    'do we require MFA',
    'what blocks legacy sign-ins',
    'policies in report-only mode',
    'rules for access from devices',
  ],
  openWorld: false,
  scopes: ['Policy.Read.All'],
  prerequisites: {
    roles: ['Security Reader', 'Global Reader', 'Conditional Access Administrator'],
    licence: 'Microsoft Entra ID P1 or P2',
  },
  operation: 'GET /identity/conditionalAccess/policies',
  example: { as: 'goran.petrov', args: {} },
  input: {},
  maxTop: 50,
  hasFixedPages: true,
  row: policy,
  columns: [
    policy.column('policy', ['displayName'], (row) => row.displayName),
    policy.column('state', ['state'], stateOfPolicy),
    policy.column('users', ['conditions'], usersOfPolicy),
    policy.column('apps', ['conditions'], appsOfPolicy),
    policy.column('demands', ['grantControls', 'sessionControls'], grantOfPolicy),
    policy.column('only if', ['conditions'], conditionsOfPolicy, { longest: 400 }),
  ],
  request: () => ({
    path: '/identity/conditionalAccess/policies',
    what: 'Conditional Access policies',
  }),
});
