"""What a curator can do, and the key of each, alike in the terminal and on the page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Deed(StrEnum):
    """One thing that a key does."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    CHANGE = "change"
    DOUBT = "doubt"
    GIVE = "give"
    REOPEN = "reopen"
    ACCEPT_ALL = "accept all"
    REFUSE_ALL = "refuse all"
    UNDO = "undo"
    NEXT = "next"
    BEFORE = "before"
    HELP = "help"
    QUIT = "quit"
    FINISH = "finish"


@dataclass(frozen=True, slots=True)
class Key:
    """A key, what it does, in words what that is, and what it asks for (empty: nothing)."""

    key: str
    deed: Deed
    words: str
    asks: str = ""


KEYS: Final = (
    Key("a", Deed.ACCEPT, "accept it as it stands"),
    Key("r", Deed.REFUSE, "refuse it"),
    Key("c", Deed.CHANGE, "change it and accept it", "key=value, or -key to take one away; several with commas"),
    Key("d", Deed.DOUBT, "accept it with a doubt that travels with it", "what is in doubt"),
    Key("m", Deed.GIVE, "give it to another person", "whose it is, by number or label"),
    Key("o", Deed.REOPEN, "open it again"),
    Key("A", Deed.ACCEPT_ALL, "accept all of this person in which nothing is doubtful"),
    Key("R", Deed.REFUSE_ALL, "refuse this person and all that is open of them"),
    Key("u", Deed.UNDO, "take the last decision back"),
    Key("n", Deed.NEXT, "the next"),
    Key("p", Deed.BEFORE, "the one before"),
    Key("?", Deed.HELP, "what the keys do"),
    Key("q", Deed.QUIT, "leave: all decisions are saved"),
    Key("f", Deed.FINISH, "drop what was refused, when none is open"),
)
BY_KEY: Final = {one.key: one for one in KEYS}
