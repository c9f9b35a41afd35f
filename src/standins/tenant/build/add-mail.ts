import { attachments } from '../data/attachments.ts';
import { seededFraction, pick } from '../ids.ts';
import { addFolder, attachmentOf, storeMessage, folderOf, type NewMessage, messagesOf } from '../mailbox.ts';
import { htmlOf } from '../markup.ts';
import type { Person, Recipient } from '../people.ts';
import type { Tenant } from '../tenant.ts';
import { hostile } from '../data/hostile.ts';
import { notices } from '../data/notices.ts';
import { recipientOf } from '../data/outsiders.ts';
import { businessThreads } from '../data/threads-business.ts';
import { productThreads } from '../data/threads-product.ts';
import type { Thread } from '../data/threads.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Adds conversations, notices, hostile messages, orders and drafts to the mailboxes. */
export function addMail(tenant: Tenant, people: readonly Person[]): void {
  const who = (name: string) => recipientOf(people, name);
  const now = tenant.now().getTime();
  for (const person of people) addFolder(tenant, person.oid, 'Harbor');
  const messages: MessageInFolder[] = [
    ...[...productThreads, ...businessThreads].flatMap((thread) => messagesIn(thread, now, who)),
    ...hostile.map((mail) => ({
      subject: mail.subject,
      body: { contentType: 'html' as const, content: mail.html },
      from: who(mail.from),
      to: mail.to.map(who),
      at: now - mail.hoursAgo * HOUR,
      conversation: `hostile|${mail.subject}`,
    })),
    ...people.flatMap((person) => noticesFor(person, now, who)),
    ...orders(now, who),
  ];
  // Add messages in chronological order, because tables list rows in insertion order.
  for (const mail of messages.sort((a, b) => a.at - b.at)) post(tenant, mail, now);
  addDrafts(tenant, people, who);
}

/** A message and the folder to which the recipients have moved the message. */
type MessageInFolder = NewMessage & { readonly folder?: string };

function messagesIn(
  thread: Thread,
  now: number,
  who: (name: string) => Recipient,
): readonly MessageInFolder[] {
  const length = thread.messages.length;
  return thread.messages.map(([from, text], index) => {
    const back = thread.messages
      .slice(0, index)
      .map(([, earlier]) => earlier)
      .at(-1);
    const quoted =
      back === undefined
        ? ''
        : `<div style="border-left:1px solid #ccc;padding-left:8px">${htmlOf(back)}</div>`;
    const hours =
      thread.hoursAgo + (length - 1 - index) * (1.5 + 4 * seededFraction(`${thread.subject}|${index}`));
    return {
      subject: index === 0 ? thread.subject : `RE: ${thread.subject}`,
      body: { contentType: 'html', content: `${htmlOf(text)}${quoted}` },
      from: who(from),
      to: thread.with.filter((name) => name !== from).map(who),
      at: Math.round((now - hours * HOUR) / 1000) * 1000,
      conversation: thread.subject,
      importance: index === 0 ? (thread.importance ?? 'normal') : 'normal',
      categories: thread.category ? [thread.category] : [],
      ...(thread.folder && { folder: thread.folder }),
      ...(index === 0 &&
        thread.files && {
          attachments: thread.files.map((name) => fileNamed(name, thread.subject)),
        }),
    };
  });
}

function fileNamed(name: string, seed: string) {
  const [contentType, content] = attachments[name] ?? ['text/plain', ''];
  return attachmentOf('contoso', seed, { name, contentType, content: Buffer.from(content) });
}

function noticesFor(
  person: Person,
  now: number,
  who: (name: string) => Recipient,
): readonly MessageInFolder[] {
  return notices.flatMap((notice) =>
    Array.from({ length: notice.times }, (_, index): MessageInFolder => {
      const seed = `${person.alias}|${notice.subject}|${index}`;
      const day = index * notice.everyDays + 1;
      const number = String(4100 + Math.floor(seededFraction(seed) * 800));
      const fill = (text: string) =>
        text
          .replaceAll('{n}', number)
          .replaceAll('{word}', pick(seed, notice.words))
          .replaceAll('{name}', person.name.split(' ')[0]!);
      return {
        subject: fill(notice.subject),
        body: { contentType: 'html', content: htmlOf(fill(notice.text)) },
        from: who(notice.from),
        to: [who(person.alias)],
        at: now - day * DAY - Math.round(seededFraction(`${seed}|time`) * 9 * 60) * 60_000,
        conversation: seed,
        ...(notice.folder && { folder: notice.folder }),
      };
    }),
  );
}

/** Returns orders that customers have sent to the shared mailbox. */
function orders(now: number, who: (name: string) => Recipient): readonly MessageInFolder[] {
  return Array.from({ length: 14 }, (_, index) => {
    const seed = `order|${index}`;
    const item = pick(seed, [
      'pallet jacks',
      'label printers',
      'shelf lamps',
      'hand scanners',
      'packing tables',
    ]);
    return {
      subject: `Order request: ${item}`,
      body: {
        contentType: 'text',
        content: `Hello,\n\nPlease send a quote for ${4 + index} ${item}, delivery within three weeks.\n\nThank you`,
      },
      from: who(pick(`${seed}|from`, ['petra', 'tomas', 'omar', 'yuki'])),
      to: [who('orders')],
      at: now - (index * 20 + 4) * HOUR,
      conversation: seed,
    };
  });
}

/** Delivers a message. Most messages older than two days are read, and most newer messages are unread. */
function post(tenant: Tenant, mail: MessageInFolder, now: number): void {
  const sender = tenant.userId(mail.from.emailAddress.address);
  if (sender !== undefined) storeMessage(tenant, sender, 'sentitems', { ...mail, read: true });
  const age = now - mail.at;
  for (const { emailAddress } of mail.to) {
    const owner = tenant.userId(emailAddress.address);
    if (owner === undefined || owner === sender) continue;
    const random = seededFraction(`${owner}|${mail.subject}|${mail.at}`);
    const message = storeMessage(tenant, owner, folderFor(tenant, owner, mail.folder), {
      ...mail,
      read: age > 2 * DAY ? random > 0.05 : random > 0.7,
    });
    if (random < 0.04) messagesOf(tenant, owner).change(message, { flag: { flagStatus: 'flagged' } });
  }
}

function folderFor(tenant: Tenant, owner: string, name: string | undefined): string {
  if (name === undefined) return 'inbox';
  const wellKnown = folderOf(tenant, owner, name.replace(' ', ''));
  if (wellKnown) return wellKnown.id;
  const own = tenant
    .table(`/users/${owner}/mailFolders`)
    .all()
    .find((folder) => folder.displayName === name);
  return own?.id ?? 'inbox';
}

function addDrafts(tenant: Tenant, people: readonly Person[], who: (name: string) => Recipient): void {
  const drafts: readonly (readonly [owner: string, to: string, subject: string, text: string])[] = [
    ['ana.silva', 'petra', 'Approval flow: proposal', 'Dear Petra,\n\nHere is how approvals could work: '],
    [
      'ana.silva',
      'hana.sato',
      'Budget for the launch event',
      'Hi Hana,\n\nHere are the details you asked for: ',
    ],
    ['dana.levi', 'omar', 'Reference visit', 'Dear Omar, '],
    ['ben.okafor', 'chen.wei', 'Tiered contracts', 'Chen, about the eleven: '],
  ];
  for (const [alias, to, subject, text] of drafts) {
    const owner = people.find((person) => person.alias === alias)?.oid;
    if (owner === undefined) continue;
    storeMessage(tenant, owner, 'drafts', {
      subject,
      body: { contentType: 'html', content: htmlOf(text) },
      from: who(alias),
      to: [who(to)],
      at: tenant.now().getTime() - 2 * HOUR,
      conversation: `draft|${subject}`,
      read: true,
      draft: true,
    });
  }
}
