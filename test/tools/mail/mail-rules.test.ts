import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { folderOf } from '../../../src/standins/tenant/mailbox.ts';
import {
  confirmationIn,
  mailOf,
  oidOf,
  openDemoTenant,
  policyWith,
  rowsIn,
  type DemoTenant,
} from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant({ policy: policyWith({ externalSend: 'confirm' }) });
});
afterAll(() => tenant.close());

const rulesOf = (alias: string) => tenant.graph.tenant.table(`/users/${oidOf(alias)}/messageRules`).all();
const ruleOf = (alias: string, name: string) =>
  rulesOf(alias).find(({ displayName }) => displayName === name);
const previewOf = (alias: string, name: string, args: object): Promise<string> =>
  tenant.callOnce(alias, name, args).then(
    () => '',
    (error: Error) => error.message,
  );

describe('list_mail_rules', () => {
  it('shows conditions and actions in words, with folder names', async () => {
    const { text } = await tenant.call('ben.okafor', 'list_mail_rules');
    const [first = [], second = []] = rowsIn(text);
    expect(first.slice(0, 5)).toEqual([
      'Harbor reports',
      'subject contains Harbor: nightly report',
      '',
      'move to folder Harbor; mark as read; stop processing rules',
      '',
    ]);
    expect(second.join(' | ')).toMatch(/from addresses \S+@\S+; sent cc me .* move to folder Archive \| off/);
  });

  it('does not show conditions that are false, because Exchange does not use them', async () => {
    tenant.graph.tenant.table(`/users/${oidOf('hana.sato')}/messageRules`).put({
      id: 'AQAAAUnused=',
      displayName: 'Unused',
      sequence: 9,
      isEnabled: true,
      conditions: { hasAttachments: false, sentToMe: false },
      actions: { delete: true },
    });
    const { text } = await tenant.call('hana.sato', 'list_mail_rules');
    expect(text).toContain('Unused | every message |  | delete');
  });

  it('shows a forwarding rule even if folder names cannot be read', async () => {
    const sent = { emailAddress: { name: 'X', address: 'x@outside.example' } };
    tenant.graph.tenant.table(`/users/${oidOf('dana.levi')}/messageRules`).put({
      id: 'AQAAAHidden=',
      displayName: 'Hidden',
      sequence: 9,
      isEnabled: true,
      actions: { assignCategories: ['y'.repeat(900)], forwardAsAttachmentTo: [sent] },
    });
    const { text } = await tenant.granting('dana.levi', ['MailboxSettings.Read'], () =>
      tenant.call('dana.levi', 'list_mail_rules'),
    );
    expect(text).toContain(
      'every message |  | forward as attachment to x@outside.example; assign categories yyy',
    );
    expect(text).toContain('A value that ends in … is truncated');
  });

  it('continues by cursor if there are many rules', async () => {
    for (let index = 0; index < 40; index += 1)
      tenant.graph.tenant.table(`/users/${oidOf('emil.larsen')}/messageRules`).put({
        id: `many${index}`,
        displayName: `Rule ${index}`,
        sequence: 10 + index,
        actions: { markAsRead: true },
      });
    const first = (await tenant.call('emil.larsen', 'list_mail_rules')).text;
    const cursor = /cursor:\n(\S+)/.exec(first)?.[1];
    const second = (await tenant.call('emil.larsen', 'get_next_page', { cursor })).text;
    expect([...rowsIn(first), ...rowsIn(second)].map((row) => row[0])).toEqual(
      rulesOf('emil.larsen').map(({ displayName }) => displayName),
    );
    expect(second).toContain('That is all.');
  });
});

describe('create_mail_rule', () => {
  it('creates a rule after confirmation, with people and folders given by name', async () => {
    const args = {
      name: 'Invoices',
      from: ['Hana Sato'],
      subject_contains: ['invoice'],
      move_to: 'archive',
      mark_read: true,
    };
    const preview = await previewOf('goran.petrov', 'create_mail_rule', args);
    expect(preview).toContain(
      `move to folder archive; mark as read, if from addresses ${mailOf('hana.sato')}; subject contains invoice`,
    );
    expect(ruleOf('goran.petrov', 'Invoices')).toBeUndefined();
    await tenant.call('goran.petrov', 'create_mail_rule', args);
    expect(ruleOf('goran.petrov', 'Invoices')).toMatchObject({
      sequence: 3,
      conditions: { fromAddresses: [{ emailAddress: { address: mailOf('hana.sato') } }] },
      actions: { moveToFolder: folderOf(tenant.graph.tenant, oidOf('goran.petrov'), 'archive')?.id },
    });
  });

  it.each([
    [true, 'delete, if has attachments', { conditions: { hasAttachments: true } }],
    [
      false,
      'delete for every message, except has attachments',
      { conditions: {}, exceptions: { hasAttachments: true } },
    ],
  ])('applies a rule with has_attachments=%s only to messages that match', async (wanted, words, stored) => {
    const args = { name: `Files ${wanted}`, has_attachments: wanted, delete: true };
    expect(await previewOf('dana.levi', 'create_mail_rule', args)).toContain(words);
    await tenant.call('dana.levi', 'create_mail_rule', args);
    expect(ruleOf('dana.levi', args.name)).toMatchObject(stored);
  });

  it.each(['forward_to', 'redirect_to'])(
    'names the external recipients that %s would reach',
    async (action) => {
      const args = { name: `Out ${action}`, [action]: ['spy@outside.example', 'Ben Okafor'] };
      const preview = await previewOf('ana.silva', 'create_mail_rule', args);
      expect(preview).toMatch(
        /(?:forward|redirect) to spy@outside\.example, ben\.okafor\S* for every message/,
      );
      expect(preview).toContain(
        'Sending to people outside your organisation requires confirmation. Outside: spy@outside.example.',
      );
      expect(ruleOf('ana.silva', args.name)).toBeUndefined();
      const confirmation = confirmationIn(preview);
      const other = { ...args, [action]: ['other@outside.example'], confirmation };
      expect(await previewOf('ana.silva', 'create_mail_rule', other)).toContain(
        'The confirmation was not accepted',
      );
      await tenant.callOnce('ana.silva', 'create_mail_rule', { ...args, confirmation });
      expect(ruleOf('ana.silva', args.name)).toBeDefined();
    },
  );

  it.each([
    [{ subject_contains: ['x'] }, /give at least one of: move_to/],
    [{ subject_contains: ['x'], mark_read: false }, /give at least one of: move_to/],
    [{ delete: true, move_to: 'archive' }, /either move_to or delete/],
    [{ move_to: 'No such folder' }, /There is no mail folder/],
    [{ forward_to: ['Nobody Known'] }, /Nobody named/],
  ])('refuses the arguments %j', async (args, reason) => {
    await expect(tenant.call('ana.silva', 'create_mail_rule', { name: 'Bad', ...args })).rejects.toThrow(
      reason,
    );
    expect(ruleOf('ana.silva', 'Bad')).toBeUndefined();
  });
});

describe("a rule's preview", () => {
  it('states what the rule does even if its conditions are very long', async () => {
    const args = {
      name: 'Long',
      subject_contains: Array.from({ length: 20 }, (_, index) => `${index}`.padEnd(255, 'x')),
      text_contains: Array.from({ length: 20 }, (_, index) => `${index}`.padEnd(255, 'y')),
      forward_to: ['Ben Okafor'],
      delete: true,
    };
    expect(await previewOf('ana.silva', 'create_mail_rule', args)).toContain(
      `for all new mail: forward to ${mailOf('ben.okafor')}; delete, if subject contains 0x`,
    );
  });
});

describe('create_mail_rule on a server with mail only', () => {
  it('finds the address of "me"', async () => {
    const mailOnly = await openDemoTenant({ policy: policyWith({ toolsets: ['mail'] }) });
    const args = { name: 'Own', from: ['me'], mark_read: true };
    const { text } = await mailOnly.call('ana.silva', 'create_mail_rule', args);
    await mailOnly.close();
    expect(text).toContain(`if from addresses ${mailOf('ana.silva')}`);
  });
});

describe('delete_mail_rule', () => {
  it('deletes a rule by name after a confirmation that describes the rule', async () => {
    const preview = await previewOf('chen.wei', 'delete_mail_rule', { rule: 'harbor reports' });
    expect(preview).toContain(
      'delete the inbox rule "Harbor reports": move to folder Harbor; mark as read; stop processing rules, if subject contains Harbor: nightly report',
    );
    expect(ruleOf('chen.wei', 'Harbor reports')).toBeDefined();
    await tenant.call('chen.wei', 'delete_mail_rule', { rule: 'harbor reports' });
    expect(rulesOf('chen.wei').map(({ displayName }) => displayName)).toEqual(['Old newsletter']);
  });

  it('does not accept a confirmation if the rule has changed', async () => {
    const args = { rule: 'Old newsletter' };
    const confirmation = confirmationIn(await previewOf('mira.novak', 'delete_mail_rule', args));
    const table = tenant.graph.tenant.table(`/users/${oidOf('mira.novak')}/messageRules`);
    table.change(ruleOf('mira.novak', 'Old newsletter')!, { isEnabled: true });
    expect(await previewOf('mira.novak', 'delete_mail_rule', { ...args, confirmation })).toContain(
      'The confirmation was not accepted',
    );
  });

  it('lists the existing rules if no rule matches', async () => {
    await expect(tenant.call('ben.okafor', 'delete_mail_rule', { rule: 'Nothing' })).rejects.toThrow(
      /No inbox rule is named "Nothing". Available: Harbor reports; Old newsletter/,
    );
  });
});

describe('create_mail_rule with the toolset mail only', () => {
  it('accepts "me" as a sender', async () => {
    const alone = await openDemoTenant({ policy: policyWith({ toolsets: ['mail'] }) });
    const args = { name: 'Notes to myself', from: ['me'], mark_read: true };
    const { text } = await alone.call('ben.okafor', 'create_mail_rule', args);
    expect(text).toContain(`from addresses ${mailOf('ben.okafor')}`);
    await alone.close();
  });
});
