"""A lock between processes, so that no two of them change the same folder at the same time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

FOREVER = -1.0


@contextmanager
def hold_lock(path: Path, tell_waiting: Callable[[], None] | None = None, patience: float = FOREVER) -> Iterator[bool]:
    """Hold the lock on the file `path`, which is made, and give whether another process had to be waited for.

    The system frees the lock of a process that dies. `tell_waiting` is called once before the wait, which lasts at most
    `patience` seconds.

    Raises:
        TimeoutError: the other process has not let go by then.
        OSError: the file cannot be made.
    """
    lock = FileLock(path)
    waited = False
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waited = True
            if tell_waiting is not None:
                tell_waiting()
            lock.acquire(timeout=patience)
    except Timeout as error:
        raise TimeoutError(f"{path} is held by another process") from error
    try:
        yield waited
    finally:
        lock.release()
