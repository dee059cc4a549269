"""README's tables of figures, between markers, from what is stored with the networks."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from aedemo import facts, files
from aedemo.evaluation.figure import Figure, line, table
from aedemo.evaluation.material import Material
from aedemo.evaluation.record import stored_configs, stored_uses
from aedemo.evaluation.uses import USES
from aedemo.evaluation.uses.anomaly import NETWORKS, TOGETHER
from aedemo.evaluation.uses.labels import ahead
from aedemo.models.registry import digit_variants

# The figures that stand in README, by variant and measure.
HEADLINES = [
    ("linear", "pca-error-ratio"),
    ("linear", "pca-angle"),
    ("dense", "squared-error"),
    ("ordered", "squared-error"),
    ("ordered", "width-pca-ratio"),
    ("ordered", "width-narrow-ratio"),
    ("ordered", "width-wide-ratio"),
    ("convolutional", "squared-error"),
    ("denoising", "gain-gaussian-0.5"),
    ("denoising", "gain-masking-0.5"),
    ("denoising", "gain-salt-and-pepper-0.1"),
    ("denoising", "gain-salt-and-pepper-0.3"),
    ("sparse-l1", "active-units"),
    ("sparse-l1", "probe-error"),
    ("sparse-kl", "mean-activation"),
    ("sparse-kl", "unit-activation"),
    ("sparse-kl", "worst-unit-activation"),
    ("sparse-kl", "probe-error"),
    ("contractive", "jacobian-ratio"),
    ("contractive", "noise-ratio"),
    ("contractive", "squared-error-ratio"),
    ("vae", "nll"),
    ("vae", "frechet-ratio"),
    ("vae-gan", "sample-core-precision"),
    ("vae-gan", "sample-nearest"),
    ("vae-gan", "negative-elbo"),
    ("vae-2d", "plane-knn"),
    ("superres-x2", "psnr-set5"),
    ("superres-x3", "psnr-set5"),
    ("superres-x4", "psnr-set5"),
    ("superres-x4", "checkerboard"),
    ("superres-x3", "time-ratio"),
]
USES_HEADER = """| use, in % | the best code by that figure | PCA | without a model |
|---|---|---|---|"""
TABLED = ("search", "labels", "anomaly")  # the uses that are in it
LABELS = 100  # of the few


def write(path: Path, material: Material) -> None:
    """Puts the tables between their markers; the rest of the file stays as it is, and so does the
    table of uses until all of them were measured."""
    text = between_markers(path.read_text(encoding="utf-8"), "variants", headlines(material))
    measured = stored_uses(material)
    if measured.keys() == {*USES}:
        text = between_markers(text, "uses", uses(measured))
    files.write(path, text)


def between_markers(text: str, name: str, rows: str) -> str:
    """The text with ``rows`` in place of what stood between the markers called ``name``."""
    place = rf"(<!-- figures: {name} -->\n\n).*?(\n\n<!-- end of figures -->)"
    return re.sub(place, lambda markers: markers[1] + rows + markers[2], text, flags=re.DOTALL)


def headlines(material: Material) -> str:
    """The table of variants, of those that were measured."""
    figures = [Figure(**each) for config in stored_configs(material) for each in config["figures"]]
    known = {(figure.variant, figure.id): figure for figure in figures}
    return table([known[headline] for headline in HEADLINES if headline in known])


def uses(figures: dict[str, dict]) -> str:
    """The table of what codes are good for: the best of them, and what is simpler. Distances are
    by the metric that was chosen for each on held-out digits."""
    search, labels, anomaly = (figures[name] for name in TABLED)
    voting, shown = (
        facts.read("constants")[name] for name in ("neighbours_that_vote", "neighbours_shown")
    )
    few = labels["sizes"].index(LABELS)
    every = labels["features"]["pixels"]["probe"]["labels"]
    rows = {
        f"{voting} nearest neighbours vote, {search['database']:,} digits to search": by_feature(
            search, lambda row: f"{row['chosen']['knn']:.2f}"
        ),
        f"same class among the {shown} nearest": by_feature(
            search, lambda row: f"{row['chosen']['precision']:.2f}"
        ),
        f"logistic regression, {LABELS} labels, {labels['draws']} draws": by_draw(labels, few),
        f"logistic regression, all {every:,} labels": by_feature(
            labels, lambda row: f"{row['probe']['accuracy']:.2f}"
        ),
    }
    for error, name in (("shape", "softened"), ("squared", "squared")):
        methods, nine = anomaly["methods"], anomaly["nine"]
        one = {"ten small networks": methods[NETWORKS]}
        rows[f"anomalies, one digit normal: mean AUROC, {name} error"] = by_error(
            one, methods, error
        )
        networks = {"nine small networks": nine[TOGETHER], "one of all nine": nine[NETWORKS]}
        rows[f"anomalies, nine digits normal: mean AUROC, {name} error"] = by_error(
            networks, nine, error
        )
    lines = (line([use, *cells]) for use, cells in rows.items())
    return "\n".join([USES_HEADER, *lines])


def by_feature(figures: dict, value: Callable[[dict], str]) -> list[str]:
    """The cells of one row, where every variant's code is a feature."""
    values = {name: value(row) for name, row in figures["features"].items()}
    measured = [name for name in digit_variants() if name in values]
    best = max(measured, key=lambda name: float(values[name]))
    code = f"`{best}` ({figures['features'][best]['size']:,} numbers)"
    return [f"{code} {values[best]}", f"PCA-32 {values['pca-32']}", f"pixels {values['pixels']}"]


def by_draw(figures: dict, place: int) -> list[str]:
    """The cells of the row of few labels: how far the simple ways are behind on the same draws."""
    rows = {name: row["plain"][place] for name, row in figures["features"].items()}
    best = max(
        (name for name in digit_variants() if name in rows), key=lambda name: rows[name]["mean"]
    )

    def behind(name: str) -> str:
        lead = ahead(rows[best], rows[name])
        return f"{rows[name]['mean']:.1f}, behind by {lead['mean']:.1f} ± {lead['std']:.1f}"

    return [
        "`{}` ({:,} numbers) {mean:.1f} ± {std:.1f}".format(
            best, figures["features"][best]["size"], **rows[best]
        ),
        f"PCA-32 {behind('pca-32')}",
        f"pixels {behind('pixels')}",
    ]


def by_error(networks: dict[str, dict], others: dict[str, dict], error: str) -> list[str]:
    """The cells of one row, where networks that know one digit each stand beside others."""
    means = {name: row[error]["mean"] for name, row in others.items()}
    pca = max(("pca-16", "pca-32"), key=lambda name: means[name])
    return [
        ", ".join(f"{name} {row[error]['mean']:.2f}" for name, row in networks.items()),
        f"{pca.upper()} {means[pca]:.2f}",
        f"5 nearest neighbours {means['neighbours']:.2f}",
    ]
