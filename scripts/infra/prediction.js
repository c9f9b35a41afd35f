/**
 * A resource that the compiler says a deployment would make.
 * @typedef {{ id: string, type: string, name: string, location?: string, tags?: Record<string, string>, kind?: string,
 *   sku?: Record<string, unknown>, identity?: Record<string, any>, properties: Record<string, any> }} Resource
 */

/**
 * What a stack would come out as.
 * @typedef {{ resources: readonly Resource[], outputs: Readonly<Record<string, unknown>>,
 *   of(type: string): readonly Resource[] }} Prediction
 */

/**
 * Reads the file that `bicep snapshot` wrote.
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
 * A sentence for each place where a resource is not as it has to be. Places are dotted; a RegExp is matched
 * against the text of what stands there.
 * @param {Resource} resource @param {Readonly<Record<string, unknown>>} wanted
 */
export function differences(resource, wanted) {
  return Object.entries(wanted).flatMap(([place, value]) => {
    const found = place.split('.').reduce((part, name) => part?.[name], /** @type {any} */ (resource));
    const fits = value instanceof RegExp ? value.test(String(found)) : sameJson(found, value);
    return fits ? [] : [`${label(resource)}: ${place} is ${show(found)} and has to be ${show(value)}.`];
  });
}

/**
 * The same for every resource of a type, of which there has to be at least one.
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
 * The id of the resource that an extension (a role assignment, a diagnostic setting) belongs to.
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
