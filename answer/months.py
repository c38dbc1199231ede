"""The months as they are written in Dutch."""

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip

ANY_MONTH = "|".join(MONTHS)
"""For a pattern, within brackets."""
