"""How wide the waist has to be: the error over the width of the code, for the page to draw."""

from __future__ import annotations

from aedemo.evaluation.material import Material
from aedemo.evaluation.variants.order import curves, separate


def evaluate(material: Material) -> dict:
    """Squared errors per pixel on all test digits: by the first 1, 2 … numbers of `ordered`, by as
    many components of PCA, and by networks of one width, by their width."""
    rounded = {
        name: [round(error, 6) for error in errors] for name, errors in curves(material).items()
    }
    narrow = {str(k): round(error, 6) for k, error in separate(material).items()}
    return {**rounded, "separate": narrow}


def section(figures: dict) -> str:
    """The table of the report."""
    sizes = (1, *map(int, figures["separate"]), len(figures["ordered"]))
    own = "".join(f" {figures['ordered'][k - 1]:.5f} |" for k in sizes)
    pca = "".join(f" {figures['pca'][k - 1]:.5f} |" for k in sizes)
    alone = "".join(f" {figures['separate'].get(str(k), 0):.5f} |" for k in sizes)
    alone = alone.replace(" 0.00000 |", " – |")
    return f"""### Width of the waist

Squared error per pixel on the test digits from the first k numbers of `ordered` alone; from k
principal components; and from the same network with a code of k numbers, trained for that width
alone, on squared errors and for half the epochs.

| numbers |{"".join(f" {k} |" for k in sizes)}
|---|{"---|" * len(sizes)}
| `ordered` |{own}
| PCA |{pca}
| for one width |{alone}"""
