import { knownNames } from './known-names.ts';
import { createPortico } from '../app/portico.ts';
import { readConfig } from '../config/config.ts';
import { startStandIns } from '../standins/start.ts';
import { demoSource } from '../standins/tenant/build/create-demo-tenant.ts';
import { demoLine } from './demo/demo-line.ts';
import { headingFor, settingsText, startedLine, welcomeText } from './demo/demo-messages.ts';
import { metadataOnOnePort, needsOnePort, withSignInPages } from './demo/sign-in-on-one-port.ts';
import { readTenantCommand } from './demo/tenant-command.ts';
import { demoUsage } from './demo/tenant-options.ts';
import { exitOnFailure, giveUp, output } from './process.ts';
import { runNode } from './run.ts';
import { threadScript } from './thread-script.ts';
import type { WriteLine } from '../telemetry/telemetry-types.ts';

exitOnFailure();
const { now, ...options } = readTenantCommand(demoUsage);
if (options.positionals.length > 0)
  giveUp(['The demo takes only options. Run it with --help for the options.']);
const port = process.env['PORT'] ?? '7071';
const publicUrl = `http://localhost:${port}`;
if (Number(port) === 0)
  giveUp(['The demo needs to know its port in advance: set PORT to a port other than 0.']);

const source = options.source ?? demoSource();
output.write(headingFor(source.company));
const standIns = await startStandIns({
  source,
  now,
  spotify: options.hasSpotify,
  onStart: (name, origin) => output.write(startedLine(name, origin)),
});
const onOnePort = needsOnePort(process.env['HOST']);
const settings = readConfig(
  {
    LOG_LEVEL: 'warn',
    ...process.env,
    ...standIns.settings,
    ...(onOnePort && { ENTRA_AUTHORITY_METADATA: metadataOnOnePort(standIns.entra.metadata, publicUrl) }),
    PUBLIC_URL: publicUrl,
    PORT: port,
  },
  knownNames,
);
if (!settings.ok) giveUp(settings.problems);
const { config } = settings;
// The managed identity SDK reads these two variables from the environment.
Object.assign(process.env, {
  IDENTITY_ENDPOINT: standIns.identity.endpoint,
  IDENTITY_HEADER: standIns.identity.header,
});

const write: WriteLine = (line, options) => output.write(demoLine(line, source.people), options);
const portico = createPortico(config, { write, written: output.written, now, textThread: threadScript() });
const hosts = config.host === undefined ? (['127.0.0.1', '::1'] as const) : ([config.host] as const);
await runNode({
  portico: onOnePort ? { ...portico, app: withSignInPages(portico.app, standIns) } : portico,
  config,
  hosts,
  write,
  close: () => standIns.close(),
});
output.write(startedLine('Portico', publicUrl));
const { problems } = await portico.ready();
if (problems.length > 0) giveUp(problems);
if (options.showsSettings) output.write(settingsText(standIns.settings));
output.write(welcomeText(publicUrl, { people: source.people, hasSpotify: options.hasSpotify }));
