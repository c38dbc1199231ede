"""The optional summary above the passages, by a language model that the user chose, and checked sentence by sentence.

Nothing of it is imported unless the settings name an endpoint: `settings` first, and `summarise` only where it gives
some. An `Answer` never depends on it.
"""
