import { domainToASCII } from 'node:url';

/**
 * Returns a domain in its canonical form for comparisons: lower case, with international labels in Punycode (RFC 5891).
 * Returns an empty string if the text is not a valid domain.
 */
export function asciiDomain(domain: string): string {
  return domainToASCII(domain.toLowerCase());
}
