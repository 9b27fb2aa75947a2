"""``generator verify``: whatever changes a published site after it was built is found and named."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from generator.cli import main
from generator.publish.door.describing import describe
from generator.publish.door.manifest import MANIFEST, read_manifest
from tests.conftest import DAY, FIXTURE_DATA
from tests.repository import Repository
from tests.web import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RECORD = "evaluations/2022/shili-tushuguan/tushu-gouzhi.yaml"
"""A record of the fixtures, by its place in data/ and on the site."""


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository that holds the fixture data, committed."""
    made = Repository(tmp_path / "repository")
    shutil.copytree(FIXTURE_DATA, made.root / "data")
    made.commit(1, {})
    return made


@pytest.fixture
def site(tmp_path: Path, repository: Repository) -> Path:
    """A small published folder: two pages and a record, with the manifest a build writes."""
    folder = tmp_path / "site"
    for name, text in {"index.html": "<p>首页</p>", "years/2022/index.html": "<p>2022</p>"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / RECORD).parent.mkdir(parents=True)
    shutil.copy(repository.root / "data" / RECORD, folder / RECORD)
    (folder / MANIFEST).write_bytes(describe(folder, DAY, repository.root / "data").to_bytes())
    return folder


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLISH_DATE", (DAY + dt.timedelta(days=3)).isoformat())


def test_a_site_as_it_was_built_passes(site: Path, repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["verify", str(site), "--data", str(repository.root / "data"), "--commit", "HEAD"])
    assert (code, capsys.readouterr().out.count("全部相符")) == (0, 1)


def test_every_kind_of_tampering_is_named(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "index.html").write_text("<p>别的</p>", encoding="utf-8")
    (site / "years/2022/index.html").unlink()
    (site / "more.html").write_text("x", encoding="utf-8")
    assert main(["verify", str(site)]) == 1
    said = capsys.readouterr().out
    assert "和清单不符：index.html" in said
    assert "取不到：years/2022/index.html" in said
    assert "多出来的文件：more.html" in said
    assert "3 处不符" in said


def test_a_record_changed_together_with_the_manifest_is_found_by_the_commit(
    site: Path, repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    record = site / RECORD
    record.write_bytes(record.read_bytes() + b"# more\n")
    (site / MANIFEST).write_bytes(describe(site, DAY, repository.root / "data").to_bytes())
    assert main(["verify", str(site)]) == 0
    capsys.readouterr()
    assert main(["verify", str(site), "--data", str(repository.root / "data"), "--commit", "HEAD"]) == 1
    assert f"和这个版本里的记录不同：{RECORD}" in capsys.readouterr().out


def test_data_that_were_not_committed_are_no_commit(
    site: Path, repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository.root / "data" / "units.yaml").write_text("units: []\n", encoding="utf-8")
    manifest = describe(site, DAY, repository.root / "data")
    assert manifest.commit.endswith("+")
    (site / MANIFEST).write_bytes(manifest.to_bytes())
    assert main(["verify", str(site), "--data", str(repository.root / "data"), "--commit", "HEAD"]) == 1
    assert "数据版本不同" in capsys.readouterr().out


def test_two_builds_are_held_against_each_other(
    site: Path, tmp_path: Path, repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    other = shutil.copytree(site, tmp_path / "other")
    (other / "index.html").write_text("<p>别的</p>", encoding="utf-8")
    (other / MANIFEST).write_bytes(describe(other, DAY, repository.root / "data").to_bytes())
    assert main(["verify", str(site), "--against", str(other)]) == 1
    assert "和另一份不同：index.html" in capsys.readouterr().out


@pytest.mark.parametrize(("days", "code"), [("3", 0), ("2", 1)])
def test_an_old_site_raises_the_alarm(site: Path, days: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(site), "--newer-than", days]) == code
    assert ("网站旧了" in capsys.readouterr().out) is bool(code)


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    with served(site) as base:
        yield base


def test_a_site_is_verified_by_its_address(address: str, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", address]) == 0
    (site / "years/2022/index.html").unlink()
    capsys.readouterr()
    assert main(["verify", address]) == 1
    assert "取不到：years/2022/index.html" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 99}', '{"format": 1, "files": 3}'])
def test_what_is_no_manifest_is_said_in_one_line(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
    assert main(["verify", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("generator: no manifest that can be read")


def test_a_manifest_reads_back_as_it_was_written(site: Path, repository: Repository) -> None:
    manifest = describe(site, DAY, repository.root / "data")
    assert read_manifest(manifest.to_bytes()) == manifest
    assert MANIFEST not in manifest.files


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A private SSH key; whom it belongs to stands in ``signers`` beside it."""
    if shutil.which("ssh-keygen") is None:
        pytest.skip("no ssh-keygen on this machine (Debian: apt-get install openssh-client)")
    made = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(made)], check=True)
    public = made.with_suffix(".pub").read_text(encoding="utf-8")
    (tmp_path / "signers").write_text(f"caizhengju@example.org {public}", encoding="utf-8")
    return made


def _sign(site: Path, key: Path, namespace: str = "disclosure") -> None:
    """As ``make sign`` does."""
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", namespace, str(site / MANIFEST)]
    subprocess.run(command, check=True, capture_output=True)


def test_a_signed_manifest_says_who_published(site: Path, key: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signers = ["--signers", str(key.with_name("signers"))]
    assert main(["verify", str(site), *signers]) == 1
    assert "清单没有签名" in capsys.readouterr().out
    _sign(site, key)
    assert main(["verify", str(site), *signers]) == 0
    (site / MANIFEST).write_bytes(describe(site, DAY, site).to_bytes())
    assert main(["verify", str(site), *signers]) == 1
    assert "清单的签名不对" in capsys.readouterr().out


def test_a_signature_for_another_use_or_by_another_key_is_none(site: Path, key: Path, tmp_path: Path) -> None:
    signers = ["--signers", str(key.with_name("signers"))]
    _sign(site, key, "git")
    assert main(["verify", str(site), *signers]) == 1
    (site / "manifest.json.sig").unlink()
    other = tmp_path / "other"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(other)], check=True)
    _sign(site, other)
    assert main(["verify", str(site), *signers]) == 1
