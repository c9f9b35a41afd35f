import { addressOf, people, type Person } from '../../../src/standins/tenant/people.ts';

/** Returns the person of the demo tenant with this alias. */
export function personNamed(alias: string): Person {
  const person = people.find((one) => one.alias === alias);
  if (person === undefined) throw new RangeError(`The demo tenant has no person ${alias}.`);
  return person;
}

export function oidOf(alias: string): string {
  return personNamed(alias).oid;
}

export function mailOf(alias: string): string {
  return addressOf(personNamed(alias));
}
