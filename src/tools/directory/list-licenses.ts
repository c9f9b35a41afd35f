import { defineTool } from '../define.ts';
import { renderTable, textColumn } from '../output/table.ts';
import { readLicences, type Licence } from './shared/owned-licences.ts';

const column = textColumn<Licence>;

export const listLicenses = defineTool({
  name: 'list_licenses',
  title: 'Licences',
  area: 'directory',
  order: 70,
  presets: [],
  about: 'List licences: owned, used and free.',
  intents: [
    'how many licences are left',
    'which licences do we have',
    'are there free E5 licences',
    'licences that nobody uses',
    'subscriptions of the company',
  ],
  kind: 'read',
  openWorld: false,
  repeat: 'safe',
  scopes: ['LicenseAssignment.Read.All'],
  prerequisites: { roles: ['Global Reader', 'License Administrator'] },
  operation: 'GET /subscribedSkus',
  example: { as: 'ana.silva', args: {} },
  input: {},
  async run(_args, call) {
    const licences = await readLicences(call);
    return renderTable({
      what: 'licences, by part number',
      columns: [
        column('licence', ({ name }) => name),
        column('owned', ({ owned }) => String(owned)),
        column('used', ({ used }) => String(used)),
        column('free', ({ free }) => String(free)),
        column('state', ({ state }) => state),
      ],
      rows: licences.toSorted((a, b) => b.used - a.used),
      follows: 'That is all.',
    });
  },
});
