"""The networks: one file per variant, with its formula, its layers, its loss and its recipe."""
