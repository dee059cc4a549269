"""Small ICC profiles, written from the format's own description."""

import struct

import numpy as np

# Of Display P3 as ICC has it, in XYZ adapted to D50 (SMPTE EG 432-1); columns are R, G, B.
P3 = np.array([[0.5151, 0.2920, 0.1571], [0.2412, 0.6922, 0.0666], [-0.0011, 0.0419, 0.7841]])
# Of Adobe RGB (1998), likewise.
ADOBE = np.array([[0.6097, 0.2053, 0.1492], [0.3111, 0.6257, 0.0632], [0.0195, 0.0609, 0.7446]])
# Of sRGB, likewise (IEC 61966-2-1).
SRGB = np.array([[0.4361, 0.3851, 0.1431], [0.2225, 0.7169, 0.0606], [0.0139, 0.0971, 0.7141]])
GAMMA = 2.199  # as near to 2.2 as the curve's 8 bits come


def fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def profile(primaries: np.ndarray = P3) -> bytes:
    """Of an RGB display."""
    tags = {b"wtpt": point(0.9642, 1, 0.8249)}
    for name, column in zip((b"r", b"g", b"b"), primaries.T, strict=True):
        tags[name + b"XYZ"] = point(*column)
        tags[name + b"TRC"] = curve(GAMMA)
    return written(b"RGB ", tags)


def grey_profile(gamma: float = 1.5) -> bytes:
    """Of pictures without colours."""
    return written(b"GRAY", {b"wtpt": point(0.9642, 1, 0.8249), b"kTRC": curve(gamma)})


def point(x: float, y: float, z: float) -> bytes:
    return b"XYZ " + bytes(4) + fixed(x) + fixed(y) + fixed(z)


def curve(gamma: float) -> bytes:
    return b"curv" + bytes(4) + struct.pack(">IHH", 1, round(gamma * 256), 0)


def written(space: bytes, tags: dict[bytes, bytes]) -> bytes:
    """ICC.1:2001-04: a header of 128 bytes, a table of tags, the tags."""
    text = b"desc" + bytes(4) + struct.pack(">I", 5) + b"test\0" + bytes(78)
    tags = {b"desc": text + bytes(-len(text) % 4), **tags}
    at, table, body = 128 + 4 + 12 * len(tags), struct.pack(">I", len(tags)), b""
    for name, content in tags.items():
        table += name + struct.pack(">II", at + len(body), len(content))
        body += content
    size = at + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"none", 0x02100000, b"mntr", space, b"XYZ ")
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
    head += fixed(0.9642) + fixed(1) + fixed(0.8249)
    return head + bytes(128 - len(head)) + table + body


def srgb_of(levels: np.ndarray, primaries: np.ndarray = P3) -> np.ndarray:
    """Bytes (…, 3) of such a display as bytes of sRGB, by its definition; not rounded."""
    linear = (levels / 255) ** GAMMA @ (np.linalg.inv(SRGB) @ primaries).T
    linear = linear.clip(0, 1)
    curved = 1.055 * linear ** (1 / 2.4) - 0.055
    return 255 * np.where(linear <= 0.0031308, 12.92 * linear, curved)
