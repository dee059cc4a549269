import copy

import pytest
import torch
from torch.nn import functional as F

from aedemo.data.digits import test_digits as shipped_digits
from aedemo.models.adversarial import Adversarial
from aedemo.models.registry import variant
from aedemo.training.loop import total_loss


@pytest.fixture
def taught():
    """With its adversary, before the first step."""
    torch.manual_seed(0)
    model = Adversarial()
    model.start_from(variant("vae").build())
    return model


@pytest.fixture
def x():
    return shipped_digits()[0][:8]


def variational(model):
    """What it has of `vae`."""
    state = model.state_dict()
    return {name: each for name, each in state.items() if not name.startswith("adversary")}


def gradients(model, term):
    """Which of the parts learn by a term of the loss."""
    names = [name for name, each in model.named_parameters() if each.requires_grad]
    parts = [each for each in model.parameters() if each.requires_grad]
    found = torch.autograd.grad(term, parts, allow_unused=True)
    moved = {name for name, each in zip(names, found, strict=True) if each is not None}
    return {name.split(".")[0] for name in moved}


def test_each_learns_by_its_own_terms(taught, x):
    terms = taught.loss(x)
    assert gradients(taught, terms["adversary"]) == {"adversary"}
    for name in ("decoder", "likeness", "squared error"):
        assert gradients(taught, taught.loss(x)[name]) == {"decoder"}, name


def test_terms_are_those_of_the_formula(taught, x):
    """Written out, with the same luck. The adversary's second and third batch are seen together."""
    torch.manual_seed(1)
    terms = taught.loss(x)
    torch.manual_seed(1)
    mean, log_variance = taught.posterior(torch.bernoulli(x))
    z = mean + log_variance.div(2).exp() * torch.randn_like(mean)
    drawn = taught.decoder(torch.cat([z, torch.randn(z.shape)]))
    judge = copy.deepcopy(taught.adversary)
    (real, features), (drawn_logit, looks) = judge(x), judge(drawn)
    rebuilt, sampled = drawn_logit[:8].sigmoid(), drawn_logit[8:].sigmoid()
    prior = taught.prior
    expected = {
        "adversary": -real.sigmoid().log().mean()
        - (1 - prior) * (1 - rebuilt).log().mean()
        - prior * (1 - sampled).log().mean(),
        "decoder": -(1 - prior) * rebuilt.log().mean() - prior * sampled.log().mean(),
        "likeness": F.mse_loss(looks[:8], features),
        "squared error": 784 * F.mse_loss(drawn[:8], x),
    }
    assert list(terms) == list(expected)
    for name, value in expected.items():
        torch.testing.assert_close(terms[name], value, msg=name)


def test_encoder_stays_and_adversary_leaves(taught, x):
    before = {name: each.clone() for name, each in variational(taught).items()}
    optimizer = torch.optim.Adam(taught.parameters(), 1e-3)
    for _ in range(2):
        optimizer.zero_grad()
        total_loss(taught.loss(x), taught.loss_weights).backward()
        optimizer.step()
    taught.finish(x)
    after = taught.state_dict()
    assert list(before) == list(after) == list(variant("vae").build().state_dict())
    changed = {name.split(".")[0] for name in before if not torch.equal(before[name], after[name])}
    assert changed == {"decoder"}
    assert list(taught.loss(x)) == ["reconstruction", "kl"]
