"""What the page shows of the inside of a network is what PyTorch has there."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from aedemo import load_model
from aedemo.data.colour import luminance
from aedemo.data.photos import to_tensor
from aedemo.data.resize import enlarge, mirror
from tests.superres.page import Case, asked, told
from tests.superres.test_enlarging import FACTORS, photo

HALF = 4  # of the maps, which are 9×9


def places(height: int, width: int) -> list[tuple[int, int]]:
    """Corners, edges, and somewhere within: rows and columns."""
    corners = [(row, column) for row in (0, height - 1) for column in (0, width - 1)]
    return [*corners, (height // 2, 0), (height // 2, width // 3)]


def cases(factor: int) -> list[tuple[Case, tuple[int, int]]]:
    return [
        (Case(photo(mode, *size), factor, kind), place)
        for mode, size, kind in [
            ("RGB", (29, 37), "wasm"),
            ("L", (40, 31), "wasm"),
            ("RGB", (1, 7), "script"),
            ("L", (1, 1), "wasm"),
        ]
        for place in places(*size)
    ]


@pytest.fixture(scope="module", params=FACTORS)
def seen(request) -> list[tuple[Case, tuple[int, int], dict[str, np.ndarray]]]:
    """The cases, their places, and what the page shows there."""
    all_of_them = cases(request.param)
    asks = [{**asked(case), "y": row, "x": column} for case, (row, column) in all_of_them]
    return [
        (case, place, {name: np.array(value) for name, value in answer.items()})
        for (case, place), answer in zip(all_of_them, told("insides.js", asks), strict=True)
    ]


def given_to(layer, run) -> torch.Tensor:
    """What a layer is given in a run."""
    given = []
    hook = layer.register_forward_pre_hook(lambda _, inputs: given.extend(inputs))
    run()
    hook.remove()
    return given[0]


def features(model, y: torch.Tensor, around: int) -> torch.Tensor:
    """What the transposed convolution would be given, also ``around`` the picture."""
    return model.features(mirror(y, model.halo - 1 + around))


@torch.inference_mode()
def test_maps_are_what_the_transposed_convolution_is_given(seen):
    for case, (row, column), shown in seen:
        model, y = load_model(f"superres-x{case.factor}"), luminance(to_tensor(case.picture))
        given = given_to(model.deconvolution, lambda model=model, y=y: model(y))
        maps = features(model, y, HALF)[0]
        assert torch.allclose(maps[:, 3:-3, 3:-3], given[0], atol=1e-5)
        wanted = maps[:, row : row + 2 * HALF + 1, column : column + 2 * HALF + 1]
        assert np.abs(shown["maps"] - wanted.flatten().numpy()).max() <= 1e-5, (case, row, column)


@torch.inference_mode()
def test_parts_are_what_each_channel_alone_writes_and_add_up_to_the_detail(seen):
    for case, (row, column), shown in seen:
        s, model = case.factor, load_model(f"superres-x{case.factor}")
        y = luminance(to_tensor(case.picture))
        kernel, bias = model.deconvolution.kernel(), model.deconvolution.bias.item()
        assert np.abs(shown["kernels"] - kernel.flatten().numpy()).max() <= 1e-6
        assert shown["bias"] == pytest.approx(bias, abs=1e-7)
        phases = (slice(row * s, row * s + s), slice(column * s, column * s + s))
        given = features(model, y, 1)
        parts = torch.cat(
            [
                F.conv_transpose2d(given[:, at : at + 1], kernel[at : at + 1], None, s, 2 * s)
                for at in range(len(kernel))
            ],
            dim=1,
        )[0, :, *phases]
        wanted = parts.flatten(1).T.flatten().numpy()
        assert np.abs(shown["parts"] - wanted).max() <= 1e-5, (case, row, column)
        assert np.allclose(shown["parts"].reshape(s * s, -1).sum(1) + bias, shown["detail"])
        detail, bicubic = (
            part[0, 0, *phases].flatten().numpy()
            for part in (model(y) - enlarge(y, s), enlarge(y, s))
        )
        assert np.abs(shown["detail"] - detail).max() <= 1e-5, (case, row, column)
        assert np.abs(shown["bicubic"] - bicubic).max() <= 1e-5, (case, row, column)
