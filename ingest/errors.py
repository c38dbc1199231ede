"""The errors that Vraagbaak raises on purpose; each message names the file or id and the next step, in Dutch.

VraagbaakError
├── CorpusError          the corpus folder or its metadata file cannot be used
│   └── EmptyCorpusError     it holds no document that can be read
├── DocumentError        one document cannot be read
├── ModelError           the embedding model cannot be had
├── QueryError           a query cannot be searched for
└── IndexFolderError     the folder of the index cannot be used
    ├── IndexMissingError    there is none yet
    ├── IndexMismatchError   it was made from other documents, settings or another model
    └── IndexDamagedError    a file in it is missing or damaged
"""


class VraagbaakError(Exception):
    """The root of the errors whose message is meant for the user."""


class CorpusError(VraagbaakError):
    """The corpus folder or its metadata file cannot be used."""


class EmptyCorpusError(CorpusError):
    """The corpus folder holds no document that can be read."""


class DocumentError(VraagbaakError):
    """One document cannot be read; the others can."""


class ModelError(VraagbaakError):
    """The embedding model cannot be had."""


class QueryError(VraagbaakError):
    """A query cannot be searched for."""


class IndexFolderError(VraagbaakError):
    """The folder of the index cannot be used."""


class IndexMissingError(IndexFolderError):
    """There is no index in the folder yet."""


class IndexMismatchError(IndexFolderError):
    """The index was made from other documents, with other settings or by another model."""


class IndexDamagedError(IndexFolderError):
    """A file of the index is missing or damaged."""
