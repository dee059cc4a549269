"""Colour profiles: what the numbers of a picture mean, brought to sRGB, which screens and networks
expect."""

from __future__ import annotations

import io

from PIL import Image, ImageCms

# The modes that ICC profiles describe here, and what each becomes.
BECOMES = {"RGB": "RGB", "L": "L", "CMYK": "RGB", "LAB": "RGB"}


def in_srgb(image: Image.Image) -> Image.Image:
    """A picture of mode RGB, L, CMYK or LAB by its embedded ICC profile as sRGB, RGB or L.

    Without a profile, or with one that is broken or of other colours than the picture's, the
    picture is given back as it is.
    """
    embedded = image.info.get("icc_profile")
    if not embedded or image.mode not in BECOMES:
        return image
    mode = BECOMES[image.mode]
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(embedded))
        # To RGB even from grey: littleCMS has no grey counterpart of sRGB.
        srgb = ImageCms.profileToProfile(
            image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    assert srgb is not None  # it is only in place that nothing is given
    return srgb.convert(mode)
