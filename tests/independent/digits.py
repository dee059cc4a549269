"""What the digit networks make of the test digits."""

from __future__ import annotations

import numpy as np

from tests.independent import shipped
from tests.independent.networks import Network, run


def codes(name: str) -> np.ndarray:
    """Of all test digits, (10000, d)."""
    return Network(name).encode(shipped.digits())


def squared_error(name: str) -> float:
    """Per pixel."""
    return np.square(Network(name).decode(codes(name)) - shipped.digits()).mean()


def error_of_first(count: int) -> float:
    """The same by the first numbers of the code of ``ordered``, zeros in place of the others."""
    z = codes("ordered")
    rebuilt = Network("ordered").decode(np.where(np.arange(z.shape[1]) < count, z, 0))
    return np.square(rebuilt - shipped.digits()).mean()


def masked(share: float) -> np.ndarray:
    """The test digits, a share of their pixels dark: those whose number in [0, 1) is below it. The
    numbers are the 24 lowest bits of what the Mersenne Twister gives from the seed 0."""
    x = shipped.digits()
    words = np.random.RandomState(0).randint(0, 2**32, x.shape, np.uint32)
    return np.where((words & 0xFFFFFF) / 2**24 < share, 0, x)


def psnr(x: np.ndarray) -> float:
    """Of pictures beside the test digits in dB, the mean."""
    errors = np.square(x - shipped.digits()).mean(axis=(1, 2, 3))
    return -10 * np.log10(errors).mean()


def noisy_psnr(share: float) -> float:
    """Of masked digits."""
    return psnr(masked(share))


def denoised_psnr(share: float) -> float:
    """Of what ``denoising`` makes of them."""
    network = Network("denoising")
    return psnr(network.decode(network.encode(masked(share))))


def active_share(name: str) -> float:
    """In %: activations beyond 1 % of the largest of their unit."""
    z = codes(name)
    return 100 * (z > 0.01 * z.max(axis=0)).mean()


def off_target(name: str) -> float:
    """How far the mean activation of all units is from ρ, in % of ρ."""
    rho = shipped.configuration(name)["arguments"]["activation"]
    return 100 * abs(codes(name).mean() / rho - 1)


def jacobian_norm(name: str) -> float:
    """Mean ‖Σ^−½ J‖_F, Σ the covariance of the codes, of an encoder that is affine, rectified,
    affine again: J = V diag(m) W, where m tells which hidden units are on, and
    ‖Σ^−½ J‖²_F = mᵀ (Vᵀ Σ⁻¹ V ∘ W Wᵀ) m."""
    network = Network(name)
    flatten, first, relu, *rest = network.chains["encoder"]
    assert relu["type"] == "relu"
    w = network.tensors[first["weight"]]
    affine = run(rest, network.tensors, np.vstack([np.zeros(len(w)), np.eye(len(w))]))
    v = (affine[1:] - affine[0]).T
    on = run([flatten, first], network.tensors, shipped.digits()) > 0
    whitened = v.T @ np.linalg.solve(np.cov(codes(name).T), v)
    squares = ((on @ (whitened * (w @ w.T))) * on).sum(axis=1)
    return np.sqrt(squares).mean()


def dimensions_in_use(name: str) -> int:
    """Numbers of the code whose variance over digits thrown as coins is above .01."""
    x = shipped.digits()
    coins = (np.random.default_rng(0).random(x.shape) < x).astype(np.float64)
    return int((Network(name).encode(coins).var(axis=0) > 0.01).sum())
