// The tabs in their order and the doors they stand behind; from facts/tabs.json.

import facts from "../../facts/tabs.json" with { type: "json" };

// The doors, each a tab or a group of tabs: [{name, tabs}]. Without a server there are those tabs
// that do all their work in the page.
export function doors(server) {
  const all = [];
  for (const { name, group = name, server: needed } of facts.tabs) {
    if (needed && !server) continue;
    const door = all.find((each) => each.name === group);
    if (door) door.tabs.push(name);
    else all.push({ name: group, tabs: [name] });
  }
  return all;
}

export const needsServer = (tab) => facts.tabs.some(({ name, server }) => name === tab && server === true);

// The names of tabs and groups, `tab_NAME` → {en, zh}.
export const LABELS = Object.fromEntries(
  [...facts.tabs.map(({ name, label }) => [name, label]), ...Object.entries(facts.groups)].map(
    ([name, label]) => [`tab_${name}`, label],
  ),
);
