// The digit autoencoders, in the order they are taught, and the yardstick beside them.

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
export const COMPONENTS = "pca-256"; // PCA of any smaller size, by leaving out the weaker components
