"""How well two colours can be told from each other (WCAG 2.2, contrast ratio)."""

from PIL import ImageColor


def luminance(colour: str) -> float:
    channels = [channel / 255 for channel in ImageColor.getrgb(colour)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Of two colours as style sheets and browsers write them, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
