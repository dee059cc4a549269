// JPEG (ITU-R T.81): segments, each behind a marker, and the scans, which end at the next marker.

import { orientation } from "./exif.js";
import { demand, letters, part } from "./header.js";

const [FILL, END, SCAN, EXIF] = [0xff, 0xd9, 0xda, 0xe1];
// Markers without a segment, and what stands for a byte of 255 within a scan.
const ALONE = new Set([0x00, 0x01, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8]);
// Tables and the like among the markers from C0 to CF, all others of which begin a frame.
const NO_FRAME = new Set([0xc4, 0xc8, 0xcc]);
const METADATA = "Exif\0\0";

/**
 * Of several pictures in a file the first.
 * @type {import("./header.js").Reader}
 */
export function readJpeg(view) {
  const bytes = part(view, 0);
  const header = { type: "image/jpeg", width: 0, height: 0, orientation: 1, scans: 0 };
  const content = [];
  let [at, kept] = [2, 0]; // what comes before `kept` is in the content, or left out
  for (;;) {
    at = bytes.indexOf(FILL, at);
    demand(at >= 0);
    const marker = view.getUint8(at + 1);
    if (marker === END) break;
    if (marker === FILL) at++;
    else if (ALONE.has(marker)) at += 2;
    else {
      const end = at + 2 + view.getUint16(at + 2);
      demand(end <= bytes.length);
      if (marker === SCAN) header.scans++;
      if (marker >= 0xc0 && marker <= 0xcf && !NO_FRAME.has(marker)) {
        header.height = view.getUint16(at + 5);
        header.width = view.getUint16(at + 7);
      }
      if (marker === EXIF && end - at >= 10 && letters(view, at + 4, METADATA.length) === METADATA) {
        header.orientation = orientation(view, at + 10, end)?.value ?? header.orientation;
        content.push(part(view, kept, at));
        kept = end;
      }
      at = end;
    }
  }
  demand(header.scans > 0 && header.width > 0 && header.height > 0);
  return { ...header, content: [...content, part(view, kept, at + 2)] };
}
