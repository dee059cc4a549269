"""How commands speak: on any console, and of what went wrong in a sentence."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from functools import wraps

from aedemo.failures import Failure

INSTALL = "pip install -r requirements-dev.txt"


def speak_anywhere() -> None:
    """What the console's code page lacks is written as an escape, and ends nothing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def complain(sentence: str) -> int:
    """Says it to the person, not into the results; the exit code."""
    print(f"train.py: {sentence}", file=sys.stderr)
    return 1


def answered(command: Callable[..., int]) -> Callable[..., int]:
    """A command of which a person hears in a sentence why it cannot be done. What is no failure of
    theirs, of their files or their machine is a fault of ours, and keeps its traceback."""

    @wraps(command)
    def answer(*arguments: object) -> int:
        try:
            code = command(*arguments)
            sys.stdout.flush()
            return code
        except Failure as failure:
            return complain(str(failure))
        except ModuleNotFoundError as error:
            package = str(error.name).partition(".")[0]
            if package == __package__:
                raise
            return complain(f"{package} is not installed: {INSTALL}")
        except BrokenPipeError:
            # Whoever reads the output, `head` say, has read enough. Nothing is left to flush to.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 1
        except KeyboardInterrupt:
            print("Stopped.", file=sys.stderr)
            return 130
        except MemoryError:
            return complain("There is not enough memory for that.")
        except OSError as error:
            reason = error.strerror or str(error)
            return complain(f"{error.filename}: {reason}." if error.filename else f"{reason}.")

    return answer
