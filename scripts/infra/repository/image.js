import { compare } from '../compare.js';
import { readText } from './read.js';

/**
 * Compares the Dockerfile, with the full list of instructions in each stage, with the code.
 * @param {string} root @param {import('../code.js').Code} code
 */
export async function imageProblems(root, code) {
  const stages = stagesOf(await readText(root, 'Dockerfile'));
  // The build context contains only what the Dockerfile copies; secrets and node_modules are excluded.
  const copied = Object.values(stages)
    .flat()
    .filter((line) => /^COPY (?!--from)/.test(line))
    .flatMap((line) => line.split(' ').slice(1, -1));
  const rules = (await readText(root, '.dockerignore')).split('\n').filter((line) => /^[^#\s]/.test(line));
  return [
    ...compare(stages, expectedStages(code), 'Dockerfile'),
    ...compare(
      [rules[0], ...rules.slice(1).toSorted()],
      ['*', ...copied.map((path) => `!${path}`).toSorted()],
      '.dockerignore',
    ),
  ];
}

/** @param {import('../code.js').Code} code */
function expectedStages({ defaultPort, nodeVersion, paths }) {
  const node = '/nodejs/bin/node';
  return {
    // Pins the major version. The slim variant is enough, because only the build output is copied out of this stage.
    [`build FROM node:${nodeVersion}-bookworm-slim`]: [
      'WORKDIR /src',
      'COPY package.json package-lock.json ./',
      // Installs exactly the versions in the lock file, without running packages' scripts.
      'RUN npm ci --ignore-scripts --no-audit --no-fund',
      // Named individually, so that no secret and no other file from the folder is copied.
      'COPY build.js host.json ./',
      'COPY functions functions',
      'COPY scripts scripts',
      'COPY src src',
      'RUN npm run build',
      // Includes `block`, so that an administrator can run it in a running container and block a person with the
      // container's identity.
      'RUN node scripts/image.js serve block image/portico && node scripts/image.js demo image/demo',
    ],
    // This variant has no shell and no package manager.
    [`base FROM gcr.io/distroless/nodejs${nodeVersion}-debian12:nonroot`]: [
      'WORKDIR /app',
      `ENV NODE_ENV=production PORT=${defaultPort}`,
      // A numeric user, so that Kubernetes can see that the user is not root.
      'USER 65532:65532',
      `EXPOSE ${defaultPort}`,
      // Checks only that the process is running, because restarting would not fix a failing dependency.
      // --start-interval is not set, because the container engines in Debian 12 cannot build an image with this option.
      new RegExp(
        `^HEALTHCHECK( --(interval|timeout|start-period)=([1-9]|[12]\\d|30)s)+ --retries=[3-5] CMD \\["${node}", "-e", "fetch\\(\`http://127\\.0\\.0\\.1:\\$\\{process\\.env\\.PORT\\}${paths.healthz}\`\\)\\.then\\(\\(answer\\) => process\\.exit\\(answer\\.ok \\? 0 : 1\\), \\(\\) => process\\.exit\\(1\\)\\)"\\]$`,
      ),
      `ENTRYPOINT ["${node}"]`,
    ],
    'demo FROM base': [
      // By default, the demo listens on loopback, and a published port cannot reach loopback.
      'ENV HOST=0.0.0.0',
      'COPY --from=build /src/image/demo ./',
      'CMD ["demo.js"]',
    ],
    // The last stage, so that it is the default.
    'portico FROM base': ['COPY --from=build /src/image/portico ./', 'CMD ["serve.js"]'],
  };
}

/** @param {string} text @returns {Record<string, string[]>} */
function stagesOf(text) {
  const lines = text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  /** @type {Record<string, string[]>} */
  const stages = {};
  let current = '';
  for (const line of lines) {
    const [, from, name] = /^FROM (.+?)(?: AS (\S+))?$/i.exec(line) ?? [];
    if (from !== undefined) {
      current = `${name ?? 'unnamed'} FROM ${from}`;
      stages[current] = [];
    } else (stages[current] ??= []).push(line);
  }
  return stages;
}
