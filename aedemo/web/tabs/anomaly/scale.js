// The scale of errors in this tab, which is logarithmic.

import { inside } from "../../elements/numbers.js";
import { SETTINGS } from "../../state/settings.js";

export const { least: LEAST, most: MOST } = SETTINGS.anomaly.threshold;

// An error to three digits, within the scale.
export const rounded = (error) => inside(Number(error.toPrecision(3)), LEAST, MOST);

// Where an error is on the scale, 0 to 1, and the error that is there.
export const place = (error) => inside(Math.log(error / LEAST) / Math.log(MOST / LEAST));
export const errorAt = (place) => rounded(LEAST * (MOST / LEAST) ** place);
