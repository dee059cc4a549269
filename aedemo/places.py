"""Where the project's files lie: the only module that knows."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent  # of a checkout; an installed package has nothing of it

# An installed package has the weights within it, a checkout beside it.
WEIGHTS = PACKAGE / "weights" if (PACKAGE / "weights").is_dir() else ROOT / "weights"

FACTS = PACKAGE / "facts"
DATA = PACKAGE / "data"
PHOTOS = DATA / "photos"  # that ship, as examples
LESSONS = PACKAGE / "lessons"
WEB = PACKAGE / "web"
