"""Metrics without opinion."""
