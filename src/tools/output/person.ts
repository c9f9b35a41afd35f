import { text } from './fields.ts';

/** A sender, recipient or organiser as `Name <address>`; the address alone where the name adds nothing. */
export function personOf(recipient: unknown): string {
  const [name, address] = [text(recipient, 'emailAddress.name'), text(recipient, 'emailAddress.address')];
  if (address === '') return name;
  return name === '' || name === address ? address : `${name} <${address}>`;
}
