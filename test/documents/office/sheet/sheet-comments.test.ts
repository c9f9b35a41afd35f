import { describe, expect, it } from 'vitest';

import { cell, rows, workbook } from './workbook-text.ts';

describe('the comments of a sheet', () => {
  it('name their authors, and are marked if resolved', () => {
    const note = (ref: string, author: number, text: string) =>
      `<comment ref="${ref}" authorId="${author}"><text><r><t>${text}</t></r></text></comment>`;
    const thread = (ref: string, person: string, text: string, more = '') =>
      `<threadedComment ref="${ref}" personId="${person}" ${more}><text>${text}</text></threadedComment>`;
    const text = workbook(
      rows(`<row r="1">${cell('A1', '1')}</row>`),
      {
        'xl/comments1.xml': `<comments><authors><author>Ben Okafor</author><author/><author>tc={A1B2}</author></authors><commentList>${note('A1', 0, 'Check this')}${note('A2', 0, 'Ben Okafor:\nCheck')}${note('A3', 1, 'By nobody')}${note('B2', 2, '[Kommentarthread] Ihre Version')}</commentList></comments>`,
        'xl/threadedComments/tc.xml': `<ThreadedComments>${thread('B2', '{1}', 'Why so low?')}${thread('B2', '{2}', 'A typo')}${thread('B3', '{9}', 'Gone')}${thread('B4', '{1}', 'Wrong tax', 'id="{A}" done="1"')}${thread('B4', '{2}', 'Corrected', 'id="{B}" parentId="{A}"')}${thread('B5', '{2}', 'Open', 'id="{C}" done="0"')}</ThreadedComments>`,
        'xl/persons/person.xml':
          '<personList><person displayName="Lena Fischer" id="{1}"/><person displayName="Ana Silva" id="{2}"/></personList>',
      },
      {
        'xl/worksheets/sheet1.xml': {
          a: ['comments', '../comments1.xml'],
          b: ['threadedComment', '../threadedComments/tc.xml'],
        },
        'xl/workbook.xml': {
          rId1: ['worksheet', 'worksheets/sheet1.xml'],
          rId3: ['person', 'persons/person.xml'],
        },
      },
    );
    expect(text.split('\n').filter((line) => line.includes('comment on'))).toEqual([
      '[comment on A1] Ben Okafor: Check this',
      '[comment on A2] Ben Okafor: Check',
      '[comment on A3] By nobody',
      '[comment on B2] Lena Fischer: Why so low?',
      '[comment on B2] Ana Silva: A typo',
      '[comment on B3] Gone',
      '[resolved comment on B4] Lena Fischer: Wrong tax',
      '[resolved comment on B4] Ana Silva: Corrected',
      '[comment on B5] Ana Silva: Open',
    ]);
  });

  it('include the notice of a threaded comment whose thread was lost', () => {
    const text = '[Threaded comment] Your version of Excel … Comment: Why so low?';
    const comments = `<comments><authors><author>tc={A1B2}</author></authors><commentList><comment ref="B2" authorId="0"><text><t>${text}</t></text></comment></commentList></comments>`;
    expect(
      workbook(
        rows(`<row r="1">${cell('A1', '1')}</row>`),
        { 'xl/comments1.xml': comments },
        { 'xl/worksheets/sheet1.xml': { a: ['comments', '../comments1.xml'] } },
      ),
    ).toContain(`[comment on B2] ${text}`);
  });
});
