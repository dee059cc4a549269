"""Digits and photographs, and what is done to them."""

from pathlib import Path

EXAMPLES = Path(__file__).with_name("photos")  # the photographs that ship with the project
