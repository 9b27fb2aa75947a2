"""``generator import`` as people meet it: doubts, the same file twice, a corrected one, unknown units."""

from __future__ import annotations

import io
import json
import shutil
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from generator.cli import main
from generator.record.store import load
from tests.conftest import FIXTURE_DATA
from tests.importer import laid_out, nasty, writers
from tests.importer.invented import LEVELLED, OTHER, PLAIN, SPLIT_TARGET
from tests.reading import plain

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = replace(LEVELLED, department="示例市文化和旅游局", unit="示例市图书馆", project="少儿阅览室改造", year="2020")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(FIXTURE_DATA, folder)
    return folder


def _write(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return str(path)


def _record(data: Path) -> Path:
    (path,) = (data / "evaluations" / "2020").rglob("*.yaml")
    return path


def test_a_clean_workbook_becomes_a_record_that_passes(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _write(tmp_path / "附件2.xlsx", writers.xlsx([(KNOWN, PLAIN)]))
    assert main(["import", file, "--into", str(data)]) == 0
    printed = capsys.readouterr()
    assert "新写" in printed.out
    assert "[1/1] 附件2.xlsx：1 份表" in printed.err
    path = _record(data)
    assert path.parent.name == "shili-tushuguan"
    values = plain(path.read_text(encoding="utf-8"))
    assert values["source"]["file"] == "附件2.xlsx"
    assert values["source"]["narrative"] == "verbatim"
    dataset = load(data)
    assert dataset.problems == ()
    assert any(stored.form.project == "少儿阅览室改造" for stored in dataset.forms)


def test_a_doubtful_record_carries_its_doubts_and_is_not_published(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = writers.tabs(KNOWN, PLAIN).decode().replace("（2020年度）\n", "")
    file = _write(tmp_path / "表.txt", text.replace("汛期不再进水", "2020年汛期不再进水").encode())
    assert main(["import", file, "--into", str(data)]) == 1
    printed = capsys.readouterr().out
    assert "要人看的 1 处" in printed
    assert "  表.txt“少儿阅览室改造”\n    1. 年度：表上没有印年度" in printed
    assert "下一步" in printed
    assert main(["check", str(data)]) == 1
    assert "R029 年度存疑" in capsys.readouterr().out
    path = _record(data)
    settled = path.read_text(encoding="utf-8").partition("doubts:\n")[0]
    path.write_text(settled, encoding="utf-8")
    assert load(data).problems == ()


def test_the_same_file_twice_changes_nothing(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _write(tmp_path / "a.xlsx", writers.xlsx([(KNOWN, PLAIN)]))
    main(["import", file, "--into", str(data)])
    before = {path: path.read_bytes() for path in data.rglob("*.yaml")}
    assert main(["import", file, "--into", str(data)]) == 0
    assert "没有变化 1 份" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in data.rglob("*.yaml")} == before


def test_a_copy_under_another_name_in_the_same_run_is_the_same(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [_write(tmp_path / name, writers.docx_file([(KNOWN, PLAIN)])) for name in ("a.docx", "b.docx")]
    (tmp_path / "b.docx").write_bytes((tmp_path / "a.docx").read_bytes())
    assert main(["import", *files, "--into", str(data)]) == 0
    assert "新写 1 份，没有变化 1 份" in capsys.readouterr().out


def test_a_corrected_file_shows_what_differs_and_waits(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.xlsx"
    main(["import", _write(path, writers.xlsx([(KNOWN, PLAIN)])), "--into", str(data)])
    record = _record(data)
    record.write_text(record.read_text(encoding="utf-8") + "published: 2021-05-01\n", encoding="utf-8")
    before = record.read_bytes()
    corrected = _write(path, writers.xlsx([(replace(KNOWN, total_score="93.43"), PLAIN)]))
    capsys.readouterr()
    assert main(["import", corrected, "--into", str(data)]) == 1
    assert "合计得分：“93.42” → “93.43”" in capsys.readouterr().out
    assert record.read_bytes() == before
    main(["import", corrected, "--into", str(data), "--replace"])
    values = plain(record.read_text(encoding="utf-8"))
    assert (values["total_score"], values["published"]) == ("93.43", "2021-05-01")
    assert len(list((data / "evaluations" / "2020").rglob("*.yaml"))) == 1


def test_unknown_units_are_proposed_and_registered_only_when_asked(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _write(tmp_path / "a.xlsx", writers.xlsx([(OTHER, PLAIN)]))
    units = (data / "units.yaml").read_bytes()
    assert main(["import", file, "--into", str(data)]) == 1
    assert "实施单位“示例州古树保护中心”没有登记" in capsys.readouterr().out
    assert (data / "units.yaml").read_bytes() == units
    assert "R019" in {problem.code for problem in load(data).problems}
    main(["import", file, "--into", str(data), "--register"])
    assert [problem.message for problem in load(data).problems] == []


def test_one_bad_file_never_stops_the_others(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    _write(folder / "1.xlsx", b"PK\x03\x04 no workbook")
    _write(folder / "2.txt", "项目绩效运行监控表\n一级指标\t三级指标\t得分\t分值\n".encode())
    _write(folder / "3.docx", writers.docx_file([(KNOWN, PLAIN)]))
    assert main(["import", str(folder), "--into", str(data)]) == 1
    printed = capsys.readouterr().out
    assert "1.xlsx：读不了：文件已损坏" in printed
    assert "绩效运行监控表" in printed
    assert "新写 1 份；1 个文件读不了" in printed


def test_standard_input_and_json(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(writers.one_line(KNOWN, SPLIT_TARGET)))
    monkeypatch.setattr(sys, "stdin", stream)
    assert main(["import", "-", "--into", str(data), "--json", "--dry-run"]) == 1
    report = json.loads(capsys.readouterr().out)
    (form,) = report["files"][0]["forms"]
    assert form["status"] == "new"
    assert {doubt["field"] for doubt in form["doubts"]} == {"grade"}
    assert not (data / "evaluations" / "2020").exists()


def test_what_the_form_does_not_say_can_be_said(data: Path, tmp_path: Path) -> None:
    text = writers.csv_file(KNOWN, PLAIN).decode("utf-8-sig").replace("示例市图书馆", "").replace("（2020年度）", "")
    file = _write(tmp_path / "a.csv", text.encode())
    assert main(["import", file, "--into", str(data)]) == 1
    assert not (data / "evaluations" / "2020").exists()
    assert main(["import", file, "--into", str(data), "--unit", "shili-tushuguan", "--year", "2020"]) == 0
    assert load(data).problems == ()


@pytest.mark.parametrize(
    "arguments", [["no-such-file.xlsx"], ["x", "--into", "no-such-folder"], ["x", "--year", "23"]], ids=str
)
def test_wrong_use(arguments: list[str], data: Path, tmp_path: Path) -> None:
    file = _write(tmp_path / "x", b"x")
    named = [file if argument == "x" else argument for argument in arguments]
    into = [] if "--into" in arguments else ["--into", str(data)]
    assert main(["import", *named, *into]) == 2


@pytest.mark.parametrize("name", ["gansu", "hebei", "shaanxi", "chongqing"])
def test_a_form_of_another_province_is_checked_once_its_doubts_are_settled(
    name: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    part = laid_out.part_of(nasty.ALL[name], "自评表")
    file = _write(tmp_path / "form.xlsx", laid_out.saved(laid_out.workbook([part])))
    main(["import", file, "--into", str(data), "--register"])
    (path,) = (item for item in data.rglob("*.yaml") if "form.xlsx" in item.read_text("utf-8") and len(item.parts) > 4
               and item.parent != data)  # fmt: skip
    path.write_text(path.read_text("utf-8").partition("doubts:\n")[0], encoding="utf-8")
    capsys.readouterr()
    main(["check", str(data)])
    assert "读到 5 份记录，0 处要改" in capsys.readouterr().out
