import { ManagedIdentityCredential } from '@azure/identity';

const names = ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER'] as const;

/**
 * Makes this process a host with a managed identity, as App Service does by two environment variables that the SDK
 * reads itself, and gives the way back. The SDK keeps the endpoint and the tokens for the life of the process: they
 * are forgotten at both ends, so that no test meets those of another stand-in.
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

/** The SDK has no switch for this: what it keeps are static fields of the classes of its own copy of msal-node. */
function forgetIdentity(): void {
  const application = Reflect.get(new ManagedIdentityCredential(), 'managedIdentityApp') as object;
  const client = Reflect.get(application, 'managedIdentityClient') as object;
  Reflect.set(application.constructor, 'nodeStorage', undefined);
  Reflect.set(client.constructor, 'identitySource', undefined);
  Reflect.set(client.constructor, 'sourceName', undefined);
  // Makes an empty store of tokens, without which a credential made before could not go on.
  void new ManagedIdentityCredential();
}
