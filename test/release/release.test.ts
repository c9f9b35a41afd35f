import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { root, script } from '../infra/scripts.ts';

type Notes = { heading: string; isReleased: boolean; text: string };
type Component = { 'bom-ref': string; purl: string; hashes?: { alg: string; content: string }[] };
type Bom = {
  serialNumber: string;
  metadata: { component: { 'bom-ref': string; version: string } };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
};
type Plan = { target: string; image: string; tags: string[]; labels: Record<string, string> }[];

const { releaseNotes } = await script<{ releaseNotes: (changelog: string, version: string) => Notes }>(
  'scripts/release/notes.js',
);
const { billOfMaterials } = await script<{ billOfMaterials: (lock: unknown, about: unknown) => Bom }>(
  'scripts/release/bill-of-materials.js',
);
const { imagePlan } = await script<{ imagePlan: (release: Record<string, string>) => Plan }>(
  'scripts/release/images.js',
);
type Server = {
  name: string;
  packages: { identifier: string }[];
  remotes: { url: string; variables: Record<string, unknown> }[];
};
const { serverJson } = await script<{ serverJson: (release: Record<string, string>) => Server }>(
  'scripts/release/server-json.js',
);
type Listings = Record<string, Record<string, unknown>>;
const { listings } = await script<{ listings: (release: Record<string, string>) => Listings }>(
  'scripts/release/listings.js',
);

const text = (file: string) => readFileSync(new URL(file, root), 'utf8');
const about = JSON.parse(text('package.json')) as {
  version: string;
  dependencies: Record<string, string>;
};

describe('the release notes', () => {
  const changelog =
    '# Changelog\n\n## Unreleased\n\n### Added\n- Next.\n\n## 1.2.0 (2026-01-02)\n\n- Now.\n\n## 1.2\n\n- Old.\n';

  it('consist of the section for exactly this version', () => {
    expect(releaseNotes(changelog, '1.2.0')).toEqual({
      heading: '1.2.0 (2026-01-02)',
      isReleased: true,
      text: '- Now.\n',
    });
  });

  it('fall back to the unreleased section, and are marked as unreleased', () => {
    expect(releaseNotes(changelog, '1.3.0')).toMatchObject({ heading: 'Unreleased', isReleased: false });
  });

  it('are refused if the changelog has no text for the version', () => {
    expect(() => releaseNotes('# Changelog\n\n## Unreleased\n\n', '1.3.0')).toThrow(
      /no text under "## 1.3.0"/,
    );
  });

  it('state what to do before an upgrade to the current version', () => {
    expect(releaseNotes(text('CHANGELOG.md'), about.version).text).toContain('### Before you upgrade');
  });
});

describe('the bill of materials', () => {
  const lock = JSON.parse(text('package-lock.json')) as { packages: Record<string, { version: string }> };
  const bom = billOfMaterials(lock, about);
  const refs = new Set([bom.metadata.component['bom-ref'], ...bom.components.map((one) => one['bom-ref'])]);

  it('lists every production dependency once with its version and hash, and no development tool', () => {
    expect(refs.size).toBe(bom.components.length + 1);
    for (const [name, version] of Object.entries(about.dependencies))
      expect(refs).toContain(`pkg:npm/${name.replace('@', '%40')}@${version}`);
    for (const tool of ['vitest', 'typescript', 'esbuild'])
      expect([...refs].some((ref) => ref.startsWith(`pkg:npm/${tool}@`))).toBe(false);
    for (const { purl, hashes } of bom.components) {
      expect([purl, hashes?.[0]?.content]).toEqual([purl, expect.stringMatching(/^[0-9a-f]{128}$/)]);
    }
  });

  it('connects each component to the root', () => {
    const uses = new Map(bom.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
    const reached = new Set<string>();
    const visit = (ref: string): void => {
      if (reached.has(ref)) return;
      reached.add(ref);
      expect(refs).toContain(ref);
      for (const next of uses.get(ref) ?? []) visit(next);
    };
    visit(bom.metadata.component['bom-ref']);
    const unreached = [...refs].filter((ref) => !reached.has(ref));
    expect(unreached).toEqual([]);
  });

  it('is identical for identical lock files and differs for different lock files', () => {
    expect(billOfMaterials(lock, about)).toEqual(bom);
    const other = billOfMaterials(lock, { ...about, version: '9.9.9' });
    expect(other.serialNumber).not.toBe(bom.serialNumber);
  });
});

describe('the image plan', () => {
  const plan = (version: string) => imagePlan({ repository: 'Contoso/Portico', version, revision: 'abc' });

  it('tags a stable version with its minor version and "latest", under a lower-case name', () => {
    expect(plan('1.2.3').map(({ tags }) => tags)).toEqual([
      ['1.2.3', '1.2', 'latest'].map((tag) => `ghcr.io/contoso/portico:${tag}`),
      ['1.2.3', '1.2', 'latest'].map((tag) => `ghcr.io/contoso/portico-demo:${tag}`),
    ]);
  });

  it('gives a prerelease only its own tag', () => {
    expect(plan('1.2.3-rc.1').flatMap(({ tags }) => tags)).toEqual([
      'ghcr.io/contoso/portico:1.2.3-rc.1',
      'ghcr.io/contoso/portico-demo:1.2.3-rc.1',
    ]);
  });

  it('builds only targets that the Dockerfile defines', () => {
    for (const { target } of plan('1.2.3'))
      expect(text('Dockerfile')).toMatch(new RegExp(`AS ${target}$`, 'm'));
  });
});

describe('server.json', () => {
  const made = () =>
    serverJson({
      repository: 'contoso/portico',
      version: '1.2.3',
      demoImage: 'ghcr.io/contoso/portico-demo',
    });

  it('names the version of the image, never "latest"', () => {
    expect(made().packages[0]?.identifier).toBe('ghcr.io/contoso/portico-demo:1.2.3');
  });

  it("declares every variable in the remote's URL", () => {
    const [remote] = made().remotes;
    const used = [...(remote?.url ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(remote?.variables ?? {})).toEqual(used);
  });

  it("has the name given in the image's label", () => {
    const [image] = imagePlan({ repository: 'contoso/portico', version: '1.2.3', revision: 'abc' });
    expect(image?.labels['io.modelcontextprotocol.server.name']).toBe(made().name);
  });
});

describe('the listings', () => {
  it('name the owner and the repository', () => {
    const { 'glama.json': glama, 'awesome-azd.json': azd } = listings({ repository: 'contoso/portico' });
    expect(glama).toMatchObject({ maintainers: ['contoso'] });
    expect(azd).toMatchObject({
      author: 'contoso',
      source: 'https://github.com/contoso/portico',
      IaC: ['bicep'],
    });
    expect(azd?.['id']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});
