"""Owns where two values differ: the words of a text that changed, and how far apart two figures are. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from generator.record.values import parse_figure, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

AROUND = 12
"""Characters shown before and after what differs."""
LONG = 30
"""From this length on, a text is shown by its differences."""
_MOST = 4_000_000
"""Pairs of words compared; of longer texts the whole stretch that differs is shown."""
_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[A-Za-z]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Difference:
    """One stretch that differs, with a little around it."""

    before: str
    old: str
    new: str
    after: str


def differences(old: str, new: str) -> tuple[Difference, ...]:
    """The stretches in which two texts differ; figures are whole words: 109个 → 209个 is 109 → 209."""
    left, right = _WORD.findall(old), _WORD.findall(new)
    return tuple(
        Difference(
            "".join(left[:a])[-AROUND:], "".join(left[a:b]), "".join(right[c:d]), "".join(left[b : b + AROUND])[:AROUND]
        )
        for a, b, c, d in _stretches(left, right)
    )


def _stretches(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    shorter = min(len(left), len(right))
    head = next((at for at in range(shorter) if left[at] != right[at]), shorter)
    tail = next((at for at in range(shorter - head) if left[-1 - at] != right[-1 - at]), shorter - head)
    one, other = left[head : len(left) - tail], right[head : len(right) - tail]
    if len(one) * len(other) > _MOST:
        yield head, head + len(one), head, head + len(other)
        return
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            yield head + a, head + b, head + c, head + d


def in_one_line(found: Sequence[Difference]) -> str:
    """The differences as plain text, such as …培训[-109-]{+209+}个单位… in one line."""
    parts = []
    for item in found:
        old, new = f"[-{item.old}-]" if item.old else "", f"{{+{item.new}+}}" if item.new else ""
        parts.append(f"…{item.before}{old}{new}{item.after}…")
    return " ".join(parts)


def distance(old: str | None, new: str | None) -> str:
    """How far a figure moved, with its sign, in percent, and what it may be a slip of: “+900，+900.0%，差十倍”."""
    before, after = _value(old), _value(new)
    if before is None or after is None or before == after:
        return ""
    moved = after - before
    parts = [f"{'+' if moved > 0 else '−'}{plain(abs(moved), commas=True)}"]
    share = f"{abs(moved) / abs(before) * 100:.1f}%" if before else ""
    if share:
        parts.append("不到 0.1%" if share == "0.0%" else f"{'+' if moved > 0 else '−'}{share}")
    return "，".join([*parts, *_slips(before, after, old or "", new or "")])


def _slips(before: Decimal, after: Decimal, old: str, new: str) -> Iterator[str]:
    names = {10: "十倍", 100: "一百倍", 1000: "一千倍", 10000: "一万倍"}
    for times, name in names.items():
        if before and after and (before * times == after or after * times == before):
            yield f"差{name}"
    digits = [re.sub(r"\D", "", text) for text in (old, new)]
    if len(digits[0]) == len(digits[1]):
        at = [index for index, (a, b) in enumerate(zip(*digits, strict=True)) if a != b]
        if len(at) == 2 and at[1] == at[0] + 1 and digits[0][at[0]] == digits[1][at[1]]:
            yield "两位数字对调"


def _value(text: str | None) -> Decimal | None:
    try:
        return parse_figure(text).value if text is not None else None
    except ValueError:
        return None
