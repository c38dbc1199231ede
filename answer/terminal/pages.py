"""Pages of a file in words."""


def describe_pages(pages: tuple[int, ...]) -> str:
    """Return sorted pages as they stand behind what is on them: ` (blz. 3)`, ` (blz. 3-5, 8)`; empty without any."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return f" (blz. {', '.join(f'{run[0]}-{run[-1]}' if run[1:] else str(run[0]) for run in runs)})" if runs else ""
