"""What a person does in several tabs."""


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
