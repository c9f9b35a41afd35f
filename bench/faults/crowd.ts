import { startStandIns, type StandIns } from '../../src/standins/start.ts';
import { usersOf } from '../../src/standins/tenant/directory.ts';
import { addressOf, people, type Person } from '../../src/standins/tenant/people.ts';

/** How many people work at the same time; the second half of them has bad luck. */
const CROWD = 200;

/** Somebody at work. */
export type Worker = { readonly person: Person; readonly address: string; readonly unlucky: boolean };

/** The nickname of all who have bad luck, by which one rule of the Graph stand-in finds them. */
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

/** The crowd, in the order of their numbers. */
export const workers: readonly Worker[] = newcomers.map((person, index) => ({
  person,
  address: addressOf(person),
  unlucky: index >= CROWD / 2,
}));

/** Starts Microsoft's cloud with the crowd in the demo tenant. */
export async function openOffice(): Promise<StandIns> {
  const standIns = await startStandIns({ people: [...people, ...newcomers] });
  const users = usersOf(standIns.graph.tenant);
  for (const { person, unlucky } of workers) {
    const user = users.get(person.oid);
    if (unlucky && user !== undefined) users.change(user, { mailNickname: UNLUCKY });
  }
  return standIns;
}

/** How often a mail with this subject lies in the sender's Sent Items. */
export function timesSent(standIns: StandIns, { person }: Worker, subject: string): number {
  const { tenant } = standIns.graph;
  const folders = tenant.table(`/users/${person.oid}/mailFolders`).all();
  const sent = folders.find((folder) => folder['displayName'] === 'Sent Items')?.id;
  const messages = tenant.table(`/users/${person.oid}/messages`).all();
  return messages.filter((message) => message['subject'] === subject && message['parentFolderId'] === sent)
    .length;
}
