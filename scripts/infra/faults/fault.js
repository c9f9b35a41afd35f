/**
 * A wrong edit: replaces the first occurrence of `from` with `to`. The file is relative to infra/, or to the repository
 * if infra/ has no such file.
 * @typedef {{ file: string, from: string, to: string }} Fault
 */

/** @param {string} file @param {string} from @param {string} to @returns {Fault} */
export const fault = (file, from, to) => ({ file, from, to });
