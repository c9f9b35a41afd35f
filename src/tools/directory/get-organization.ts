import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool } from '../define.ts';
import { factLines } from '../output/fact-lines.ts';
import { itemsOf } from '../output/graph-data.ts';
import { flag, text } from '../output/graph-schema.ts';
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

/** Maximum length of a line, in characters; long enough for the domain list of most organisations. */
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
    if (found === undefined) throw new ToolError('bad_answer', 'Microsoft Graph returned no organisation.');
    return { text: factLines(Object.entries(factsOf(found)), LONGEST).join('\n') };
  },
});

function factsOf(found: z.output<typeof organization>): Readonly<Record<string, string | null | undefined>> {
  const { businessPhones, technicalNotificationMails, verifiedDomains } = found;
  return {
    name: found.displayName,
    'tenant id': found.id,
    domains: words(
      ...(verifiedDomains ?? []).map(
        ({ name, isDefault }) => `${name}${isDefault === true ? ' (default)' : ''}`,
      ),
    ),
    place: words(found.city, found.country ?? found.countryLetterCode),
    phones: words(...(businessPhones ?? [])),
    'technical contacts': words(...(technicalNotificationMails ?? [])),
    created: found.createdDateTime?.slice(0, 10),
    'synchronised from an on-premises directory': found.onPremisesSyncEnabled === true ? 'yes' : '',
  };
}
