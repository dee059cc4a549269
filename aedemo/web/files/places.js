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
 * The lesson of a tab, in all languages; the page without a server has them.
 * @param {string} tab
 */
export const lessonFile = (tab) => beside(`lessons/${tab}.json`);

/**
 * A page of a lesson, in one language.
 * @param {string} step - LESSON.PAGE
 * @param {string} language
 */
export const pageFile = (step, language) => beside(`lessons/course/${step}.${language}.json`);

/**
 * What all lessons have, in one language.
 * @param {string} language
 */
export const contentsFile = (language) => beside(`lessons/course/contents.${language}.json`);

/**
 * The test that ends a lesson, in one language.
 * @param {string} name
 * @param {string} language
 */
export const quizFile = (name, language) => beside(`lessons/course/${name}.${language}.quiz.json`);

/**
 * The test of a lesson in GIFT, for Moodle.
 * @param {string} name
 * @param {string} language
 */
export const giftFile = (name, language) => beside(`lessons/course/${name}.${language}.gift`);

/**
 * A module for other pages: its address that stays when a new release changes the fingerprint in all
 * others.
 * @param {string} file
 */
const staying = (file) => beside(`web/${file}`).href.replace(/aedemo\/[0-9a-f]{12}\//, "aedemo/current/");

/** The module that defines the elements. */
export const MODULES = staying("main.js");
/** The module by which frames are as high as what is in them. */
export const FRAMES = staying("frames.js");
