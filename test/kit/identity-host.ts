import { ManagedIdentityCredential } from '@azure/identity';

const names = ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER'] as const;

/**
 * Makes this process look like a host with a managed identity, such as App Service, by setting two environment
 * variables that the SDK reads. Returns a function that restores the variables. Both functions also clear the endpoint
 * and tokens that the SDK keeps for the life of the process, because another stand-in may have set them.
 */
export function becomeIdentityHost(identity: {
  readonly endpoint: string;
  readonly header: string;
}): () => void {
  const before = names.map((name) => process.env[name]);
  forgetIdentity();
  process.env['IDENTITY_ENDPOINT'] = identity.endpoint;
  process.env['IDENTITY_HEADER'] = identity.header;
  return () => {
    forgetIdentity();
    for (const [index, name] of names.entries()) {
      const value = before[index];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}

/**
 * Clears the SDK's endpoint and tokens. They are in static fields of the SDK's copy of msal-node, and the SDK has no
 * method to clear these fields.
 */
function forgetIdentity(): void {
  const application = Reflect.get(new ManagedIdentityCredential(), 'managedIdentityApp') as object;
  const client = Reflect.get(application, 'managedIdentityClient') as object;
  Reflect.set(application.constructor, 'nodeStorage', undefined);
  Reflect.set(client.constructor, 'identitySource', undefined);
  Reflect.set(client.constructor, 'sourceName', undefined);
  // Creates an empty token store. A credential that already exists fails without a store.
  void new ManagedIdentityCredential();
}
