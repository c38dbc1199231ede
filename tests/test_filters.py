"""What a filter says of a value that no document has."""

import pytest

from index.filters import Filters, allow_chunks
from ingest.document import Document, Metadata
from ingest.errors import QueryError


def test_of_many_known_values_the_first_are_named() -> None:
    documents = {
        name: Document(name, f"{name}.txt", "0", Metadata(), "", (0,), (), (), (), ())
        for name in (f"stuk-{number:02}" for number in range(25))
    }
    with pytest.raises(QueryError) as raised:
        allow_chunks(Filters(documents=("x" * 500,)), documents, ())
    message = str(raised.value)
    assert message.startswith(f"Onbekend filter document '{'x' * 60}'. Bekend zijn: stuk-00, stuk-01, ")
    assert message.endswith("stuk-19 en nog 5.")


def test_where_no_document_has_a_value_none_is_named() -> None:
    with pytest.raises(QueryError, match="Bekend zijn: geen"):
        allow_chunks(Filters(years=(2025,)), {}, ())
