// What can be set in each tab, in one table: the properties of the elements, the controls they
// bring when they stand alone, and what the address of a page may say.

import { FEATURES, VARIANTS, YARDSTICK } from "./variants.js";

// A setting: where it starts, whether a value is valid, and the value that a text stands for
// (undefined if it stands for none). Those with a `label` (a key of texts.json) have a control;
// the names of the values of a choice are the texts `texts` + value. The control is there only when
// `when` says so of the element.
const choice = (start, values, label, texts) => ({
  start,
  values,
  label,
  texts,
  valid: (value) => values.includes(value),
  parse: (text) => values.find((value) => String(value) === text),
});

const number = (start, least, most, step, label) => {
  const valid = (value) =>
    (step === 1 ? Number.isInteger(value) : Number.isFinite(value)) && value >= least && value <= most;
  const parse = (text) => (/^-?\d+(\.\d+)?$/.test(text) && valid(Number(text)) ? Number(text) : undefined);
  return { start, least, most, step, label, valid, parse };
};

// Of some values, at least so many.
const subset = (start, values, least = 1) => {
  const valid = (chosen) =>
    Array.isArray(chosen) && chosen.length >= least && chosen.every((one) => values.includes(one));
  const parse = (text) => {
    const chosen = text ? text.split(",") : [];
    return valid(chosen) ? chosen : undefined;
  };
  return { start, values, valid, parse };
};

// Two or three numbers, or none.
const place = (limit) => {
  const valid = (value) =>
    Array.isArray(value) && [0, 2, 3].includes(value.length) && value.every((one) => Math.abs(one) <= limit);
  const parse = (text) => {
    const numbers = text ? text.split(",") : [];
    const read = numbers.map((one) => (/^-?\d+(\.\d+)?$/.test(one) ? Number(one) : NaN));
    return valid(read) ? read : undefined;
  };
  return { start: [], valid, parse };
};

const flag = (start, label) => ({ ...choice(start, [true, false]), label });

export const TEN = [..."0123456789"];
export const ERRORS = { least: 0.002, most: 0.7 }; // what the axis of the tab Anomalies shows

export const EXTENT = 3; // the map of the plane shows −3 … 3 standard deviations of the prior

// The plane of the vector field, in units of the way from one digit to the other.
export const FIELD = { left: -0.25, right: 1.25, top: 0.6 };

const seed = number(1, 0, 2 ** 32 - 1, 1, "seed");
const factor = choice(3, [2, 3, 4]);
const deconvolution = {
  kernel: number(3, 1, 7, 1),
  stride: number(2, 1, 4, 1),
  padding: number(0, 0, 3, 1),
  outputPadding: number(0, 0, 3, 1),
};

const LABELS = [10, 30, 100, 300, 1000]; // numbers of digits of which the labels are known

export const FAMILY = [...VARIANTS, YARDSTICK];

export const SETTINGS = {
  draw: {
    variant: choice("dense", FAMILY),
    centring: flag(true, "centring"),
  },
  denoise: {
    kind: choice("gaussian", ["gaussian", "masking", "salt-and-pepper"], "noise_kind", "noise_"),
    level: number(0.4, 0, 1, 0.05, "noise_level"),
    seed,
  },
  interpolate: {
    variant: choice("vae", VARIANTS, "variant", "variant_"),
    path: choice("straight", ["straight", "spherical"], "path", "path_"),
    position: number(0.5, 0, 1),
  },
  sample: {
    temperature: number(1, 0, 2, 0.05, "temperature"),
    seed,
    x: number(0, -EXTENT, EXTENT),
    y: number(0, -EXTENT, EXTENT),
  },
  superres: {
    photo: choice("chelsea", ["astronaut", "chelsea", "coffee", "rocket"]),
    factor,
    hide: flag(true),
    method: choice("bicubic", ["bicubic", "nearest"]),
    ...deconvolution,
    learned: factor,
  },
  compare: {
    shown: subset(["dense", "convolutional", "sparse-l1", "vae", YARDSTICK], FAMILY),
    centring: flag(true, "centring"),
  },
  map: {
    space: choice("vae-2d", ["vae-2d", "pca", "tsne"], "space", "space_"),
    variant: { ...choice("convolutional", FAMILY, "tsne_of", "variant_"), when: ({ space }) => space === "tsne" },
    dimensions: { ...choice(2, [2, 3], "dimensions", "dimensions_"), when: ({ space }) => space !== "vae-2d" },
    turn: number(0, -180, 180, 1),
    tilt: number(0, -90, 90, 1),
    place: place(20),
  },
  constraint: {
    variant: choice(
      "sparse-kl",
      VARIANTS.filter((name) => !["dense", "convolutional"].includes(name)), // which have none
      "variant",
      "variant_",
    ),
    whitened: flag(false, "whitened"),
    radius: number(2, 0, 10, 0.1, "radius"),
    seed,
    towards: choice(7, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
    x: number(0.3, FIELD.left, FIELD.right),
    y: number(0.45, -FIELD.top, FIELD.top),
    dimension: number(36, 0, 39, 1),
  },
  anomaly: {
    normal: subset(["2"], TEN, 0),
    threshold: number(0.06, ERRORS.least, ERRORS.most),
  },
  search: {
    shown: subset(["pixels", YARDSTICK, "convolutional", "sparse-kl", "vae"], FEATURES),
  },
  labels: {
    feature: choice("convolutional", FEATURES, "feature", "variant_"),
    count: choice(100, LABELS, "labels_count", "labels_"),
    seed: { ...seed, label: "draw_of_labels" },
    augmented: flag(true, "augmented"),
    shown: subset(["pixels", YARDSTICK, "convolutional", "sparse-kl", "vae"], FEATURES),
  },
  // Elements within the tab Super-resolve.
  deconvolution,
  checkerboard: { kernel: deconvolution.kernel, stride: deconvolution.stride, seed },
  kernels: { factor },
};

// The values that texts (name → text) stand for, and the names of those that stand for none.
export function read(settings, texts) {
  const values = {};
  const unread = [];
  for (const [name, setting] of Object.entries(settings)) {
    if (!(name in texts)) continue;
    const value = setting.parse(texts[name]);
    if (value === undefined) unread.push(name);
    else values[name] = value;
  }
  return { values, unread };
}
