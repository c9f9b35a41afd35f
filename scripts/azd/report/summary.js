import { RestError } from '../base/rest.js';
import { completeSignIn } from '../entra/sign-in.js';
import { Stop } from '../base/stop.js';
import { boundDomains } from '../resources/container-domains.js';

/**
 * Like `completeSignIn`, but reports a failure as one of the tasks. Everything is already deployed at this point, so
 * the command should not fail.
 * @param {import('../hook.js').HookContext} context @returns {Promise<string[][]>}
 */
export async function findSignInTasks(context) {
  return completeSignIn(context).catch((error) => {
    if (!(error instanceof Stop) && !(error instanceof RestError)) throw error;
    return [[`The app registration could not be checked. To check it: azd provision. ${error.message}`]];
  });
}

/**
 * Prints the MCP URL and the remaining tasks. azd does not repeat what hooks print, so each command prints the URL and
 * the tasks at its end.
 * @param {import('../hook.js').HookContext} context @param {readonly (readonly string[])[]} tasks in addition to those that
 *   follow from the settings; one list of lines for each
 */
export function printSummary({ env, print }, tasks) {
  const all = [...tasks, ...tasksOf(env)];
  print('');
  print(`MCP URL: ${env.MCP_URL}`);
  if (all.length === 0) return print('Nothing is left to do.');
  print('Left to do:');
  for (const [index, [first, ...rest]] of all.entries()) {
    print(`${index + 1}. ${first}`);
    for (const line of rest) print(`   ${line}`);
  }
}

/** Returns the tasks that follow from the settings. @param {Record<string, string | undefined>} env */
function tasksOf(env) {
  const domain = env.CUSTOM_DOMAIN;
  const bound = boundDomains(env);
  return [
    ...(domain && env.DOMAIN_TARGET
      ? [
          [
            `Make sure that these DNS records for ${domain} exist. Azure then issues the certificate, which takes up to an hour.`,
            `  ${domain}          CNAME  ${env.DOMAIN_TARGET}`,
            `  _dnsauth.${domain} TXT    ${env.DOMAIN_TOKEN}`,
          ],
        ]
      : []),
    ...(env.VAULT_CREATE_MODE === 'recover'
      ? [['Run azd provision once more: a recovered vault still has the network rules of the deleted one.']]
      : []),
    ...(env.EGRESS_ADDRESS
      ? [
          [
            `If Conditional Access policies name locations, add ${env.EGRESS_ADDRESS}, the address of all calls to Graph and Entra.`,
          ],
        ]
      : []),
    ...(bound.length > 0 && !env.PUBLIC_URL
      ? [
          [
            `The domain ${bound[0]} is bound to the container app, but clients do not use it. To use it in the MCP URL: azd env set PUBLIC_URL https://${bound[0]}, azd env set TRUSTED_PROXY_HOPS 1, azd provision`,
          ],
        ]
      : []),
    ...(env.PUBLIC_URL && !bound.includes(new URL(env.PUBLIC_URL).hostname)
      ? [
          [
            `Point your own gateway for ${env.PUBLIC_URL} at ${env.APP_ORIGIN}, with the headers that docs/deploy.md lists.`,
          ],
        ]
      : []),
  ];
}
