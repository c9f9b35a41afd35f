import { read } from '../../graph/request/read.ts';
import { defineTool } from '../define.ts';
import { itemsOf } from '../output/graph-data.ts';
import { describeRest, renderTable } from '../output/table.ts';
import { listOf } from '../output/words.ts';
import { cursorAt, startOf } from '../paging/rest-of-page.ts';
import { doesInWords, foldersOfRules, inWords, RULES, ruleSchema } from './shared/inbox-rules.ts';

/**
 * Limits on the number of rows and on the characters per cell. Together, these limits keep a result far below the
 * maximum size.
 */
const MAX_ROWS = 25;
const LONGEST = 300;

export const listMailRules = defineTool({
  name: 'list_mail_rules',
  title: 'List inbox rules',
  area: 'mail',
  order: 90,
  presets: [],
  about: 'List my inbox rules: conditions, actions, forwarding.',
  intents: [
    'which inbox rules do I have',
    'does any rule forward my mail',
    'why does this mail end up in another folder',
    'show my Outlook filters',
    'which rules are switched off',
  ],
  kind: 'read',
  openWorld: false,
  repeat: 'safe',
  scopes: ['MailboxSettings.Read'],
  optionalScopes: ['Mail.ReadBasic'],
  operation: 'GET /me/mailFolders/{id}/messageRules',
  example: { as: 'ana.silva', args: {} },
  input: {},
  async run(_args, call) {
    const page = await call.page(read(RULES));
    const all = itemsOf(page.answer, ruleSchema).toSorted((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0));
    const start = startOf(page, all);
    const end = start + MAX_ROWS;
    const rows = all.slice(start, end);
    const cursor = await cursorAt(end, page, all);
    const folders = await foldersOfRules(rows, call);
    const shown = rows.map((rule) => ({
      name: rule.displayName ?? '',
      when: inWords(rule.conditions, folders) || 'every message',
      except: inWords(rule.exceptions, folders),
      does: doesInWords(rule.actions, folders),
      flags: listOf(rule.isEnabled === false && 'off', rule.hasError === true && 'does not work').join(', '),
      id: rule.id,
    }));
    const isCut = shown.some((row) => Object.values(row).some((value) => value.length > LONGEST));
    const note = isCut
      ? ` A value that ends in … is truncated: graph_get ${RULES}/{id} shows it in full.`
      : '';
    return renderTable({
      what: 'inbox rules, in the order in which they run',
      columns: (['name', 'when', 'except', 'does', 'flags', 'id'] as const).map((name) => ({
        name,
        longest: LONGEST,
        textOf: (row: (typeof shown)[number]) => row[name],
      })),
      rows: shown,
      follows: `${describeRest({ ...page, cursor })}${note}`,
    });
  },
});
