"""Reads the files of the index as the browser does; knows nothing of how they are written."""

from __future__ import annotations

import json

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def numbers_in(letters: str) -> list[int]:
    """Five bits a letter, lowest first; bit six says that more follow."""
    read, value, scale = [], 0, 1
    for letter in letters:
        digit = DIGITS.index(letter)
        value, scale = value + digit % 32 * scale, scale * 32
        if digit < 32:
            read.append(value)
            value, scale = 0, 1
    return read


def texts_in(passages: bytes) -> list[str]:
    """The texts of a file of passages, whole."""
    texts = [""]
    for line in json.loads(passages)["texts"].split("\n"):
        end = next(at for at, letter in enumerate(line) if DIGITS.index(letter) < 32) + 1
        texts.append(texts[-1][: numbers_in(line[:end])[0]] + line[end:])
    return texts[1:]


def cells_in(passages: bytes) -> list[tuple[str, ...]]:
    """Anchor, key, text and other spelling of every text of every form."""
    file, texts = json.loads(passages), texts_in(passages)
    places = [tuple(place.split(" ")) for place in file["places"].split("\n")]
    cells: list[tuple[str, ...]] = []
    for form in file["forms"]:
        numbers, place = iter(numbers_in(form)), -1
        for number in numbers:
            if number == 1:
                cells[-1] += (texts[next(numbers) - 2],)
                continue
            place, text = (next(numbers), next(numbers)) if number == 0 else (place + 1, number)
            cells.append((*places[place], texts[text - 2]))
    return cells
