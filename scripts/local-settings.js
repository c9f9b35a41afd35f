// Turns the KEY=value lines printed by the stand-ins into a local.settings.json for the Functions host.
import { readFileSync } from 'node:fs';

const lines = readFileSync(process.argv[2], 'utf8').split('\n');
const given = lines
  .map((line) => /^(?:export )?([A-Z_]+)='?(.*?)'?$/.exec(line))
  .filter((match) => match !== null);
const Values = {
  FUNCTIONS_WORKER_RUNTIME: 'node',
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  PUBLIC_URL: 'http://localhost:7071',
  ...Object.fromEntries(given.map(([, name, value]) => [name, value])),
};
process.stdout.write(JSON.stringify({ IsEncrypted: false, Values }, undefined, 2));
