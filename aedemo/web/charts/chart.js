// Charts: an SVG that is stretched over the plot, and labels in HTML, which are not.

export const CHART = new URL("chart.css", import.meta.url);

export const chart = (name) => `
  <figure class="chart" data-chart="${name}" role="img">
    <p class="value title"></p>
    <div class="plot">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true"></svg>
      <div class="labels"></div>
    </div>
    <p class="value axis"></p>
  </figure>`;

// An axis from `least` to `most`: place(value) is in % of it.
export function axis(title, least, most, ticks, log = false) {
  const share = log
    ? (value) => Math.log(value / least) / Math.log(most / least)
    : (value) => (value - least) / (most - least);
  return { title, ticks, place: (value) => 100 * Math.min(1, Math.max(0, share(value))) };
}

// A number with a minus sign that is one.
export const minus = (value) => String(value).replace("-", "−");

// A path through points [x, y], in the units of the axes.
export const line = (x, y, points) =>
  points.map(([a, b], at) => `${at ? "L" : "M"}${x.place(a)} ${100 - y.place(b)}`).join("");

// Draws `shapes` ([class, path]) and labels ({x, y, text, kind}, in the units of the axes); `words`
// say what is to be seen.
export function drawChart(figure, { x, y, shapes, labels = [], words }) {
  const rules = y.ticks.map((value) => `M0 ${100 - y.place(value)}H100`);
  figure.querySelector("svg").innerHTML = [["rule", rules.join("")], ...shapes]
    .map(([kind, path]) => `<path class="${kind}" d="${path}" />`)
    .join("");
  figure.querySelector(".title").textContent = y.title;
  figure.querySelector(".axis").textContent = x.title;
  figure.setAttribute("aria-label", words);
  const label = (kind, left, bottom, text) => {
    const span = document.createElement("span");
    span.className = kind;
    Object.assign(span.style, { left: `${left}%`, bottom: `${bottom}%` });
    span.textContent = text;
    return span;
  };
  figure
    .querySelector(".labels")
    .replaceChildren(
      ...x.ticks.map((value) => label("below", x.place(value), 0, value)),
      ...y.ticks.map((value) => label("left", 0, y.place(value), minus(value))),
      ...labels.map((each) => label(each.kind, x.place(each.x), y.place(each.y), each.text)),
    );
}
