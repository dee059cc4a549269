"""What is on the canvases of the page."""

import numpy as np

READ = """canvas => [...canvas.getContext("2d")
  .getImageData(0, 0, canvas.width, canvas.height).data].filter((_, at) => at % 4 === 0)"""


def pixels(page, selector: str) -> np.ndarray:
    """The grey levels 0…255 of a canvas, as rows."""
    canvas = page.locator(selector).first
    values = np.array(canvas.evaluate(READ))
    return values.reshape(canvas.evaluate("canvas => canvas.height"), -1)


def wait_until_painted(page, selector: str) -> None:
    """Waits for a canvas that is no longer a placeholder."""
    page.locator(f"{selector}:not(.empty)").first.wait_for(timeout=20_000)


def ink_middle(picture: np.ndarray) -> tuple[float, float]:
    """Row and column of the centre of mass."""
    rows, columns = np.indices(picture.shape)
    return (rows * picture).sum() / picture.sum(), (columns * picture).sum() / picture.sum()
