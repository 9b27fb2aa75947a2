"""Owns which pages there are, their addresses and what each template is given. Pure: a collection in, pages out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.checks import catalogue
from generator.checks.book import ELSEWHERE
from generator.forms.formulas import missing_rate
from generator.forms.pairing import compare
from generator.forms.rows import rows_of, short_rows, tally
from generator.publish.pages.charts import bars, marks, scatter
from generator.publish.pages.missed import losses_of, misses_of
from generator.publish.pages.page import Page
from generator.publish.pages.printed import levels_of, sections_of, totals_of
from generator.publish.words.notes import (
    description_of,
    full_words,
    loss_words,
    misses_words,
    money_words,
    plot_words,
    project_words,
    rows_words,
    unit_words,
    years_apart,
)
from generator.publish.words.place import place_words
from generator.publish.words.quality import WORDS, UnitQuality
from generator.publish.words.score_steps import steps_of
from generator.publish.words.wording import (
    amount,
    declared_money_sentence,
    money_sentence,
    purpose_sentence,
    result_sentence,
)
from generator.record.kinds import KINDS
from generator.record.model import SelfEvaluation, TargetDeclaration
from generator.record.tables import DECLARED_AMOUNTS
from generator.summary.statistics import statistics_of
from generator.summary.status import Standing, absent, groups, late
from generator.summary.year import without_statistics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from generator.publish.pages.charts import Bar
    from generator.publish.pages.missed import Loss
    from generator.publish.pages.sources import Sources
    from generator.record.kinds import Kind
    from generator.record.model import Form, Unit, Withdrawal
    from generator.summary.year import YearSummary


Drawings = dict[str, dict[str, Any]]
"""What each picture of a page is drawn from, by its name."""


@dataclass(frozen=True, slots=True)
class Made:
    """One page with the pictures it shows, each SVG by its path under the content folder."""

    page: Page
    markdown: str
    pictures: Mapping[str, str] = field(default_factory=dict)


class Job(NamedTuple):
    """One page that is to be made."""

    path: str
    make: Callable[[], Made]
    is_plain: bool = False
    """Neither in the navigation nor with a table of contents: the theme's page can be filled instead of printed."""


class Pages:
    """All generated pages of one collection."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._collection = sources.collection
        self._checks = sources.checks
        self._dates = sources.dates

    def jobs(self) -> Iterator[Job]:
        """Every generated page in a fixed order."""
        yield Job("years/index.md", self._years)
        for summary in self._sources.summaries.values():
            yield from self._of_one_year(summary)
        yield Job("units/index.md", self._units)
        for unit in self._collection.units:
            yield Job(f"units/{unit.id}.md", partial(self._unit, unit), is_plain=True)
        yield Job("projects/index.md", self._projects)
        for project_id in self._collection.projects:
            yield Job(f"projects/{project_id}.md", partial(self._project, project_id), is_plain=True)
        for form in self._collection.forms:
            yield Job(f"{form.id}.md", partial(self._form, form), is_plain=True)
        for item in self._collection.registry.withdrawn:
            for path in self._addresses(item):
                yield Job(path, partial(self._withdrawn, item, path), is_plain=True)
        yield Job("status.md", self._status)
        yield Job("rules.md", self._rules)
        yield Job("quality/index.md", self._qualities)
        for year in self._sources.summaries:
            yield Job(f"quality/{year}.md", partial(self._quality, year))
            for unit in self._collection.units:
                if any(form.year == year for form in self._collection.of_unit(unit.id)):
                    make = partial(self._unit_quality, year, unit)
                    yield Job(f"quality/{year}/{unit.id}.md", make, is_plain=True)

    def _of_one_year(self, summary: YearSummary) -> Iterator[Job]:
        yield Job(f"years/{summary.year}.md", partial(self._year, summary))
        if summary.evaluations:
            yield Job(f"years/{summary.year}/missed.md", partial(self._missed, summary))

    def _page(
        self, path: str, title: str, description: str, crumbs: tuple[tuple[str, str], ...], *, toc: bool = True
    ) -> Page:
        return Page(path, title, description, crumbs, self._sources.edition.repository, toc)

    def _render(self, template: str, page: Page, pictures: Drawings | None = None, **context: object) -> Made:
        """Fill one template and draw the pictures the page shows, by their name."""
        drawn = {
            page.picture(name): self._sources.draw(name, page, **given) for name, given in (pictures or {}).items()
        }
        return Made(page, self._sources.render(template, page, **context), drawn)

    def _years(self) -> Made:
        page = self._page("years/index.md", "按年度看", "各年度的表、金额、执行率与平均分", (("年度", ""),), toc=False)
        return self._render("years.md.j2", page, summaries=list(self._sources.summaries.values()), kinds=self._kinds)

    def _year(self, summary: YearSummary) -> Made:
        title = f"{summary.year} 年度汇总"
        crumbs = (("年度", "years/"), (f"{summary.year} 年度", ""))
        description = f"{summary.year} 年度绩效自评价与绩效目标申报表汇总"
        page = self._page(f"years/{summary.year}.md", title, description, crumbs)
        plot, of_units = scatter(summary.evaluations), bars(_unit_bars(summary))
        losses = losses_of(summary.evaluations)
        drawn: Drawings = {"scatter": {"plot": plot}, "units": {"bars": of_units}} if summary.evaluations else {}
        drawn |= _loss_drawing(losses)
        return self._render(
            "year.md.j2",
            page,
            drawn,
            summary=summary,
            s=summary.statistics,
            plot=plot,
            plot_words=plot_words(len(plot.points), plot.left_out),
            unit_words=unit_words([(bar.label, bar.text) for bar in of_units]),
            misses=misses_words(summary, tally(row for form in summary.evaluations for row in rows_of(form))),
            losses=losses,
            loss_words=loss_words([(loss.name, loss.text) for loss in losses]),
        )

    def _missed(self, summary: YearSummary) -> Made:
        """Every row of a year that did not get all its points, to sort and to filter."""
        title = f"{summary.year} 年度没有得满分的指标"
        crumbs = (("年度", "years/"), (f"{summary.year} 年度", f"years/{summary.year}/"), ("没有得满分的指标", ""))
        description = f"{title}：失分、完成率、原因，按单位和结果筛选"
        page = self._page(f"years/{summary.year}/missed.md", title, description, crumbs, toc=False)
        misses = misses_of(summary.evaluations, self._collection.registry.profile)
        losses = losses_of(summary.evaluations)
        return self._render(
            "missed.md.j2",
            page,
            _loss_drawing(losses),
            year=summary.year,
            words=misses_words(summary, tally(row for form in summary.evaluations for row in rows_of(form))),
            misses=misses,
            losses=losses,
            loss_words=loss_words([(loss.name, loss.text) for loss in losses]),
        )

    def _status(self) -> Made:
        page = self._page("status.md", "公开进度", "各单位各年度的表是否按期公开", (("公开进度", ""),), toc=False)
        registry = self._collection.registry
        found = self._sources.statuses
        others = (state for state in Standing if state is not Standing.UNKNOWN)
        return self._render(
            "status.md.j2",
            page,
            states=(Standing.UNKNOWN, *others),
            here=len(self._collection.forms),
            unknown=sum(1 for status in found if status.state is Standing.UNKNOWN),
            groups=groups(found, [unit.name for unit in registry.units.values()]),
            late=late(found),
            absent=absent(found),
            units={unit.name: unit for unit in registry.units.values()},
            present={unit.name for unit in self._collection.units},
        )

    def _units(self) -> Made:
        page = self._page("units/index.md", "按单位看", "全部实施单位，按主管部门排列", (("单位", ""),), toc=False)
        return self._render("units.md.j2", page, departments=self._sources.departments)

    def _unit(self, unit: Unit) -> Made:
        forms = self._collection.of_unit(unit.id)
        years = []
        for year in sorted({form.year for form in forms}, reverse=True):
            evaluations = [form for form in forms if form.year == year and isinstance(form, SelfEvaluation)]
            others = without_statistics(form for form in forms if form.year == year)
            statistics = statistics_of(evaluations, self._collection.registry.profile)
            years.append((year, statistics, evaluations, others))
        crumbs = (("单位", "units/"), (unit.short, ""))
        page = self._page(f"units/{unit.id}.md", unit.name, f"{unit.name}公开的全部绩效表", crumbs)
        department = self._collection.registry.departments[unit.department]
        return self._render("unit.md.j2", page, unit=unit, department=department, forms=forms, years=years)

    def _projects(self) -> Made:
        rows = []
        for project_id, forms in self._collection.projects.items():
            units = list(dict.fromkeys(self._collection.registry.units[form.unit_id].short for form in forms))
            years = sorted({form.year for form in forms}, reverse=True)
            rows.append((project_id, _names(forms), units, years, len(forms)))
        page = self._page("projects/index.md", "按项目看", "全部项目名称", (("项目", ""),), toc=False)
        return self._render("projects.md.j2", page, projects=rows)

    def _project(self, project_id: str) -> Made:
        forms = self._collection.projects[project_id]
        name, *others = _names(forms)
        crumbs = (("项目", "projects/"), (name, ""))
        page = self._page(f"projects/{project_id}.md", name, f"{name}：各年度、各单位的表", crumbs, toc=False)
        return self._render("project.md.j2", page, name=name, about=project_words(forms, others), forms=forms)

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
        page = self._page(path, title, f"{title}，原因和日期", crumbs, toc=False)
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
            for line in self._checks.of_forms(self._of_year(year)).lines:
                years.setdefault(line.rule.id, []).append(year)
        return years

    def _of_year(self, year: int) -> list[Form]:
        return [form for form in self._collection.forms if form.year == year]

    def _qualities(self) -> Made:
        crumbs = (("检查情况", ""),)
        page = self._page("quality/index.md", "检查情况", "各年度的表按规则书检查的情况", crumbs, toc=False)
        years = [(year, self._checks.of_forms(self._of_year(year))) for year in self._sources.summaries]
        return self._render("qualities.md.j2", page, years=years, words=list(WORDS.values()))

    def _quality(self, year: int) -> Made:
        heading = f"{year} 年度"
        crumbs = (("检查情况", "quality/"), (heading, ""))
        description = f"{year} 年度各表按规则书检查的情况：发现了什么，各有多少"
        page = self._page(f"quality/{year}.md", f"{heading}检查情况", description, crumbs)
        forms = self._of_year(year)
        units = [
            UnitQuality(unit, self._checks.of_forms(form for form in forms if form.unit_id == unit.id))
            for unit in self._collection.units
            if any(form.unit_id == unit.id for form in forms)
        ]
        quality = self._checks.of_forms(forms)
        return self._render("quality.md.j2", page, heading=heading, year=year, quality=quality, units=units)

    def _unit_quality(self, year: int, unit: Unit) -> Made:
        heading = f"{unit.name}，{year} 年度"
        crumbs = (("检查情况", "quality/"), (f"{year} 年度", f"quality/{year}/"), (unit.short, ""))
        path, title = f"quality/{year}/{unit.id}.md", f"{heading}检查情况"
        page = self._page(path, title, f"{heading}各表的检查情况", crumbs, toc=False)
        quality = self._checks.of_forms(form for form in self._of_year(year) if form.unit_id == unit.id)
        return self._render("quality.md.j2", page, heading=heading, year=year, quality=quality, units=[])

    @property
    def _kinds(self) -> list[Kind]:
        """The kinds of which there are forms, in the order in which people meet them."""
        present = {form.kind.key for form in self._collection.forms}
        return [kind for key, kind in KINDS.items() if key in present]

    def _form(self, form: Form) -> Made:
        short = self._collection.registry.units[form.unit_id].short
        crumbs = (
            (f"{form.year} 年度", f"years/{form.year}/"),
            (short, f"units/{form.unit_id}/"),
            (form.project, ""),
        )
        title = f"{form.project}（{short}，{form.year}）"
        description = description_of(form)
        dates = self._dates(form)
        page = self._page(f"{form.id}.md", title, description, crumbs, toc=False)
        changed = dates.last.date().isoformat() if dates else ""
        page = replace(page, changed=changed, address=f"{self._sources.edition.address}{form.id}/")
        template, drawings, own = self._own(form)
        return self._render(f"{template}.md.j2", page, drawings, **self._shared(form), dates=dates, **own)

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
            "money": money_sentence(form, missing_rate(form, self._collection.registry.profile)),
            "money_words": money_words([(bar.label, bar.text) for bar in money_bars]),
            "result": result_sentence(form),
            "rows": rows,
            "rows_words": rows_words(tally(rows)),
            "full_words": full_words(tally(rows)),
            "short": short_rows(form),
            "same_goals": bool(form.expected) and form.expected == form.achieved,
            "steps": steps_of(form, profile),
        }


def _names(forms: Sequence[Form]) -> list[str]:
    """Every name the forms of one project address bear, that of the first form first."""
    return list(dict.fromkeys(form.project for form in forms))


_MONEY_BAR, _LOSS_BAR = 230, 160


def _money_bars(form: SelfEvaluation) -> list[tuple[str, str, Decimal]]:
    columns = (("年初预算", "initial_budget"), ("全年预算", "adjusted_budget"), ("实际支出", "executed"))
    values = [(label, form.funds.wan_yuan(column)) for label, column in columns]
    return [(label, amount(value), value) for label, value in values if value is not None]


def _unit_bars(summary: YearSummary) -> list[tuple[str, str, Decimal]]:
    values = [(row.unit.short, row.statistics.adjusted_budget.total) for row in summary.units]
    return [(label, amount(value), value) for label, value in values if value is not None]


def _loss_drawing(losses: Sequence[Loss]) -> Drawings:
    drawn = bars([(loss.name, loss.text, loss.lost) for loss in losses], _LOSS_BAR)
    return {"losses": {"bars": drawn}} if losses else {}


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
