// The tables of this tab: what was learned here beside what was measured, and the curves in figures.

const comparison = (kind) => `
  <tr data-kind="${kind}"><th scope="row"></th><td class="live"></td><td class="measured"></td></tr>`;

export const accuraciesHtml = `
  <table class="accuracies">
    <thead><tr><th data-text="accuracy"></th><th class="live"></th><th class="measured"></th></tr></thead>
    <tbody>${["plain", "sampled", "gain"].map(comparison).join("")}</tbody>
  </table>`;

export const percent = (value) => `${value.toFixed(1)} %`;
export const signed = (value) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;

// Fills in what was learned, {plain, sampled} with an accuracy in % each, or the sign that it is
// `waiting`, and what was measured, if it was.
export function fillAccuracies(table, { plain, sampled }, waiting, measured, text) {
  const spread = ({ mean, std }) => `${mean.toFixed(1)} ± ${percent(std)}`;
  const cells = {
    plain: [plain ? percent(plain.accuracy) : "…", measured ? spread(measured.plain) : "–"],
    sampled: [sampled ? percent(sampled.accuracy) : waiting, measured ? spread(measured.sampled) : "–"],
    gain: [
      sampled ? signed(sampled.accuracy - plain.accuracy) : waiting,
      measured ? `${signed(measured.sampled.gain.mean)} ± ${measured.sampled.gain.std.toFixed(2)}` : "–",
    ],
  };
  for (const [kind, [live, known]] of Object.entries(cells)) {
    const row = table.querySelector(`[data-kind="${kind}"]`);
    row.querySelector("th").textContent = text(kind);
    row.querySelector(".live").textContent = live;
    row.querySelector(".measured").textContent = known;
  }
}

// The curves in figures, as HTML. head: the names of the columns; curves: [{name, values}]; below them
// the gains, {name, values}, with a tick where one is clearly above its spread.
export function figuresHtml(corner, head, curves, gains) {
  const cell = (mean, std) => `<td>${mean}<span class="value">± ${std}</span></td>`;
  const row = (name, cells) => `<tr><th scope="row">${name}</th>${cells.join("")}</tr>`;
  const rows = curves.map(({ name, values }) =>
    row(
      name,
      values.map(({ mean, std }) => cell(mean.toFixed(1), std.toFixed(1))),
    ),
  );
  const gained = gains?.values.map(({ mean, std }) =>
    cell(signed(mean) + (mean > std ? " ✓" : ""), std.toFixed(2)),
  );
  return `
    <thead>${row(
      corner,
      head.map((name) => `<th>${name}</th>`),
    )}</thead>
    <tbody>${rows.join("")}${gained ? row(gains.name, gained) : ""}</tbody>`;
}
