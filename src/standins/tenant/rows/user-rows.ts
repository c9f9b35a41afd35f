import { type MailboxSettings, usersOf } from '../directory.ts';
import { addWellKnownFolders } from '../mailbox.ts';
import { guid } from '../ids.ts';
import type { Tenant } from '../tenant.ts';

export type NewUser = {
  readonly oid: string;
  readonly alias: string;
  readonly name: string;
  readonly address: string;
  readonly title: string;
  readonly department: string;
  readonly office: string;
  readonly country: string;
  readonly phone?: string | undefined;
  readonly mobile?: string | undefined;
  readonly company: string;
  readonly isGuest: boolean;
  readonly isEnabled: boolean;
  readonly manager?: string | undefined;
  readonly delegates: readonly string[];
  /** SKU part numbers. */
  readonly licences: readonly string[];
  /** A two-letter country code. Licences cannot be assigned to a user without a country code. */
  readonly usageLocation?: string | undefined;
  readonly settings: MailboxSettings;
};

/** Adds a user with an empty mailbox. Managers and delegates are object ids. */
export function addUser(tenant: Tenant, user: NewUser): void {
  const [givenName = '', ...surname] = user.name.split(' ');
  usersOf(tenant).put({
    id: user.oid,
    businessPhones: user.phone === undefined ? [] : [user.phone],
    displayName: user.name,
    givenName,
    jobTitle: user.title,
    mail: user.address,
    mobilePhone: user.mobile ?? null,
    officeLocation: user.office,
    preferredLanguage: 'en-GB',
    surname: surname.join(' '),
    userPrincipalName: user.address,
    accountEnabled: user.isEnabled,
    department: user.department,
    companyName: user.company,
    city: user.office,
    country: user.country,
    usageLocation: user.usageLocation ?? null,
    employeeId: `E${user.oid.slice(-4)}`,
    userType: user.isGuest ? 'Guest' : 'Member',
    createdDateTime: '2024-03-01T08:00:00Z',
    mailNickname: user.alias,
    proxyAddresses: [`SMTP:${user.address}`],
    assignedLicenses: user.licences.map((part) => ({ disabledPlans: [], skuId: guid(`sku|${part}`) })),
    ...(user.manager !== undefined && { $manager: user.manager }),
    $delegates: user.delegates,
    $settings: user.settings,
    $photo: true,
  });
  addWellKnownFolders(tenant, user.oid);
}

export type WorkingHours = {
  readonly days: readonly string[];
  /** Local times such as `09:00`. */
  readonly start: string;
  readonly end: string;
};

const officeHours: WorkingHours = {
  days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  start: '09:00',
  end: '17:30',
};

/** Returns the settings of a mailbox. Automatic replies are enabled if `reply` is given. */
export function mailboxSettings(
  timeZone: string,
  { hours = officeHours, reply }: { hours?: WorkingHours | undefined; reply?: string | undefined } = {},
) {
  const moment = { dateTime: '2026-01-01T00:00:00.0000000', timeZone: 'UTC' };
  return {
    archiveFolder: 'Archive',
    timeZone,
    delegateMeetingMessageDeliveryOptions: 'sendToDelegateOnly',
    dateFormat: 'dd/MM/yyyy',
    timeFormat: 'HH:mm',
    userPurpose: 'user',
    automaticRepliesSetting: {
      status: reply === undefined ? 'disabled' : 'alwaysEnabled',
      externalAudience: 'all',
      internalReplyMessage: reply ?? '',
      externalReplyMessage: reply ?? '',
      scheduledStartDateTime: moment,
      scheduledEndDateTime: moment,
    },
    language: { locale: 'en-GB', displayName: 'English (United Kingdom)' },
    workingHours: {
      daysOfWeek: hours.days,
      startTime: `${hours.start}:00.0000000`,
      endTime: `${hours.end}:00.0000000`,
      timeZone: { name: timeZone },
    },
  };
}

/** Adds a shared mailbox. Its account cannot sign in. Delegates are object ids. */
export function addSharedMailbox(
  tenant: Tenant,
  mailbox: {
    readonly alias: string;
    readonly name: string;
    readonly delegates: readonly string[];
    readonly zone: string;
  },
): void {
  const { alias, name, delegates, zone } = mailbox;
  const id = sharedMailboxId(alias);
  const address = `${alias}@${tenant.company.domain}`;
  usersOf(tenant).put({
    id,
    businessPhones: [],
    displayName: name,
    givenName: null,
    jobTitle: null,
    mail: address,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: null,
    userPrincipalName: address,
    accountEnabled: false,
    userType: 'Member',
    mailNickname: alias,
    $delegates: delegates,
    $settings: { ...mailboxSettings(zone), userPurpose: 'shared' },
  });
  addWellKnownFolders(tenant, id);
}

export function sharedMailboxId(alias: string): string {
  return guid(`shared|${alias}`);
}
