import base64
import io
import struct
import zlib
from contextlib import suppress
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from aedemo.places import PHOTOS
from aedemo.ui.errors import BadInput
from aedemo.ui.pictures import FILE_LIMIT, open_picture, read_picture, save_picture

MEBIBYTE = 2**20


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Where Gradio keeps what is sent and made."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "gradio"))
    return tmp_path


@pytest.fixture
def photo():
    return Image.open(PHOTOS / "coffee.png").convert("RGB").crop((30, 40, 94, 88))


def encoded(image, kind, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "BMP", "TIFF", "GIF", "JPEG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_promised_formats_are_read(kind, mode, photo):
    lossless = {"GIF": 40, "JPEG": 25, "WEBP": 25}.get(kind, 0)
    expected = np.asarray(photo.convert(mode), int)
    pixels = open_picture(encoded(photo.convert(mode), kind))
    assert pixels.dtype == np.uint8 and pixels.shape[:2] == (48, 64)
    difference = pixels - (expected if pixels.ndim == expected.ndim else expected[..., None])
    assert np.abs(difference).mean() <= lossless / 2


def test_transparency_is_laid_on_white():
    levels = np.zeros((16, 16, 4), np.uint8)
    levels[..., 0] = 200
    levels[:, :5, 3], levels[:, 5:10, 3] = 255, 51
    row = open_picture(encoded(Image.fromarray(levels), "PNG"))[3]
    assert row[0].tolist() == [200, 0, 0]
    np.testing.assert_allclose(row[5], [244, 204, 204], atol=1)
    assert row[15].tolist() == [255, 255, 255]


def test_palette_with_a_transparent_entry_is_laid_on_white():
    image = Image.new("P", (16, 16), 1)
    image.putpalette([0, 0, 255, 255, 0, 0])
    image.paste(0, (0, 0, 8, 16))
    row = open_picture(encoded(image, "PNG", transparency=0))[3]
    assert row[0].tolist() == [255, 255, 255] and row[15].tolist() == [255, 0, 0]


def test_grey_with_transparency_is_laid_on_white():
    pixels = open_picture(encoded(Image.new("LA", (16, 16), (0, 51)), "PNG"))
    np.testing.assert_allclose(pixels, 204, atol=1)


def test_cmyk_becomes_rgb():
    pixels = open_picture(encoded(Image.new("CMYK", (16, 16), (0, 255, 255, 0)), "JPEG"))
    np.testing.assert_allclose(pixels.reshape(-1, 3), [[255, 0, 0]] * 256, atol=4)


def test_sixteen_bits_become_eight():
    levels = np.linspace(0, 65535, 256).astype(np.uint16).reshape(16, 16)
    pixels = open_picture(encoded(Image.fromarray(levels), "PNG"))
    assert np.array_equal(pixels, np.arange(256).reshape(16, 16))


def test_levels_that_are_no_numbers_are_refused():
    levels = np.linspace(0, 1, 256, dtype=np.float32).reshape(16, 16)
    assert open_picture(encoded(Image.fromarray(levels), "TIFF")).max() == 255
    for odd in (np.nan, np.inf, -np.inf):
        levels[3, 4] = odd
        with pytest.raises(BadInput, match="no finite number"):
            open_picture(encoded(Image.fromarray(levels), "TIFF"))


def test_one_bit_becomes_black_and_white():
    image = Image.fromarray(np.eye(16, dtype=bool))
    assert np.array_equal(open_picture(encoded(image, "PNG")), 255 * np.eye(16))


def test_photograph_is_turned_upright(photo):
    """EXIF orientation 6: held at a right angle."""
    exif = Image.Exif()
    exif[0x0112] = 6
    pixels = open_picture(encoded(photo.transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif))
    assert pixels.shape == (48, 64, 3)
    assert np.abs(pixels - np.asarray(photo, int)).mean() < 6


def test_photograph_is_not_refused_with_an_error_for_its_metadata(photo):
    """Orientation 6, and a width that is a word."""
    word = struct.pack(">HHI4s", 0x0100, 2, 4, b"abc\0")
    orientation = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\2" + word + orientation + bytes(4)
    with suppress(BadInput):
        assert open_picture(encoded(photo, "JPEG", exif=exif)).shape == (64, 48, 3)


def test_first_frame_of_an_animation_counts():
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "lime", "blue")]
    animation = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert open_picture(animation).reshape(-1, 3).tolist() == [[255, 0, 0]] * 256


def blank_png(side):
    """A black PNG of many pixels in few bytes, made without holding the pixels."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    pack, row = zlib.compressobj(9), bytes(side + 1)
    data = b"".join(pack.compress(row) for _ in range(side)) + pack.flush()
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


def icon(png):
    """A Windows icon that says 32×32 and holds a PNG of another size."""
    return struct.pack("<HHHBBBBHHII", 0, 1, 1, 32, 32, 0, 0, 1, 32, len(png), 22) + png


@pytest.fixture
def bad(photo):
    """Files that cannot be used, and the text that says why."""
    png = encoded(photo, "PNG")
    return {
        "empty.png": (b"", "failed_empty_file"),
        "text.png": (b"Dear network, please enlarge me.", "failed_not_image"),
        "cut.jpg": (encoded(photo, "JPEG")[:-400], "failed_broken"),
        "cut.png": (png[: len(png) // 2], "failed_broken"),
        "header.png": (png[:20], "failed_not_image"),
        "large.png": (blank_png(13_000), "failed_too_large"),
        "larger.png": (blank_png(20_000), "failed_too_large"),
        "drawing.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "failed_svg"),
        "drawing.xml": (b"\xef\xbb\xbf<?xml version='1.0'?>\n<svg/>", "failed_svg"),
        "heavy.png": (png + bytes(FILE_LIMIT), "failed_too_heavy"),
        "small.png": (encoded(photo.resize((3, 3)), "PNG"), "failed_too_small"),
        "thin.png": (encoded(photo.resize((64, 3)), "PNG"), "failed_too_small"),
    }


def test_bad_files_are_answered_with_the_reason(bad):
    reasons = {}
    for name, (content, _) in bad.items():
        with pytest.raises(BadInput) as caught:
            open_picture(content)
        reasons[name] = caught.value.key
    assert reasons == {name: key for name, (_, key) in bad.items()}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", ["PNG", "BMP", "TIFF", "GIF", "JPEG", "WEBP", "AVIF"])
def test_damage_of_any_kind_is_answered_with_a_sentence_or_a_picture(kind, photo):
    content = encoded(photo, kind)
    random = np.random.default_rng(0)
    for _ in range(150):
        damaged = bytearray(content)
        for place in random.integers(0, min(len(content), 400), random.integers(1, 9)):
            damaged[place] = random.integers(256)
        with suppress(BadInput):
            assert open_picture(bytes(damaged)).dtype == np.uint8


def test_size_is_said():
    with pytest.raises(BadInput, match="has 13000×13000 pixels"):
        open_picture(blank_png(13_000))


def peak_memory():
    """The most bytes this process ever held at a time, since it was last reset."""
    status = Path("/proc/self/status").read_text()
    return 1024 * int(status.split("VmHWM:")[1].split()[0])


def growth(*actions):
    """By how much the peak rises while things are tried that are refused."""
    Path("/proc/self/clear_refs").write_text("5")
    before = peak_memory()
    for action in actions:
        with suppress(BadInput):
            action()
    return peak_memory() - before


def test_bad_files_are_refused_before_they_fill_the_memory(bad):
    assert growth(*(partial(open_picture, content) for content, _ in bad.values())) < 50 * MEBIBYTE


@pytest.mark.filterwarnings("ignore:Image")
def test_size_inside_an_icon_is_checked_too():
    content = icon(blank_png(13_000))
    assert growth(lambda: open_picture(content)) < 50 * MEBIBYTE


def test_two_megapixels_are_still_taken():
    assert open_picture(blank_png(1414)).shape == (1414, 1414)
    with pytest.raises(BadInput, match="1415×1415"):
        open_picture(blank_png(1415))


def test_saved_picture_is_whole_and_has_an_address_of_its_own():
    pixels = np.random.default_rng(0).integers(0, 256, (9, 11, 3), np.uint8)
    first, second = save_picture(pixels, "digit"), save_picture(pixels, "digit")
    assert first != second
    for path in (first, second):
        assert Path(path).name == "digit.png"
        assert np.array_equal(np.asarray(Image.open(path)), pixels)


def data_url(content):
    return {"url": f"data:image/png;base64,{base64.b64encode(content).decode()}"}


def test_picture_may_be_an_upload_or_inside_the_request(photo, folder):
    upload = folder / "gradio" / "photo.png"
    upload.parent.mkdir()
    photo.save(upload)
    for value in ({"path": str(upload)}, data_url(encoded(photo, "PNG"))):
        assert np.array_equal(read_picture(value), np.asarray(photo))


def refusal(value):
    """The key of the sentence that a picture in a request is refused with."""
    with pytest.raises(BadInput) as caught:
        read_picture(value, "first")
    return caught.value.key


def test_file_that_nobody_uploaded_is_not_opened(photo, folder):
    """A request may name any file of the server, and by any way to it."""
    private, uploads = folder / "private.png", folder / "gradio"
    uploads.mkdir()
    photo.save(private)
    (uploads / "link.png").symlink_to(private)
    for path in (private, uploads / ".." / "private.png", uploads / "link.png", "private.png"):
        assert refusal({"path": str(path)}) == "bad_not_uploaded"


@pytest.mark.parametrize(
    "value",
    ["", 7, [], {}, {"path": ""}, {"path": "a\0b"}, {"path": 7}, {"path": "x" * 5000}]
    + [{"url": "http://127.0.0.1:9/x.png"}, {"url": "file:///etc/passwd"}, {"url": []}],
)
def test_what_is_no_upload_is_said(value):
    assert refusal(value) == "bad_not_uploaded"


def test_upload_that_was_deleted_meanwhile_is_said(folder):
    """Files are kept for an hour; a page may stay open for longer."""
    assert refusal({"path": str(folder / "gradio" / "gone.png")}) == "bad_gone"
    assert refusal({"path": str(folder / "gradio")}) == "bad_gone"
    assert refusal(None) == "bad_no_image"


@pytest.mark.filterwarnings("ignore:Image size")
def test_picture_inside_the_request_is_not_decoded_before_its_size_is_known():
    request = data_url(blank_png(13_000))
    assert growth(lambda: read_picture(request)) < 50 * MEBIBYTE


def test_picture_in_the_request_may_not_be_heavier_than_a_file():
    assert refusal(data_url(bytes(FILE_LIMIT + 9))) == "failed_too_heavy"


@pytest.mark.parametrize("url", ["data:", "data:image/png;base64", "data:image/png;base64,!!!"])
def test_request_that_holds_no_picture_is_said(url):
    assert refusal({"url": url}) in ("failed_not_image", "failed_empty_file")


def test_drawing_in_the_request_is_known_without_base64():
    """So Gradio's page sends it."""
    assert refusal({"url": "data:image/svg+xml,%3Csvg%20xmlns%3D%27x%27%3E"}) == "failed_svg"
