"""Owns which pages there are, their addresses and what each template is given. Pure: a collection in, pages out."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from generator.checks import catalogue
from generator.checks.book import ELSEWHERE
from generator.forms.pairing import compare
from generator.forms.rows import rows_of, short_rows, tally
from generator.publish.pages.charts import bars, marks
from generator.publish.pages.linked import linked_data
from generator.publish.pages.making import Drawings, Job, Made, Maker
from generator.publish.pages.printed import levels_of, sections_of, totals_of
from generator.publish.pages.project_pages import ProjectPages
from generator.publish.pages.unit_pages import UnitPages
from generator.publish.pages.year_pages import YearPages
from generator.publish.words.notes import (
    description_of,
    full_words,
    money_words,
    rows_words,
    years_apart,
)
from generator.publish.words.place import place_words
from generator.publish.words.quality import WORDS, Quality, UnitQuality
from generator.publish.words.score_steps import steps_of
from generator.publish.words.wording import (
    amount,
    declared_money_sentence,
    money_sentence,
    purpose_sentence,
    result_sentence,
)
from generator.record.model import SelfEvaluation, TargetDeclaration
from generator.record.tables import DECLARED_AMOUNTS
from generator.summary.status import Standing, absent, groups, late

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from generator.publish.pages.charts import Bar
    from generator.record.model import Form, Unit, Withdrawal


class Pages(Maker):
    """All generated pages of one collection."""

    def jobs(self) -> Iterator[Job]:
        """Every generated page in a fixed order."""
        yield from YearPages(self._sources).jobs()
        yield from UnitPages(self._sources).jobs()
        yield from ProjectPages(self._sources).jobs()
        for form in self._collection.forms:
            yield Job(f"{form.id}.md", partial(self._form, form), is_plain=True, reads=partial(self._read_by, form))
        for item in self._collection.registry.withdrawn:
            for path in () if item.returned else self._addresses(item):
                make = partial(self._withdrawn, item, path)
                yield Job(path, make, is_plain=True, reads=partial(self._read_by_withdrawn, item))
        yield Job("status.md", self._status)
        yield Job("rules.md", self._rules)
        yield Job("quality/index.md", self._qualities)
        for year in self._sources.summaries:
            reads = partial(self._sources.digest_of, *self._of_year(year))
            yield Job(f"quality/{year}.md", partial(self._quality, year), is_plain=True, reads=reads)
            for unit in self._collection.units:
                forms = self._of_unit(year, unit)
                if forms:
                    make, reads = partial(self._unit_quality, year, unit), partial(self._sources.digest_of, *forms)
                    yield Job(f"quality/{year}/{unit.id}.md", make, is_plain=True, reads=reads)

    def _read_by(self, form: Form) -> str:
        """A form's page tells of the form, of its counterpart, of how many others there are and where it stands."""
        near = (self._collection.counterpart(form), *self._collection.same_project(form))
        place = self._sources.place(form) if isinstance(form, SelfEvaluation) else None
        beside = (tuple(other.id for other in self._collection.same_unit(form)), place, near[0] is None)
        return self._sources.digest_of(form, *filter(None, near), beside=beside)

    def _read_by_withdrawn(self, item: Withdrawal) -> str:
        successors = [form for form in self._collection.forms if form.id == item.moved_to]
        units = [unit.id for unit in self._collection.units]
        return self._sources.digest_of(*successors, beside=(item, units))

    def _status(self) -> Made:
        page = self._page("status.md", "公开进度", "各单位各年度的表是否按期公开", (("公开进度", ""),))
        registry = self._collection.registry
        named = {name: unit for unit in registry.units.values() for name in unit.names()}
        found = self._sources.statuses
        others = (state for state in Standing if state is not Standing.UNKNOWN)
        return self._render(
            "status.md.j2",
            page,
            states=(Standing.UNKNOWN, *others),
            here=len(self._collection.forms),
            unknown=sum(1 for status in found if status.state is Standing.UNKNOWN),
            groups=groups(found, list(named)),
            late=late(found),
            absent=absent(found),
            units=named,
            present={name for unit in self._collection.units for name in unit.names()},
        )

    def _addresses(self, item: Withdrawal) -> Iterator[str]:
        """The address of a form that is gone, and of its project where no other form keeps it."""
        yield f"{item.form}.md"
        project_id = item.form.rpartition("/")[2]
        if project_id not in self._collection.projects:
            yield f"projects/{project_id}.md"

    def _withdrawn(self, item: Withdrawal, path: str) -> Made:
        """What stands at an address that is gone."""
        registry = self._collection.registry
        _, year, unit_id, _ = item.form.split("/")
        unit = registry.units[unit_id]
        successor = next((form for form in self._collection.forms if form.id == item.moved_to), None)
        context: dict[str, Any] = {"item": item, "unit": unit, "year": year, "successor": successor}
        context["has_unit_page"] = unit in self._collection.units
        title = f"{item.project}（{unit.short}，{year}）：{'换了地址' if successor else '已撤下'}"
        crumbs = (("更正", "corrections/"), (item.project, ""))
        page = self._page(path, title, f"{title}，原因和日期", crumbs)
        return self._render("withdrawn.md.j2", page, **context)

    def _rules(self) -> Made:
        page = self._page("rules.md", "检查规则", "每条检查规则的算法、依据、界限和发现的数目", (("检查规则", ""),))
        chapters = catalogue(self._checks.report.rules, self._checks.report.counts(self._checks.shown))
        return self._render(
            "rules.md.j2",
            page,
            chapters=chapters,
            count=sum(len(chapter.entries) for chapter in chapters),
            forms=len(self._collection.forms),
            words=list(WORDS.values()),
            found=self._years_found(),
            elsewhere=ELSEWHERE,
        )

    def _years_found(self) -> dict[str, list[int]]:
        """In which years a rule found something, by its id."""
        years: dict[str, list[int]] = {}
        for year in self._sources.summaries:
            for rule in self._checks.rules_asked(self._of_year(year)):
                years.setdefault(rule, []).append(year)
        return years

    def _quality_of(self, year: int) -> Quality:
        """What was found in the forms of a year, counted once for the pages that tell of it."""
        if year not in self._qualities_by_year:
            self._qualities_by_year[year] = self._checks.of_forms(self._of_year(year))
        return self._qualities_by_year[year]

    @cached_property
    def _qualities_by_year(self) -> dict[int, Quality]:
        return {}

    def _of_year(self, year: int) -> tuple[Form, ...]:
        return self._collection.of_year(year)

    def _of_unit(self, year: int, unit: Unit) -> tuple[Form, ...]:
        return self._collection.of_year_and_unit(year, unit.id)

    def _qualities(self) -> Made:
        crumbs = (("检查情况", ""),)
        page = self._page("quality/index.md", "检查情况", "各年度的表按规则书检查的情况", crumbs)
        years = [(year, self._quality_of(year)) for year in self._sources.summaries]
        return self._render("qualities.md.j2", page, years=years, words=list(WORDS.values()))

    def _quality(self, year: int) -> Made:
        heading = f"{year} 年度"
        crumbs = (("检查情况", "quality/"), (heading, ""))
        description = f"{year} 年度各表按规则书检查的情况：发现了什么，各有多少"
        page = self._page(f"quality/{year}.md", f"{heading}检查情况", description, crumbs)
        of_units = ((unit, self._of_unit(year, unit)) for unit in self._collection.units)
        units = [UnitQuality(unit, self._checks.of_forms(forms)) for unit, forms in of_units if forms]
        quality = self._quality_of(year)
        return self._render("quality.md.j2", page, heading=heading, year=year, quality=quality, units=units, unit_id="")

    def _unit_quality(self, year: int, unit: Unit) -> Made:
        heading = f"{unit.name}，{year} 年度"
        crumbs = (("检查情况", "quality/"), (f"{year} 年度", f"quality/{year}/"), (unit.short, ""))
        path, title = f"quality/{year}/{unit.id}.md", f"{heading}检查情况"
        page = self._page(path, title, f"{heading}各表的检查情况", crumbs)
        quality = self._checks.of_forms(self._of_unit(year, unit))
        return self._render(
            "quality.md.j2", page, heading=heading, year=year, quality=quality, units=[], unit_id=unit.id
        )

    def _form(self, form: Form) -> Made:
        short = self._collection.registry.units[form.unit_id].short
        crumbs = (
            (f"{form.year} 年度", f"years/{form.year}/"),
            (short, f"units/{form.unit_id}/"),
            (form.project, ""),
        )
        title = f"{form.project}（{short}，{form.year}）"
        description = description_of(form, self._profile)
        dates = self._dates(form)
        page = self._page(f"{form.id}.md", title, description, crumbs)
        changed = dates.last.date().isoformat() if dates else ""
        page = replace(page, changed=changed, address=f"{self._sources.edition.address}{form.id}/")
        page = replace(page, linked=linked_data(form, page, self._sources.edition))
        template, drawings, own = self._own(form)
        shared = self._shared(form) | {"dates": dates, "edition": self._sources.edition}
        return self._render(f"{template}.md.j2", page, drawings, **shared, **own)

    def _own(self, form: Form) -> tuple[str, Drawings, dict[str, Any]]:
        """Template, pictures and what only the page of its kind is given; any kind can be shown by its field table."""
        if isinstance(form, SelfEvaluation):
            money = bars(_money_bars(form), _MONEY_BAR)
            drawings: Drawings = {"money": {"bars": money}, "rows": {"drawing": marks(rows_of(form))}}
            return form.kind.page, drawings, self._evaluation(form, money)
        return form.kind.page, {}, _declaration(form) if isinstance(form, TargetDeclaration) else _by_table(form)

    def _shared(self, form: Form) -> dict[str, Any]:
        counterpart = self._collection.counterpart(form)
        context: dict[str, Any] = {"counterpart": counterpart}
        for declared, evaluated in ((form, counterpart), (counterpart, form)):
            if isinstance(declared, TargetDeclaration) and isinstance(evaluated, SelfEvaluation):
                context |= _comparison(declared, evaluated)
        return context | {
            "form": form,
            "unit": self._collection.registry.units[form.unit_id],
            "checks": self._checks.of_form(form.id),
            "purpose": purpose_sentence(form),
            "levels": levels_of(form.indicators),
            "document": self._collection.registry.documents[form.source.document],
            "same_project": self._collection.same_project(form),
            "same_unit": self._collection.same_unit(form),
        }

    def _evaluation(self, form: SelfEvaluation, money_bars: Sequence[Bar]) -> dict[str, Any]:
        rows = rows_of(form)
        profile = form.layout.applied_to(self._collection.registry.profile)
        return {
            "profile": profile,
            "place_words": place_words(self._sources.place(form), form.grade),
            "money": money_sentence(form, self._profile),
            "money_words": money_words([(bar.label, bar.text) for bar in money_bars]),
            "result": result_sentence(form),
            "rows": rows,
            "rows_words": rows_words(tally(rows)),
            "full_words": full_words(tally(rows)),
            "short": short_rows(form),
            "same_goals": bool(form.expected) and form.expected == form.achieved,
            "steps": steps_of(form, profile),
        }


_MONEY_BAR = 230


def _money_bars(form: SelfEvaluation) -> list[tuple[str, str, Decimal]]:
    columns = (("年初预算", "initial_budget"), ("全年预算", "adjusted_budget"), ("实际支出", "executed"))
    values = [(label, form.funds.wan_yuan(column)) for label, column in columns]
    return [(label, amount(value), value) for label, value in values if value is not None]


def _by_table(form: Form) -> dict[str, Any]:
    return {"sections": sections_of(form), "totals": totals_of(form)}


def _declaration(form: TargetDeclaration) -> dict[str, Any]:
    cells = [(label, getattr(form.amounts, key), key) for key, label in DECLARED_AMOUNTS]
    project, annual = cells[:3], cells[3:]
    rows = [
        (project[0], annual[0]),
        (project[1], annual[1]),
        (None, annual[2]),
        (project[2], annual[3]),
    ]
    unit = form.amounts.amount_unit.value
    planned = f"，计划 {form.start} 开始，{form.end} 完成" if form.start and form.end else ""
    return {
        "money": declared_money_sentence(form),
        "unit_note": "" if form.amounts.is_unit_printed else f"（表上没有印单位，按数额判断是{unit}。）",
        "promise": f"{len(form.indicators)} 行指标{planned}。",
        "amount_rows": rows,
    }


def _comparison(declaration: TargetDeclaration, evaluation: SelfEvaluation) -> dict[str, Any]:
    """What a declaration promised beside what the evaluation says."""
    pairs = compare(declaration, evaluation)
    return {
        "declaration": declaration,
        "evaluation": evaluation,
        "years_apart": years_apart(declaration.year, evaluation.year),
        "matched": [pair for pair in pairs if pair.declared and pair.evaluated],
        "declared_only": [pair for pair in pairs if not pair.evaluated],
        "evaluated_only": [pair for pair in pairs if not pair.declared],
    }
