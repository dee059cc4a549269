import pytest

from aedemo.evaluation.figure import HEADER, REFERENCES, Figure, Row, table
from aedemo.evaluation.material import Missing
from aedemo.evaluation.report import ROWS


def figure(value, reach=None, aim=None, lower_is_better=True):
    return Figure("dense", "error", value, {"PCA": 0.5}, reach, aim, lower_is_better)


@pytest.mark.parametrize(
    "value, reach, aim, lower_is_better, verdict",
    [
        (0.3, 0.5, 0.2, True, "reached"),
        (0.2, 0.5, 0.2, True, "aim reached"),
        (0.75, 0.5, 0.2, True, "short by 0.25"),
        (4, 3, 5, False, "reached"),
        (5, 3, 5, False, "aim reached"),
        (2.5, 3, 5, False, "short by 0.5"),
        (1.25, None, 1.5, True, "aim reached"),
        (1.75, None, 1.5, True, "short of the aim by 0.25"),
        (0.3, None, None, True, ""),
    ],
)
def test_verdict(value, reach, aim, lower_is_better, verdict):
    assert figure(value, reach, aim, lower_is_better).verdict == verdict


def test_table_puts_references_and_targets_beside_the_value():
    row = "| `dense` | error | 0.1000 | PCA 0.5 | 0.2 |  | reached |"
    assert table([figure(0.1, 0.2)]) == f"{HEADER}\n{row}"


def test_every_row_that_is_measured_has_its_references_and_the_other_way_round():
    measured = [(row.variant, row.measure) for row in ROWS]
    known = [(variant, measure) for variant, rows in REFERENCES.items() for measure in rows]
    assert sorted(measured) == sorted(known)


def test_what_is_missing_is_said(nothing):
    def compute(material, name):
        raise Missing("Set5 is not there")

    short = Row("superres-x2", "PSNR, dB, on Set5", compute).figure(nothing)
    assert short.value is None
    assert short.row.startswith("| `superres-x2` | PSNR, dB, on Set5 | missing | SRCNN 36.66")
    assert short.row.endswith("| 37.3 | 37.76 | missing: Set5 is not there |")


def test_rows_that_need_the_training_digits_say_so(nothing):
    """Nothing is downloaded."""
    rows = [row for row in ROWS if row.variant == "linear"]
    error, *others = (row.figure(nothing) for row in rows)
    assert error.value > 0 and error.references["PCA-32"] is None
    assert "PCA-32 missing" in error.row
    assert {row.missing for row in others} == {"MNIST's training part is not there (--data DIR)"}
    assert not nothing.data.exists()


def test_rows_that_need_the_benchmarks_say_so(nothing):
    rows = [row for row in ROWS if row.measure == "SSIM on Set14"]
    assert len(rows) == 3
    assert {row.figure(nothing).missing for row in rows} == {
        "Set14 is not there (--benchmarks DIR)"
    }
