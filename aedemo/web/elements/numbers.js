// Numbers that are set by hand, and as they are written.

/** The number between two that is nearest to a value. */
export const inside = (value, least = 0, most = 1) => Math.min(most, Math.max(least, value));

/** To three decimals, which is finer than a screen. */
export const thousandths = (value) => Math.round(1000 * value) / 1000;

/** With a minus sign that is one. */
export const minus = (value) => String(value).replace("-", "−");

/** With its sign in any case, and two decimals. */
export const signed = (value) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;

/** A share of 100, with one decimal. */
export const percent = (value) => `${value.toFixed(1)} %`;
