# errors.py: what can be wrong with rules and data, as exceptions and warnings that tell the place and what to do.
"""Exceptions and warnings of ancs."""

from __future__ import annotations

from ctypes import byref
from typing import NamedTuple

from . import _library as c


class Finding(NamedTuple):
    """One thing that is wrong, or worth knowing.

    `span` are the offsets in bytes of the UTF-8 rule text, `line` and `column` count from 1 (columns in code points), `end_line` and
    `end_column` stand just past the text; all are None where the finding is not about a place in the rules. `row` is the row of a data
    frame by position, and `label` its index label, where the finding is about one. `input` is the data column, `file` the rule file, or the included one.
    """

    code: str
    severity: str
    message: str
    help: str
    message_vi: str
    help_vi: str
    span: tuple[int, int] | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    row: int | None = None
    label: object = None
    input: str | None = None
    file: str | None = None

    def __str__(self) -> str:
        place = f"line {self.line}, column {self.column}: " if self.line else f"row {self.label!r}: " if self.row is not None else ""
        return f"{place}{self.severity} {self.code}: {self.message}" + (f" ({self.help})" if self.help else "")


class Error(Exception):
    """Whatever ancs refuses. `findings` tells what is wrong, one by one."""

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()):
        super().__init__(message)
        self.findings = tuple(findings)

    def __reduce__(self):
        return type(self), (self.args[0], self.findings)


class RuleError(Error, ValueError):
    """A rule file with errors. The message shows each with its source line; `findings` has spans and help."""


class DataError(Error, ValueError):
    """Data that cannot be taken: an unknown input, a wrong kind of value, a value out of range where that is asked for."""


class Stopped(Error):
    """Scoring was stopped by the progress callback."""


class RuleWarning(UserWarning):
    """A rule file is sound, but something in it is likely not meant. `finding` tells more."""

    def __init__(self, message: str, finding: Finding):
        super().__init__(message)
        self.finding = finding

    def __reduce__(self):
        return type(self), (self.args[0], self.finding)


_SEVERITIES = ("error", "warning", "note")


def findings_of(error: c.Handle) -> tuple[Finding, ...]:
    found = []
    for index in range(c.library.ancs_error_count(error.value)):
        raw = c.Finding()
        if c.library.ancs_error_finding(error.value, index, byref(raw)) != c.OK:
            continue
        placed = bool(raw.has_place)
        found.append(Finding(
            code=c.text(raw.code), severity=_SEVERITIES[raw.severity], message=c.text(raw.message_en), help=c.text(raw.help_en),
            message_vi=c.text(raw.message_vi), help_vi=c.text(raw.help_vi), span=(raw.begin, raw.end) if placed else None,
            line=raw.line if placed else None, column=raw.column if placed else None, end_line=raw.end_line if placed else None,
            end_column=raw.end_column if placed else None, row=raw.row if raw.row >= 0 else None,
            file=c.text(raw.file) if placed else None))
    return tuple(found)


def raise_for(status: int, error: c.Handle, language: int = c.ENGLISH) -> None:
    """Raises the exception that goes with the status; does nothing for OK."""
    if status == c.OK:
        return
    found = findings_of(error)
    message = c.text(c.library.ancs_error_text(error.value, language)).rstrip() if error.value else ""
    if status == c.ERROR_MEMORY:
        raise MemoryError(message or "out of memory")
    kind = {c.ERROR_RULES: RuleError, c.ERROR_DATA: DataError, c.ERROR_STOPPED: Stopped}.get(status, Error)
    if kind is DataError and found:
        message = "\n".join(f.message + (f": {f.help}" if f.help else "") for f in found)
    raise kind(message or f"ancs failed with status {status}", found)


def must(call, *arguments) -> None:
    """Makes a call whose last argument is the error, and raises what it says."""
    error = c.error_handle()
    raise_for(call(*arguments, byref(error.value)), error)


def made_text(call, *arguments) -> str:
    """The same for a call that makes a text, in its last argument but one."""
    made = c.Handle(c.library.ancs_string_destroy)
    must(call, *arguments, byref(made.value))
    return c.take_string(made)
