"""Every matplotlib figure of the project."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import TYPE_CHECKING

import torch
from torch import Tensor

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLOURS = ("#c2410c", "#1d4ed8", "#15803d")
DPI = 110
GAP, LINE = 8, 24  # between the pictures of a sheet, and for a line of text; in pixels


def canvas(width: float, height: float) -> Figure:
    """An empty figure, in inches; it needs no display."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained", dpi=DPI)


def sheet(
    rows: Sequence[Mapping[str, Tensor]],
    labels: Sequence[str] = (),
    scale: int = 2,
    margin: int = 0,
    lowest: float = 0,
    highest: float = 1,
    colours: str = "gray",
) -> Figure:
    """Pictures (H, W) or (H, W, 3) by title, row below row, each pixel a square of ``scale``
    screen pixels. A row whose titles are those above it goes without; labels stand on the left,
    ``margin`` wide. ``lowest`` is the first of the ``colours``, ``highest`` the last."""
    from matplotlib.figure import Figure

    lines = [  # of the titles
        0
        if index and list(row) == list(rows[0])
        else max(title.count("\n") + 1 if title else 0 for title in row)
        for index, row in enumerate(rows)
    ]
    sizes = [[picture.shape[:2] for picture in row.values()] for row in rows]
    width = margin + GAP + sum(GAP + scale * size[1] for size in sizes[0])
    height = GAP + sum(GAP + scale * row[0][0] for row in sizes) + LINE * sum(lines)
    figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI)
    below = height
    for index, row in enumerate(rows):
        below -= GAP + scale * sizes[index][0][0] + LINE * lines[index]
        left = margin + GAP
        for (title, picture), (tall, wide) in zip(row.items(), sizes[index], strict=True):
            size = (scale * wide / width, scale * tall / height)
            axes = figure.add_axes((left / width, below / height, *size))
            axes.imshow(
                picture.numpy(), colours, vmin=lowest, vmax=highest, interpolation="nearest"
            )
            axes.set(xticks=[], yticks=[])
            axes.spines[:].set_visible(False)
            if lines[index]:
                axes.set_title(title, fontsize=10, pad=4)
            left += scale * wide + GAP
        if labels:
            figure.axes[-len(row)].set_ylabel(labels[index], rotation=0, ha="right", va="center")
    return figure


def mosaic(images: Tensor, columns: int, gap: int = 2, fill: float = 1.0) -> Tensor:
    """Images (N, 1, h, w) side by side, row after row, as one (H, W)."""
    rows = -(-len(images) // columns)
    height, width = images.shape[-2] + gap, images.shape[-1] + gap
    whole = torch.full((rows * height - gap, columns * width - gap), fill)
    for index, image in enumerate(images):
        top, left = index // columns * height, index % columns * width
        whole[top : top + height - gap, left : left + width - gap] = image[0]
    return whole


def loss_curve(history: list[dict[str, float]], title: str) -> bytes:
    """The terms of the loss over the epochs, one panel each, as a PNG."""
    terms = list(history[0])
    figure = canvas(4.5 * len(terms), 3)
    panels = figure.subplots(1, len(terms), squeeze=False)[0]
    for panel, term in zip(panels, terms, strict=True):
        values = [epoch[term] for epoch in history]
        panel.plot(range(1, len(history) + 1), values, color=COLOURS[0])
        scale = "log" if min(values) > 0 else "linear"
        panel.set(title=f"{title}: {term}", xlabel="epoch", yscale=scale)
        panel.grid(alpha=0.3, which="both")
    return png(figure)


def png(figure: Figure) -> bytes:
    """The content of its file."""
    content = io.BytesIO()
    figure.savefig(content, format="png")
    return content.getvalue()


def reconstructions(digits: Tensor, rows: dict[str, Tensor]) -> Figure:
    """Digits (N, 1, 28, 28), and below them what each network rebuilds."""
    pictures = {"test digit": digits, **rows}
    columns = [{"": mosaic(images, len(digits))} for images in pictures.values()]
    return sheet(columns, list(pictures), margin=110)


def differences(digits: Tensor, rows: dict[str, Tensor]) -> Figure:
    """What each network got wrong: −1, too dark, in blue; 1, too bright, in red."""
    columns = [{"": mosaic(rebuilt - digits, len(digits), fill=0.0)} for rebuilt in rows.values()]
    return sheet(columns, list(rows), margin=110, lowest=-1, colours="seismic")


def denoised(panels: dict[str, dict[str, Tensor]]) -> Figure:
    """For each level of noise, side by side, the named rows of digits (N, 1, 28, 28)."""
    labels = list(next(iter(panels.values())))
    rows = [
        {title: mosaic(row[label], len(row[label])) for title, row in panels.items()}
        for label in labels
    ]
    return sheet(rows, labels, margin=90)


def units(pictures: dict[str, Tensor]) -> Figure:
    """What units draw (N, 1, 28, 28): nothing in grey, ink in white, less of it in black; each
    variant on a scale of its own, which its title says."""
    row = {}
    for name, drawn in pictures.items():
        largest = drawn.abs().max().item()
        title = f"{name}: black −{largest:.2f}, white {largest:.2f}"
        row[title] = mosaic(drawn / largest, 10)
    return sheet([row], lowest=-1)


def activations(shares: dict[str, Tensor]) -> Figure:
    """Activations (N, d) in units of each unit's largest: their histogram, and how many units
    are active at a digit."""
    figure = canvas(10, 3.4)
    left, right = figure.subplots(1, 2)
    for (name, share), colour in zip(shares.items(), COLOURS, strict=False):
        counts = torch.histc(share, 50, 0, 1) / share.numel()
        left.stairs(counts, torch.linspace(0, 1, 51), color=colour, label=name)
        active = 100 * (share > 0.01).float().mean(dim=1)
        right.hist(active, range(102), histtype="step", color=colour, label=name)
    left.set(
        xlabel="activation ÷ the unit's largest", ylabel="share of all activations", yscale="log"
    )
    right.set(xlabel="units above 1 % of their largest at a digit, %", ylabel="test digits")
    for axes in (left, right):
        axes.legend()
        axes.grid(alpha=0.3)
    return figure


def contraction(
    spectra: dict[str, Tensor], radii: Sequence[float], ratios: dict[str, Sequence[float]]
) -> Figure:
    """Singular values of the Jacobian, and distances in code over distances between images."""
    figure = canvas(10, 3.6)
    left, right = figure.subplots(1, 2)
    for name, colour in zip(spectra, COLOURS, strict=False):
        left.plot(range(1, len(spectra[name]) + 1), spectra[name], color=colour, label=name)
        right.plot(radii, ratios[name], "o-", ms=3, color=colour, label=name)
    left.set(xlabel="singular value of J, by size", ylabel="mean over test digits", yscale="log")
    left.set_ylim(1e-3 * max(spectrum.max().item() for spectrum in spectra.values()))
    right.set(
        xlabel="distance from the test digit (radius)",
        ylabel="distance of codes ÷ distance of images",
        xscale="log",
        ylim=0,
    )
    for axes in (left, right):
        axes.legend()
        axes.grid(alpha=0.3, which="both")
    return figure


def widths(curves: Mapping[str, Sequence[float]], separate: Mapping[int, float]) -> Figure:
    """Errors over the width of a code, as curves; and those of networks of one width, by it."""
    figure = canvas(7, 3.8)
    axes = figure.subplots()
    for (name, errors), colour in zip(curves.items(), COLOURS, strict=False):
        axes.plot(range(1, len(errors) + 1), errors, "o-", ms=3, color=colour, label=name)
    axes.plot(*zip(*separate.items(), strict=True), "k^", label="a network for each width")
    axes.set(xlabel="numbers in the code", ylabel="squared error per pixel", ylim=0)
    axes.legend()
    axes.grid(alpha=0.3)
    return figure


def samples(sources: dict[str, Tensor]) -> Figure:
    """Pictures (N, 1, 28, 28) from each source, two sources in a row."""
    panels = [(name, mosaic(pictures, 10)) for name, pictures in sources.items()]
    return sheet([dict(panels[at : at + 2]) for at in range(0, len(panels), 2)])


def plane(codes: Tensor, labels: Tensor) -> Figure:
    """Codes (N, 2), coloured by their digit; its name stands where the purest 200
    neighbours are."""
    from matplotlib.patheffects import withStroke

    figure = canvas(7.5, 7)
    axes = figure.subplots()
    first, second = codes.T
    points = axes.scatter(first, second, c=labels, cmap="tab10", s=2, vmin=-0.5, vmax=9.5)
    for digit in range(10):
        own = codes[labels == digit]
        nearest = torch.cdist(own, codes).topk(200, largest=False).indices
        purity = (labels[nearest] == digit).sum(dim=1)
        x, y = own[purity.argmax()].tolist()
        axes.text(
            x,
            y,
            str(digit),
            fontsize=20,
            weight="bold",
            ha="center",
            va="center",
            path_effects=[withStroke(linewidth=4, foreground="white")],
        )
    figure.colorbar(points, ticks=range(10), label="digit", shrink=0.6)
    axes.set(xlabel="z₁", ylabel="z₂", aspect="equal")
    axes.grid(alpha=0.3)
    return figure


def grid(pictures: Tensor, steps: Tensor) -> Figure:
    """Pictures (n², 1, 28, 28) decoded at the crossings of ``steps`` (n,), the largest z₂ first."""
    size = len(steps)
    title = f"z₁ from {steps[0]:.2f} to {steps[-1]:.2f}; z₂ the same, upwards".replace("-", "−")
    return sheet([{title: mosaic(pictures, size, gap=0)}])


def details(rows: list[dict[str, Tensor]]) -> Figure:
    """Details (1, 3, H, W) of photographs, a row each; the columns are named."""
    return sheet(
        [{name: picture[0].permute(1, 2, 0) for name, picture in row.items()} for row in rows]
    )


def checkerboard(pictures: dict[str, Tensor], half: float) -> Figure:
    """Grey levels (H, W) about their mean: black ``half`` a level below, white above."""
    return sheet([pictures], scale=20, lowest=-half, highest=half)


def unevenness(heights: dict[str, Tensor], reach: float) -> Figure:
    """Peak-to-peak (256,) of what becomes of each constant grey."""
    figure = canvas(6, 3.4)
    axes = figure.subplots()
    for (name, height), colour in zip(heights.items(), cycle(COLOURS), strict=False):
        axes.plot(height, color=colour, label=name)
    axes.axhline(reach, color="black", ls="--", lw=1, label="reach at least")
    axes.set(xlabel="constant grey put in", ylabel="peak to peak, grey levels", ylim=0)
    axes.grid(alpha=0.3)
    axes.legend()
    return figure


def waist(digit: Tensor, code: Tensor, rebuilt: Tensor) -> Figure:
    """A digit (28, 28), the code (d,) it is squeezed into, and what is rebuilt from it, as chats
    show links: 1200 × 630 pixels, without words, which stand beside it in the reader's language."""
    from matplotlib.figure import Figure

    wide, high, middle = 1200, 630, 315
    figure = Figure(figsize=(wide / 100, high / 100), dpi=100, facecolor="#1c1917")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    for picture, left in ((digit, 48), (rebuilt, 776)):
        box = (left, left + 376, middle - 188, middle + 188)
        axes.imshow(picture.numpy(), "gray", vmin=0, vmax=1, extent=box, interpolation="nearest")
    for outer, inner, colour in ((440, 526, "#a8a29e"), (760, 674, "#fb923c")):
        ends = [middle - 188, middle + 188, middle + 72, middle - 72]
        axes.fill([outer, outer, inner, inner], ends, color=colour, alpha=0.45, lw=0)
    places, heights = torch.linspace(540, 660, len(code)), 68 * code / code.abs().max()
    axes.bar(places.numpy(), heights.numpy(), 84 / len(code), middle, color="#a78bfa")
    axes.set(xlim=(0, wide), ylim=(0, high), aspect="auto")
    return figure
