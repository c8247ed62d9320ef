# progress.py: a progress callback of Python as the library calls it: exceptions wait until the call has returned.
"""Progress of scoring many units."""

from __future__ import annotations

from typing import Callable

from . import _library as c


class Watched:
    """`callback` is for the library; keep this object while it may be called. A result that is true, or an exception, stops the scoring."""

    def __init__(self, progress: Callable[[int, int], object] | None):
        self._raised: BaseException | None = None

        def report(_context, done, of):
            try:
                return 1 if progress(done, of) else 0
            except BaseException as failure:  # noqa: BLE001  it must not pass through C; raised again by `check`
                self._raised = failure
                return 1

        self.callback = c.Progress(report) if progress else c.Progress()

    def check(self) -> None:
        """Raises what the callback raised."""
        raised, self._raised = self._raised, None
        if raised is not None:
            raise raised
