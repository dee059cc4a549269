"""Digits and photographs, and what is done to them."""
