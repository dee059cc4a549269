// The elements, for any page that loads this module.
import "./draw.js";
import "./denoise.js";
import "./interpolate.js";
import "./sample.js";
import "./map.js";
import "./constraint.js";
import "./compare.js";
import "./anomaly.js";
import "./search.js";
import "./labels.js";
