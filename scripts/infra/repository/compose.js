import { compare } from '../compare.js';
import { readYaml } from './read.js';

/**
 * Compares the complete LibreChat demo with the code. The demo listens on loopback in the host's network.
 * @param {string} root
 * @param {import('../code.js').Code} code
 */
export async function composeProblems(root, code) {
  const files = { 'deploy/docker-compose.yml': compose, 'deploy/librechat/librechat.yaml': librechat(code) };
  const problems = await Promise.all(
    Object.entries(files).map(async ([file, wanted]) => {
      const found = await readYaml(root, file);
      return [...found.problems, ...compare(found.value, wanted, file)];
    }),
  );
  return problems.flat();
}

const noNewPrivileges = ['no-new-privileges:true'];
/**
 * Uses the host's network, because localhost in an OAuth redirect must be the same machine for the browser, the client
 * and the server.
 */
const common = { network_mode: 'host', restart: 'unless-stopped' };

const compose = {
  name: 'portico-demo',
  services: {
    demo: {
      ...common,
      build: { context: '..', target: 'demo' },
      // By default, the image listens on all addresses. In the host's network, these would be the machine's own
      // addresses.
      environment: { HOST: '127.0.0.1' },
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: noNewPrivileges,
      mem_limit: '512m',
      pids_limit: 64,
    },
    mongodb: {
      ...common,
      image: /^mongo:\d+\.\d+$/,
      // Listens on loopback only, and not on the default port.
      command: ['mongod', '--bind_ip', '127.0.0.1', '--port', '27071', '--quiet'],
      // No data outlives the demo.
      tmpfs: ['/data/db', '/data/configdb', '/tmp'],
    },
    librechat: {
      ...common,
      image: /^ghcr\.io\/danny-avila\/librechat:v\d+\.\d+\.\d+$/,
      depends_on: { demo: { condition: 'service_healthy' }, mongodb: { condition: 'service_started' } },
      environment: {
        HOST: '127.0.0.1',
        PORT: '3080',
        DOMAIN_CLIENT: 'http://localhost:3080',
        DOMAIN_SERVER: 'http://localhost:3080',
        MONGO_URI: 'mongodb://127.0.0.1:27071/LibreChat',
        ALLOW_REGISTRATION: 'true',
        SEARCH: 'false',
        // No file contains an API key, because users enter their own.
        OPENAI_API_KEY: '${OPENAI_API_KEY:-user_provided}',
        ANTHROPIC_API_KEY: '${ANTHROPIC_API_KEY:-user_provided}',
      },
      volumes: ['./librechat/librechat.yaml:/app/librechat.yaml:ro'],
      entrypoint: ['/bin/sh', '-c'],
      // Keys of 32 and 16 bytes, generated at each start.
      command: [
        /^random\(\) \{ node -p "require\('crypto'\)\.randomBytes\(\$\$1\)\.toString\('hex'\)"; \}\nexport CREDS_KEY="\$\$\(random 32\)" CREDS_IV="\$\$\(random 16\)"\nexport JWT_SECRET="\$\$\(random 32\)" JWT_REFRESH_SECRET="\$\$\(random 32\)"\nexec npm run backend\n$/,
      ],
      security_opt: noNewPrivileges,
    },
  },
};

/** @param {import('../code.js').Code} code */
function librechat({ defaultPort, paths }) {
  return {
    version: /^\d+\.\d+\.\d+$/,
    mcpServers: {
      portico: {
        type: 'streamable-http',
        url: `http://localhost:${defaultPort}${paths.mcp}`,
        requiresOAuth: true,
        serverInstructions: true,
        // In milliseconds. Longer than the default deadline for a call.
        timeout: 60_000,
      },
    },
    // LibreChat may not call any other private address.
    mcpSettings: { allowedAddresses: [`localhost:${defaultPort}`] },
  };
}
