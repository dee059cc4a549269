import torch
from torch import nn

from aedemo.evaluation.variants.sub_pixel import without_transposed


def test_the_same_is_computed_without_transposed_convolutions():
    torch.manual_seed(0)
    network = nn.Sequential(
        nn.ConvTranspose2d(3, 5, 4, stride=2, padding=1),
        nn.Sequential(nn.LeakyReLU(), nn.ConvTranspose2d(5, 2, 4, stride=2, padding=1)),
    )
    x = torch.randn(2, 3, 6, 7)
    other = without_transposed(network)
    assert not any(isinstance(part, nn.ConvTranspose2d) for part in other.modules())
    torch.testing.assert_close(other(x), network(x))
