"""How far a long task is, on the terminal, beside what is printed."""

from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


class ProgressBar:
    """A bar that shows how much is done of how much: it appears with the first `advance`, and leaves nothing behind.

    What is printed while it shows would end up in its line; `hide` takes it away until the next `advance`.
    """

    def __init__(self, label: str, console: Console) -> None:
        """Make a bar that is labelled until `advance` names a stage."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        # Output that goes to a file while the bar is on the terminal must not be caught by it.
        self._progress = Progress(*columns, console=console, transient=True, redirect_stdout=False)
        self._task = self._progress.add_task(label, total=None)
        self._label = label

    def __enter__(self) -> "ProgressBar":
        """Return the bar, which does not show yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Take the bar away."""
        self.hide()

    def advance(self, done: int, total: int, stage: str | None = None) -> None:
        """Show how much is done of how much; a file or a pipe is no place for a bar."""
        if not self._progress.console.is_terminal:
            return
        if not self._progress.live.is_started:
            self._progress.start()
        self._progress.update(self._task, completed=done, total=total, description=stage or self._label)

    def hide(self) -> None:
        """Take the bar away; stopping one that does not show would print an empty line."""
        if self._progress.live.is_started:
            self._progress.stop()
