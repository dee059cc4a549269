// The state of a tab in the address of the page: ?tab=denoise&kind=masking&level=0.5 …

import { language } from "./language.js";
import { read, SETTINGS } from "./settings.js";

const TABS = ["draw", "denoise", "interpolate", "sample", "superres"];

// What the address says, name → text.
export const query = () => Object.fromEntries(new URLSearchParams(location.search));

// The tab that the address names, if there is one of that name.
export function tabInAddress() {
  const { tab = TABS[0] } = query();
  return TABS.includes(tab) ? tab : undefined;
}

// What the address says about a tab, name → text. An unknown tab is left for the first one, which
// opens instead, to report.
export function addressed(tab) {
  return tab === (tabInAddress() ?? TABS[0]) ? query() : {};
}

// The values that the address gives to a setting of a tab, or undefined.
export const settingInAddress = (tab, name) => read(SETTINGS[tab], addressed(tab)).values[name];

// Whether the page shows one tab alone, in a frame of another page.
export const embedded = () => query().embed === "1";

// The address of this page with the state (name → text) of a tab in it.
export function address(tab, state, more = {}) {
  const link = new URL(location.pathname, location.origin);
  link.search = new URLSearchParams({ tab, lang: language(), ...more, ...state });
  return link.href;
}
