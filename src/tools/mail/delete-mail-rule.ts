import { path } from '../../graph/request/graph-path.ts';
import { defineTool } from '../define.ts';
import { id } from '../input/common-input.ts';
import { cell } from '../output/untrusted.ts';
import { describeRule, findRule, foldersOfRules, RULES } from './shared/inbox-rules.ts';

export const deleteMailRule = defineTool({
  name: 'delete_mail_rule',
  title: 'Delete inbox rule',
  area: 'mail',
  order: 94,
  presets: [],
  about: 'Delete one of my inbox rules for mail.',
  intents: [
    'remove this inbox rule',
    'stop forwarding my mail',
    'get rid of the newsletter filter',
    'undo the rule',
    'delete the rule for invoices',
  ],
  kind: 'destroy',
  openWorld: false,
  repeat: 'never',
  scopes: ['MailboxSettings.ReadWrite'],
  optionalScopes: ['Mail.ReadBasic'],
  operation: 'DELETE /me/mailFolders/{id}/messageRules/{id}',
  example: { as: 'ana.silva', args: { rule: 'Old newsletter' } },
  input: { rule: id('Name or id.') },
  async preview(args, call) {
    const rule = await findRule(args.rule, call);
    const what = describeRule(rule, await foldersOfRules([rule], call));
    return {
      lines: [cell(`delete the inbox rule "${rule.displayName ?? ''}": ${what}`, 4_000)],
      versions: [JSON.stringify(rule)],
    };
  },
  async run(args, call) {
    const rule = await findRule(args.rule, call);
    await call.graph({
      method: 'DELETE',
      path: RULES + path`/${rule.id}`,
      repeat: 'never',
      verify: 'Call list_mail_rules to see whether it still exists.',
    });
    return { text: `Deleted the inbox rule "${cell(rule.displayName ?? '', 255)}".` };
  },
});
