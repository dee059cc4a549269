"""What is on the canvases of the page."""

import numpy as np

from tests.browser.actions import frames

READ = """const read = (canvas) =>
  canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;"""
LEVELS = f"""([canvas, levels, same]) => {{ {READ}
  return (read(canvas).filter((_, at) => at % 4 === 0).join() === levels) === same; }}"""


def pixels(page, selector: str) -> np.ndarray:
    """The grey levels 0…255 of a canvas, as rows."""
    canvas = page.locator(selector).first
    width, values = canvas.evaluate(
        f"(canvas) => {{ {READ} return [canvas.width, read(canvas)]; }}"
    )
    return np.array(values).reshape(-1, width, 4)[..., 0]


def wait_until_painted(page, selector: str) -> None:
    """Waits for a canvas that is no longer a placeholder."""
    page.locator(f"{selector}:not(.empty)").first.wait_for()


def wait_until_shows(page, selector: str, levels: np.ndarray, same: bool = True) -> None:
    """Waits for a canvas to have these grey levels, or others."""
    canvas = page.locator(selector).first.element_handle()
    page.wait_for_function(LEVELS, arg=[canvas, ",".join(map(str, levels.flat)), same])


def wait_until_changed(page, selector: str, before: np.ndarray) -> np.ndarray:
    """Waits for a canvas to have other grey levels than ``before``, and gives them."""
    wait_until_shows(page, selector, before, same=False)
    frames(page)  # a pad is blank for a moment, which nobody sees, before its ink is laid
    return pixels(page, selector)


def ink_middle(picture: np.ndarray) -> tuple[float, float]:
    """Row and column of the centre of mass."""
    rows, columns = np.indices(picture.shape)
    return (rows * picture).sum() / picture.sum(), (columns * picture).sum() / picture.sum()
