import { startStandIns, type StandIns } from '../../src/standins/start.ts';
import { usersOf } from '../../src/standins/tenant/directory.ts';
import { addressOf, people, type Person } from '../../src/standins/tenant/people.ts';

/** Number of people; faults are injected for the second half. */
const CROWD = 200;

export type Worker = { readonly person: Person; readonly address: string; readonly unlucky: boolean };

/** The mail nickname that marks the users for whom the Graph stand-in injects faults. */
export const UNLUCKY = 'unlucky';

const newcomers: readonly Person[] = Array.from({ length: CROWD }, (_, index) => {
  const number = String(index + 1).padStart(3, '0');
  return {
    oid: `00000000-0000-4000-8001-${number.padStart(12, '0')}`,
    alias: `worker.${number}`,
    name: `Worker ${number}`,
    title: 'Clerk',
    department: 'Office',
    office: 'Lisbon',
    manager: 'mira.novak',
    roles: [],
  };
});

export const workers: readonly Worker[] = newcomers.map((person, index) => ({
  person,
  address: addressOf(person),
  unlucky: index >= CROWD / 2,
}));

/** Starts the stand-ins, with the workers added to the demo tenant. */
export async function startCrowdTenant(): Promise<StandIns> {
  const standIns = await startStandIns({ people: [...people, ...newcomers] });
  const users = usersOf(standIns.graph.tenant);
  for (const { person, unlucky } of workers) {
    const user = users.get(person.oid);
    if (unlucky && user !== undefined) users.change(user, { mailNickname: UNLUCKY });
  }
  return standIns;
}

/** Counts the messages with this subject in the sender's Sent Items. */
export function timesSent(standIns: StandIns, { person }: Worker, subject: string): number {
  const { tenant } = standIns.graph;
  const folders = tenant.table(`/users/${person.oid}/mailFolders`).all();
  const sent = folders.find((folder) => folder['displayName'] === 'Sent Items')?.id;
  const messages = tenant.table(`/users/${person.oid}/messages`).all();
  return messages.filter((message) => message['subject'] === subject && message['parentFolderId'] === sent)
    .length;
}
