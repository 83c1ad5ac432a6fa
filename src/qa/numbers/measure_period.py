"""A period that a figure is of: a year or a part of it, as exact as it is given."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field, replace
from typing import Final

END: Final = "end"  # of a period
PART_YEAR: Final = "?"  # nine months and the like, which no time of a figure tells apart


@dataclass(frozen=True, slots=True)
class MeasurePeriod:
    """A year or a part of it: "" the whole, "Q1", "H1", "03", "03-31", or PART_YEAR.

    `year` is None where a part stands alone; `back` is set for times by the document's own: 0 this, 1 the
    one before. `closing` is the month that a fiscal year ends in, where it is told.
    """

    year: int | None
    part: str = ""
    back: int | None = None
    closing: int | None = field(default=None, compare=False)

    @property
    def iso(self) -> str | None:
        """As a figure has it: 2024, 2024-Q3, 2024-03; None where that is not known."""
        if self.year is None or self.part == PART_YEAR:
            return None
        return f"{self.year}-{self.part}" if self.part else f"{self.year}"

    def closed(self) -> MeasurePeriod | None:
        """The last day of a fiscal year, half or quarter, where it is told when that year ends."""
        months = {"": 12, "H1": 6, "H2": 12, "Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12}.get(self.part)
        if self.year is None or self.closing is None or months is None:
            return None
        before, month = divmod(self.closing + months - 13, 12)
        year = self.year + before
        return MeasurePeriod(year, f"{month + 1:02}-{monthrange(year, month + 1)[1]:02}")

    def within(self, other: MeasurePeriod | None) -> MeasurePeriod:
        """The same with what it leaves out taken from a period around it: "Q1" under 2024."""
        if other is None or other.year is None:
            return self
        if self.back is not None:
            year = other.year - self.back
            return replace(other, year=year, part=self.part or other.part, back=None).ended(other, self.back)
        return replace(self, year=other.year) if self.year is None else self

    def ended(self, around: MeasurePeriod, back: int) -> MeasurePeriod:
        """For END, the last day of a period, or of the year before it: 期末 of 2024-H1 is 2024-06-30."""
        if not self.part.endswith(END):
            return self
        own = self.part.removesuffix(END)  # H1 of 当中間期末
        told = replace(self, part=own or ("" if back else around.part)).closed()
        if told or own:
            return told or replace(self, part=PART_YEAR)
        last = {"": "12-31", "Q1": "03-31", "H1": "06-30", "Q2": "06-30", "Q3": "09-30"}.get(around.part)
        return replace(self, part="12-31" if back else last or PART_YEAR)


@dataclass(frozen=True, slots=True)
class PeriodNaming:
    """A period named at `text[start:end]`."""

    period: MeasurePeriod
    start: int
    end: int
