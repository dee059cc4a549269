// What enlarging.c, its twin and the networks have in common.

export const CHANNELS = 32; // of every layer but the first and the last
export const FIRST = 5; // side of the first layer's kernels
export const DEPTH = 6; // layers 3×3 that follow it
export const SEEN = (FIRST - 1) / 2 + DEPTH; // how far what the last of them says of a place sees
export const POINTS = 36; // of a transformed patch
export const TAPS = 5; // of the bicubic kernel along a line
