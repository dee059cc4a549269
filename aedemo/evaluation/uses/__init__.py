"""What codes are good for: measured of all variants at once, for the page and the report."""

USES = ("anomaly", "search", "labels")  # the tabs that show them
