"""Progress bars on a terminal; silence where the output is piped or `--quiet` is given."""

from __future__ import annotations

from types import TracebackType
from typing import Final, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

__all__ = ["Bars"]

_WORDS: Final = {
    "reading": "Reading files",
    "analysing": "Finding actors and claims",
    "comparing": "Comparing who says what",
    "writing": "Writing the graph",
}


class Bars:
    """One bar for each stage of a build; a context manager.

    Args:
        console: where the bars are drawn; nothing is drawn where it is no terminal.
    """

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description:<26}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._task is not None and kind is None:
            task = self._progress.tasks[-1]
            self._progress.update(self._task, total=task.total or 1, completed=task.total or 1)
        self._progress.stop()

    def start(self, stage: str, total: int | None) -> None:
        """Begin the bar of a stage."""
        self._task = self._progress.add_task(_WORDS.get(stage, stage), total=total)

    def step(self) -> None:
        """Move the present bar on by one."""
        if self._task is not None:
            self._progress.advance(self._task)
