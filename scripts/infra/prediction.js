/**
 * A predicted resource.
 * @typedef {{ id: string, type: string, name: string, location?: string, tags?: Record<string, string>, kind?: string,
 *   sku?: Record<string, unknown>, identity?: Record<string, any>, properties: Record<string, any> }} Resource
 */

/**
 * The predicted resources and outputs of a stack.
 * @typedef {{ resources: readonly Resource[], outputs: Readonly<Record<string, unknown>>,
 *   of(type: string): readonly Resource[] }} Prediction
 */

/**
 * Reads a file written by `bicep snapshot`.
 * @param {{ predictedResources: any[], outputs?: Record<string, unknown> }} snapshot
 * @returns {Prediction}
 */
export function readPrediction(snapshot) {
  const resources = snapshot.predictedResources.map((resource) => ({ properties: {}, ...resource }));
  return {
    resources,
    outputs: snapshot.outputs ?? {},
    of: (type) => resources.filter((resource) => resource.type.toLowerCase() === type.toLowerCase()),
  };
}

/** @param {Resource} resource */
export function label(resource) {
  return `${resource.type} ${resource.name.startsWith('[') ? '' : resource.name}`.trim();
}

/**
 * The id of the resource that an extension resource (a role assignment, a diagnostic setting) applies to.
 * @param {Resource} extension
 */
export function targetOf(extension) {
  const id = extension.id.replace(/^\[extensionResourceId\('/, '');
  return (
    id.split(
      /'|\/providers\/(?:Microsoft\.Authorization\/roleAssignments|Microsoft\.Insights\/diagnosticSettings)\//,
    )[0] ?? ''
  );
}
