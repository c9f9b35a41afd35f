import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { root, script } from '../infra/scripts.ts';

type Step = { uses?: string; run?: string; with?: Record<string, unknown> };
type Job = {
  permissions?: Record<string, string>;
  needs?: string;
  steps: Step[];
  strategy?: { matrix: { target?: string[] } };
};
type Workflow = { permissions: Record<string, string>; jobs: Record<string, Job> };
type Plan = { target: string }[];

const { imagePlan } = await script<{ imagePlan: (release: Record<string, string>) => Plan }>(
  'scripts/release/images.js',
);
const text = (file: string) => readFileSync(new URL(file, root), 'utf8');
const workflow = (name: string) => parse(text(`.github/workflows/${name}.yml`)) as Workflow;

describe.each(['release', 'supply-chain'])('the workflow %s', (name) => {
  const { permissions, jobs } = workflow(name);

  it('grants no permissions by default, and grants each job only the permissions that it declares', () => {
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs))
      expect(job.permissions).toMatchObject({ contents: expect.any(String) });
  });

  it('pins every action to a commit, with a comment that names the release', () => {
    const used = text(`.github/workflows/${name}.yml`).match(/(?<=uses: ).+/g) ?? [];
    expect(used.length).toBeGreaterThan(0);
    for (const action of used) expect(action).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('does not leave its token in the checkout', () => {
    const checkouts = Object.values(jobs)
      .flatMap(({ steps }) => steps)
      .filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    for (const { with: options } of checkouts)
      expect(options).toMatchObject({ 'persist-credentials': false });
  });
});

describe('the release workflow', () => {
  const { jobs } = workflow('release');
  const stepOf = (job: string, action: string) =>
    jobs[job]?.steps.find(({ uses }) => uses?.startsWith(action));

  it('lets only one job write to the repository, after the images exist', () => {
    const writing = Object.entries(jobs).filter(
      ([, { permissions }]) => permissions?.['contents'] === 'write',
    );
    expect(writing.map(([name, { needs }]) => [name, needs])).toEqual([['publish', 'images']]);
  });

  it('builds each image of the plan', () => {
    const plan = imagePlan({ repository: 'contoso/portico', version: '1.2.3', revision: 'abc' });
    expect(jobs['images']?.strategy?.matrix.target).toEqual(plan.map(({ target }) => target));
  });

  it('signs each image by its digest, with a bill of materials and provenance', () => {
    expect(stepOf('images', 'docker/build-push-action@')?.with).toMatchObject({
      sbom: true,
      provenance: 'mode=max',
    });
    expect(jobs['images']?.steps.some(({ run }) => run?.startsWith('cosign sign --yes'))).toBe(true);
    expect(stepOf('images', 'actions/attest-build-provenance@')?.with?.['subject-digest']).toContain(
      'digest',
    );
  });

  it('never puts an untrusted value into a command line', () => {
    const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    for (const command of commands) expect(command).not.toContain('${{');
  });
});

describe('Dependabot', () => {
  it('updates packages, actions and base images in folders that exist', () => {
    const { updates } = parse(text('.github/dependabot.yml')) as {
      updates: { 'package-ecosystem': string; directory?: string; directories?: string[] }[];
    };
    expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions', 'docker']);
    for (const { directory, directories } of updates) {
      for (const folder of directories ?? [directory ?? ''])
        expect(existsSync(new URL(`.${folder}`, root))).toBe(true);
    }
  });
});
