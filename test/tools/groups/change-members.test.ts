import { afterAll, beforeEach, describe, expect, it } from 'vitest';

import {
  confirmationIn,
  oidOf,
  openDemoTenant,
  policyWith,
  rowsIn,
  type DemoTenant,
} from '../../kit/demo-tenant.ts';

const policy = policyWith({ externalSend: 'confirm' });

let tenant: DemoTenant | undefined;
const demo = () => tenant!;
beforeEach(async () => {
  tenant ??= await openDemoTenant({ policy });
  await fetch(`${tenant.graph.origin}/_control/reset`, { method: 'POST' });
});
afterAll(() => tenant?.close());

const group = (name: string) =>
  demo()
    .graph.tenant.table('/groups')
    .all()
    .find(({ displayName }) => displayName === name)!;
const members = (name: string) => group(name).$members as readonly string[];
const ana = async (tool: string, args: object) => (await demo().call('ana.silva', tool, args)).text;
const previewOf = (alias: string, tool: string, args: object) => demo().previewOf(alias, tool, args);

describe('add_group_member', () => {
  it('adds several people and keeps the existing members', async () => {
    const before = members('Project Harbor');
    const text = await ana('add_group_member', {
      group: 'harbor@contoso.example',
      people: ['Dana Levi', 'emil.larsen@contoso.example', oidOf('hana.sato')],
    });
    expect(text).toBe(
      'Added to "Project Harbor": Dana Levi <dana.levi@contoso.example>, Emil Larsen <emil.larsen@contoso.example>, Hana Sato <hana.sato@contoso.example>.',
    );
    const added = ['dana.levi', 'emil.larsen', 'hana.sato'].map(oidOf);
    expect(members('Project Harbor').toSorted()).toEqual([...before, ...added].toSorted());
  });

  it('reports who is already a member', async () => {
    const text = await ana('add_group_member', {
      group: 'Project Harbor',
      people: ['Ben Okafor', 'Kofi Mensah'],
    });
    expect(text).toMatch(
      /^Added to "Project Harbor": Kofi Mensah .*\nAlready in "Project Harbor": Ben Okafor/,
    );
    expect(members('Project Harbor').filter((one) => one === oidOf('ben.okafor'))).toHaveLength(1);
  });

  it('adds one colleague without confirmation, and several people only after confirmation', async () => {
    const one = await demo().callOnce('ana.silva', 'add_group_member', {
      group: 'Project Harbor',
      people: ['Emil Larsen'],
    });
    expect(one.text).toContain('Added to');
    const preview = await previewOf('ana.silva', 'add_group_member', {
      group: 'Project Harbor',
      people: ['Dana Levi', oidOf('kofi.mensah')],
    });
    expect(preview).toContain('add Dana Levi <dana.levi@contoso.example> to "Project Harbor"');
    expect(preview).toContain('add Kofi Mensah <kofi.mensah@contoso.example> to "Project Harbor"');
    expect(members('Project Harbor')).not.toContain(oidOf('kofi.mensah'));
  });

  it('asks for confirmation if a guest gets access', async () => {
    const args = { group: 'Project Harbor', people: ['Lena Fischer'] };
    for (const people of [args.people, ['lena.fischer@contoso.example'], [oidOf('lena.fischer')]])
      // oxlint-disable-next-line no-await-in-loop
      expect(await previewOf('ana.silva', 'add_group_member', { ...args, people })).toContain(
        'Outside: Lena Fischer <lena.fischer@contoso.example>',
      );
    const users = demo().graph.tenant.table('/users');
    users.change(users.get(oidOf('lena.fischer'))!, { mail: 'lena@partner.example' });
    const preview = await previewOf('ana.silva', 'add_group_member', args);
    expect(preview).toContain('Outside: Lena Fischer <lena@partner.example>');
    users.change(users.get(oidOf('lena.fischer'))!, {
      mail: null,
      userPrincipalName: 'l_x.org#EXT#@contoso.example',
    });
    const named = await previewOf('ana.silva', 'add_group_member', {
      group: 'Project Harbor',
      people: [oidOf('lena.fischer')],
    });
    expect(named).toContain('Outside: Lena Fischer');
  });

  it('asks for confirmation if an external user who is a member of the organisation gets access', async () => {
    const users = demo().graph.tenant.table('/users');
    users.change(users.get(oidOf('kofi.mensah'))!, {
      mail: null,
      userPrincipalName: 'k_x.org#EXT#@contoso.example',
    });
    const args = { group: 'Project Harbor', people: [oidOf('kofi.mensah')] };
    expect(await previewOf('ana.silva', 'add_group_member', args)).toContain('Outside: Kofi Mensah');
  });

  it('asks for confirmation if it cannot find out who gets access', async () => {
    const args = { group: 'Project Harbor', people: [oidOf('kofi.mensah')] };
    await demo().enforcing('ana.silva', ['GroupMember.ReadWrite.All', 'GroupMember.Read.All'], async () => {
      expect(await previewOf('ana.silva', 'add_group_member', args)).toContain(
        `Outside: ${oidOf('kofi.mensah')}`,
      );
    });
    const app = demo().graph.tenant.table('/servicePrincipals').all()[0]!.id;
    expect(await previewOf('ana.silva', 'add_group_member', { ...args, people: [app] })).toContain(
      `Outside: ${app}`,
    );
    expect(await ana('add_group_member', args)).toContain('Added to "Project Harbor": Kofi Mensah');
  });

  it('asks for confirmation if policy does not let it find out who gets access', async () => {
    const policy = policyWith({ externalSend: 'confirm', toolsets: ['core', 'groups'] });
    const closed = await openDemoTenant({ policy });
    const args = { group: 'Project Harbor', people: [oidOf('kofi.mensah')] };
    const call = closed.callOnce('ana.silva', 'add_group_member', args);
    await expect(call).rejects.toThrow(`Outside: ${oidOf('kofi.mensah')}`);
    await closed.close();
  });

  it('states who can change the group if the caller cannot', async () => {
    const call = demo().call('ben.okafor', 'add_group_member', { group: 'Sales', people: ['Kofi Mensah'] });
    await expect(call).rejects.toMatchObject({
      code: 'missing_role',
      message: expect.stringContaining(
        'must have one of these roles: owner of the group, Groups Administrator, User Administrator',
      ),
    });
    const admin = await demo().call('ivo.martens', 'add_group_member', {
      group: 'Sales',
      people: ['Kofi Mensah'],
    });
    expect(admin.text).toContain('Added to "Sales"');
  });

  it.each([
    ['Press List', 'this is a distribution list'],
    ['Sofia Office', 'a rule decides who is a member'],
  ])('explains why the members of %s cannot be changed', async (name, why) => {
    const call = demo().call('goran.petrov', 'add_group_member', { group: name, people: ['Kofi Mensah'] });
    await expect(call).rejects.toMatchObject({
      code: 'not_changeable',
      message: expect.stringContaining(why),
    });
  });

  it('is refused if the members of the group can have directory roles, and the error says who can change the members', async () => {
    demo().graph.tenant.table('/groups').change(group('VPN Users'), { isAssignableToRole: true });
    const args = { group: 'VPN Users', people: ['Kofi Mensah'] };
    for (const tool of ['add_group_member', 'remove_group_member'])
      // oxlint-disable-next-line no-await-in-loop
      await expect(demo().call('goran.petrov', tool, args)).rejects.toMatchObject({
        code: 'not_changeable',
        message: expect.stringContaining(
          'an owner or a Privileged Role Administrator can change its members',
        ),
      });
    const { text } = await demo().call('goran.petrov', 'list_groups', { query: 'VPN Users' });
    expect(rowsIn(text)[0]).toContain('can have roles');
    demo().graph.tenant.table('/groups').change(group('VPN Users'), { isAssignableToRole: false });
    expect((await demo().call('goran.petrov', 'add_group_member', args)).text).toContain('Added to');
  });

  it.each([
    [{ group: 'Project Harbor', people: [] }, 'bad_arguments'],
    [{ group: 'Project Harbor', people: ['nobody at all'] }, 'not_found'],
    [{ group: 'No such group', people: ['Ben Okafor'] }, 'not_found'],
    [{ group: 'Project Harbor', people: Array.from({ length: 21 }, () => 'Ben Okafor') }, 'bad_arguments'],
  ])('explains what is wrong with %j', async (args, code) => {
    await expect(ana('add_group_member', args)).rejects.toMatchObject({ code });
  });
});

describe('remove_group_member', () => {
  const removal = { group: 'Project Harbor', people: ['Ben Okafor', 'Chen Wei'] };

  it('names the people, and removes them only after the confirmation', async () => {
    const preview = await previewOf('ana.silva', 'remove_group_member', removal);
    expect(preview).toContain('remove Ben Okafor <ben.okafor@contoso.example> from "Project Harbor"');
    expect(preview).toContain('remove Chen Wei <chen.wei@contoso.example> from "Project Harbor"');
    expect(members('Project Harbor')).toContain(oidOf('ben.okafor'));
    const confirmation = confirmationIn(preview);
    const { text } = await demo().callOnce('ana.silva', 'remove_group_member', { ...removal, confirmation });
    expect(text).toContain('Removed from "Project Harbor": Ben Okafor');
    expect(members('Project Harbor')).not.toContain(oidOf('ben.okafor'));
    expect(members('Project Harbor')).toContain(oidOf('ana.silva'));
  });

  it('does not accept a confirmation for another person', async () => {
    const confirmation = confirmationIn(await previewOf('ana.silva', 'remove_group_member', removal));
    const other = { ...removal, people: ['Goran Petrov'], confirmation };
    expect(await previewOf('ana.silva', 'remove_group_member', other)).toContain('not accepted');
    const users = demo().graph.tenant.table('/users');
    users.change(users.get(oidOf('ben.okafor'))!, { displayName: 'Ben Another' });
    users.change(users.get(oidOf('kofi.mensah'))!, { displayName: 'Ben Okafor' });
    const swapped = await previewOf('ana.silva', 'remove_group_member', { ...removal, confirmation });
    expect(swapped).toContain('not accepted');
    expect(members('Project Harbor')).toContain(oidOf('goran.petrov'));
  });

  it('reports who was not a member', async () => {
    const text = await ana('remove_group_member', {
      group: 'Project Harbor',
      people: ['Kofi Mensah', 'Ben Okafor'],
    });
    expect(text).toMatch(
      /^Removed from .*: Ben Okafor .*\nNot a direct member of "Project Harbor": Kofi Mensah/,
    );
    expect(text).not.toContain('nested');
  });

  it('names the people who stay in the group because they belong to it through another group', async () => {
    const args = { group: 'Remote Access', people: ['Ana Silva'] };
    const { text } = await demo().call('goran.petrov', 'remove_group_member', args);
    expect(text).toBe(
      'Not a direct member of "Remote Access": Ana Silva <ana.silva@contoso.example>.\nThe group contains other groups, whose members belong to it too: list_group_members shows them.',
    );
    expect(await ana('list_group_members', { group: 'Remote Access', transitive: true })).toContain(
      'Ana Silva',
    );
  });

  it('says that an owner who is removed from the members remains an owner', async () => {
    const args = { group: 'Project Harbor', people: ['Ana Silva', 'Ben Okafor'] };
    const preview = await previewOf('goran.petrov', 'remove_group_member', args);
    expect(preview).toContain('from "Project Harbor", of which this person remains an owner');
    expect(preview).toMatch(/Ben Okafor <ben\.okafor@contoso\.example> from "Project Harbor"\n/);
    const { text } = await demo().call('goran.petrov', 'remove_group_member', args);
    expect(text).toMatch(/\nStill owners of "Project Harbor": Ana Silva <ana\.silva@contoso\.example>\.$/);
    expect(group('Project Harbor').$owners).toContain(oidOf('ana.silva'));
  });

  it('removes members even if the owners cannot be read', async () => {
    const owners = `/groups/${group('Project Harbor').id}/owners`;
    demo().graph.control.fault({ kind: 'status', path: owners, status: 403 });
    const text = await ana('remove_group_member', { group: 'Project Harbor', people: ['Ben Okafor'] });
    expect(text).toMatch(/^Removed from "Project Harbor": Ben Okafor/);
  });

  it('states who can change the group if the caller cannot', async () => {
    const args = { group: 'Sales', people: ['Emil Larsen'] };
    await expect(demo().call('olga.markova', 'remove_group_member', args)).rejects.toMatchObject({
      code: 'missing_role',
      message: expect.stringContaining('owner of the group'),
    });
    expect(members('Sales')).toContain(oidOf('emil.larsen'));
  });
});
