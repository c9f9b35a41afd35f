import { createPortico } from '../app/portico.ts';
import { readConfig } from '../config/config.ts';
import { startStandIns } from '../standins/start.ts';
import { demoLine } from './demo/demo-line.ts';
import { heading, startedLine, welcomeText } from './demo/demo-messages.ts';
import { exitOnFailure, giveUp, writeOut } from './process.ts';
import { runNode } from './run.ts';
import { threadScript } from './thread-script.ts';

exitOnFailure();
const port = process.env['PORT'] ?? '7071';
const publicUrl = `http://localhost:${port}`;
if (Number(port) === 0)
  giveUp(['The demo needs to know its port in advance: set PORT to a port other than 0.']);

writeOut(heading);
const standIns = await startStandIns({ onStart: (name, origin) => writeOut(startedLine(name, origin)) });
const settings = readConfig({
  LOG_LEVEL: 'warn',
  ...process.env,
  ...standIns.settings,
  PUBLIC_URL: publicUrl,
  PORT: port,
});
if (!settings.ok) giveUp(settings.problems);
const { config } = settings;
// The managed identity SDK reads these two variables from the environment.
Object.assign(process.env, {
  IDENTITY_ENDPOINT: standIns.identity.endpoint,
  IDENTITY_HEADER: standIns.identity.header,
});

const write = (line: string) => writeOut(demoLine(line));
const portico = createPortico(config, { write, textThread: threadScript() });
const hosts = config.host === undefined ? (['127.0.0.1', '::1'] as const) : ([config.host] as const);
await runNode({ portico, config, hosts, write, close: () => standIns.close() });
writeOut(startedLine('Portico', publicUrl));
const { problems } = await portico.ready();
if (problems.length > 0) giveUp(problems);
writeOut(welcomeText(publicUrl));
