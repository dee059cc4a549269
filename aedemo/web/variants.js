// The digit autoencoders, in the order they are taught, and what stands beside them.

export const VARIANTS = [
  "linear",
  "dense",
  "convolutional",
  "denoising",
  "sparse-l1",
  "sparse-kl",
  "contractive",
  "vae",
  "vae-2d",
];
export const YARDSTICK = "pca-32";
export const RAW = "pixels";
export const SIMPLE = [RAW, YARDSTICK]; // what a code has to be better than
export const FEATURES = [...SIMPLE, ...VARIANTS]; // what a digit can be described by
export const COMPONENTS = "pca-256"; // PCA of any smaller size, by leaving out the weaker components
