// PNG (ISO/IEC 15948) and APNG: chunks, each with its length, name and checksum.

import { crc32 } from "./crc32.js";
import { orientation } from "./exif.js";
import { demand, letters, part } from "./header.js";

const SIGNATURE = 8; // bytes
const AROUND = 12; // bytes of a chunk beside its data: length, name, checksum
// An animation without these is the picture that stands for it, as browsers show it that know none.
const LEFT_OUT = new Set(["eXIf", "acTL", "fcTL", "fdAT"]);

/** @param {string} name */
const isUpper = (name) => name[0] <= "Z";

/** @type {import("./header.js").Reader} */
export function readPng(view) {
  const header = { type: "image/png", width: 0, height: 0, orientation: 1, scans: 1 };
  const content = [part(view, 0, SIGNATURE)];
  let [at, name, data] = [SIGNATURE, "", 0];
  while (name !== "IEND") {
    const end = at + AROUND + view.getUint32(at);
    name = letters(view, at + 4);
    if (name === "IHDR") {
      header.width = view.getUint32(at + 8);
      header.height = view.getUint32(at + 12);
    }
    if (name === "eXIf") header.orientation = orientation(view, at + 8, end - 4)?.value ?? 1;
    if (name === "IDAT") data++;
    const chunk = part(view, at, end);
    // What has to be understood, as the first letter tells, has to be right: some browsers show half of it.
    if (isUpper(name)) demand(view.getUint32(end - 4) === crc32(part(view, at + 4, end - 4)));
    if (!LEFT_OUT.has(name)) content.push(chunk);
    at = end;
  }
  demand(data > 0 && header.width > 0 && header.height > 0);
  return { ...header, content };
}
