// The elements, for any page that loads this module.
import "./draw.js";
import "./denoise.js";
import "./interpolate.js";
import "./sample.js";
import "./compare.js";
