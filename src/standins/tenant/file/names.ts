import { guid } from '../ids.ts';
import type { Recipient } from '../people.ts';
import { sharedMailboxId } from '../rows/user-rows.ts';
import { suggestionFor } from './nearest-names.ts';
import type { Path, Problems } from './file-problems.ts';
import type { TenantFile } from './schema/tenant-file.ts';

type PersonData = TenantFile['people'][number];

/** Someone who can send or receive mail. */
export type Party = {
  readonly recipient: Recipient;
  /** The object id of a person or shared mailbox. */
  readonly oid?: string;
  /** The mailboxes in the company that receive mail to this address: several for a group, and none for a room. */
  readonly mailboxes: readonly string[];
  readonly isOutside: boolean;
};

/** Looks up people and groups by alias or address. Reports unknown names and suggests similar names. */
export type Names = {
  /** Returns the object id of a person or shared mailbox. */
  readonly person: (name: string, path: Path) => string | undefined;
  readonly people: (names: readonly string[], path: Path) => readonly string[];
  /** Returns the alias if it belongs to a group; otherwise reports a problem. */
  readonly group: (alias: string, path: Path) => string | undefined;
  readonly party: (text: string, path: Path) => Party | undefined;
  /** The object ids of all people. */
  readonly everyone: readonly string[];
};

export function addressIn({ company }: TenantFile, person: PersonData): string {
  return (person.address ?? `${person.alias}@${company.domain}`).toLowerCase();
}

export function oidIn(file: TenantFile, person: PersonData): string {
  return person.id ?? guid(`person|${addressIn(file, person)}`);
}

export function createNames(file: TenantFile, problems: Problems): Names {
  const { domain } = file.company;
  const everyone = file.people.map((person) => oidIn(file, person));
  const known = mailboxesIn(file, problems);
  const person: Names['person'] = (name, path) => {
    const found = known.get(name.toLowerCase());
    if (found?.oid === undefined)
      reportUnknown(name, path, 'Use the alias or address of a person in "people".');
    return found?.oid;
  };
  const people: Names['people'] = (names, path) =>
    names.flatMap((name, index) => person(name, [...path, index]) ?? []);
  const reportUnknown = (name: string, path: Path, hint: string) =>
    problems.add(
      path,
      () => `nobody is called "${name.slice(0, 80)}".${suggestionFor(name, known.keys())} ${hint}`,
    );
  for (const [index, { alias, name, members }] of file.groups.entries()) {
    const path = ['groups', index];
    const mailboxes = members === 'everyone' ? everyone : people(members, [...path, 'members']);
    const recipient = recipientOf(name, `${alias}@${domain}`);
    register({ known, problems }, [...path, 'alias'], alias, { recipient, mailboxes, isOutside: false });
  }
  const groups = new Set(file.groups.map(({ alias }) => alias));
  const outsiders = new Map(
    file.contacts.flatMap(({ name, addresses }) => addresses.map((one) => [one.toLowerCase(), name])),
  );

  return {
    person,
    people,
    everyone,
    group: (alias, path) => {
      if (groups.has(alias)) return alias;
      const suggestion = () => suggestionFor(alias, groups);
      problems.add(path, () => `no group is called "${alias.slice(0, 80)}".${suggestion()}`);
      return undefined;
    },
    party: (text, path) => {
      const [, label = '', inBrackets] = /^([^<>]{0,200})<([^<>\s]{3,320})>$/.exec(text) ?? [];
      const address = (inBrackets ?? text).toLowerCase();
      const found = known.get(address);
      if (found) return found;
      const isAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address);
      // An unknown address in the company's domain is probably a typing error. An address with a name is accepted,
      // because the address may belong to a system that sends mail.
      if (isAddress && (inBrackets !== undefined || !address.endsWith(`@${domain}`))) {
        const name = label.trim() || outsiders.get(address) || address;
        return { recipient: recipientOf(name, address), mailboxes: [], isOutside: true };
      }
      reportUnknown(text, path, 'For someone outside the company, write an address or "Name <address>".');
      return undefined;
    },
  };
}

/** Returns the people, shared mailboxes and rooms, keyed by alias and by address. */
function mailboxesIn(file: TenantFile, problems: Problems): Map<string, Party> {
  const { domain } = file.company;
  const known = new Map<string, Party>();
  for (const [index, person] of file.people.entries()) {
    const oid = oidIn(file, person);
    const recipient = recipientOf(person.name, addressIn(file, person));
    const party = { recipient, oid, mailboxes: [oid], isOutside: false };
    register({ known, problems }, ['people', index, 'alias'], person.alias, party);
  }
  for (const [index, { alias, name }] of file.sharedMailboxes.entries()) {
    const oid = sharedMailboxId(alias);
    const party = {
      recipient: recipientOf(name, `${alias}@${domain}`),
      oid,
      mailboxes: [oid],
      isOutside: false,
    };
    register({ known, problems }, ['sharedMailboxes', index, 'alias'], alias, party);
  }
  for (const [index, { name }] of file.rooms.entries()) {
    const alias = name.toLowerCase().replaceAll(' ', '-');
    const party = { recipient: recipientOf(name, `${alias}@${domain}`), mailboxes: [], isOutside: false };
    register({ known, problems }, ['rooms', index, 'name'], alias, party);
  }
  return known;
}

function register(
  { known, problems }: { readonly known: Map<string, Party>; readonly problems: Problems },
  path: Path,
  alias: string,
  party: Party,
): void {
  for (const name of new Set([alias, party.recipient.emailAddress.address])) {
    if (known.has(name))
      problems.add(path, () => `"${name}" already belongs to someone else: choose another.`);
    else known.set(name, party);
  }
}

function recipientOf(name: string, address: string): Recipient {
  return { emailAddress: { name, address } };
}
