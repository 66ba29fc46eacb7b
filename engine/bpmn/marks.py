"""Where an instance stands, element by element: in a word that everyone can read, and in what more there is to say."""

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How an element stands; the value is the word that pages show."""

    DONE = "Done"
    LIVE = "Live"
    DUE_SOON = "Due soon"
    LATE = "Late"

    @property
    def is_live(self) -> bool:
        return self is not Standing.DONE


@dataclass(frozen=True)
class Mark:
    """An element's standing. `said` tells of each task it stands for: with whom, by when, or who did it and when."""

    standing: Standing
    said: tuple[str, ...] = ()
