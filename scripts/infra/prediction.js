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

/**
 * Finds properties of a resource that differ from the expected ones, one sentence each. Paths are dotted; a RegExp is
 * matched against the value as text.
 * @param {Resource} resource @param {Readonly<Record<string, unknown>>} wanted
 */
export function differences(resource, wanted) {
  return Object.entries(wanted).flatMap(([path, value]) => {
    const found = path.split('.').reduce((part, name) => part?.[name], /** @type {any} */ (resource));
    const fits = value instanceof RegExp ? value.test(String(found)) : sameJson(found, value);
    return fits ? [] : [`${label(resource)}: ${path} is ${show(found)} but must be ${show(value)}.`];
  });
}

/**
 * Like `differences`, but for every resource of a type; there must be at least one.
 * @param {Prediction} prediction @param {string} type @param {Readonly<Record<string, unknown>>} wanted
 */
export function everyOf(prediction, type, wanted) {
  const found = prediction.of(type);
  if (found.length === 0) return [`There is no ${type}.`];
  return found.flatMap((resource) => differences(resource, wanted));
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

/** @param {unknown} left @param {unknown} right */
function sameJson(left, right) {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** @param {unknown} value */
function show(value) {
  return value instanceof RegExp ? `like ${value}` : (JSON.stringify(value) ?? 'absent');
}
