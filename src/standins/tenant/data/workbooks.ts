import type { WorkbookData } from '../../workbook/new-workbook.ts';

/** Workbooks in Ana's OneDrive, by path. */
export const anaWorkbooks: Readonly<Record<string, WorkbookData>> = {
  'Budget/Launch costs.xlsx': {
    sheets: [
      {
        name: 'Costs',
        rows: [
          ['item', 'amount', 'due', 'approved', 'share'],
          ['Translations', 6_000, '2026-11-30', true, '=B2/B8'],
          ['User tests', 4_500, '2026-12-04', true, '=B3/B8'],
          ['Launch event', 7_500, '2026-12-15', false, '=B4/B8'],
          ['Flyers', 850.5, '2026-12-08', false, '=B5/B8'],
          ['Status page', 1_200, '2026-12-01', true, '=B6/B8'],
          [],
          ['Total', '=SUM(B2:B6)'],
          ['With tax', '=B8*(1+Rates!B2)'],
          ['Highest item', '=INDEX(A2:A6,MATCH(MAX(B2:B6),B2:B6,0))'],
        ],
        formats: { B: '#,##0.00', C: 'dd/mm/yyyy', E: '0%' },
      },
      {
        name: "Ana's notes",
        rows: [
          ['topic', 'note'],
          ['Flyers', 'ask the printer for 500 instead of 1,000'],
          ['Launch event', 'boat or hall? Mira decides'],
        ],
      },
      {
        name: 'Rates',
        hidden: true,
        rows: [
          ['rate', 'value'],
          ['tax', 0.23],
        ],
        formats: { B: '0%' },
      },
    ],
    tables: [{ name: 'Costs', address: 'Costs!A1:E6' }],
    names: [
      { name: 'TaxRate', address: 'Rates!$B$2' },
      { name: 'Amounts', address: 'Costs!$B$2:$B$6' },
    ],
  },
};

/** Workbooks in the teams' document libraries, by group alias and path. */
export const teamWorkbooks: Readonly<Record<string, Readonly<Record<string, WorkbookData>>>> = {
  harbor: {
    'Launch/Milestones.xlsx': {
      sheets: [
        {
          name: 'Milestones',
          rows: [
            ['milestone', 'date', 'owner', 'done'],
            ['Scope approved', '2026-09-02', 'Ana', true],
            ['Translations ready', '2026-11-30', 'Farah', false],
            ['Test with Northwind', '2026-12-07', 'Ben', false],
            ['Launch', '2026-12-15', 'Ana', false],
          ],
        },
      ],
      tables: [{ name: 'Milestones', address: 'Milestones!A1:D5' }],
    },
  },
};
