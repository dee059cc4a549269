import torch
from torch.nn import functional as F

from aedemo.data.digits import test_digits as shipped_digits
from aedemo.models.denoising import Denoising


def test_loss_damages_the_input_and_asks_for_the_clean_one():
    torch.manual_seed(0)
    model, x = Denoising(hidden=(16,), code=4), shipped_digits()[0][:30]
    seen = []
    model.encoder.register_forward_pre_hook(lambda module, inputs: seen.append(inputs[0]))
    terms = model.loss(x)
    damaged = seen[0]
    assert list(terms) == ["reconstruction"]
    assert (damaged != x).flatten(1).any(dim=1).sum() > 25
    torch.testing.assert_close(terms["reconstruction"], F.mse_loss(model(damaged), x))
    assert terms["reconstruction"] != F.mse_loss(model(x), x)
