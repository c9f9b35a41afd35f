import type { GroupKind } from '../rows/group-rows.ts';

/** A group with channels is also a team. */
export type GroupData = {
  readonly alias: string;
  readonly name: string;
  readonly about: string;
  readonly kind: GroupKind;
  readonly owners: readonly string[];
  readonly members: 'everyone' | readonly string[];
  readonly channels?: readonly string[];
  /** Aliases of the groups that are members. */
  readonly groups?: readonly string[];
  /** The membership rule of a dynamic group. */
  readonly rule?: string;
};

/** The first six groups are teams. */
export const groups: readonly GroupData[] = [
  {
    alias: 'all-company',
    name: 'All Company',
    about: 'News and announcements for everybody at Contoso.',
    kind: 'public',
    owners: ['mira.novak', 'ivo.martens'],
    members: 'everyone',
    channels: ['General', 'Announcements', 'Random'],
  },
  {
    alias: 'harbor',
    name: 'Project Harbor',
    about: 'The self-service portal that replaces the old order desk.',
    kind: 'private',
    owners: ['ana.silva'],
    members: ['ana.silva', 'ben.okafor', 'chen.wei', 'farah.rahimi', 'goran.petrov', 'mira.novak'],
    channels: ['General', 'Design', 'Launch'],
  },
  {
    alias: 'engineering',
    name: 'Engineering',
    about: 'How we build, ship and run our software.',
    kind: 'public',
    owners: ['chen.wei'],
    members: ['chen.wei', 'ben.okafor', 'goran.petrov', 'julia.brandt', 'olga.markova', 'ana.silva'],
    channels: ['General', 'Incidents', 'Releases'],
  },
  {
    alias: 'sales',
    name: 'Sales',
    about: 'Pipeline, quotes and customers.',
    kind: 'private',
    owners: ['dana.levi'],
    members: ['dana.levi', 'emil.larsen', 'ana.silva', 'hana.sato', 'mira.novak'],
    channels: ['General', 'Northwind', 'Fabrikam'],
  },
  {
    alias: 'finance',
    name: 'Finance',
    about: 'Budget, invoices and month-end close.',
    kind: 'private',
    owners: ['hana.sato'],
    members: ['hana.sato', 'kofi.mensah', 'mira.novak', 'dana.levi'],
    channels: ['General', 'Month-end'],
  },
  {
    alias: 'support-team',
    name: 'Support',
    about: 'Tickets, escalations and the on-call rota.',
    kind: 'public',
    owners: ['olga.markova'],
    members: ['olga.markova', 'julia.brandt', 'goran.petrov', 'ben.okafor', 'ana.silva'],
    channels: ['General', 'Escalations'],
  },
  {
    alias: 'book-club',
    name: 'Book Club',
    about: 'One book a month, no spoilers.',
    kind: 'public',
    owners: ['farah.rahimi'],
    members: ['farah.rahimi', 'ana.silva', 'ivo.martens', 'lena.fischer'],
  },
  {
    alias: 'vpn-users',
    name: 'VPN Users',
    about: 'May use the VPN.',
    kind: 'security',
    owners: ['goran.petrov'],
    members: ['ana.silva', 'ben.okafor', 'chen.wei', 'goran.petrov', 'julia.brandt', 'olga.markova'],
  },
  {
    alias: 'payroll-approvers',
    name: 'Payroll Approvers',
    about: 'May release the payroll run.',
    kind: 'security',
    owners: ['hana.sato'],
    members: ['hana.sato', 'mira.novak'],
  },
  {
    alias: 'remote-access',
    name: 'Remote Access',
    about: 'Everybody who may work from outside the office.',
    kind: 'security',
    owners: ['goran.petrov'],
    members: ['lena.fischer'],
    groups: ['vpn-users'],
  },
  {
    alias: 'press-list',
    name: 'Press List',
    about: 'Receives our press releases.',
    kind: 'distribution',
    owners: ['dana.levi'],
    members: ['dana.levi', 'emil.larsen'],
  },
  {
    alias: 'sofia-office',
    name: 'Sofia Office',
    about: 'Everybody in the Sofia office.',
    kind: 'security',
    owners: ['goran.petrov'],
    members: ['goran.petrov', 'olga.markova'],
    rule: '(user.city -eq "Sofia")',
  },
];
