"""Owns how names are read aloud: the pinyin by which they are found. Knows no form."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=50_000)
def syllables(name: str) -> str:
    """The syllables of a name, apart by spaces: 技能评价（2023） reads ji neng ping jia 2023.

    The reading follows the word (银行 is yin hang); letters and digits stay as they are, in small letters.
    """
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 -- slow to load, and only who makes the index needs it

    parts = ("".join(filter(str.isalnum, part)).lower() for part in lazy_pinyin(name, style=Style.NORMAL))
    return " ".join(part.replace("ü", "v") for part in parts if part)
