import { imagePlan } from '../../release/images.js';
import { actions, checkout, readOnly, run, runner } from './workflow-steps.js';

const files = '${{ runner.temp }}/release';
const attest = 'actions/attest-build-provenance@977bb373ede98d70efbf0b7b13af9c3d6651dc60';
/**
 * Signatures and attestations are tied to the workflow by its token, so there is no signing key that could be stolen.
 */
const signing = { 'id-token': 'write', attestations: 'write' };
const targets = imagePlan({ repository: 'any/any', version: '0.0.0', revision: '' }).map(
  ({ target }) => target,
);

/** Writes each field of the plan in the form that the build action reads. */
const readPlan = [
  'jq -r --arg target "$TARGET" \'.[] | select(.target == $target)',
  '  | "image=\\(.image)", "platforms=\\(.platforms | join(","))",',
  '    "tags<<END\\n\\(.tags | join("\\n"))\\nEND",',
  '    "labels<<END\\n\\(.labels | to_entries | map("\\(.key)=\\(.value)") | join("\\n"))\\nEND"\' \\',
  '  "$RUNNER_TEMP/release/images.json" >> "$GITHUB_OUTPUT"',
  '',
].join('\n');

/** A version with a hyphen is a preview and must not become the latest release. */
const createRelease = [
  'case "$TAG" in *-*) preview=--prerelease ;; *) preview= ;; esac',
  'gh release create "$TAG" --repo "$REPOSITORY" --title "Portico $TAG" --verify-tag $preview \\',
  '  --notes-file release/notes.md release/*.zip release/*.cdx.json release/server.json release/SHA256SUMS',
  '',
].join('\n');

/** The workflow that turns a tag into a release: runs the checks, builds the images, then publishes the results. */
export const release = {
  name: 'release',
  on: { push: { tags: ['v*.*.*'] } },
  permissions: {},
  concurrency: 'release',
  jobs: {
    prepare: {
      'runs-on': runner,
      'timeout-minutes': 45,
      permissions: readOnly,
      steps: [
        checkout,
        // Without a cache, because other workflows could have written to the cache.
        { uses: actions.node, with: { 'node-version': 22 } },
        run('.ci/run'),
        run('npm run release -- --out "$RUNNER_TEMP/release"'),
        // Directories reject entries that do not match their schemas, but only after the release is published.
        run('node scripts/published-schemas.js "$RUNNER_TEMP/release"'),
        { uses: actions.upload, with: { name: 'release', path: files, 'if-no-files-found': 'error' } },
      ],
    },
    images: {
      needs: 'prepare',
      'runs-on': runner,
      // The image for arm64 is built under emulation.
      'timeout-minutes': 60,
      permissions: { ...readOnly, packages: 'write', ...signing },
      strategy: { matrix: { target: targets } },
      steps: [
        checkout,
        { uses: actions.download, with: { name: 'release', path: files } },
        { name: /./, id: 'plan', env: { TARGET: '${{ matrix.target }}' }, run: readPlan },
        { uses: 'docker/setup-qemu-action@29109295f81e9208d7d86ff1c6c12d2833863392' },
        { uses: 'docker/setup-buildx-action@e468171a9de216ec08956ac3ada2f0791b6bd435' },
        {
          uses: 'docker/login-action@74a5d142397b4f367a81961eba4e8cd7edddf772',
          with: { registry: 'ghcr.io', username: '${{ github.actor }}', password: '${{ github.token }}' },
        },
        {
          name: /./,
          id: 'push',
          uses: 'docker/build-push-action@263435318d21b8e681c14492fe198d362a7d2c83',
          with: {
            context: '.',
            target: '${{ matrix.target }}',
            platforms: '${{ steps.plan.outputs.platforms }}',
            tags: '${{ steps.plan.outputs.tags }}',
            labels: '${{ steps.plan.outputs.labels }}',
            sbom: true,
            provenance: 'mode=max',
            push: true,
          },
        },
        { uses: 'sigstore/cosign-installer@d58896d6a1865668819e1d91763c7751a165e159' },
        {
          name: /./,
          // Uses the digest, because a tag can be moved between the push and the signature.
          env: { SUBJECT: '${{ steps.plan.outputs.image }}@${{ steps.push.outputs.digest }}' },
          run: 'cosign sign --yes --recursive "$SUBJECT"',
        },
        {
          uses: attest,
          with: {
            'subject-name': '${{ steps.plan.outputs.image }}',
            'subject-digest': '${{ steps.push.outputs.digest }}',
            'push-to-registry': true,
          },
        },
      ],
    },
    publish: {
      // The release refers to the images, so the images must be published first.
      needs: 'images',
      'runs-on': runner,
      'timeout-minutes': 10,
      // This job runs no code from the repository, because it has write access.
      permissions: { contents: 'write', ...signing },
      steps: [
        { uses: actions.download, with: { name: 'release', path: 'release' } },
        run('cd release && sha256sum --check SHA256SUMS'),
        { uses: attest, with: { 'subject-checksums': 'release/SHA256SUMS' } },
        {
          name: /./,
          // Passed as variables, so that a tag's name is never part of a command.
          env: {
            GH_TOKEN: '${{ github.token }}',
            TAG: '${{ github.ref_name }}',
            REPOSITORY: '${{ github.repository }}',
          },
          run: createRelease,
        },
      ],
    },
  },
};
