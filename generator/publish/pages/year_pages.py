"""Owns the pages of the years: their list, one year in figures and pictures, its rows that lost points."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from generator.forms.rows import rows_of, tally
from generator.publish.pages.charts import bars
from generator.publish.pages.making import Drawings, Job, Made, Maker
from generator.publish.pages.missed import losses_of, misses_of
from generator.publish.pages.scatter import scatter
from generator.publish.pages.spreads import RATE_TICKS, histogram, strips
from generator.publish.pages.treemap import shares_of, treemap
from generator.publish.words.notes import loss_words, misses_words, plot_words
from generator.publish.words.pictured import most_of, scores_words, shares_words, strips_words
from generator.record.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.publish.pages.missed import Loss
    from generator.record.kinds import Kind
    from generator.summary.year import YearSummary

_LOSS_BAR = 160


class YearPages(Maker):
    """The pages of every year."""

    def jobs(self) -> Iterator[Job]:
        """The list, then each year, newest first."""
        yield Job("years/index.md", self._years)
        for summary in self._sources.summaries.values():
            reads = partial(self._sources.digest_of, *self._collection.of_year(summary.year))
            yield Job(f"years/{summary.year}.md", partial(self._year, summary), is_plain=True, reads=reads)
            if summary.evaluations:
                path, make = f"years/{summary.year}/missed.md", partial(self._missed, summary)
                yield Job(path, make, is_plain=True, reads=reads)

    @property
    def _kinds(self) -> list[Kind]:
        """The kinds of which there are forms, in the order in which people meet them."""
        present = {form.kind.key for form in self._collection.forms}
        return [kind for key, kind in KINDS.items() if key in present]

    def _years(self) -> Made:
        page = self._page("years/index.md", "按年度看", "各年度的表、金额、执行率与平均分", (("年度", ""),))
        return self._render("years.md.j2", page, summaries=list(self._sources.summaries.values()), kinds=self._kinds)

    def _year(self, summary: YearSummary) -> Made:
        title = f"{summary.year} 年度汇总"
        crumbs = (("年度", "years/"), (f"{summary.year} 年度", ""))
        description = f"{summary.year} 年度绩效自评价与绩效目标申报表汇总"
        page = self._page(f"years/{summary.year}.md", title, description, crumbs)
        drawings, words = self._pictures(summary) if summary.evaluations else ({}, {})
        losses = losses_of(summary.evaluations)
        return self._render(
            "year.md.j2",
            page,
            drawings | _loss_drawing(losses),
            summary=summary,
            s=summary.statistics,
            misses=_misses_words(summary),
            losses=losses,
            loss_words=loss_words([(loss.name, loss.text) for loss in losses]),
            **words,
        )

    def _pictures(self, summary: YearSummary) -> tuple[Drawings, dict[str, Any]]:
        """What is drawn of a year, and the same in words."""
        plot = scatter(summary.evaluations, self._profile, self._collection.short_name)
        shares, of_units = shares_of(summary.evaluations), strips(summary, self._profile)
        scores = histogram([form.score for form in summary.evaluations if form.score is not None], self._profile)
        drawings: Drawings = {
            "scatter": {"plot": plot},
            "treemap": {"tiles": treemap(shares)},
            "scores": {"histogram": scores},
            "units": {"strips": of_units, "ticks": RATE_TICKS},
        }
        words = {
            "plot": plot,
            "plot_words": plot_words(len(plot.points), plot.left_out),
            "most": most_of(shares),
            "shares_words": shares_words(shares, self._short),
            "scores_words": scores_words(scores),
            "strips_words": strips_words(of_units),
        }
        return drawings, words

    def _missed(self, summary: YearSummary) -> Made:
        """Every row of a year that did not get all its points, to sort and to filter."""
        title = f"{summary.year} 年度没有得满分的指标"
        crumbs = (("年度", "years/"), (f"{summary.year} 年度", f"years/{summary.year}/"), ("没有得满分的指标", ""))
        description = f"{title}：失分、完成率、原因，按单位和结果筛选"
        page = self._page(f"years/{summary.year}/missed.md", title, description, crumbs)
        losses = losses_of(summary.evaluations)
        return self._render(
            "missed.md.j2",
            page,
            _loss_drawing(losses),
            year=summary.year,
            words=_misses_words(summary),
            misses=misses_of(summary.evaluations, self._profile),
            losses=losses,
            loss_words=loss_words([(loss.name, loss.text) for loss in losses]),
        )


def _misses_words(summary: YearSummary) -> str:
    return misses_words(summary, tally(row for form in summary.evaluations for row in rows_of(form)))


def _loss_drawing(losses: Sequence[Loss]) -> Drawings:
    drawn = bars([(loss.name, loss.text, loss.lost) for loss in losses], _LOSS_BAR)
    return {"losses": {"bars": drawn}} if losses else {}
