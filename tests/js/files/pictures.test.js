// What the bytes of a file tell of a picture, before it is decoded.

import assert from "node:assert/strict";
import test from "node:test";
import { Failure } from "../../../aedemo/web/files/failures.js";
import { crc32 } from "../../../aedemo/web/files/pictures/crc32.js";
import { readHeader } from "../../../aedemo/web/files/pictures/kinds.js";
import { upright } from "../../../aedemo/web/files/pictures/turn.js";

/** Bytes of numbers, of texts by their codes, and of lists of them. */
const bytes = (...parts) =>
  parts
    .flat(Infinity)
    .flatMap((each) => (typeof each === "string" ? [...Buffer.from(each, "latin1")] : [each]));
const big = (value, count = 4) =>
  Array.from({ length: count }, (_, at) => (value >>> (8 * (count - 1 - at))) & 255);
const little = (value, count = 4) => big(value, count).reverse();
const header = (...parts) => readHeader(new Uint8Array(bytes(parts)).buffer);
/** What a decoder gets, as a text. */
const content = (read) => Buffer.concat(read.content).toString("latin1");
const text = (...parts) => Buffer.from(bytes(parts)).toString("latin1");
const refused = (kind) => (error) => error.kind === kind;

const exif = (orientation, order = "MM") => {
  const number = order === "MM" ? big : little;
  const entry = [number(0x0112, 2), number(3, 2), number(1), number(orientation, 2), number(0, 2)];
  return bytes(order, number(42, 2), number(8), number(1, 2), entry, number(0));
};

const segment = (marker, ...data) => bytes(0xff, marker, big(bytes(data).length + 2, 2), data);
const frame = (width, height, marker = 0xc0) =>
  segment(marker, 8, big(height, 2), big(width, 2), 3, [1, 0x22, 0], [2, 0x11, 1], [3, 0x11, 1]);
const scan = (...data) => bytes(segment(0xda, 1, 1, 0, 0, 63, 0), data);
const START = [0xff, 0xd8];
const END = [0xff, 0xd9];

const chunk = (name, ...data) => {
  const named = bytes(name, data);
  return bytes(big(named.length - 4), named, big(crc32(Uint8Array.from(named))));
};
const SIGNATURE = "\x89PNG\r\n\x1a\n";
const ihdr = (width, height, colours = 2) => chunk("IHDR", big(width), big(height), 8, colours, 0, 0, 0);
const IDAT = chunk("IDAT", "any");
const IEND = chunk("IEND");

test("a checksum is that of the standard's example", () => {
  assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
  assert.equal(crc32(new Uint8Array()), 0);
});

test("of a JPEG size, scans and colours are told, and what follows its end is left out", () => {
  const data = [frame(640, 480, 0xc2), scan(1, 0xff, 0, 2), segment(0xc4, 5), scan(3, 0xff, 0xd0, 4)];
  const read = header(START, 0xff, data, END, START, "more");
  const { type, width, height, orientation, scans, grey } = read;
  assert.deepEqual([type, width, height, orientation, scans, grey], ["image/jpeg", 640, 480, 1, 2, false]);
  assert.equal(content(read), text(START, 0xff, data, END));
});

test("a JPEG is cut unless it has its end outside of what its segments hold", () => {
  const whole = bytes(START, segment(0xe2, START, END), frame(9, 9), scan(1, 2, 3), END);
  assert.equal(header(whole).width, 9);
  for (let length = 3; length < whole.length; length++)
    assert.throws(() => header(whole.slice(0, length)), refused("broken"), `${length} bytes`);
  assert.throws(() => header(START, frame(9, 9), END), refused("broken"), "without a scan");
  assert.throws(() => header(START, frame(9, 0), scan(1), END), refused("broken"), "without a height");
});

for (const order of ["MM", "II"])
  test(`a decoder is not told the orientation of a picture (${order})`, () => {
    for (let orientation = 1; orientation <= 8; orientation++) {
      const told = exif(orientation, order);
      const jpeg = header(START, segment(0xe1, "Exif\0\0", told), frame(9, 9), scan(1), END);
      assert.equal(jpeg.orientation, orientation);
      assert.equal(content(jpeg), text(START, frame(9, 9), scan(1), END));
      const png = header(SIGNATURE, ihdr(9, 9), chunk("eXIf", told), IDAT, IEND);
      assert.equal(png.orientation, orientation);
      assert.equal(content(png), text(SIGNATURE, ihdr(9, 9), IDAT, IEND));
      const webp = (...metadata) => {
        const canvas = ["VP8X", little(10), 0x08, 0, 0, 0, little(8, 3), little(8, 3)];
        const inside = bytes("WEBP", canvas, "EXIF", little(bytes(metadata).length), metadata);
        return ["RIFF", little(inside.length), inside];
      };
      for (const before of ["", "Exif\0\0"]) {
        const read = header(webp(before, told));
        assert.equal(read.orientation, orientation);
        assert.equal(content(read), text(webp(before, exif(1, order))));
      }
    }
  });

test("metadata that are damaged tell nothing", () => {
  const cut = [
    exif(6).slice(0, 20),
    exif(6).slice(0, 9),
    exif(6).slice(0, 3),
    [],
    exif(9),
    exif(0),
    bytes("XX", 1),
  ];
  const [far, many] = [exif(6), exif(6)];
  far[4] = 255;
  many.splice(8, 4, 255, 255, 1, 1);
  for (const told of [...cut, far, many]) {
    const read = header(START, segment(0xe1, "Exif\0\0", told), frame(9, 9), scan(1), END);
    assert.equal(read.orientation, 1, String(told));
  }
});

test("of an animated PNG the picture is left that stands for it", () => {
  const animated = [chunk("acTL", big(2), big(0)), chunk("fcTL", "about"), IDAT, chunk("fdAT", "data"), IEND];
  const read = header(SIGNATURE, ihdr(7, 5, 4), animated, "more");
  assert.deepEqual([read.width, read.height, read.grey], [7, 5, true]);
  assert.equal(content(read), text(SIGNATURE, ihdr(7, 5, 4), IDAT, IEND));
});

test("a PNG is whole if all its chunks are, and right in what has to be understood", () => {
  const whole = bytes(SIGNATURE, ihdr(9, 9), chunk("tEXt", "words"), IDAT, IEND);
  for (let length = 9; length < whole.length; length++)
    assert.throws(() => header(whole.slice(0, length)), refused("broken"), `${length} bytes`);
  assert.throws(() => header(SIGNATURE, ihdr(9, 9), IEND), refused("broken"), "without data");
  const changed = (place) => whole.map((byte, at) => (at === place ? byte ^ 1 : byte));
  assert.throws(() => header(changed(text(whole).indexOf("any"))), refused("broken"));
  assert.equal(header(changed(text(whole).indexOf("words"))).width, 9);
});

test("of a GIF the first frame is handed on alone, and its place on the screen", () => {
  const image = (left, top, width, height) =>
    bytes(
      0x2c,
      [left, top, width, height].map((side) => little(side, 2)),
      0,
      2,
      3,
      "lzw",
      0,
    );
  const head = (width, height, flags) => bytes("GIF89a", little(width, 2), little(height, 2), flags, 0, 0);
  const palette = new Array(12).fill(7);
  const control = bytes(0x21, 0xf9, 4, 0, 9, 0, 0, 0);
  const whole = bytes(
    head(30, 20, 0x81),
    palette,
    control,
    image(5, 6, 10, 8),
    control,
    image(0, 0, 30, 20),
    0x3b,
  );
  const read = header(whole);
  assert.deepEqual([read.width, read.height, read.place], [30, 20, [5, 6]]);
  assert.equal(content(read), text(head(10, 8, 0x81), palette, control, image(0, 0, 10, 8), 0x3b));
  for (let length = 6; length < whole.length; length++)
    assert.throws(() => header(whole.slice(0, length)), refused("broken"), `${length} bytes`);
  const larger = header(head(3, 3, 0), image(2, 1, 9, 8), 0x3b);
  assert.deepEqual([larger.width, larger.height], [11, 9], "a frame may be larger than its screen");
});

test("sides of a WebP are told by each of its forms", () => {
  const riff = (...parts) => header("RIFF", little(4 + bytes(parts).length), "WEBP", parts);
  const sides = ({ width, height }) => [width, height];
  assert.deepEqual(
    sides(riff("VP8 ", little(10), 0, 0, 0, 0x9d, 1, 0x2a, little(300, 2), little(200, 2))),
    [300, 200],
  );
  assert.deepEqual(sides(riff("VP8L", little(6), 0x2f, little(299 | (199 << 14)), 0, 0)), [300, 200]);
  const canvas = bytes("VP8X", little(10), little(0), little(69999, 3), little(199, 3));
  assert.deepEqual(sides(riff(canvas)), [70000, 200]);
  assert.throws(() => riff(canvas, "ALPH", little(9), 1, 2), refused("broken"));
  assert.throws(() => header("RIFF", little(999), "WEBP", canvas), refused("broken"));
});

test("a BMP has to have all of its rows", () => {
  const bmp = (bits, compression, size, ...rows) =>
    header("BM", little(0), little(0), little(54), little(40), little(10), little(-4), 1, 0, little(bits, 2),
      little(compression), little(size), new Array(16).fill(0), rows); // prettier-ignore
  const rows = (count) => new Array(count).fill(0);
  assert.deepEqual([bmp(24, 0, 0, rows(128)).width, bmp(24, 0, 0, rows(128)).height], [10, 4]);
  assert.throws(() => bmp(24, 0, 0, rows(127)), refused("broken"));
  assert.equal(bmp(8, 1, 17, rows(17)).width, 10);
  assert.throws(() => bmp(8, 1, 18, rows(17)), refused("broken"));
  const old = [
    "BM",
    little(0),
    little(0),
    little(26),
    little(12),
    little(10, 2),
    little(4, 2),
    1,
    0,
    little(1, 2),
  ];
  assert.deepEqual([header(old, rows(16)).width, header(old, rows(16)).height], [10, 4]);
});

test("of an AVIF the largest size counts, and its turn is taken out", () => {
  const box = (name, ...inside) => bytes(big(bytes(inside).length + 8), name, inside);
  const ispe = (width, height) => box("ispe", big(0), big(width), big(height));
  const avif = (...properties) =>
    bytes(
      box("ftyp", "mif1", big(0), "mif1", "avif"),
      box("meta", big(0), box("hdlr", "pict"), box("iprp", box("ipco", properties))),
      box("mdat", "data"),
    );
  const whole = avif(ispe(64, 48), ispe(300, 200), box("irot", 3));
  const read = header(whole);
  assert.deepEqual([read.width, read.height, read.orientation], [300, 200, 6]);
  assert.equal(content(read), text(avif(ispe(64, 48), ispe(300, 200), box("irot", 0))));
  const mirrored = avif(ispe(64, 48), box("irot", 1), box("imir", 0));
  assert.deepEqual([header(mirrored).orientation, content(header(mirrored))], [1, text(mirrored)]);
  assert.throws(() => header(whole.slice(0, -1)), refused("broken"));
  assert.throws(() => header(avif()), refused("broken"));
});

test("what is no picture to be read is said by its bytes", () => {
  const film = (brand) => ["\0\0\0\x14ftyp", brand, "\0\0\0\0mp42"];
  const files = {
    format: [["II*\0"], ["MM\0*"], film("heic"), film("mif1"), ["8BPS"], ["\xff\x0a"], ["\0\0\x01\0"]],
    svg: [["<svg xmlns=''>"], ["\xef\xbb\xbf<?xml?>\n<svg/>"], [" <!-- --><SVG>"]],
    pdf: [["%PDF-1.4"], ["\n%PDF-2.0"]],
    not_image: [
      ["words"],
      ["<!doctype html><svg></svg>"],
      film("isom"),
      ["BM is no picture by itself"],
      ["RIFF----WAVE"],
    ],
  };
  for (const [kind, contents] of Object.entries(files))
    for (const each of contents) assert.throws(() => header(each), refused(kind), String(each));
});

test("damage of any kind is told as a header or as a failure", () => {
  const box = (name, ...inside) => bytes(big(bytes(inside).length + 8), name, inside);
  const canvas = ["WEBPVP8X", little(10), new Array(10).fill(7), "EXIF", little(26), exif(3)];
  const files = [
    [START, segment(0xe1, "Exif\0\0", exif(6)), frame(9, 9), scan(1), END],
    [SIGNATURE, ihdr(9, 9), chunk("eXIf", exif(6)), IDAT, IEND],
    ["GIF89a", little(9, 2), little(9, 2), 0, 0, 0, 0x2c, new Array(9).fill(0), 2, 1, 7, 0, 0x3b],
    ["RIFF", little(bytes(canvas).length), canvas],
    [
      "BM",
      little(0),
      little(0),
      little(54),
      little(40),
      little(8),
      little(1),
      1,
      0,
      24,
      0,
      new Array(48).fill(0),
    ],
    [box("ftyp", "avif", big(0), "avif"), box("meta", big(0), box("iprp", box("ipco", box("irot", 1))))],
  ].map((parts) => bytes(parts));
  let state = 1;
  const random = (below) => (state = (state * 48271) % 2147483647) % below;
  for (const whole of files)
    for (let round = 0; round < 2000; round++) {
      const damaged = [...whole];
      for (let count = 1 + random(6); count; count--) damaged[random(damaged.length)] = random(256);
      try {
        const { width, height, orientation } = header(damaged);
        assert.ok(width > 0 && height > 0 && orientation >= 1 && orientation <= 8);
      } catch (error) {
        assert.ok(error instanceof Failure, String(error));
      }
    }
});

test("pixels are turned as EXIF has it", () => {
  // Two rows of three, as they are stored; beside the orientation what is upright, row by row.
  const turned = { 1: "abc def", 2: "cba fed", 3: "fed cba", 4: "def abc", 5: "ad be cf", 6: "da eb fc", 7: "fc eb da", 8: "cf be ad" }; // prettier-ignore
  const pixels = [..."abcdef"].flatMap((letter) => [letter.charCodeAt(0), 1, 2, 255]);
  for (const [orientation, rows] of Object.entries(turned)) {
    const stored = { width: 3, height: 2, data: Uint8ClampedArray.from(pixels) };
    const { width, data } = upright(stored, Number(orientation));
    const letters = [...data].filter((_, at) => at % 4 === 0).map((code) => String.fromCharCode(code));
    const found = letters.map((letter, at) => (at && at % width === 0 ? ` ${letter}` : letter)).join("");
    assert.equal(found, rows, orientation);
  }
});
