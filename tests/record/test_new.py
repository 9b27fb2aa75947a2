"""A new record: every key to fill in is there, last year's names stay and its values go, nothing is overwritten."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from generator.cli import main
from generator.record.blank import slug_of
from tests.conftest import FIXTURE_DATA
from tests.reading import plain

if TYPE_CHECKING:
    from pathlib import Path

LAST = "evaluations/2023/shili-tushuguan/tushu-gouzhi.yaml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return shutil.copytree(FIXTURE_DATA, tmp_path / "data")


def test_empty_record_asks_for_every_field(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "示例市图书馆", "夜间开放", "2024", "--data", str(data), "--slug", "yejian-kaifang"]) == 0
    path = data / "evaluations/2024/shili-tushuguan/yejian-kaifang.yaml"
    record = plain(path.read_text(encoding="utf-8"))
    assert (record["project"], record["year"], record["department"]) == ("夜间开放", "2024", "示例市文化和旅游局")
    assert list(record["indicators"][0]) == [
        "level1", "level2", "name", "target", "actual", "weight", "score", "reason",
    ]  # fmt: skip
    assert main(["check", str(data)]) == 1
    printed = capsys.readouterr().out
    assert "缺少三级指标（indicators.1.name）" in printed
    assert "错误 R009" in printed


@pytest.mark.parametrize("kind", ["self_evaluation", "target_declaration"])
def test_no_choice_is_made_for_the_editor(kind: str, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["new", "shili-tushuguan", "夜间开放", "2024", "--data", str(data), "--slug", "yejian", "--kind", kind]
    assert main(arguments) == 0
    assert main(["check", str(data)]) == 1
    printed = capsys.readouterr().out
    asked = ["amount_unit", "level1", "narrative"] + ["amount_unit_basis"] * (kind == "target_declaration")
    assert [key for key in asked if f".{key}）" not in printed] == []
    assert "（kind）" not in printed


def test_new_year_keeps_names_and_weights_and_drops_values(data: Path) -> None:
    arguments = ["new", "shili-tushuguan", "图书购置专项", "2024", "--data", str(data), "--slug", "tushu-gouzhi"]
    assert main([*arguments, "--from", str(data / LAST)]) == 0
    text = (data / "evaluations/2024/shili-tushuguan/tushu-gouzhi.yaml").read_text(encoding="utf-8")
    record, last = plain(text), plain((data / LAST).read_text(encoding="utf-8"))
    for row, before in zip(record["indicators"], last["indicators"], strict=True):
        assert (row["level2"], row["name"], row["weight"]) == (before["level2"], before["name"], before["weight"])
        assert (row["target"], row["actual"], row["score"], row["reason"]) == ("", "", "", "")
    assert record["year"] == "2024"
    assert record["funds"]["total"]["executed"] == ""
    assert record["total_score"] == record["grade"] == record["published"] == ""
    assert "招标" not in text


def test_new_year_leaves_what_editors_saw_in_last_years_document(data: Path) -> None:
    last = data / LAST
    seen = "observations:\n  - field: goals.achieved\n    rule: D02\n    note: 去年的原件里有网页代码。\n"
    last.write_text(last.read_text(encoding="utf-8") + seen, encoding="utf-8")
    arguments = ["new", "shili-tushuguan", "图书购置专项", "2024", "--data", str(data), "--slug", "tushu-gouzhi"]
    assert main([*arguments, "--from", str(last)]) == 0
    assert "去年的原件" not in (data / "evaluations/2024/shili-tushuguan/tushu-gouzhi.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["示例市动物园", "绿化", "2024"], "没有登记"),
        (["shili-tushuguan", "图书购置专项", "2023", "--slug", "tushu-gouzhi"], "已经有了"),
        (["shili-tushuguan", "绿化", "2024", "--from", "nowhere.yaml"], "没有这个文件"),
        (["shili-tushuguan", "！！", "2024"], "拼不出地址"),
        (["shili-tushuguan", "绿化", "2024", "--slug", "../Lv"], "不合规范"),
        (["shili-tushuguan", "绿化", "2024", "--slug", "index"], "是网站自己要用的"),
        (["shili-tushuguan", "绿化", "24"], "年度要写四位数字"),
    ],
)
def test_wrong_use_is_one_line_and_writes_nothing(
    arguments: list[str], message: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(path for path in data.rglob("*") if path.is_file())
    assert main(["new", *arguments, "--data", str(data)]) == 2
    assert message in capsys.readouterr().err
    assert sorted(path for path in data.rglob("*") if path.is_file()) == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kind: self_evaluation\nfunds: 5\n", "R013"),
        ("kind: target_declaration\n", "R012"),
        ("kind: [", "R015"),
        ("", "R016"),
    ],
)
def test_last_years_record_must_be_sound(
    text: str, message: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "last.yaml"
    source.write_text(text, encoding="utf-8")
    assert main(["new", "shili-tushuguan", "绿化", "2024", "--from", str(source), "--data", str(data)]) == 2
    printed = capsys.readouterr().err
    assert "不是一份没有问题的自评表" in printed
    assert message in printed


def test_proposed_name_is_ascii_pinyin() -> None:
    assert slug_of("图书购置（2024年度）") == "tu-shu-gou-zhi-2024-niandu"


def test_an_odd_name_is_asked_for_before_its_address_is_made(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["new", "shili-tushuguan", "阅读 +1 计划", "2024", "--data", str(data)]
    monkeypatch.setattr("builtins.input", lambda _: "yuedu-jiayi")
    assert main(arguments) == 0
    assert (data / "evaluations/2024/shili-tushuguan/yuedu-jiayi.yaml").is_file()

    def nobody(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    assert main(arguments) == 2
    assert "同意就加 --slug" in capsys.readouterr().err


def test_a_new_record_has_the_cells_of_its_printed_form(tmp_path: Path) -> None:
    data = shutil.copytree(FIXTURE_DATA.parent / "layouts", tmp_path / "data")
    assert main(["new", "qinghe-nongji-zhan", "渠道巡护", "2016", "--data", str(data)]) == 0
    text = next((data / "evaluations/2016").rglob("qudao*.yaml")).read_text(encoding="utf-8")
    record = plain(text)
    assert record["title"] == "项目支出绩效自评表"
    assert list(record["funds"]["rows"][0]) == [
        "label", "initial_budget", "adjusted_budget", "executed", "weight", "execution_rate", "score", "reason",
    ]  # fmt: skip
    assert list(record["indicators"][0]) == [
        "level1", "level2", "name", "nature", "target", "unit", "actual", "weight", "score", "reason",
    ]  # fmt: skip
    assert list(record["report"]) == ["conclusion", "problems", "measures"]
    assert "grade" not in record and "self_score" not in record
