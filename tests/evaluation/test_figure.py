from dataclasses import asdict, replace

import pytest

from aedemo import facts
from aedemo.evaluation.figure import HEADER, LEGEND, REFERENCES, Figure, Row, table
from aedemo.evaluation.material import Missing
from aedemo.evaluation.report import ROWS


def figure(value, reach=None, aim=None, lower_is_better=True):
    return Figure(
        variant="dense",
        measure="error",
        value=value,
        references={"PCA": 0.5},
        reach=reach,
        aim=aim,
        lower_is_better=lower_is_better,
    )


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


def test_facts_name_every_measure_and_references_are_of_what_is_measured():
    measures = facts.read("measures")
    assert {*(row.id for row in ROWS), "auroc"} == {*measures}
    assert {each["better"] for each in measures.values()} == {"lower", "higher"}
    known = {(variant, id) for variant, rows in REFERENCES.items() for id in rows}
    assert known <= {(row.variant, row.id) for row in ROWS}


def test_what_was_measured_otherwise_is_marked_and_explained():
    apart = replace(figure(0.1, 0.2), published={"a": 0.3}, elsewhere={"b": 0.4})
    assert "| PCA 0.5, a 0.3, b † 0.4 |" in apart.row
    assert table([apart]).endswith(LEGEND) and LEGEND not in table([figure(0.1)])


def test_references_of_today_replace_those_of_the_day_it_was_measured(nothing):
    """Value and what was measured with it stay."""
    (row,) = (row for row in ROWS if (row.variant, row.id) == ("dense", "squared-error"))
    known = replace(row.figure(nothing), published={"old": 1}, elsewhere={"older": 2}, reach=9)
    assert known.renewed() == row.figure(nothing)


def test_a_variant_without_references_is_measured_all_the_same(nothing):
    row = Row("shrinking", "squared-error", lambda material, name: (0.01, {"PCA-32": 0.02}))
    line = "| `shrinking` | squared error per pixel | 0.01000 | PCA-32 0.02 |  |  |  |"
    assert row.figure(nothing).row == line


def test_figures_that_were_published_without_ids_still_read():
    kept = asdict(figure(0.1, 0.2))
    del kept["id"]
    assert Figure(**kept) == figure(0.1, 0.2)


def test_what_is_missing_is_said(nothing):
    def compute(material, name):
        raise Missing("Set5 is not there")

    short = Row("superres-x2", "psnr-set5", compute).figure(nothing)
    assert short.value is None
    assert short.row.startswith(
        "| `superres-x2` | PSNR, dB, on Set5 | missing | SRCNN (57 k) 36.66"
    )
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
    rows = [row for row in ROWS if row.id == "ssim-set14"]
    assert len(rows) == 3
    assert {row.figure(nothing).missing for row in rows} == {
        "Set14 is not there (--benchmarks DIR)"
    }
