"""What a name may be once the things around it are left away, in the order in which the readings are to be tried."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from llmreg.spelling.keys import squash
from llmreg.spelling.tables import HOSTS, PATH_WORDS, RULES, Rule

__all__ = ["LONGEST", "Dropped", "Reading", "iter_readings"]

LONGEST = 300
"""No name is longer; longer texts have no reading."""

_HEAD = re.compile(r"@?([^/:]+)([/:])(?=.)")
_REGION = re.compile(r"us|eu|global|[a-z]{2}(?:-gov)?-[a-z]+-[0-9]", re.ASCII)
_ADDRESSES = 3
"""So many rules, the first ones, look at the whole, with the host before the name."""


class Dropped(NamedTuple):
    """A part of a name that does not belong to the model."""

    text: str
    """As it was written, without the separator before or behind it."""
    says: str
    """What it is."""


class Reading(NamedTuple):
    """One way to read a name."""

    text: str
    """What is left of it, as it was written."""
    dropped: tuple[Dropped, ...] = ()
    """What was left away, in the order of the rules."""
    platform: str | None = None
    """The platform whose name stood before it."""

    def without(self, text: str, piece: str, says: str) -> Reading:
        """The reading of what is left when a piece goes."""
        return self._replace(text=text, dropped=(*self.dropped, Dropped(piece.strip("-_.:/@[]"), says)))


def iter_readings(name: str, hosts: Mapping[str, str] = HOSTS, owners: Container[str] = ()) -> Iterator[Reading]:
    """The name itself first, then what each rule leaves of it, each from what the one before has left.

    Args:
        name: any text, without blanks around.
        hosts: names of hosts without separators, with their platforms. One that stands in `owners` too is kept.
        owners: names of vendors without separators.
    """
    if not name or len(name) > LONGEST:
        return
    reading = Reading(name)
    yield reading
    for number, compiled in enumerate(_compiled()):
        while (after := compiled.apply(reading)) is not None:
            reading = after
            yield reading
            if not compiled.rule.repeats:
                break
        if number + 1 == _ADDRESSES:
            while (after := _without_head(reading, hosts, owners)) is not None:
                reading = after
                yield reading


class _Compiled(NamedTuple):
    """A rule with its expressions compiled, which takes longer than all the rest of a first question."""

    rule: Rule
    pattern: re.Pattern[str]
    requires: re.Pattern[str]

    def apply(self, reading: Reading) -> Reading | None:
        """What the rule leaves; `None` where it does not apply."""
        match = self.pattern.search(reading.text)
        if match is None or self.requires.search(reading.text) is None:
            return None
        text = reading.text[: match.start()] + self.rule.keeps + reading.text[match.end() :]
        if not text:
            return None
        return reading._replace(text=text) if self.rule.keeps else reading.without(text, match[0], self.rule.says)


@cache
def _compiled() -> tuple[_Compiled, ...]:
    flags = re.IGNORECASE | re.ASCII
    return tuple(_Compiled(rule, re.compile(rule.pattern, flags), re.compile(rule.requires, flags)) for rule in RULES)


def _without_head(reading: Reading, hosts: Mapping[str, str], owners: Container[str]) -> Reading | None:
    """The reading without the name of a host, its region or a word of a path before the rest."""
    match = _HEAD.match(reading.text)
    if match is None:
        return None
    head, rest = match[1].lower(), reading.text[match.end() :]
    name = squash(head)
    if name in hosts and name not in owners:
        return reading.without(rest, match[1], "a host")._replace(platform=hosts[name] or reading.platform)
    if match[2] == "/" and reading.dropped and _REGION.fullmatch(head):
        return reading.without(rest, match[1], "a region")
    return reading._replace(text=rest) if match[2] == "/" and head in PATH_WORDS else None
