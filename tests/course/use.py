"""Where the numbers of the lesson come from."""

from statistics import mean, stdev

from aedemo import facts
from tests.course.sources import condition, figure, labels, size, stored

# An example: the shares of what is found and of false alarms, and of how many parts one is bad.
SHARE, ALARMS, RARE = 0.95, 0.05, 1000
SAME = "dense of as many weights (831 k; same code, epochs and recipe)"


def auroc(task: str, error: str, digit: int | None = None) -> float:
    """Of the networks of one digit, or of one network of nine, over all digits or of one."""
    found = stored("uses/anomaly.json")[task]["one-class"][error]
    return found["mean"] if digit is None else found["digits"][digit]


def nine_networks() -> float:
    """AUROC where each kind of digit in turn is the anomaly, by the least error of nine networks,
    which know one other digit each."""
    return stored("uses/anomaly.json")["nine"]["together"]["shape"]["mean"]


def precision(feature: str) -> float:
    """By Euclidean distance."""
    return stored("uses/search.json")["features"][feature]["precision"]


def by_angle(feature: str) -> float:
    """Precision by the distance that was chosen on held-out digits, where that is the cosine."""
    chosen = stored("uses/search.json")["features"][feature]["chosen"]
    assert chosen["metric"] == "cosine"
    return chosen["precision"]


def wrong(feature: str) -> float:
    """Per cent that are wrong with all labels."""
    return 100 - stored("uses/labels.json")["features"][feature]["probe"]["accuracy"]


def lead() -> list[float]:
    """Of the convolutional code over pixels, draw by draw."""
    draws = [labels(feature, 100)["draws"] for feature in ("convolutional", "pixels")]
    return [one - other for one, other in zip(*draws, strict=True)]


def apart(feature: str) -> float:
    """Points between the best draw of ten digits and the worst."""
    draws = labels(feature, 10)["draws"]
    return max(draws) - min(draws)


def least_apart() -> float:
    """The same in tens of points, of the feature whose draws differ least."""
    return 10 * (min(map(apart, stored("uses/labels.json")["features"])) // 10)


def alarms() -> float:
    """False ones, of the example; a coin's AUROC is as much."""
    return ALARMS * (RARE - 1)


NUMBERS = {
    "2500": lambda: 10_000 / facts.read("constants")["sample_every"],
    "32": lambda: size("convolutional"),
    "42.47": lambda: figure("vae-2d", "plane-knn", "PCA-2"),
    "81.35": lambda: figure("vae-2d", "plane-knn"),
    "50": alarms,
    "98.8": lambda: auroc("methods", "shape"),
    "95.4": nine_networks,
    "82.6": lambda: auroc("nine", "shape"),
    "65.6": lambda: auroc("nine", "squared"),
    "20.5": lambda: auroc("nine", "squared", 1),
    "90": lambda: condition("use", "threshold", "recall")["least"],
    "0.06": lambda: facts.read("course/use")["threshold"]["solution"]["state"]["threshold"],
    "95": lambda: 100 * SHARE,
    "1000": lambda: RARE,
    "999": lambda: RARE - 1,
    "95.7": lambda: precision("pca-32"),
    "94.8": lambda: precision("pixels"),
    "96.6": lambda: precision("convolutional"),
    "95.5": lambda: by_angle("pixels"),
    "0.9": lambda: precision("convolutional") - precision("pca-32"),
    "100": lambda: facts.read("course/use")["paired"]["tool"]["state"]["count"],
    "10": least_apart,
    "21": lambda: apart("convolutional"),
    "16": lambda: apart("pixels"),
    "55": lambda: condition("use", "luck", "accuracy")["least"],
    "75.5": lambda: labels("pixels", 100)["mean"],
    "2.2": lambda: labels("pixels", 100)["std"],
    "79.5": lambda: labels("convolutional", 100)["mean"],
    "2.3": lambda: labels("convolutional", 100)["std"],
    "4.1": lambda: mean(lead()),
    "0.5": lambda: stdev(lead()),
    "60000": lambda: stored("uses/labels.json")["features"]["pixels"]["probe"]["labels"],
    "7.30": lambda: wrong("convolutional"),
    "7.39": lambda: wrong("pixels"),
    "9.89": lambda: wrong("pca-32"),
    "5.16": lambda: wrong("ordered"),
    "2.00": lambda: wrong("sparse-l1"),
    "0.0031": lambda: figure("convolutional", "squared-error"),
    "0.0053": lambda: figure("dense", "squared-error"),
    "0.0040": lambda: figure("convolutional", "squared-error", SAME),
    "0.0168": lambda: figure("dense", "squared-error", "PCA-32"),
}
