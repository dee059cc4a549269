// The scale of errors in this tab, which is logarithmic.

import { SETTINGS } from "../../state/settings.js";

export const { least: LEAST, most: MOST } = SETTINGS.anomaly.threshold;

const inside = (value, least, most) => Math.min(most, Math.max(least, value));

// An error to three digits, within the scale.
export const rounded = (error) => inside(Number(error.toPrecision(3)), LEAST, MOST);

// Where an error is on the scale, 0 to 1, and the error that is there.
export const place = (error) => inside(Math.log(error / LEAST) / Math.log(MOST / LEAST), 0, 1);
export const errorAt = (place) => rounded(LEAST * (MOST / LEAST) ** place);
