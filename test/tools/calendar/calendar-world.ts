import { afterAll, beforeAll } from 'vitest';

import { eventsOf } from '../../../src/standins/tenant/calendar.ts';
import { confirmationIn, oidOf, openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';

/** Opens a demo tenant for a test file that creates events and reads what the calendars contain. */
export function openCalendarWorld() {
  let tenant: DemoTenant;
  beforeAll(async () => {
    tenant = await openDemoTenant();
  });
  afterAll(() => tenant.close());

  const call = (alias: string, name: string, args: object) => tenant.call(alias, name, args);
  const ana = (name: string, args: object) => call('ana.silva', name, args);
  const eventsIn = (alias: string) => eventsOf(tenant.graph.tenant, oidOf(alias));
  return {
    /**
     * `call` calls a tool as the given person, and `ana` calls a tool as Ana. Both functions confirm the preview, if
     * there is one.
     */
    call,
    ana,
    /**
     * `once` calls a tool as Ana, and `onceAs` calls a tool as the given person. Neither function confirms anything.
     */
    once: (name: string, args: object) => tenant.callOnce('ana.silva', name, args),
    onceAs: (alias: string, name: string, args: object) => tenant.callOnce(alias, name, args),
    /** Returns the confirmation that Ana's call needs. */
    confirmationOf: async (name: string, args: object) =>
      confirmationIn(await tenant.previewOf('ana.silva', name, args)),
    /** Returns the controls of the Graph stand-in. */
    control: () => tenant.graph.control,
    /** Returns the stored events of a person. */
    eventsIn,
    /** Returns a person's stored events with this subject. */
    storedOf: (alias: string, subject: string) =>
      eventsIn(alias)
        .all()
        .filter((event) => event.subject === subject),
    /**
     * Creates an event as Ana and returns its id. The event starts on a Tuesday unless `more` contains another start.
     */
    create: async (subject: string, more: object = {}): Promise<string> => {
      const { text } = await ana('create_event', { subject, start: '2026-11-24T15:00', ...more });
      return / id (\S+)$/.exec(text)?.[1] ?? '';
    },
  };
}
