"""What codes are good for: measured of all variants at once, for the page and the report."""

USES = ("width", "anomaly", "search", "labels")  # of which the page shows the figures
