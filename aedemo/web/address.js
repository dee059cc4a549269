// The state of a tab in the address of the page: ?tab=denoise&kind=masking&level=0.5 …

import { language } from "./language.js";
import { read, SETTINGS } from "./settings.js";

// The doors of this page: tabs, and groups of tabs.
const {
  doors = "draw denoise interpolate sample superres inside:map,constraint,compare uses:anomaly,search,labels",
} = document.documentElement.dataset;
export const DOORS = doors.split(" ").map((door) => {
  const [name, group] = door.split(":");
  return { name, tabs: group?.split(",") ?? [name] };
});
export const TABS = DOORS.flatMap(({ tabs }) => tabs);

// A page elsewhere that holds the site as <gradio-app> has an address of its own, which is no
// concern of ours; links lead to the site.
const app = document.querySelector("gradio-app[src]");

// What the address says, name → text.
export const query = () => (app ? {} : Object.fromEntries(new URLSearchParams(location.search)));

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
  const link = new URL(app ? app.getAttribute("src") : location.pathname, location.href);
  link.search = new URLSearchParams({ tab, lang: language(), ...more, ...state });
  return link.href;
}
