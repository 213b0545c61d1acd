"""What an import did, in numbers that add up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not taken: where it stands (`export.csv:17`), and why, without what it held."""

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


@dataclass(slots=True)
class Account:
    """The count of one import. `read` is always `new + known + refused`."""

    new: int = 0
    known: int = 0
    refused: int = 0

    @property
    def read(self) -> int:
        """How many rows were read."""
        return self.new + self.known + self.refused

    def add(self, other: Account) -> None:
        """Add the counts of a further file."""
        self.new += other.new
        self.known += other.known
        self.refused += other.refused

    def __str__(self) -> str:
        return f"{self.read} read: {self.new} new, {self.known} already known, {self.refused} refused"
