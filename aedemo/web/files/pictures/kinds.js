// What a file is, by its first bytes: its name and its type may say anything.

import { Failure } from "../failures.js";
import { readAvif } from "./avif.js";
import { readBmp } from "./bmp.js";
import { readGif } from "./gif.js";
import { readJpeg } from "./jpeg.js";
import { readPng } from "./png.js";
import { readWebp } from "./webp.js";

const LOOKED_AT = 1024; // bytes
const FORMATS = "JPEG, PNG, WebP, GIF, BMP, AVIF";

/** @type {(head: string, ...starts: string[]) => boolean} */
const begins = (head, ...starts) => starts.some((start) => head.startsWith(start));

/**
 * The kinds of files in a container of films (ISO/IEC 14496-12), those that it says it may be read as.
 * @param {string} head
 */
function brands(head) {
  if (head.slice(4, 8) !== "ftyp") return [];
  const length = head.charCodeAt(2) * 256 + head.charCodeAt(3);
  return head.slice(8, length).match(/[^]{4}/g) ?? [];
}

/** @param {string} head */
function isSvg(head) {
  const text = head.replace(/^\xef\xbb\xbf/, "").trimStart();
  return /^<svg\b/i.test(text) || (/^<(\?xml|!--|!doctype svg)/i.test(text) && /<svg\b/i.test(text));
}

/** @param {string} head */
const isBmp = (head) =>
  head.startsWith("BM") && ["\x0c", "\x28", "\x34", "\x38", "\x6c", "\x7c"].includes(head[14]);

/** @type {(...names: string[]) => (head: string) => boolean} */
const branded =
  (...names) =>
  (head) =>
    brands(head).some((brand) => names.includes(brand));

/** What is read: how it is told, and by what. @type {[(head: string) => boolean, import("./header.js").Reader][]} */
const READERS = [
  [(head) => begins(head, "\xff\xd8\xff"), readJpeg],
  [(head) => begins(head, "\x89PNG\r\n\x1a\n"), readPng],
  [(head) => begins(head, "GIF87a", "GIF89a"), readGif],
  [(head) => begins(head, "RIFF") && head.slice(8, 12) === "WEBP", readWebp],
  [isBmp, readBmp],
  [branded("avif", "avis"), readAvif],
];

/** What is a picture, but not read here. @type {[(head: string) => boolean, string][]} */
const OTHERS = [
  [(head) => begins(head, "II*\0", "MM\0*", "II+\0", "MM\0+"), "TIFF"],
  [branded("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"), "HEIC"],
  [(head) => begins(head, "\xff\x0a", "\0\0\0\x0cJXL "), "JPEG XL"],
  [(head) => begins(head, "\0\0\0\x0cjP  ", "\xff\x4f\xff\x51"), "JPEG 2000"],
  [(head) => begins(head, "8BPS"), "PSD"],
  [(head) => begins(head, "\0\0\x01\0"), "ICO"],
];

/**
 * What the bytes of a file tell of the picture in it.
 * @param {ArrayBuffer} buffer
 * @returns {import("./header.js").Header}
 * @throws {Failure} if it holds no picture, one of a kind that is not read here, or half of one
 */
export function readHeader(buffer) {
  const head = String.fromCharCode(...new Uint8Array(buffer, 0, Math.min(LOOKED_AT, buffer.byteLength)));
  const [, read] = READERS.find(([is]) => is(head)) ?? [];
  if (!read) throw refusal(head);
  try {
    return read(new DataView(buffer));
  } catch (error) {
    throw error instanceof RangeError ? new Failure("broken", {}, error) : error;
  }
}

/** Why nothing is read. @param {string} head */
function refusal(head) {
  const [, format] = OTHERS.find(([is]) => is(head)) ?? [];
  if (format) return new Failure("format", { format });
  if (isSvg(head)) return new Failure("svg", {});
  if (head.includes("%PDF-")) return new Failure("pdf", {});
  return new Failure("not_image", { formats: FORMATS });
}
