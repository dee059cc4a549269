import torch

from aedemo.evaluation.variants.plane import accuracy


def test_accuracy_is_that_of_the_vote_of_five():
    """Around (0, 0) three of five are ones; a query at (9, 9) sees twos only."""
    near, far = torch.rand(2, 5, 2, generator=torch.Generator().manual_seed(0))
    database, labels = torch.cat([near, far + 9]), torch.tensor([1, 1, 1, 0, 0] + [2] * 5)
    queries = torch.tensor([[0.5, 0.5], [0.5, 0.5], [9.0, 9.0], [9.0, 9.0]])
    assert accuracy(database, labels, queries, torch.tensor([1, 0, 2, 2])) == 75
