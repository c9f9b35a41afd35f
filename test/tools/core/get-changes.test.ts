import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { eventsOf } from '../../../src/standins/tenant/calendar.ts';
import { usersOf } from '../../../src/standins/tenant/directory.ts';
import { cursorIn, mailOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = (args: object) => tenant.call('ana.silva', 'get_changes', args);
const since = (text: string) => ana({ cursor: cursorIn(text) });

describe('get_changes', () => {
  it.each(['mail', 'calendar', 'files', 'users', 'groups'])(
    'records the state of %s and then shows no changes',
    async (of) => {
      const first = await ana({ of });
      expect(first.text).toMatch(/^Recorded the current state\./);
      const later = await since(first.text);
      expect(later.text).toMatch(/^No changed [-a-z0-9 ]+ on this page\. To see later changes/);
    },
  );

  it.each(['users', 'groups'])('refuses an id for %s, because single items cannot be watched', async (of) => {
    await expect(ana({ of, id: 'Ben Okafor' })).rejects.toThrow(
      'id applies only to mail, calendar and files',
    );
  });

  it('states that it recorded only part of a calendar with very many events', async () => {
    const chen = usersOf(tenant.graph.tenant)
      .all()
      .find(({ mail }) => mail === mailOf('chen.wei'));
    const events = eventsOf(tenant.graph.tenant, chen?.id ?? '');
    const template = events
      .all()
      .find(({ type, start }) => type === 'singleInstance' && start.dateTime > '2026-11-22');
    expect(template).toBeDefined();
    if (template === undefined) return;
    for (let index = 0; index < 1_010; index += 1) events.put({ ...template, id: `${template.id}-${index}` });
    const { text } = await tenant.call('chen.wei', 'get_changes', { of: 'calendar' });
    expect(text).toContain('Recorded only part of the current state');
    const again = await tenant.call('chen.wei', 'get_changes', { cursor: cursorIn(text) });
    expect(rowsIn(again.text).length).toBeGreaterThan(0);
  });

  it('states that changes to older mail are not reported', async () => {
    const first = await ana({ of: 'mail' });
    expect(first.text).toContain('no changes to older mail');
    expect((await since(first.text)).text).toMatch(/among those received since the first call/);
    expect((await ana({ of: 'files' })).text).not.toContain('older mail');
  });

  it('states that deleted occurrences may not be reported', async () => {
    const { text } = await ana({ of: 'calendar' });
    expect(text).toContain('may not report single occurrences that are deleted from a series');
  });

  it('states that a calendar is covered only for the 90 days after the first call', async () => {
    const { text } = await ana({ of: 'calendar' });
    expect(text).toContain('Only events in the 90 days from now are covered');
    expect(text).toContain('of="calendar"');
  });

  it('shows new mail once and then no changes', async () => {
    const first = await ana({ of: 'mail' });
    const subject = 'Something new';
    await tenant.call('ben.okafor', 'send_mail', { to: [mailOf('ana.silva')], subject, body: 'b' });
    const second = await since(first.text);
    expect(rowsIn(second.text)).toMatchObject([
      [
        'new or changed',
        expect.any(String),
        expect.stringContaining('Ben Okafor'),
        subject,
        expect.any(String),
      ],
    ]);
    expect((await since(second.text)).text).toMatch(/^No changed messages/);
    expect(rowsIn((await since(first.text)).text)).toHaveLength(1);
  });

  describe('for a calendar', () => {
    const owner = () =>
      usersOf(tenant.graph.tenant)
        .all()
        .find(({ mail }) => mail === mailOf('ana.silva'))!.id;
    const events = () => eventsOf(tenant.graph.tenant, owner());
    const seriesOf = (count: number) =>
      events()
        .all()
        .filter(({ type, isOrganizer }) => type === 'seriesMaster' && isOrganizer)
        .slice(0, count);
    const changed = async (act: () => void) => {
      const { text } = await ana({ of: 'calendar' });
      expect(text).toContain('single occurrences');
      act();
      return rowsIn((await since(text)).text);
    };

    it("shows the occurrences of a changed series with the series' subject, but not the series itself", async () => {
      const [series] = seriesOf(1);
      const rows = await changed(() => events().change(series!, { subject: 'Renamed series' }));
      expect(rows.length).toBeGreaterThan(1);
      for (const [, start = '', subject, id] of rows) {
        expect(subject).toBe('Renamed series');
        expect(start >= '2026-11-21').toBe(true);
        expect(id).not.toBe(series!.id);
      }
    });

    it('shows a cancelled series as cancelled', async () => {
      const [series] = seriesOf(1);
      const rows = await changed(() => events().change(series!, { isCancelled: true }));
      expect(new Set(rows.map(([change]) => change))).toEqual(new Set(['cancelled']));
    });

    it('reads the series of occurrences in one batch if the series are on another page', async () => {
      const all = seriesOf(50);
      const { text } = await ana({ of: 'calendar' });
      for (const series of all) events().change(series, { importance: 'high' });
      let page = (await since(text)).text;
      const subjects = rowsIn(page).map(([, , subject]) => subject);
      while (page.includes('There are more')) {
        const before = tenant.graph.log.length;
        // oxlint-disable-next-line no-await-in-loop
        page = (await tenant.call('ana.silva', 'get_next_page', { cursor: cursorIn(page) })).text;
        subjects.push(...rowsIn(page).map(([, , subject]) => subject));
        expect(
          tenant.graph.log.slice(before).filter(({ path }) => path.endsWith('$batch')).length,
        ).toBeLessThanOrEqual(1);
      }
      expect(subjects.length).toBeGreaterThan(50);
      const names = all.map(({ subject }) => subject);
      expect(subjects.filter((subject) => !names.includes(subject ?? ''))).toEqual([]);
    });

    it('shows a changed single event, and a removed event without its name', async () => {
      const single = events()
        .all()
        .find(({ type, start }) => type === 'singleInstance' && start.dateTime > '2026-11-22')!;
      expect(await changed(() => events().change(single, { subject: 'Just this' }))).toMatchObject([
        ['new or changed', expect.any(String), 'Just this', single.id],
      ]);
      expect(await changed(() => events().remove(single.id))).toEqual([
        ['removed', '', '(not reported for removed items)', single.id],
      ]);
    });
  });

  it("states that a removed file's name is not known, unless Graph reports the name", async () => {
    const { text } = await ana({ of: 'files' });
    const stored = await tenant.call('ana.silva', 'upload_file', { path: '/brief.txt', content: 'x' });
    expect(stored.text).toContain('brief.txt');
    const all = tenant.graph.tenant
      .table('/drives')
      .all()
      .map(({ id }) => tenant.graph.tenant.table(`/drives/${id}/items`));
    const [table] = all.filter((one) => one.all().some(({ name }) => name === 'brief.txt'));
    const file = table!.all().find(({ name }) => name === 'brief.txt')!;
    table!.remove(file.id);
    expect(rowsIn((await since(text)).text)).toContainEqual([
      'removed',
      '(not reported for removed items)',
      '',
      '',
      file.id,
    ]);
  });

  it('shows removed items', async () => {
    const first = await ana({ of: 'files' });
    const files = await tenant.call('ana.silva', 'list_files', {});
    const file = rowsIn(files.text).find(([name]) => name?.endsWith('/') === false);
    const drives = tenant.graph.tenant.table('/drives').all();
    for (const drive of drives)
      tenant.graph.tenant.table(`/drives/${drive.id}/items`).remove(file?.at(-1) ?? '');
    const { text } = await since(first.text);
    expect(rowsIn(text).map(([change, , , , id]) => [change, id])).toContainEqual(['removed', file?.at(-1)]);
  });

  it('watches the drive, calendar or folder with the given id', async () => {
    const { text } = await ana({ of: 'mail', id: 'Sent Items' });
    await tenant.call('ana.silva', 'send_mail', { to: [mailOf('ben.okafor')], subject: 'Out', body: 'b' });
    expect(rowsIn((await since(text)).text)).toHaveLength(1);
    await expect(ana({ of: 'files', id: '../x' })).rejects.toMatchObject({ code: 'bad_argument' });
  });

  it.each([{}, { of: 'mail', cursor: 'x' }, { of: 'chats' }])('refuses the arguments %j', async (args) => {
    await expect(ana(args)).rejects.toMatchObject({ code: 'bad_arguments' });
  });

  it("refuses another user's cursor", async () => {
    const { text } = await ana({ of: 'mail' });
    await expect(tenant.call('ben.okafor', 'get_changes', { cursor: cursorIn(text) })).rejects.toMatchObject({
      code: 'bad_cursor',
    });
  });
});
