"""Ways to change what the public relies on without a word: each is refused or told, in a real repository."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from generator.cli import main
from generator.history.git import git_text
from generator.publish.door.manifest import Manifest
from tests.conftest import FIXTURE_DATA, REGION_DATA
from tests.repository import Repository

if TYPE_CHECKING:
    from pathlib import Path

FORM = "evaluations/2023/shili-tushuguan/tushu-gouzhi"
FILE = f"data/{FORM}.yaml"
SETTINGS = """site_name: 绩效公开
docs_dir: content
plugins:
  - disclosure:
      records: data
      block_on_errors: false
"""


class Project:
    """A project of the small data set in a repository, as it stands and as it was published."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self._capsys = root, capsys
        self.repository = Repository(root)
        shutil.copytree(FIXTURE_DATA, root / "data")
        self.write("mkdocs.yml", SETTINGS)
        self.write("content/index.md", "# 首页\n")
        self.publish()

    def read(self, name: str = FILE) -> str:
        """The text of a file."""
        return (self.root / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text, encoding="utf-8")

    def put(self, old: str, new: str, name: str = FILE) -> None:
        """Replace words of a file."""
        assert old in self.read(name)
        self.write(name, self.read(name).replace(old, new, 1))

    def add(self, text: str, name: str = FILE) -> None:
        """Add to the end of a file."""
        self.write(name, self.read(name) + text)

    def publish(self, day: int = 19_800) -> None:
        """Commit all there is."""
        self.repository.git("add", "-A")
        self.repository.git("commit", "-q", "-m", "published", when=day * 86_400)

    def judge(self, *arguments: str) -> tuple[int, str]:
        """Exit code and report of the work tree against what was published."""
        code = main(["diff", "HEAD", "--require-reasons", *arguments])
        return code, self._capsys.readouterr().out

    def mend(self, report: str, reason: str = "录入时漏了一位。") -> str:
        """The entry that the report asks for, with a reason; it is ready to paste."""
        lines = report.partition("（写明为什么改）")[0].splitlines()
        first = max(number for number, line in enumerate(lines) if line.endswith("："))
        rest = report[report.index(lines[first]) + len(lines[first]) + 1 :]
        return rest.replace("（写明为什么改）", reason)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Project:
    monkeypatch.setenv("PUBLISH_DATE", "2024-06-01")
    monkeypatch.chdir(tmp_path)
    return Project(tmp_path, capsys)


def _withdraw(project: Project, **facts: str) -> None:
    entry = {"form": FORM, "project": "图书购置专项", "date": "2024-06-01", "reason": "和另一份重复了。"} | facts
    shutil.rmtree(project.root / "data/declarations", ignore_errors=True)
    lines = "".join(f"    {key}: {value}\n" for key, value in entry.items())
    project.put(f"    moved_to: {FORM}\n", "", "data/withdrawn.yaml")
    project.add(f"  -{lines[3:]}", "data/withdrawn.yaml")
    (project.root / FILE).unlink()


def test_a_withdrawn_form_does_not_come_back_with_other_figures(project: Project) -> None:
    before, listed = project.read(), project.read("data/withdrawn.yaml")
    project.repository.git("rm", "-rq", "data/declarations")
    project.publish()
    _withdraw(project)
    assert project.judge()[0] == 0
    project.publish()
    changed = before.replace("total_score: 85.33", "total_score: 95.33")
    project.write(FILE, changed)
    project.write("data/withdrawn.yaml", listed)
    code, report = project.judge()
    assert code == 1
    assert "公开过的撤下记录不能改、不能删" in report
    assert "field: total_score\n    old: '85.33'\n    new: '95.33'" in report
    project.repository.git("checkout", "data/withdrawn.yaml")
    project.put("和另一份重复了。\n", "和另一份重复了。\n    returned: 2024-06-01\n", "data/withdrawn.yaml")
    code, report = project.judge()
    assert code == 1
    project.add(project.mend(report))
    assert project.judge()[0] == 0, "back, with its figure corrected in public and the withdrawal kept"


def test_a_withdrawn_form_does_not_come_back_under_another_address(project: Project) -> None:
    before = project.read()
    project.repository.git("rm", "-rq", "data/declarations")
    project.publish()
    _withdraw(project)
    project.publish()
    project.write(f"data/{FORM}-2.yaml", before.replace("total_score: 85.33", "total_score: 95.33"))
    code, report = project.judge()
    assert code == 1
    assert f"moved_to: {FORM}-2" in report
    project.add(f"    moved_to: {FORM}-2\n", "data/withdrawn.yaml")
    code, report = project.judge()
    assert code == 1
    assert "field: total_score" in report


@pytest.mark.parametrize("deed", ["deleted", "emptied", "reworded"])
def test_the_list_of_withdrawn_forms_only_grows(project: Project, deed: str) -> None:
    listed = project.root / "data/withdrawn.yaml"
    if deed == "deleted":
        listed.unlink()
    elif deed == "emptied":
        listed.write_text("withdrawn: []\n", encoding="utf-8")
    else:
        project.put("重复公开", "多公开了一次", "data/withdrawn.yaml")
    code, report = project.judge()
    assert code == 1
    assert "公开过的撤下记录不能改、不能删" in report


def test_the_spelling_of_a_published_reason_is_mended_beside_its_first_words(project: Project) -> None:
    first = "与“亮化养护”是同一份表，重复公开。"
    project.put(f"{first}\n", f"与“亮化养护”是同一份表，重复公开了。\n    earlier: {first}\n", "data/withdrawn.yaml")
    code, report = project.judge()
    assert code == 0, report
    assert "重复公开了" in report


def test_no_form_vanishes_by_a_setting(project: Project) -> None:
    project.put("total_score: 85.33", "total_score: 95.33")
    project.publish()
    project.put("block_on_errors: false", "block_on_errors: true", "mkdocs.yml")
    code, report = project.judge()
    assert code == 1
    assert "不再公开 整份表：公开 → 不公开" in report
    assert "会从网站上消失" in report
    assert "有没回答的错误就不公开：否 → 是" in report


def test_no_form_vanishes_by_a_placeholder(project: Project) -> None:
    project.put("block_on_errors: false", "block_on_errors: true", "mkdocs.yml")
    project.publish()
    project.put("total_score: 85.33", "total_score: 95.33")
    code, report = project.judge()
    assert code == 1
    assert "会从网站上消失" in report


def test_other_records_are_the_same_public(project: Project) -> None:
    """Another folder is no other site: what it says otherwise wants its reasons."""
    shutil.move(project.root / "data", project.root / "records")
    project.put("records: data", "records: records", "mkdocs.yml")
    project.put("total_score: 85.33", "total_score: 95.33", f"records/{FORM}.yaml")
    code, report = project.judge()
    assert code == 1
    assert "记录的文件夹：data → records" in report
    assert "field: total_score" in report


def test_what_changes_pages_beside_the_records_is_told(project: Project) -> None:
    changes = (
        ("data/profile.yaml", "from: 90", "from: 86", "地区口径"),
        ("data/profile.yaml", "rounding: truncate", "rounding: round", "小数处理：truncate → round"),
        ("data/documents.yaml", "description: ", "description: 补", "来源文件名录"),
        ("data/units.yaml", "short: ", "short: 补", "单位名录"),
        ("mkdocs.yml", "site_name: 绩效公开", "site_name: 公开", "网站名称：绩效公开 → 公开"),
    )
    for name, old, new, _ in changes:
        project.put(old, new, name)
    code, report = project.judge()
    assert code == 0
    assert [told for _, _, _, told in changes if told not in report] == []
    assert report != "数据没有变化。\n"


def test_attributes_hide_nothing(project: Project) -> None:
    project.put("total_score: 85.33", "total_score: 95.33")
    project.write("data/.gitattributes", "* export-ignore\n")
    project.publish()
    assert main(["diff", "HEAD~1", "HEAD", "--require-reasons"]) == 1
    code, report = project.judge()
    assert code == 1, "the published state itself cannot be read, nor can this"
    assert ".gitattributes" in report
    (project.root / "data/.gitattributes").unlink()
    project.repository.git("add", "-A")
    assert "field: total_score" in project.judge()[1], "held against the last state that could be published"


def test_a_record_is_no_link(project: Project) -> None:
    kept = project.root / "kept.yaml"
    shutil.move(project.root / FILE, kept)
    (project.root / FILE).symlink_to(kept)
    assert project.judge()[0] == 1
    project.publish()
    assert main(["diff", "HEAD~1", "HEAD", "--require-reasons"]) == 1


def test_moved_beyond_likeness_every_figure_wants_its_reason(project: Project) -> None:
    shutil.rmtree(project.root / "data/declarations")
    project.publish()
    text = project.read().replace("图书购置专项", "全民阅读").replace("total_score: 85.33", "total_score: 95.33")
    text = (
        text.replace("(册)", "(本)")
        .replace("weight: 10.00", "weight: 10")
        .replace("指标\n    name: ", "指标\n    name: 新")
    )
    _withdraw(project, moved_to=f"{FORM}-quanmin")
    project.write(f"data/{FORM}-quanmin.yaml", text)
    code, report = project.judge()
    assert code == 1
    assert "field: total_score" in report
    assert "field: project" in report


def test_a_truthful_withdrawal_may_say_where_its_content_went(project: Project) -> None:
    shutil.rmtree(project.root / "data/declarations")
    project.publish()
    _withdraw(project, moved_to="evaluations/2022/shili-tushuguan/tushu-gouzhi")
    code, report = project.judge()
    assert code == 0, report


def test_words_that_count_want_the_same_care_as_figures(project: Project) -> None:
    changes = (
        ("name: 新书购入数", "name: 新书到馆数", "indicators.1.name"),
        ("level2: 质量指标", "level2: 数量指标", "indicators.3.level2"),
        ("新书 30 天内上架", "新书 60 天内上架", "goals.expected"),
        ("published: '2024-03-08'", "published: '2024-03-01'", "published"),
        ("approved: '2024-02-20'", "approved: '2024-02-28'", "approved"),
        ("note: 原件此格模糊，按上下文录入。", "note: 原件清楚。", "remarks.1"),
        ("招标推迟一个月，", "招标推迟 3 个月，", "indicators.1.reason"),
        ("project: 图书购置专项", "project: 图书更新专项", "project"),
    )
    for old, new, _ in changes:
        project.put(old, new)
    code, report = project.judge()
    assert code == 1
    asked = {line.removeprefix("    field: ") for line in report.splitlines() if line.startswith("    field: ")}
    assert asked == {field for _, _, field in changes}
    project.add(project.mend(report))
    assert project.judge()[0] == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [("今后提前启动招标。", "以后提前启动招标。"), ("    note: 原件此格模糊", "    note: 原件此格模糊")],
)
def test_small_edits_stay_easy(project: Project, old: str, new: str) -> None:
    project.put(old, new)
    project.add("observations:\n  - field: goals.expected\n    rule: D02\n    note: 目标里有两个数。\n")
    assert project.judge()[0] == 0


@pytest.mark.parametrize(
    ("day", "reason", "told"),
    [
        ("1999-01-01", "录入时漏了一位。", "早于这份表（2024-03-08）"),
        ("2024-06-02", "录入时漏了一位。", "还没有到（今天是 2024-06-01）"),
        ("2024-06-01", ".", "没有说明什么"),
        ("2024-06-01", "更正更正", "没有说明什么"),
    ],
)
def test_a_reason_says_something_on_a_day_that_can_be(project: Project, day: str, reason: str, told: str) -> None:
    project.put("total_score: 85.33", "total_score: 95.33")
    entry = f"  - date: {day}\n    field: total_score\n    old: '85.33'\n    new: '95.33'\n    reason: {reason}\n"
    project.add(f"corrections:\n{entry}")
    code, report = project.judge()
    assert code == 1
    assert told in report


def test_a_removed_row_keeps_its_cells_in_the_correction(project: Project) -> None:
    text = project.read()
    row = text[text.index("  - level1: 效益指标\n    level2: 可持续影响指标") : text.index("  - level1: 满意度指标")]
    project.put(row, "")
    code, report = project.judge()
    assert code == 1
    assert "三级指标 借阅制度健全性，年度指标值 健全，实际完成值 达成指标，分值 10.00，得分 10.00" in report
    project.add(project.mend(report))
    assert project.judge()[0] == 0


def test_a_push_is_held_against_what_was_published(project: Project) -> None:
    """Rewritten history, and a state that could not be published in between, excuse nothing."""
    project.repository.git("tag", "published")
    project.put("total_score: 85.33", "total_score: 85")
    project.repository.git("commit", "-q", "--amend", "--all", "-m", "rewritten")
    assert main(["diff", "published", "--exact", "--require-reasons"]) == 1
    project.put("goals:", "goals: 坏\nold:")
    project.publish()
    project.repository.git("checkout", "published", "--", FILE)
    project.put("total_score: 85.33", "total_score: 95")
    code, report = project.judge("--exact")
    assert code == 1
    assert "old: '85'" in report


def _site(project: Project, commit: str) -> str:
    """A published site that says which commit it was made from."""
    folder = project.root / "published"
    folder.mkdir(exist_ok=True)
    manifest = Manifest("2024-06-01", commit, "", {}, {})
    (folder / "manifest.json").write_bytes(manifest.to_bytes())
    return str(folder)


def test_a_push_is_held_against_what_the_site_shows(project: Project) -> None:
    """What was refused at one push is not excused by the next."""
    site = _site(project, git_text(project.root, "rev-parse", "HEAD"))
    project.put("total_score: 85.33", "total_score: 95.33")
    project.publish()
    assert project.judge("--exact")[0] == 0
    code, report = project.judge("--exact", "--published", site)
    assert code == 1
    assert "和网站上的版本" in report.splitlines()[0]
    assert "field: total_score" in report


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        (None, "不知道是哪个版本"),
        ("{}", "读不懂"),
        (Manifest("2024-06-01", "1" * 40, "", {}, {}).to_bytes().decode(), "不在这个仓库里"),
        (Manifest("2024-06-01", "1" * 40 + "+", "", {}, {}).to_bytes().decode(), "不是从一个提交生成的"),
    ],
)
def test_where_the_site_does_not_say_the_push_before_takes_its_place(
    project: Project, manifest: str | None, said: str
) -> None:
    project.write("published/index.html", "<p>首页</p>")
    if manifest is not None:
        project.write("published/manifest.json", manifest)
    project.put("total_score: 85.33", "total_score: 95.33")
    code, report = project.judge("--exact", "--published", str(project.root / "published"))
    assert code == 1
    assert said in report.splitlines()[0]
    assert "和 HEAD 比较" in report.splitlines()[0]


def test_a_server_that_does_not_answer_excuses_nothing(project: Project) -> None:
    _replace_all(project)
    code, report = project.judge("--published", "http://127.0.0.1:9/")
    assert code == 1
    assert "撤下了已公开的表" in report


def _replace_all(project: Project) -> None:
    """The data of another region, with nothing of the first."""
    shutil.rmtree(project.root / "data")
    shutil.copytree(REGION_DATA, project.root / "data")


def test_a_whole_new_set_of_data_is_a_beginning_only_where_nothing_is_published(project: Project) -> None:
    _replace_all(project)
    code, report = project.judge()
    assert code == 1
    assert "撤下了已公开的表" in report
    assert "如果网站还从没发布过" in report.splitlines()[0]
    (project.root / "empty").mkdir()
    code, report = project.judge("--published", str(project.root / "empty"))
    assert code == 0, report
    assert "还没有发布过任何东西" in report.splitlines()[0]
    assert project.judge("--published", _site(project, "1" * 40))[0] == 1


def test_where_nothing_is_published_a_figure_still_wants_its_reason(project: Project) -> None:
    """An address that was mistyped opens no door."""
    (project.root / "empty").mkdir()
    project.put("total_score: 85.33", "total_score: 95.33")
    assert project.judge("--exact", "--published", str(project.root / "empty"))[0] == 1


def test_out_before_its_day_a_form_gets_a_day_of_its_own(project: Project) -> None:
    project.put("published: '2024-03-08'\n", "publish_after: 2024-07-01\n")
    project.publish()
    project.put("publish_after: 2024-07-01\n", "")
    code, report = project.judge()
    assert code == 1
    assert "publish_after: '2024-06-01'" in report
    project.add("publish_after: 2024-06-01\n")
    assert project.judge()[0] == 0
    project.publish()
    project.put("publish_after: 2024-06-01\n", "")
    assert project.judge()[0] == 1, "the day it came out stays"
