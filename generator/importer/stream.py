"""Owns forms in text without a table: one line for all, a cell a line, or a PDF in reading order.

Words become lines as a table would have them, by their labels; what stands apart from its label is kept as the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.importer.align import HeadedColumn, figure_in
from generator.importer.cells import Cell, CellLine, fold
from generator.importer.form import MISSING, FormDoubt, ReadForm
from generator.importer.grid import GridReader
from generator.importer.labels import key_of, levels_of
from generator.importer.limits import MAX_FORM_WORDS, MAX_FORMS, Unreadable
from generator.importer.rest import settle_rest
from generator.importer.sections import YEAR, Span, fund_key, is_section, is_source, is_title
from generator.importer.stream_rows import RowReader
from generator.importer.tokens import Token, tokens_of
from generator.importer.words import AMOUNT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.importer.cells import Sheet

_PAGE_GAP = 4
_YEAR_WORD = 14
_VALUED = ("head", "declared", "grade", "total", "text", "goal")


def stream_forms(sheet: Sheet, known: Mapping[str, str] | None = None) -> list[ReadForm]:
    """Every form in a text without columns."""
    parts = split_stream(tokens_of(sheet.lines))
    if len(parts) > MAX_FORMS:
        raise Unreadable(f"一个文件里有 {len(parts)} 份表，超过 {MAX_FORMS} 份的限度，请分开导入")
    return [read_stream(part, known) for part in parts]


def read_stream(tokens: Sequence[Token], known: Mapping[str, str] | None = None) -> ReadForm:
    """One form out of its words."""
    if len(tokens) > MAX_FORM_WORDS:
        return ReadForm("too_long", MISSING, place=tokens[0].place)
    walker = _Walker(tokens)
    walker.walk()
    loose = [levels_of(token.text) for token in walker.rest if levels_of(token.text)]
    form = GridReader(Span(walker.lines), [level for options in loose for level in options[:1]], known).read()
    has_other_levels = any(level.depth == 1 and not level.name for token in tokens for level in levels_of(token.text))
    form.is_glued = has_other_levels or any(not token.is_certain for token in tokens)
    for token in walker.strange:
        why = f"表头有认不出的栏“{token.text}”，各行的值可能移了位"
        form.doubts.append(FormDoubt("indicators", why, places=(token.place,)))
    settle_rest(form, [token for token in walker.rest if not levels_of(token.text)])
    return form


def split_stream(tokens: Sequence[Token]) -> list[list[Token]]:
    """The words of each form: from title to title, or, where titles come last, to the page break behind them."""
    heads = [at for at in range(len(tokens)) if _rows_run(tokens, at) and not (at and _rows_run(tokens, at - 1))]
    titles = [at for at, token in enumerate(tokens) if is_title(token.text)]
    starts = _starts(tokens, heads, titles)
    ends = [*starts[1:], len(tokens)]
    return [list(tokens[start:end]) for start, end in zip(starts, ends, strict=True) if end > start]


def _starts(tokens: Sequence[Token], heads: Sequence[int], titles: Sequence[int]) -> list[int]:
    if len(heads) < 2:
        return [0]
    if titles and titles[0] > heads[0] and len(titles) >= len(heads) - 1:
        return [0, *(_break_between(tokens, title, head) for title, head in zip(titles, heads[1:], strict=False))]
    marks = titles or [at for at, token in enumerate(tokens) if key_of(token.text, "head") == "project"]
    starts = []
    for before, head in zip([-1, *heads], heads, strict=False):
        own = [mark for mark in marks if before < mark < head]
        starts.append(own[0] if own else before + 1)
    return [0, *starts[1:]]


def _break_between(tokens: Sequence[Token], first: int, last: int) -> int:
    """The widest gap between a title that ends a form and the head of the next."""
    places = range(first + 1, last + 1) if first < last else range(last, last + 1)
    return max(places, key=lambda at: (min(tokens[at].gap, _PAGE_GAP), -at))


def _rows_run(tokens: Sequence[Token], at: int) -> int:
    """How many tokens from here head an indicator table; 0 where they do not."""
    keys: list[str] = []
    end = at
    while end < len(tokens):
        key = key_of(tokens[end].text, "column")
        if key is None or key in keys:
            break
        keys.append(key)
        end += 1
    has_names = len({"level1", "level2", "name"} & set(keys)) >= 1
    return end - at if len(keys) >= 3 and has_names and {"target", "actual", "weight"} & set(keys) else 0


def _funds_run(tokens: Sequence[Token], at: int) -> int:
    """How many tokens from here head a table of funds."""
    keys: list[str] = []
    end = at
    while end < len(tokens):
        key = fund_key(tokens[end].text)
        if key is None or key in keys:
            break
        keys.append(key)
        end += 1
    return end - at if sum(key in AMOUNT_COLUMNS for key in keys) >= 2 else 0


class _Walker:
    """Goes through the words of one form once."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.lines: list[CellLine] = []
        self.rest: list[Token] = []
        self.columns: list[HeadedColumn] = []
        """Of the table of funds, once its head is found."""
        self.is_in_funds = False
        self.strange: list[Token] = []
        """What stands behind the head of the indicators on its own line and is no head that is known."""

    def walk(self) -> None:
        """Turn words into lines; what has no label goes to the rest."""
        while self.at < len(self.tokens):
            before = self.at
            self._step()
            self.at = max(self.at, before + 1)

    def _step(self) -> None:
        token = self.tokens[self.at]
        if is_title(token.text):
            if not self.columns and not any(len(line.cells) > 1 for line in self.lines):
                self.rest.clear()  # what stands before the title is no part of the form
            self._emit([token])
        elif count := _rows_run(self.tokens, self.at):
            self._rows(count)
        elif count := _funds_run(self.tokens, self.at):
            self._funds_head(count)
        elif self.is_in_funds and (is_source(token.text) or figure_in(token.text) is not None):
            self._fund_line()
        elif any(key_of(token.text, family) is not None for family in _VALUED):
            self._labelled()
        elif is_section(token.text) or (len(fold(token.text)) <= _YEAR_WORD and YEAR.search(fold(token.text))):
            self._emit([token])
        elif token.text and not (token.is_label and not levels_of(token.text)):
            self.rest.append(token)

    def _emit(self, tokens: Sequence[Token], columns: Sequence[int] = (), *, is_exact: bool = False) -> None:
        places = columns or range(len(tokens))
        cells = (Cell(token.text, token.place, column) for token, column in zip(tokens, places, strict=False))
        self.lines.append(CellLine(tuple(cell for cell in cells if cell.text), is_exact=is_exact))
        self.at += len(tokens)

    def _funds_head(self, count: int) -> None:
        tokens = self.tokens[self.at : self.at + count]
        self.columns = [HeadedColumn("", number, token.text) for number, token in enumerate(tokens, 1)]
        self.is_in_funds = True
        self._emit(tokens, range(1, count + 1))

    def _fund_line(self) -> None:
        """A label with the figures behind it, or a line of figures whose label stands elsewhere."""
        first = self.tokens[self.at]
        has_label = is_source(first.text)
        values: list[Token] = []
        for token in self.tokens[self.at + has_label :]:
            is_over = len(values) == len(self.columns) or (not has_label and values and token.gap)
            if token.is_label or is_over or is_section(token.text) or (token.text and figure_in(token.text) is None):
                break
            values.append(token)
        has_blanks = any(not token.text for token in values)
        tokens = [first, *values] if has_label else values
        if values:
            columns = range(len(tokens)) if has_label else range(1, len(tokens) + 1)
            self._emit(tokens, columns, is_exact=has_blanks)
        else:
            self.at += 1

    def _rows(self, count: int) -> None:
        self.is_in_funds = False
        head = self.tokens[self.at : self.at + count]
        self._emit(head)
        following = self.tokens[self.at] if self.at < len(self.tokens) else None
        if following is not None and following.text and not following.gap and not levels_of(following.text):
            self.strange.append(following)
        body: list[Token] = []
        while self.at < len(self.tokens) and not self._ends_rows(body):
            repeated = _rows_run(self.tokens, self.at)
            if not repeated:
                body.append(self.tokens[self.at])
            self.at += repeated or 1
        columns = [
            HeadedColumn(key_of(token.text, "column") or "", number, token.text) for number, token in enumerate(head)
        ]
        self.lines += RowReader(columns, body).read()
        total = [token for token in self.tokens[self.at : self.at + 2] if figure_in(token.text) is not None]
        if total and total[0] is self.tokens[self.at]:
            self._emit(total)

    def _ends_rows(self, body: Sequence[Token]) -> bool:
        token = self.tokens[self.at]
        if is_title(token.text) or any(key_of(token.text, family) for family in ("total", "grade", "text")):
            return True
        if key_of(token.text, "head") not in (None, "self_score") or _funds_run(self.tokens, self.at):
            return True
        if is_section(token.text) and key_of(token.text, "section") and len(fold(token.text)) > 3:
            return True
        is_full_mark = token.text in ("100", "100.0", "100.00") and token.gap > 0 and not self._has_total()
        if is_full_mark and body and figure_in(body[-1].text) is not None:
            following = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
            return following is None or following.gap > 0 or figure_in(following.text) is not None
        return False

    def _has_total(self) -> bool:
        """A label says where the sums stand."""
        return any(key_of(token.text, "total") for token in self.tokens[self.at :])

    def _labelled(self) -> None:
        """A label with its values; several labels in a row with the texts below them."""
        run = self._run_of_goals()
        if run > 1:
            self._goals(run)
            return
        label = self.tokens[self.at]
        values = self._values(label)
        if key_of(label.text, "head") == "department" and len(values) == 2 and self._lacks_unit():
            self._two_parties(label, values)
        elif key_of(label.text, "total") and not values:
            self._emit([label])
        else:
            self._emit([label, *values])

    def _values(self, label: Token) -> list[Token]:
        """Words on the label's own line; where there are none, the next word, or all of a long text."""
        values: list[Token] = []
        is_long = key_of(label.text, "text") is not None or key_of(label.text, "goal") is not None
        is_points = key_of(label.text, "total") is not None or key_of(label.text, "grade") is not None
        for token in self.tokens[self.at + 1 :]:
            if token.is_label or is_title(token.text) or token.gap >= _PAGE_GAP:
                break
            if is_points and not token.text:
                self.at += 1
                continue
            is_same_line = token.gap == 0 and (not values or values[-1].gap == 0)
            if not (is_same_line or not values or (is_points and len(values) < 2 and figure_in(token.text)) or is_long):
                break
            values.append(token)
            if not is_same_line and not is_long and not is_points:
                break
        return values

    def _run_of_goals(self) -> int:
        end = self.at
        while end < len(self.tokens) and key_of(self.tokens[end].text, "goal"):
            end += 1
        return end - self.at

    def _goals(self, run: int) -> None:
        heads = self.tokens[self.at : self.at + run]
        self._emit(heads)
        texts: list[Token] = []
        for token in self.tokens[self.at :]:
            if token.is_label or is_title(token.text) or is_section(token.text):
                break
            texts.append(token)
        texts = [token for token in texts if token.text]
        if texts:
            self.at += len(texts)
            self.lines.append(CellLine(tuple(_in_columns(texts, len(heads)))))

    def _lacks_unit(self) -> bool:
        at = next((n for n, token in enumerate(self.tokens) if key_of(token.text, "head") == "unit"), None)
        return at is not None and (at + 1 == len(self.tokens) or self.tokens[at + 1].is_label)

    def _two_parties(self, label: Token, values: Sequence[Token]) -> None:
        """Department and unit side by side, the second label lost or elsewhere."""
        self._emit([label, values[0]])
        unit = next(token for token in self.tokens if key_of(token.text, "head") == "unit")
        why = "“实施单位”印在别处，按次序认作主管部门后面的单位"
        cells = (Cell(unit.text, unit.place, 0), Cell(values[1].text, values[1].place, 1, why=why))
        self.lines.append(CellLine(cells))
        self.at += 1


def _in_columns(texts: Sequence[Token], count: int) -> list[Cell]:
    """Texts below several heads: one each, or cut where a sentence ends nearest to an even share."""
    if len(texts) <= count:
        return [Cell(token.text, token.place, number) for number, token in enumerate(texts)]
    whole = sum(len(token.text) for token in texts)
    borders = [number for number in range(1, len(texts)) if texts[number - 1].text.endswith(("。", "；", ";"))]
    cut = min(
        borders or range(1, len(texts)),
        key=lambda number: abs(2 * sum(len(token.text) for token in texts[:number]) - whole),
    )
    why = "目标和完成情况连在一起，分界不能确定"
    return [
        Cell("".join(token.text for token in part), part[0].place, number, why=why)
        for number, part in enumerate((texts[:cut], texts[cut:]))
    ]
