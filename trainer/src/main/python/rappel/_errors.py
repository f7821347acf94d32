"""What can go wrong, each in one sentence."""

from __future__ import annotations


class ModelError(ValueError):
    """A model that is damaged, unfinished or of another format."""


class RowsError(ValueError):
    """Rows that a model does not fit; the message names column and row."""


class RappelError(RuntimeError):
    """A command that failed.

    ``exit_code`` is that of the command line: 1 other, 2 configuration, 3 data, 4 diverged, 5 gate rejected, 6 locked,
    130 interrupted.
    """

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code
