import { userOf } from '../../directory.ts';
import {
  addApplication,
  addDevice,
  addDirectoryRole,
  addLicence,
  addPolicy,
  addRoom,
  type NewApplication,
} from '../../rows/administration-rows.ts';
import { addAuditEntry, addSignIn, wrongPassword } from '../../rows/log-rows.ts';
import { instantIn, type Loading } from './loading.ts';

/** Adds applications, roles, licences, rooms, policies, devices and logs. Always adds the application Portico. */
export function loadAdministration(loading: Loading): void {
  const { file, names, tenant } = loading;
  const applications = file.applications.map((one) => applicationOf(loading, one));
  const byName = new Map([{ name: 'Portico' }, ...applications].map((one) => [one.name, one]));
  for (const application of byName.values()) addApplication(tenant, application);
  for (const [index, { name, description, members }] of file.directoryRoles.entries())
    addDirectoryRole(tenant, {
      name,
      about: description,
      members: names.people(members, ['directoryRoles', index, 'members']),
    });
  const owned = new Map(file.licences.map((licence) => [licence.sku, licence.owned]));
  for (const sku of new Set([...file.people.flatMap(({ licences }) => licences), ...owned.keys()]))
    addLicence(tenant, sku, owned.get(sku) ?? file.people.length);
  for (const room of file.rooms) addRoom(tenant, room);
  for (const [index, { exclude, ...policy }] of file.policies.entries())
    addPolicy(tenant, { ...policy, excluded: names.people(exclude, ['policies', index, 'exclude']) });
  for (const [index, { name, owner, compliant, ...device }] of file.devices.entries()) {
    const oid = names.person(owner, ['devices', index, 'owner']);
    if (oid === undefined) continue;
    const address = userOf(tenant, oid).userPrincipalName;
    addDevice(tenant, { ...device, seed: `${index}|${name}`, name, owner: address, isCompliant: compliant });
  }
  loadLogs(loading);
}

function applicationOf(
  loading: Loading,
  application: Loading['file']['applications'][number],
): NewApplication {
  if (typeof application === 'string') return { name: application };
  const { name, secretExpires, disabled: isDisabled, foreign: isForeign } = application;
  return {
    name,
    isDisabled,
    isForeign,
    secretExpires: secretExpires === undefined ? undefined : instantIn(loading, secretExpires),
  };
}

function loadLogs(loading: Loading): void {
  const { file, names, tenant } = loading;
  for (const [index, { who, at, app, ip, failed }] of file.signIns.entries()) {
    const failure = failed === true ? wrongPassword : failed || undefined;
    const oid = names.person(who, ['signIns', index, 'who']);
    if (oid === undefined) continue;
    addSignIn(tenant, { seed: String(index), oid, at: instantIn(loading, at, oid), app, ip, failure });
  }
  for (const [index, { by, at, activity, target, failure }] of file.audits.entries()) {
    const oid = names.person(by, ['audits', index, 'by']);
    if (oid === undefined) continue;
    const address = userOf(tenant, oid).userPrincipalName;
    addAuditEntry(tenant, {
      seed: `${index}|${activity}`,
      activity,
      at: instantIn(loading, at, oid),
      by: address,
      target,
      failure,
    });
  }
}
