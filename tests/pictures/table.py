"""Odd pictures: files as visitors may have them, and what has to become of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image

from aedemo import facts
from aedemo.places import PHOTOS
from tests.data.icc import ADOBE, grey_profile, profile
from tests.pictures import make
from tests.pictures.make import encoded, turned

CONSTANTS = facts.read("constants")


@dataclass(frozen=True)
class Odd:
    """A file, and what has to become of it: the picture that the server makes of it (of
    ``like``, where it does not read the file itself), by so many levels at most, or a sentence,
    ``failed_`` + ``refused``."""

    name: str
    content: bytes
    within: int = 0
    refused: str | None = None
    like: bytes | None = None
    type: str = "image/png"  # that the browser is told


def photo() -> Image.Image:
    return Image.open(PHOTOS / "coffee.png").convert("RGB").crop((30, 40, 94, 88))


def odd_pictures() -> list[Odd]:
    return [*_png(), *_jpeg(), *_gif(), *_webp(), *_others(), *_refused(), *_cut()]


def _png() -> Iterator[Odd]:
    image = photo()
    grey, rgb = image.convert("L"), np.asarray(image)
    words = (rgb.astype(np.uint16) << 8) + rgb.T.reshape(rgb.shape)
    yield Odd("rgb.png", encoded(image, "PNG"))
    yield Odd("grey.png", encoded(grey, "PNG"))
    yield Odd("bits.png", encoded(image.convert("1"), "PNG"))
    yield Odd("palette.png", encoded(image.quantize(16), "PNG"))
    yield Odd("palette-transparent.png", encoded(image.quantize(16), "PNG", transparency=3))
    yield Odd("palette-half.png", encoded(image.quantize(4), "PNG", transparency=b"\0\x50\xa0"), 2)
    yield Odd("key.png", encoded(image, "PNG", transparency=image.getpixel((9, 9))))
    image.putalpha(grey)
    yield Odd("alpha.png", encoded(image, "PNG"), 2)
    grey.putalpha(Image.linear_gradient("L").resize(grey.size))
    yield Odd("grey-alpha.png", encoded(grey, "PNG"), 2)
    yield Odd("words.png", make.png(words), 1)
    yield Odd("grey-words.png", make.png(words[..., 0]), 1)
    yield Odd("interlaced.png", make.png(rgb, interlaced=True))
    yield Odd("interlaced-5x9.png", make.png(np.tile(rgb[:9, :8], (1, 2, 1)), interlaced=True))
    for orientation in range(1, 9):
        yield Odd(f"exif-{orientation}.png", turned(photo(), "PNG", orientation))
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "lime", "blue")]
    moving = {"save_all": True, "append_images": frames[1:]}
    yield Odd("animated.png", encoded(frames[0], "PNG", **moving))
    yield Odd("animated-else.png", encoded(frames[0], "PNG", **moving, default_image=True))
    yield Odd("p3.png", encoded(photo(), "PNG", icc_profile=profile()), 3)
    yield Odd("p3-alpha.png", encoded(image, "PNG", icc_profile=profile()), 4)
    yield Odd("adobe.png", encoded(photo(), "PNG", icc_profile=profile(ADOBE)), 3)
    yield Odd(
        "grey-profile.png", encoded(photo().convert("L"), "PNG", icc_profile=grey_profile()), 3
    )
    yield Odd("no-profile.png", encoded(photo(), "PNG", icc_profile=b"nothing" * 30))
    yield Odd("another-name.jpg", encoded(photo(), "PNG"), type="image/jpeg")
    yield Odd("another-type.txt", encoded(photo(), "PNG"), type="text/plain")
    yield Odd("least.png", encoded(photo().resize((8, 8)), "PNG"))
    yield Odd("most.png", make.black(1414))


def _jpeg() -> Iterator[Odd]:
    image = photo()
    fine = {"quality": 95, "subsampling": 0}
    plain = encoded(image, "JPEG", **fine)
    yield Odd("rgb.jpg", plain, 3, type="image/jpeg")
    yield Odd("halved.jpg", encoded(image, "JPEG", quality=75), 6)
    yield Odd("grey.jpg", encoded(image.convert("L"), "JPEG", **fine), 2)
    yield Odd("progressive.jpg", encoded(image, "JPEG", **fine, progressive=True), 3)
    yield Odd("restarts.jpg", encoded(image, "JPEG", **fine, restart_marker_blocks=1), 3)
    yield Odd("cmyk.jpg", encoded(image.convert("CMYK"), "JPEG", **fine), 5)
    for orientation in range(1, 9):
        yield Odd(f"exif-{orientation}.jpg", turned(image, "JPEG", orientation, **fine), 3)
    yield Odd("p3.jpg", encoded(image, "JPEG", **fine, icc_profile=profile()), 5)
    yield Odd("adobe.jpg", encoded(image, "JPEG", **fine, icc_profile=profile(ADOBE)), 5)
    grey = encoded(image.convert("L"), "JPEG", **fine, icc_profile=grey_profile())
    yield Odd("grey-profile.jpg", grey, 4)
    yield Odd("followed.jpg", plain + b"\0\0\0\x18ftypmp42" + bytes(999) + b"\xff\xd8\xff", 3)
    yield Odd("several.jpg", encoded(image, "MPO", save_all=True, append_images=[image]), 8)
    filled = plain[:2] + b"\xff\xff\xff" + plain[2:]
    yield Odd("filled.jpg", filled, 3)
    # A preview of another picture within, with an end of its own.
    preview = encoded(image.convert("L").resize((16, 16)), "JPEG")
    yield Odd("preview.jpg", plain[:2] + make.segment(0xE2, preview) + plain[2:], 3)
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\2" + bytes(5)
    yield Odd("exif-cut.jpg", plain[:2] + make.segment(0xE1, exif) + plain[2:], 3)


def _gif() -> Iterator[Odd]:
    image, grey = photo(), photo().convert("L")
    yield Odd("rgb.gif", encoded(image.quantize(64), "GIF"))
    yield Odd("grey.gif", encoded(grey, "GIF"))
    yield Odd("rows.gif", encoded(image.quantize(64), "GIF", interlace=0))
    yield Odd("transparent.gif", encoded(image.quantize(8), "GIF", transparency=3))
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "lime", "blue")]
    yield Odd("animated.gif", encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    part = make.placed(image, image.resize((16, 16)).quantize(9), 30, 20)
    whole = Image.new("RGB", image.size, "white")
    whole.paste(image.resize((16, 16)).quantize(9).convert("RGB"), (30, 20))
    yield Odd("part.gif", part, like=encoded(whole, "PNG"))


def _webp() -> Iterator[Odd]:
    image = photo()
    exact = {"lossless": True, "exact": True}
    yield Odd("rgb.webp", encoded(image, "WEBP", quality=90), 6)
    yield Odd("lossless.webp", encoded(image, "WEBP", **exact))
    for orientation in range(1, 9):
        yield Odd(f"exif-{orientation}.webp", turned(image, "WEBP", orientation, **exact))
    yield Odd("p3.webp", encoded(image, "WEBP", **exact, icc_profile=profile()), 3)
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "lime", "blue")]
    moving = {"save_all": True, "append_images": frames[1:]}
    yield Odd("animated.webp", encoded(frames[0], "WEBP", **exact, **moving))
    image.putalpha(image.convert("L"))
    yield Odd("alpha.webp", encoded(image, "WEBP", **exact), 2)
    yield Odd("alpha-lossy.webp", encoded(image, "WEBP", quality=90), 6)


def _others() -> Iterator[Odd]:
    image = photo()
    bmp = encoded(image, "BMP")
    yield Odd("rgb.bmp", bmp)
    yield Odd("from-the-top.bmp", make.upside_down(bmp))
    yield Odd("palette.bmp", encoded(image.quantize(200), "BMP"))
    yield Odd("bits.bmp", encoded(image.convert("1"), "BMP"))
    yield Odd("wide.bmp", encoded(image.convert("RGBA"), "BMP"))
    exact = {"quality": 100, "subsampling": "4:4:4"}
    like = encoded(image, "PNG")
    yield Odd("rgb.avif", encoded(image, "AVIF", **exact), 6, like=like)
    for orientation in (3, 6):
        yield Odd(
            f"exif-{orientation}.avif", turned(image, "AVIF", orientation, **exact), 6, like=like
        )


def _refused() -> Iterator[Odd]:
    image = photo()
    png, jpg = encoded(image, "PNG"), encoded(image, "JPEG")
    progressive = encoded(image, "JPEG", progressive=True)
    lossless = bytearray(jpg)
    lossless[jpg.index(b"\xff\xc0") + 1] = 0xC3
    scans = CONSTANTS["jpeg_scans"]
    yield Odd("empty.png", b"", refused="empty_file")
    yield Odd("text.png", b"Dear network, please enlarge me.", refused="not_image")
    yield Odd("page.jpg", b"<!doctype html><title>404</title>" * 20, refused="not_image")
    yield Odd("film.mp4", make.films(b"isom"), refused="not_image")
    yield Odd("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", refused="svg")
    declared = b"\xef\xbb\xbf<?xml version='1.0'?>\n<svg/>"
    yield Odd("drawing.xml", declared, refused="svg")
    yield Odd("document.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(999), refused="pdf")
    yield Odd("photo.tif", encoded(image, "TIFF"), refused="format")
    levels = np.full((32, 32), np.nan, np.float32)
    yield Odd("float-nan.tif", encoded(Image.fromarray(levels), "TIFF"), refused="format")
    yield Odd("photo.heic", make.films(b"heic"), refused="format")
    yield Odd("photo.jxl", b"\xff\x0a" + bytes(99), refused="format")
    yield Odd("photo.jp2", encoded(image, "JPEG2000"), refused="format")
    yield Odd("layers.psd", b"8BPS\0\1" + bytes(99), refused="format")
    yield Odd("icon.ico", make.icon(png), refused="format")
    yield Odd("large.png", make.black(1415), refused="too_large")
    yield Odd("larger.png", make.black(13_000), refused="too_large")
    yield Odd("small.png", encoded(image.resize((64, 7)), "PNG"), refused="too_small")
    heavy = png + bytes(CONSTANTS["picture_bytes"])
    yield Odd("heavy.png", heavy, refused="too_heavy")
    yield Odd("scans.jpg", make.many_scans(progressive, scans), refused="costly")
    yield Odd("lossless.jpg", bytes(lossless), refused="undecoded")
    changed = bytearray(png)
    changed[len(png) // 2] ^= 0xFF
    yield Odd("changed.png", bytes(changed), refused="broken")


def _cut() -> Iterator[Odd]:
    image = photo()
    png, jpg, gif = (encoded(image, kind) for kind in ("PNG", "JPEG", "GIF"))
    moving = encoded(image, "GIF", save_all=True, append_images=[image.transpose(make.TURNS[2])])
    files = {
        "first-78-bytes.png": png[:78],
        "header.png": png[:20],
        "half.png": png[: len(png) // 2],
        "no-end.png": make.without(png, b"IEND"),
        "no-data.png": make.without(png, b"IDAT"),
        "half.jpg": jpg[: len(jpg) // 2],
        "no-end.jpg": jpg[:-2],
        "no-picture.jpg": jpg[:20] + b"\xff\xd9",
        "half.gif": gif[: len(gif) // 2],
        "no-end.gif": gif[:-1],
        "second-frame.gif": moving[: len(gif) + 100],
        "half.webp": encoded(image, "WEBP")[:-200],
        "half-lossless.webp": encoded(image, "WEBP", lossless=True)[:-200],
        "half.bmp": encoded(image, "BMP")[:-200],
        "half.avif": encoded(image, "AVIF")[:-200],
    }
    for name, content in files.items():
        yield Odd(f"cut-{name}", content, refused="broken")
