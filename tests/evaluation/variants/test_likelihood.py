import math

import pytest
import torch
from torch import nn
from torch.distributions import Bernoulli, Normal

from aedemo.evaluation.variants.likelihood import elbo, importance_bound, log_weights, many_weights


class Toy(nn.Module):
    """One number for a code, from which each pixel's logit depends linearly; the posterior is a
    guess at the true one."""

    slope = torch.linspace(-1, 1, 784)

    def posterior(self, x):
        return (self.slope * x.flatten(1)).sum(1, keepdim=True) / 100, torch.full((len(x), 1), -2.5)

    def logits(self, z):
        return z * self.slope - 1

    def log_probability(self, x):
        """ln p(x) by the trapezoidal rule over the code."""
        z = torch.linspace(-9, 9, 2001, dtype=torch.float64)[:, None]
        likelihood = Bernoulli(logits=self.logits(z)).log_prob(x.flatten().double()).sum(1)
        joint = likelihood + Normal(0.0, 1.0).log_prob(z[:, 0])
        return torch.logsumexp(joint, 0).item() + math.log(18 / 2000)


@pytest.fixture
def images():
    generator = torch.Generator().manual_seed(0)
    return torch.rand(3, 1, 28, 28, generator=generator).round()


def test_bound_comes_to_the_probability_itself(images):
    weights = many_weights(Toy(), images, 5000)
    exact = torch.tensor([Toy().log_probability(x) for x in images], dtype=torch.float64)
    torch.testing.assert_close(importance_bound(weights), exact, atol=0.03, rtol=0)
    assert (elbo(weights) < exact - 0.05).all()


def test_bound_is_never_below_the_elbo_on_the_same_samples(images):
    for samples in (1, 2, 10, 1000):
        weights = log_weights(Toy(), images, samples, torch.Generator().manual_seed(1))
        assert weights.shape == (3, samples)
        assert (importance_bound(weights) >= elbo(weights) - 1e-9).all()


def test_code_that_says_nothing_makes_every_weight_the_probability(images):
    """With the prior as posterior and constant logits, w = p(x) whatever the code."""

    class Silent:
        def posterior(self, x):
            return torch.zeros(len(x), 4), torch.zeros(len(x), 4)

        def logits(self, z):
            return torch.full((len(z), 784), 0.3)

    weights = log_weights(Silent(), images, 5, torch.Generator())
    exact = Bernoulli(logits=torch.tensor(0.3)).log_prob(images).flatten(1).sum(1)
    torch.testing.assert_close(weights, exact[:, None].expand(-1, 5), rtol=1e-5, atol=1e-3)
