"""Every matplotlib figure of the project."""

from __future__ import annotations

from pathlib import Path


def loss_curve(history: list[dict[str, float]], path: Path, title: str) -> None:
    """The terms of the loss over the epochs, one panel each, as a PNG."""
    from matplotlib.figure import Figure

    terms = list(history[0])
    figure = Figure(figsize=(4.5 * len(terms), 3), layout="constrained", dpi=110)
    panels = figure.subplots(1, len(terms), squeeze=False)[0]
    for panel, term in zip(panels, terms, strict=True):
        panel.plot(range(1, len(history) + 1), [epoch[term] for epoch in history], color="#c2410c")
        panel.set(title=f"{title}: {term}", xlabel="epoch", yscale="log")
        panel.grid(alpha=0.3, which="both")
    figure.savefig(path)
