// Parts that several workflows share.

/** The actions that may run, pinned to the commit of a release, because a tag can be moved to other code. */
export const actions = {
  checkout: 'actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683',
  node: 'actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020',
  upload: 'actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02',
  download: 'actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093',
  azd: 'Azure/setup-azd@c495e71ba59e44bfaaac10a32c8ee90d191ca4a3',
};

export const onMain = { push: { branches: ['main'] } };
/** Also runs for pull requests. That is safe because their code gets no secrets, unlike with `pull_request_target`. */
export const onChanges = { ...onMain, pull_request: 'any' };
export const readOnly = { contents: 'read' };
export const runner = 'ubuntu-latest';

/**
 * The token is not stored, because later steps run code from dependencies. That code must not have access to the token.
 */
export const checkout = { uses: actions.checkout, with: { 'persist-credentials': false } };
export const run = (/** @type {string} */ command) => ({ run: command });
export const setupNode = (/** @type {unknown} */ version) => ({
  uses: actions.node,
  with: { 'node-version': version, cache: 'npm' },
});
