import pytest
import torch

from aedemo.models.ordered import Ordered, Present, first


@pytest.fixture
def model():
    torch.manual_seed(0)
    return Ordered(hidden=(12,), code=5, widths=5).eval()


def test_present_tells_a_number_that_is_left_out():
    z = torch.tensor([[0.5, 0.0, -2.0]])
    assert Present()(z).tolist() == [[0.5, 0.0, -2.0, 1, 0, 1]]


def test_first_keeps_so_many_numbers():
    z = torch.arange(1.0, 7).view(2, 3)
    assert first(z, 2).tolist() == [[1, 2, 0], [4, 5, 0]]
    assert torch.equal(first(z, 3), z)


def test_loss_is_the_mean_logarithm_of_the_error_over_the_widths(model):
    """All five are drawn when five are."""
    x = torch.rand(7, 1, 28, 28)
    z = model.encode(x)
    errors = [(model.decode(first(z, k)) - x).square().mean() for k in range(1, 6)]
    expected = torch.stack(errors).log().mean()
    torch.testing.assert_close(model.loss(x)["reconstruction"], expected)


def test_narrow_codes_are_drawn_more_often(model, monkeypatch):
    chances = []

    def draw(weights, count):
        chances.append(weights)
        return torch.arange(count)

    monkeypatch.setattr(torch, "multinomial", draw)
    model.loss(torch.rand(2, 1, 28, 28))
    expected = [1 / 3, *(k**-1.2 for k in range(2, 6))]
    torch.testing.assert_close(chances[0], torch.tensor(expected))


def test_finishing_keeps_every_code(model):
    x = torch.rand(9, 1, 28, 28)
    model.encoder[-1].running_mean.copy_(torch.arange(5.0) * 100)
    model.encoder[-1].running_var.copy_(torch.tensor([1e5, 4.0, 0.3, 7e6, 1.0]))
    before = model.encode(x)
    model.finish(x)
    torch.testing.assert_close(model.encode(x), before, rtol=1e-3, atol=1e-4)
    assert model.encoder[-1].running_var.tolist() == [1] * 5
