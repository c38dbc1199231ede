"""Find passages with their scores, and keep to one kind and year: `python examples/find_passages.py`."""

from pathlib import Path

from answer import cite
from index import Filters, open_index

searcher = open_index(Path("corpus"), Path("my-index")).searcher

results = searcher.search("opvang asielzoekers -Oekraïne", Filters(years=(2025,), kinds=("paragraaf",)), count=5)
for hit in results:
    document = searcher.documents[hit.chunk.document]
    print(f"{hit.rank}. {hit.score:.2f}  {cite(document, hit.chunk).text}")
    for signal, value in hit.parts:
        print(f"     {signal}: {value:.2f}")
