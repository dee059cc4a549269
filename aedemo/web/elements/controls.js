// The controls of an element, made from its settings and kept in step with its properties.

import { YOURS } from "../data/variants.js";
import { lacks } from "../data/yours.js";
import { applies } from "../state/settings.js";

/** The style sheet of the controls. */
export const CONTROLS = new URL("controls.css", import.meta.url);
const FEW = 3; // choices that are all shown at once

/**
 * Puts the controls of an element into its `.settings`, or else above everything else in it; one that
 * has a place of its own, `[data-control="NAME"]`, goes there.
 * @param {import("./adjustable.js").Adjustable} element
 */
export function controls(element) {
  const { settings, actions } = element.constructor;
  const form = document.createElement("form");
  form.className = "controls";
  form.onsubmit = (event) => event.preventDefault();
  // Drawings are made on a pad.
  const shown = Object.entries(settings).filter(([, { label, kind }]) => label && kind !== "drawings");
  const shows = [
    ...shown.map(([name, setting]) => control(element, form, name, setting)),
    ...Object.entries(actions).map(([method, action]) => button(element, form, method, action)),
  ];
  const show = () => shows.forEach((each) => each());
  for (const change of ["settled", "renewed"]) element.addEventListener(change, show);
  show();
  if (shows.length) (element.one(".settings") ?? element.shadowRoot).prepend(form);
}

// Adds a control to the form; gives the function that shows what the property is.
function control(element, form, name, setting) {
  const { values = [] } = setting;
  const few = values.filter((value) => value !== YOURS).length <= FEW;
  const kind = setting.kind === "choice" && few ? radios : field;
  const set = (value) => {
    if (value !== undefined) element[name] = value;
  };
  const { root, show } = kind(name, setting, set);
  root.dataset.setting = name;
  (element.one(`[data-control="${name}"]`) ?? form).append(root);
  return () => {
    root.hidden = !applies(setting, element);
    show(element[name]);
  };
}

function button(element, form, method, action) {
  const root = document.createElement("button");
  root.type = "button";
  root.name = method;
  root.dataset.text = action.label;
  root.onclick = () => element[method]();
  form.append(root);
  return () => (root.hidden = !applies(action, element));
}

// A choice among few, side by side.
function radios(name, { values, label, texts }, set) {
  const root = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.dataset.text = label;
  root.append(legend);
  const inputs = values.map((value) => {
    const choice = document.createElement("label");
    const input = document.createElement("input");
    const caption = document.createElement("span");
    Object.assign(input, { type: "radio", name, value: String(value), onchange: () => set(value) });
    caption.dataset.text = texts + value;
    choice.append(input, caption);
    root.append(choice);
    return input;
  });
  const show = (value) =>
    inputs.forEach((input, at) => {
      input.checked = values[at] === value;
      input.parentElement.hidden = lacks(values[at]);
    });
  return { root, show };
}

// A list, a slider, a number, some sizes or a check box, with its caption.
function field(name, setting, set) {
  const root = document.createElement("label");
  const caption = document.createElement("span");
  caption.dataset.text = setting.label;
  const input = blankField(setting);
  input.name = name;
  root.append(caption, input);
  const { said, shown } = wording(setting, input);
  let held;
  const show = (value) => {
    held = value;
    shown(value);
    input.setAttribute("aria-invalid", "false");
    if (input.type === "range") caption.dataset.value = written(value, setting);
  };
  input.oninput = () => {
    const value = setting.parse(said());
    input.setAttribute("aria-invalid", value === undefined);
    set(value);
  };
  input.onblur = () => show(held);
  return { root, show };
}

// What an input says, as a text of the setting, and how it shows a value.
function wording(setting, input) {
  if (input.type === "checkbox")
    return { said: () => String(input.checked), shown: (value) => (input.checked = value) };
  if (setting.scale === "log") {
    const stops = stopsOf(setting);
    const near = (value) => (other) => Math.abs(Math.log((other + 1e-9) / (value + 1e-9)));
    return {
      said: () => String(stops[input.value]),
      shown(value) {
        const away = stops.map(near(value));
        input.value = away.indexOf(Math.min(...away));
        input.setAttribute("aria-valuetext", String(value));
      },
    };
  }
  if (setting.kind === "sizes")
    return {
      said: () => input.value.replace(/[\s,，、]+/g, ",").replace(/^,|,$/g, ""),
      shown(value) {
        if (input.getRootNode().activeElement !== input) input.value = value.join(", ");
      },
    };
  if (setting.kind === "choice") {
    const options = [...input.options];
    return {
      said: () => input.value,
      shown(value) {
        // Some browsers show an option that is hidden.
        const there = options.filter((option) => !lacks(option.value));
        if (there.length !== input.options.length) input.replaceChildren(...there);
        input.value = value;
      },
    };
  }
  return { said: () => input.value, shown: (value) => (input.value = value) };
}

// Where a slider of orders of magnitude stops: 1, 2 and 5 of each, and nothing where that may be.
function stopsOf({ least, most }) {
  const stops = least === 0 ? [0] : [];
  for (let power = Math.floor(Math.log10(least || 1e-5)); power <= Math.log10(most); power++)
    for (const first of [1, 2, 5]) stops.push(Number(`${first}e${power}`));
  return stops.filter((value) => value >= least && value <= most);
}

// As many decimals as the steps have.
const written = (value, { step }) =>
  step ? value.toFixed(Math.max(0, Math.ceil(-Math.log10(step)))) : String(value);

function blankField(setting) {
  const { kind, values, texts, least, most, step, scale } = setting;
  /** @type {any} */
  const input = document.createElement(kind === "choice" ? "select" : "input");
  if (kind === "choice") {
    for (const value of values) {
      const option = document.createElement("option");
      option.value = value;
      option.dataset.text = texts + value;
      input.append(option);
    }
  } else if (kind === "flag") {
    input.type = "checkbox";
  } else if (kind === "sizes") {
    Object.assign(input, { type: "text", inputMode: "numeric", autocomplete: "off" });
  } else if (scale === "log") {
    Object.assign(input, { type: "range", min: 0, max: stopsOf(setting).length - 1, step: 1 });
  } else {
    input.type = (most - least) / step <= 100 ? "range" : "number";
    Object.assign(input, { min: least, max: most, step });
  }
  return input;
}
