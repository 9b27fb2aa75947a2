"""Owns the picture of where the money is: a field cut into tiles as large as their budgets. Geometry only."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.record.model import SelfEvaluation

WIDTH, HEIGHT = Decimal(400), Decimal(300)
LARGEST = 12
"""Tiles with a form of their own; what is smaller could be neither touched nor read on a phone."""
_TENTH = Decimal("0.1")
_LINE, _SIGN = 18, 14
"""Height of a line of text and width of a Chinese character as a phone shows them, in viewBox units."""
_FINE = Decimal("0.6")
"""How much smaller text is where the picture is drawn large."""
_MARGIN = 6
_LINES_OF_NAME = 3


@dataclass(frozen=True, slots=True)
class TileShare:
    """What a tile stands for."""

    forms: tuple[SelfEvaluation, ...]
    """One, or all the small ones."""
    budget: Decimal
    """万元."""
    spent: Decimal | None
    """万元; None where a form does not say."""

    @property
    def form(self) -> SelfEvaluation | None:
        """The form of a tile with a form of its own."""
        return self.forms[0] if len(self.forms) == 1 else None


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile."""

    share: TileShare
    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal

    @property
    def spent_height(self) -> Decimal:
        """How high the tile is filled: what was spent of it; at most the whole."""
        spent = self.share.spent
        if spent is None or spent <= 0:
            return Decimal(0)
        return _round(self.height * min(spent / self.share.budget, Decimal(1)))

    @property
    def spent_y(self) -> Decimal:
        """Where the filling begins; it stands on the ground of the tile."""
        return self.y + self.height - self.spent_height

    @property
    def is_fine(self) -> bool:
        """Its words have room only where the picture is drawn large."""
        return not self._holds(Decimal(1))

    @property
    def gap(self) -> Decimal:
        """Room between the edge and the words."""
        return _MARGIN * (_FINE if self.is_fine else Decimal(1))

    def line_y(self, number: int) -> Decimal:
        """The ground of a line of words, from 1."""
        return _round(self.y + (_MARGIN + _LINE * number) * (_FINE if self.is_fine else Decimal(1)) - 4)

    def lines(self, name: str) -> tuple[str, ...]:
        """The name cut to the lines that fit above the amount; none where the tile holds no words."""
        scale = _FINE if self.is_fine else Decimal(1)
        if not self._holds(scale):
            return ()
        signs = int((self.width - 2 * _MARGIN) / (_SIGN * scale))
        rows = min(int((self.height - _MARGIN) / (_LINE * scale)) - 1, _LINES_OF_NAME)
        pieces = [name[start : start + signs] for start in range(0, len(name), signs)]
        if len(pieces) > rows:
            pieces = [*pieces[: rows - 1], f"{pieces[rows - 1][:-1]}…"]
        return tuple(pieces)

    def _holds(self, scale: Decimal) -> bool:
        return self.width >= 96 * scale + _MARGIN and self.height >= (2 * _LINE * scale) + _MARGIN


def shares_of(evaluations: Iterable[SelfEvaluation]) -> tuple[TileShare, ...]:
    """Budgets by size, the small ones together; a form without a budget has no share."""
    known = [_share((form,)) for form in evaluations]
    sized = sorted((share for share in known if share.budget > 0), key=lambda share: (-share.budget, share.forms[0].id))
    if len(sized) <= LARGEST + 1:
        return tuple(sized)
    rest = _share(tuple(share.forms[0] for share in sized[LARGEST:]))
    return (*sized[:LARGEST], rest)


def treemap(shares: Sequence[TileShare]) -> tuple[Tile, ...]:
    """Lay the shares out, the largest first, each as near to a square as it comes."""
    total = sum((share.budget for share in shares), Decimal(0))
    if not total:
        return ()
    areas = [share.budget * WIDTH * HEIGHT / total for share in shares]
    places = _squarify(areas, (Decimal(0), Decimal(0), WIDTH, HEIGHT))
    return tuple(
        Tile(share, *(_round(length) for length in place)) for share, place in zip(shares, places, strict=True)
    )


Place = tuple[Decimal, Decimal, Decimal, Decimal]
"""x, y, width, height."""


def _squarify(areas: Sequence[Decimal], room: Place) -> Iterator[Place]:
    """Fill the shorter side with as many tiles as make the worst of them squarer, then go on in what is left."""
    start = 0
    while start < len(areas):
        _, _, width, height = room
        side = min(width, height)
        end = start + 1
        while end < len(areas) and _worst(areas[start : end + 1], side) <= _worst(areas[start:end], side):
            end += 1
        tiles, room = _row(areas[start:end], room)
        yield from tiles
        start = end


def _worst(areas: Sequence[Decimal], side: Decimal) -> Decimal:
    """How far the least square of a row is from a square: its longer side over its shorter."""
    depth = sum(areas, Decimal(0)) / side
    return max(max(area / depth / depth, depth * depth / area) for area in areas)


def _row(areas: Sequence[Decimal], room: Place) -> tuple[list[Place], Place]:
    """Tiles along the shorter side, and the room that is left."""
    x, y, width, height = room
    is_tall = width >= height
    depth = sum(areas, Decimal(0)) / min(width, height)
    tiles, at = [], y if is_tall else x
    for area in areas:
        length = area / depth
        tiles.append((x, at, depth, length) if is_tall else (at, y, length, depth))
        at += length
    left = (x + depth, y, width - depth, height) if is_tall else (x, y + depth, width, height - depth)
    return tiles, left


def _share(forms: tuple[SelfEvaluation, ...]) -> TileShare:
    budgets = [form.funds.wan_yuan("adjusted_budget") or Decimal(0) for form in forms]
    spent = [form.funds.wan_yuan("executed") for form in forms]
    known = [amount for amount in spent if amount is not None]
    return TileShare(forms, sum(budgets, Decimal(0)), sum(known, Decimal(0)) if len(known) == len(spent) else None)


def _round(length: Decimal) -> Decimal:
    return length.quantize(_TENTH, rounding=ROUND_HALF_UP)
