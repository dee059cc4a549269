"""What a person does in several tabs, and how long they wait."""

DESK = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

# Whether nothing on the page is loading any more: every element in sight is there and says so.
LOADED = """() => {
  const sighted = (node) => {
    const { top, bottom } = node.getBoundingClientRect();
    return node.checkVisibility() && bottom >= 0 && top <= innerHeight;
  };
  const busy = (node) =>
    (node.localName.startsWith("ae-") && !node.filled && sighted(node)) ||
    node.matches(".status.busy:not([hidden])") || (node.shadowRoot && some(node.shadowRoot));
  const some = (root) => [...root.querySelectorAll("*")].some(busy);
  return !some(document);
}"""

# How much has jumped since the page came, as the layout shifts of web-vitals sum it up; a press
# excuses nothing.
JUMPED = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) sum += value;
    resolve(sum);
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
})"""
STILL = 0.02  # of them, what nobody sees


def frames(page) -> None:
    """Waits until what has been asked for is drawn: elements draw in the frame that follows."""
    page.evaluate(
        """() => new Promise((done) =>
             requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"""
    )


def idle(page, moments: int = 60) -> None:
    """Waits until the page has had moments with nothing to do, in which it does what can wait.

    Frame after frame: when a drag has ended, Chromium waits for the next one before it calls what
    waits for a moment, and a page at rest draws none.
    """
    page.evaluate(
        """async (moments) => {
             while (moments--) {
               let had = false;
               requestIdleCallback(() => (had = true));
               while (!had) await new Promise(requestAnimationFrame);
             } }""",
        moments,
    )


def loaded(page) -> None:
    """Waits until nothing is loading, and what came is drawn."""
    page.wait_for_function(LOADED)
    frames(page)


def scribble(page, pad, points) -> None:
    """Draws a line through ``points``, given in shares of the pad."""
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=9)
    page.mouse.up()
    frames(page)


def shared(page, label: str = "Share") -> str:
    """The link that the Share button of the open tab gives."""
    page.get_by_role("button", name=label, exact=True).locator("visible=true").click()
    field = page.locator("ae-share #link")
    field.wait_for()
    link = field.input_value()
    page.keyboard.press("Escape")
    return link


def selected(page) -> list[str]:
    """The labels of the tabs that are open: of the group, if it is in one, and its own."""
    return [tab.inner_text() for tab in page.get_by_role("tab", selected=True).all()]
