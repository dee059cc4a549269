// The controls an element brings when it stands alone in a page: made from its settings.

// Puts them above everything else in the element, and keeps them in step with its properties.
export function controls(element) {
  const { settings, actions } = element.constructor;
  const form = document.createElement("form");
  form.className = "controls";
  form.onsubmit = (event) => event.preventDefault();
  for (const [name, setting] of Object.entries(settings)) {
    if (!setting.label) continue;
    const label = document.createElement("label");
    const caption = document.createElement("span");
    caption.dataset.text = setting.label;
    const input = field(setting);
    input.name = name;
    label.append(caption, input);
    form.append(label);
    const show = () => {
      label.hidden = setting.when?.(element) === false;
      if (input.type === "checkbox") input.checked = element[name];
      else input.value = element[name];
      input.setAttribute("aria-invalid", "false");
      if (input.type === "range") caption.dataset.value = element[name].toFixed(2);
    };
    input.oninput = () => {
      const text = input.type === "checkbox" ? String(input.checked) : input.value;
      const value = setting.parse(text);
      input.setAttribute("aria-invalid", value === undefined);
      if (value !== undefined) element[name] = value;
    };
    input.onblur = show;
    element.addEventListener("settled", show);
    show();
  }
  for (const [method, key] of Object.entries(actions)) {
    const button = document.createElement("button");
    button.type = "button";
    button.name = method;
    button.dataset.text = key;
    button.onclick = () => element[method]();
    form.append(button);
  }
  if (form.children.length) element.shadowRoot.prepend(form);
}

function field({ values, texts, least, most, step }) {
  const input = document.createElement(values && texts ? "select" : "input");
  if (input.localName === "select") {
    for (const value of values) {
      const option = document.createElement("option");
      option.value = value;
      option.dataset.text = texts + value;
      input.append(option);
    }
  } else if (values) {
    input.type = "checkbox";
  } else {
    input.type = (most - least) / step <= 100 ? "range" : "number";
    Object.assign(input, { min: least, max: most, step });
  }
  return input;
}
