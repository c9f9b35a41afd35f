import * as z from 'zod';

import { read } from '../../graph/request/read.ts';
import { defineTool } from '../define.ts';
import { itemsOf } from '../output/graph-data.ts';
import { flag, text } from '../output/graph-schema.ts';
import { cell } from '../output/untrusted.ts';
import { words } from '../output/words.ts';

const list = z.array(z.string()).nullish();

const organization = z.object({
  id: text,
  displayName: text,
  city: text,
  country: text,
  countryLetterCode: text,
  createdDateTime: text,
  technicalNotificationMails: list,
  businessPhones: list,
  onPremisesSyncEnabled: flag,
  verifiedDomains: z.array(z.object({ name: text, isDefault: flag })).nullish(),
});

/** In characters; more than all domains of most organisations. */
const LONGEST = 2_000;

export const getOrganization = defineTool({
  name: 'get_organization',
  title: 'Organisation',
  area: 'directory',
  order: 110,
  presets: [],
  about: 'Get our tenant: name, id, domains, contacts.',
  intents: [
    'what is our tenant id',
    'which domains do we own',
    'name of the organisation',
    'default domain of the company',
    'technical contact of the tenant',
  ],
  kind: 'read',
  openWorld: false,
  repeat: 'safe',
  scopes: ['User.Read'],
  operation: 'GET /organization',
  example: { as: 'ana.silva', args: {} },
  input: {},
  async run(_args, call) {
    const [found] = itemsOf(
      await call.graph(read('/organization', { select: Object.keys(organization.shape) })),
      organization,
    );
    const domains = (found?.verifiedDomains ?? []).map(({ name, isDefault }) =>
      isDefault === true ? `${name ?? ''} (default)` : (name ?? ''),
    );
    const facts = {
      name: found?.displayName,
      'tenant id': found?.id,
      domains: words(...domains),
      place: words(found?.city, found?.country ?? found?.countryLetterCode),
      phones: words(...(found?.businessPhones ?? [])),
      'technical contacts': words(...(found?.technicalNotificationMails ?? [])),
      created: found?.createdDateTime?.slice(0, 10),
      'synchronised from an on-premises directory': found?.onPremisesSyncEnabled === true ? 'yes' : '',
    };
    const lines = Object.entries(facts).flatMap(([name, value]) =>
      value ? `${name}: ${cell(value, LONGEST)}` : [],
    );
    return { text: lines.join('\n') || 'Microsoft Graph returned no organisation.' };
  },
});
