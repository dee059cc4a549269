// Where the files lie that the page fetches. Weights, data and facts stand beside web/.

/** @param {string} path */
const beside = (path) => new URL(`../../${path}`, import.meta.url);
const ROOT = beside("").href;

/**
 * What a file is called: its address below the folder that holds them all.
 * @param {string | URL} address
 */
export const nameOf = (address) => String(address).replace(ROOT, "");

/**
 * A file of the network called `name`.
 * @param {string} name
 * @param {string} file
 */
export const weightsFile = (name, file) => beside(`weights/${name}/${file}`);

/**
 * What `train.py evaluate` has measured of a use of codes, or written for it.
 * @param {string} file
 */
export const usesFile = (file) => beside(`weights/uses/${file}`);

/**
 * A file of the test digits.
 * @param {string} file
 */
export const dataFile = (file) => beside(`data/${file}`);

/**
 * The address of the module that defines the elements, the one that stays when a new release
 * changes the fingerprint in all others.
 */
export const MODULES = beside("web/main.js").href.replace(/aedemo\/[0-9a-f]{12}\//, "aedemo/current/");
