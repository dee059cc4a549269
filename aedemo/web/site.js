// What the Gradio page needs: all the elements, and what its controls call.

import { DOORS, query, settingInAddress, tabInAddress } from "./address.js";
import { tellHeight } from "./embed.js";
import { setLanguage } from "./language.js";
import "./main.js";
import "./deconvolution.js";
import "./checkerboard.js";
import "./kernels.js";
import "./superres.js";
import { Share } from "./share.js";

const UNCHANGED = { __type__: "update" };

const element = (tab) => document.querySelector(`ae-${tab}`);
const frame = () => new Promise(requestAnimationFrame);

// The update, as Gradio's front end reads it, that opens the tab the address names, or the group it
// is in. Without one all stays as it is: the visitor may have been faster.
function openDoor() {
  const door = query().tab && DOORS.find(({ tabs }) => tabs.includes(tabInAddress()));
  return door ? { ...UNCHANGED, selected: door.name } : UNCHANGED;
}

// The updates of the groups: each is there once its door is open.
function openTabs() {
  const groups = DOORS.filter(({ tabs }) => tabs.length > 1);
  return groups.map(({ tabs }) =>
    tabs.includes(tabInAddress()) ? { ...UNCHANGED, selected: tabInAddress() } : UNCHANGED,
  );
}

// The updates of the control of each [tab, setting], once the tab is there.
async function openSettings(settings) {
  const values = settings.map(([tab, name]) => settingInAddress(tab, name));
  if (values.some((value) => value !== undefined)) {
    const last = tabInAddress() === "superres" ? "kernels" : tabInAddress();
    while (!element(last)) await frame();
  }
  return values.map((value) => (value === undefined ? UNCHANGED : { ...UNCHANGED, value }));
}

// A tab that was never opened has no element yet.
function set(tab, name, value) {
  Object.assign(element(tab) ?? {}, { [name]: value });
}

const panel = new Share();
document.body.append(panel);
tellHeight(document.body);

window.aedemo = { openDoor, openTabs, openSettings, set, setLanguage, share: (tab) => panel.open(element(tab)) };
