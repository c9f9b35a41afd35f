import { userOf } from '../../directory.ts';
import {
  addApplication,
  addAuditEntry,
  addDevice,
  addDirectoryRole,
  addLicence,
  addPolicy,
  addRoom,
  addSignIn,
} from '../../rows/administration-rows.ts';
import { instantIn, type Loading } from './loading.ts';

/** Adds applications, roles, licences, rooms, policies, devices and logs. Always adds the application Portico. */
export function loadAdministration(loading: Loading): void {
  const { file, names, tenant } = loading;
  for (const name of new Set(['Portico', ...file.applications])) addApplication(tenant, name);
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
  for (const { name, state } of file.policies) addPolicy(tenant, name, state);
  for (const [index, { name, owner, system, compliant }] of file.devices.entries()) {
    const oid = names.person(owner, ['devices', index, 'owner']);
    if (oid === undefined) continue;
    const address = userOf(tenant, oid).userPrincipalName;
    addDevice(tenant, { seed: `${index}|${name}`, name, owner: address, system, isCompliant: compliant });
  }
  loadLogs(loading);
}

function loadLogs(loading: Loading): void {
  const { file, names, tenant } = loading;
  for (const [index, { who, at, app, ip, failed }] of file.signIns.entries()) {
    const oid = names.person(who, ['signIns', index, 'who']);
    if (oid === undefined) continue;
    addSignIn(tenant, { seed: String(index), oid, at: instantIn(loading, at, oid), app, ip, failed });
  }
  for (const [index, { by, at, activity }] of file.audits.entries()) {
    const oid = names.person(by, ['audits', index, 'by']);
    if (oid === undefined) continue;
    const address = userOf(tenant, oid).userPrincipalName;
    addAuditEntry(tenant, {
      seed: `${index}|${activity}`,
      activity,
      at: instantIn(loading, at, oid),
      by: address,
    });
  }
}
