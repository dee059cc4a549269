// What the Gradio page needs: all the elements, and what its controls call.

import { query, settingInAddress, tabInAddress } from "./address.js";
import { tellHeight } from "./embed.js";
import { setLanguage } from "./language.js";
import "./main.js";
import "./deconvolution.js";
import "./checkerboard.js";
import "./kernels.js";
import "./superres.js";
import { Share } from "./share.js";

const UNCHANGED = { __type__: "update" };

// The updates, as Gradio's front end reads them, that bring the page to what its address says:
// of the tabs, then of the control of each [tab, setting]. What it does not name stays: the visitor
// may have been faster.
function opening(settings) {
  const tab = query().tab && tabInAddress();
  const values = settings.map(([tab, name]) => settingInAddress(tab, name));
  return [
    tab ? { ...UNCHANGED, selected: tab } : UNCHANGED,
    ...values.map((value) => (value === undefined ? UNCHANGED : { ...UNCHANGED, value })),
  ];
}

const element = (tab) => document.querySelector(`ae-${tab}`);

// A tab that was never opened has no element yet.
function set(tab, name, value) {
  Object.assign(element(tab) ?? {}, { [name]: value });
}

const panel = new Share();
document.body.append(panel);
tellHeight(document.body);

window.aedemo = { opening, set, setLanguage, share: (tab) => panel.open(element(tab)) };
