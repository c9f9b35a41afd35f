/** The platforms that the base images offer and that Node supports in production. */
const platforms = ['linux/amd64', 'linux/arm64'];

/**
 * Returns the images that the workflow builds and pushes: the two targets in the Dockerfile, with their tags and
 * labels.
 * @param {{ repository: string, version: string, revision: string }} release
 */
export function imagePlan({ repository, version, revision }) {
  // Registries accept lower case only.
  const name = `ghcr.io/${repository.toLowerCase()}`;
  const [major, minor] = version.split('.');
  const isStable = /^\d+\.\d+\.\d+$/.test(version);
  const tags = isStable ? [version, `${major}.${minor}`, 'latest'] : [version];
  const targets = [
    { target: 'portico', image: name, about: 'Portico, an MCP server for Microsoft 365' },
    { target: 'demo', image: `${name}-demo`, about: 'Portico with stand-ins for Microsoft 365' },
  ];
  return targets.map(({ target, image, about }) => ({
    target,
    image,
    platforms,
    tags: tags.map((tag) => `${image}:${tag}`),
    labels: {
      'org.opencontainers.image.title': about,
      'org.opencontainers.image.version': version,
      'org.opencontainers.image.revision': revision,
      'org.opencontainers.image.source': `https://github.com/${repository}`,
      'org.opencontainers.image.licenses': 'MIT',
      'io.modelcontextprotocol.server.name': `io.github.${repository}`,
    },
  }));
}
