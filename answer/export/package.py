"""Office files without the moment and the machine they were made on: the same content, the same bytes."""

import io
import re
import zipfile

LANGUAGE = "nl-NL"

_CORE = "docProps/core.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP file can name."""

# Of the properties none is required; a date that is not that of the file would only mislead.
_CORE_XML = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Antwoord uit Vraagbaak</dc:title>\
<dc:creator>Vraagbaak</dc:creator><dc:language>{LANGUAGE}</dc:language></cp:coreProperties>"""


def settle_package(data: bytes) -> bytes:
    """Return an Office file with fixed properties, and its parts in the same order with one fixed time.

    The list of content types comes first, as some readers want.
    """
    settled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(settled, "w") as package:
        for name in sorted(made.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = _CORE_XML.encode() if name == _CORE else made.read(name)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            # Otherwise the system that it was made on stands in it.
            info.create_system = 0
            package.writestr(info, part)
    return settled.getvalue()


def escape_codes(text: str) -> str:
    """Return a text in which Excel sees no code for another character: `_x000D_` is a line end to it.

    ECMA-376 part 1, 22.9.2.19 (ST_Xstring): the sign before such a code is itself written as one.
    """
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
