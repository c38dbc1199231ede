"""Dutch dates in running text."""

import datetime
import re

_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
DATE = re.compile(rf"\b(\d{{1,2}})\s+({'|'.join(_MONTHS)})\s+(\d{{4}})\b", re.IGNORECASE)


def find_date(text: str) -> datetime.date | None:
    """Return the first date in `text`, or None where it has none; `31 februari`, a slip in a source, is none."""
    for match in DATE.finditer(text):
        try:
            return datetime.date(int(match[3]), _MONTHS.index(match[2].lower()) + 1, int(match[1]))
        except ValueError:
            continue
    return None


def show_date(date: str) -> str:
    """Return an ISO date as it is written in Dutch, `19 juni 2025`; what is no ISO date stays as it is."""
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        return date
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
