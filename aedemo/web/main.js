// Everything that runs in the page.
import "./draw.js";
import "./denoise.js";
import "./interpolate.js";
import "./sample.js";
import "./deconvolution.js";
import "./checkerboard.js";
import "./kernels.js";
import { setLanguage } from "./language.js";

window.aedemo = { setLanguage };
