// What is to be painted of a part of the page, back to front: its pictures, its charts, its texts, and
// what lies behind them.

/**
 * @typedef {import("../state/snapshot.js").Box} Box
 * @typedef {(context: CanvasRenderingContext2D) => void | Promise<void>} Paint
 * @typedef {{ box: Box, paint: Paint }} Mark
 */

// What style sheets say of the shapes in a chart.
const LOOKS = [
  ..."color display visibility opacity fill fill-opacity paint-order vector-effect stop-color".split(" "),
  ..."stroke stroke-width stroke-opacity stroke-dasharray stroke-linejoin stroke-linecap".split(" "),
  ..."transform transform-origin transform-box stop-opacity".split(" "),
  ..."font-family font-size font-weight text-anchor dominant-baseline".split(" "),
];
const CLEAR = /^rgba\(.*, 0\)$/;

/**
 * @param {Element} element
 * @param {string} leftOut - selector of what is not painted
 * @param {Box} [clip]
 * @returns {Generator<Mark>}
 */
export function* marksOf(element, leftOut, clip = element.getBoundingClientRect()) {
  if (element.matches(leftOut)) return;
  const style = getComputedStyle(element);
  const rect = element.getBoundingClientRect();
  if (style.clipPath.startsWith("inset(")) clip = shared(inset(style.clipPath, rect), clip);
  const boxless = style.display === "contents";
  if (!boxless) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return;
    yield* cut(rect, clip, plate(style, rect));
    const bar = barOf(element, rect);
    if (bar) yield* cut(bar.rect, clip, plate(bar.style, bar.rect));
    const paint = pictured(element, style, rect);
    if (paint) return void (yield* cut(rect, clip, paint));
  }
  const inner = boxless || style.overflow === "visible" ? clip : shared(rect, clip);
  for (const node of (element.shadowRoot ?? element).childNodes) {
    if (node instanceof Element) yield* marksOf(node, leftOut, inner);
    else if (node instanceof Text)
      for (const line of linesOf(node)) yield* cut(line.rect, inner, lettered(element, style, line));
  }
}

/**
 * The colour that an element lies on.
 * @param {Element} element
 */
export function ground(element) {
  let each = element;
  while (each.parentElement && CLEAR.test(getComputedStyle(each).backgroundColor)) each = each.parentElement;
  return getComputedStyle(each).backgroundColor;
}

const shared = (one, other) => ({
  left: Math.max(one.left, other.left),
  top: Math.max(one.top, other.top),
  right: Math.min(one.right, other.right),
  bottom: Math.min(one.bottom, other.bottom),
});

// What `inset(…)` leaves of a box, with one length or four.
function inset(path, { left, top, right, bottom }) {
  const lengths = path.slice("inset(".length, -1).split(" ");
  const [above, after = above, below = above, before = after] = lengths;
  const length = (text, size) => parseFloat(text) * (text.endsWith("%") ? size / 100 : 1);
  return {
    left: left + length(before, right - left),
    top: top + length(above, bottom - top),
    right: right - length(after, right - left),
    bottom: bottom - length(below, bottom - top),
  };
}

// What is seen of it within a clip, if anything.
function* cut(rect, clip, paint) {
  const box = shared(rect, clip);
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  if (!paint || width <= 1 || height <= 1) return;
  yield {
    box,
    paint: async (context) => {
      context.save();
      context.beginPath();
      context.rect(box.left, box.top, width, height);
      context.clip();
      await paint(context);
      context.restore();
    },
  };
}

// The background and the border.
function plate(style, { left, top, width, height }) {
  const edge = parseFloat(style.borderTopWidth);
  const bordered = edge && style.borderTopStyle !== "none" && edge === parseFloat(style.borderLeftWidth);
  if (!bordered && CLEAR.test(style.backgroundColor)) return null;
  const radius = Math.min(parseFloat(style.borderTopLeftRadius), width / 2);
  return (context) => {
    context.beginPath();
    context.roundRect(left + edge / 2, top + edge / 2, width - edge, height - edge, radius);
    context.fillStyle = style.backgroundColor;
    context.fill();
    if (!bordered) return;
    context.lineWidth = edge;
    context.strokeStyle = style.borderTopColor;
    context.stroke();
  };
}

// What a style sheet draws upon it as a bar.
function barOf(element, { left, top }) {
  const style = getComputedStyle(element, "::before");
  if (style.content === "none" || style.position !== "absolute" || CLEAR.test(style.backgroundColor))
    return null;
  const zoom = element.currentCSSZoom ?? 1;
  const [width, height] = [style.width, style.height].map((length) => zoom * parseFloat(length));
  const [across = "0px", down = "0px"] = style.translate === "none" ? [] : style.translate.split(" ");
  const along = (from, length, size) =>
    zoom * parseFloat(from) + parseFloat(length) * (length.endsWith("%") ? size / 100 : zoom);
  left += along(style.left, across, width);
  top += along(style.top, down, height);
  return { style, rect: { left, top, width, height, right: left + width, bottom: top + height } };
}

// A picture as it is, a chart as its style sheets have it.
function pictured(element, style, rect) {
  if (element instanceof SVGSVGElement) {
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(styled(element, rect))}`;
    return async (context) => {
      await image.decode();
      context.drawImage(image, rect.left, rect.top, rect.width, rect.height);
    };
  }
  if (!(element instanceof HTMLCanvasElement || element instanceof HTMLImageElement)) return null;
  const { left, top, width, height } = fitted(element, style, rect);
  return (context) => {
    context.imageSmoothingEnabled = style.imageRendering === "auto";
    context.filter = style.filter;
    context.drawImage(element, left, top, width, height);
  };
}

// Where a picture lies that keeps its proportions in its box.
function fitted(picture, { objectFit }, rect) {
  const { naturalWidth, naturalHeight } = picture;
  if (!naturalWidth || !["contain", "scale-down"].includes(objectFit)) return rect;
  const scale = Math.min(rect.width / naturalWidth, rect.height / naturalHeight);
  const [width, height] = [naturalWidth * scale, naturalHeight * scale];
  return {
    left: rect.left + (rect.width - width) / 2,
    top: rect.top + (rect.height - height) / 2,
    width,
    height,
  };
}

function styled(svg, { width, height }) {
  const copy = svg.cloneNode(true);
  const shapes = [svg, ...svg.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((shape, at) => {
    const style = getComputedStyle(shapes[at]);
    for (const look of LOOKS) shape.style.setProperty(look, style.getPropertyValue(look));
  });
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  return new XMLSerializer().serializeToString(copy);
}

// The lines that a text stands in.
function linesOf(node) {
  const lines = [];
  const range = document.createRange();
  let at = 0;
  for (const letter of node.data) {
    range.setStart(node, at);
    range.setEnd(node, (at += letter.length));
    const rect = range.getBoundingClientRect();
    const line = lines.at(-1);
    if (!rect.width) continue;
    if (line?.rect.top === rect.top) {
      line.text += letter;
      line.rect.right = rect.right;
    } else {
      const { left, top, right, bottom } = rect;
      lines.push({ text: letter, rect: { left, top, right, bottom } });
    }
  }
  return lines;
}

function lettered(element, style, { text, rect }) {
  const size = parseFloat(style.fontSize) * (element.currentCSSZoom ?? 1);
  return (context) => {
    context.font = `${style.fontStyle} ${style.fontWeight} ${size}px ${style.fontFamily}`;
    context.fillStyle = style.color;
    context.textBaseline = "alphabetic";
    context.fillText(
      text.replace(/\s/g, " "),
      rect.left,
      rect.top + context.measureText(text).fontBoundingBoxAscent,
    );
  };
}
