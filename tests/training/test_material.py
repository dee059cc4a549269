"""What is measured on digits that were held out of training."""

import pytest
import torch
from sklearn.metrics import roc_auc_score

from aedemo import load_model
from aedemo.data.digits import test_digits as shipped_digits
from aedemo.models.one_class import shape_error
from aedemo.models.registry import ONE_CLASS
from aedemo.training.experiment import Experiment
from aedemo.training.material import held_out_area, held_out_loss, load_data


@pytest.mark.parametrize("digit", [1, 8])
def test_a_network_of_one_digit_is_judged_by_how_it_tells_others_from_it(digit):
    images, labels = (part[:600] for part in shipped_digits())
    model, normal = load_model(ONE_CLASS[digit]), labels == digit
    found = held_out_area(images, normal, model)
    error = shape_error(images, model(images))
    assert found.pop("AUROC") == pytest.approx(100 * roc_auc_score(~normal, error))
    assert found == held_out_loss(images[normal], model)


def test_errors_that_are_equal_count_half():
    images = torch.stack([torch.ones(1, 28, 28)] * 4)
    found = held_out_area(images, torch.tensor([True, False, True, False]), load_model("digit-0"))
    assert found["AUROC"] == 50


def test_it_is_measured_in_training(mnist, tmp_path):
    experiment = Experiment("digit-3", mnist, tmp_path)
    _, measure = load_data(experiment, experiment.variant.build())
    assert measure(load_model("digit-3")).keys() == {"reconstruction", "AUROC"}
