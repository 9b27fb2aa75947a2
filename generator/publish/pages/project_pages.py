"""Owns the pages of the projects: their list, the forms of one project side by side over units and years."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.forms.pairing import align
from generator.publish.pages.making import Drawings, Job, Made, Maker
from generator.publish.pages.spreads import spendings
from generator.publish.words.notes import project_words
from generator.publish.words.pictured import spendings_words
from generator.record.model import SelfEvaluation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.record.model import Form

BESIDE = 6
"""Forms whose indicators stand side by side; more columns could not be read."""


class ProjectPages(Maker):
    """The pages of every project."""

    def jobs(self) -> Iterator[Job]:
        """The list, then each project by its address."""
        yield Job("projects/index.md", self._projects)
        for project_id, forms in self._collection.projects.items():
            make, reads = partial(self._project, project_id), partial(self._sources.digest_of, *forms)
            yield Job(f"projects/{project_id}.md", make, is_plain=True, reads=reads)

    def _projects(self) -> Made:
        rows = []
        for project_id, forms in self._collection.projects.items():
            units = list(dict.fromkeys(map(self._short, forms)))
            years = sorted({form.year for form in forms}, reverse=True)
            rows.append((project_id, _names(forms), units, years, forms))
        page = self._page("projects/index.md", "按项目看", "全部项目名称", (("项目", ""),))
        return self._render("projects.md.j2", page, projects=rows)

    def _project(self, project_id: str) -> Made:
        forms = self._collection.projects[project_id]
        name, *others = _names(forms)
        crumbs = (("项目", "projects/"), (name, ""))
        page = self._page(f"projects/{project_id}.md", name, f"{name}：各年度、各单位的表", crumbs)
        beside = [form for form in forms if form.indicators][:BESIDE]
        lines = align(beside)
        spent = spendings([form for form in forms if isinstance(form, SelfEvaluation)])
        drawings: Drawings = {"spendings": {"spendings": spent}} if len(spent) > 1 else {}
        return self._render(
            "project.md.j2",
            page,
            drawings,
            name=name,
            about=project_words(forms, others),
            forms=forms,
            beside=beside,
            shared=[line for line in lines if line.is_shared],
            alone=[(form, [row for line in lines if (row := line.only(at))]) for at, form in enumerate(beside)],
            spendings=spent if len(spent) > 1 else (),
            spendings_words=spendings_words(spent, self._short),
        )


def _names(forms: Sequence[Form]) -> list[str]:
    """Every name the forms of one project address bear, that of the first form first."""
    return list(dict.fromkeys(form.project for form in forms))
