"""How sure a provider is of somebody: vectors of trust (RFC 8485), such as `P2.Cl.Cm`.

`P2` says how well it was proved who somebody is; the parts with C, how they signed in.
"""

from collections.abc import Iterable


def level(vector: str) -> int:
    """How well somebody's identity was proved; 0 where a vector does not say."""
    found = [part[1:] for part in vector.split(".") if part[:1] == "P"]
    return max((int(each) for each in found if each.isascii() and each.isdigit()), default=0)


def ways(vector: str) -> frozenset[str]:
    """How somebody signed in."""
    return frozenset(part for part in vector.split(".") if part[:1] == "C")


def is_enough(got: str, asked: Iterable[str], *, level_apart: bool = False) -> bool:
    """Whether a vector is at least one of those asked for.

    With `level_apart` the provider says elsewhere how well an identity was proved.
    """
    return any(
        ways(each) <= ways(got) and (level_apart or level(each) <= level(got)) for each in asked
    )


def level_asked(asked: Iterable[str]) -> int:
    """The least proof of identity among the vectors asked for."""
    return min(map(level, asked), default=0)
