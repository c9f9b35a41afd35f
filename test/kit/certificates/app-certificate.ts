import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';

import { selfSigned } from './certificate.ts';

/**
 * Creates a certificate with an RSA key in the form that Key Vault stores, and the certificate's registration in Entra.
 */
export function appCertificate() {
  const { cert } = selfSigned();
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const { fingerprint256 } = new X509Certificate(cert);
  return {
    pem: privateKey + cert,
    registration: { fingerprint256, publicKey: createPublicKey(publicKey) },
  };
}
