"""Owns D12: no personal data anywhere in a record, comments included; an unanswered hit stops the whole site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.finding import Hit, Rule, Severity
from generator.record.fields import along, label_of
from generator.record.passages import passages
from generator.record.personal import find, is_suspect, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.check import Verdict
    from generator.forms.views import FormView
    from generator.record.model import Profile
    from generator.record.passages import Passage
    from generator.record.store import StoredForm

D12 = Rule(
    id="D12",
    severity=Severity.ERROR,
    weight=99,
    name="没有个人信息和涉密内容",
    found="可能有个人信息或涉密内容",
    tests="任何文字（连同注释）没有身份证号、电话、银行卡号、邮箱、QQ 号、微信号、护照号；项目名称不涉密。",
    formula="校验码对的身份证号，手机号，带区号的电话，校验对的卡号，邮箱，写明的 QQ、微信、护照号；名称含“保密”“涉密”",
    basis="个人信息保护法；政府信息公开条例：涉密和个人隐私不公开。",
    bounds="分组、全角、汉字写的号码也认；文号、编号、金额和校验码不对的号码不算。名称带“保密”的只是提示：请人确认过可以公开。",
    example="原因里写着一个手机号。",
    silent_when="没有这类号码和词；号码列在 data/profile.yaml 的 public_contacts 里。",
    question="{place}里{what}，公开前由谁确认？",
    mend="删去个人信息；涉密的内容不公开。公开的热线，写单位说明，或列入 data/profile.yaml 的 public_contacts。",
    stops_site=True,
)


def secret_name(view: FormView) -> Iterator[Verdict]:
    """The name of a project that may be about something secret."""
    word = next((word for word in ("保密", "涉密") if word in view.form.project), None)
    if word:
        facts = {"place": "项目名称", "what": f"有“{word}”二字"}
        says = f"项目名称有“{word}”二字，请确认内容可以公开。"
        yield Hit(says, None, "project", view.form.project, severity=Severity.NOTE, facts=facts)


def personal_data(stored: StoredForm, profile: Profile) -> Iterator[Hit]:
    """One hit a place; the file as a whole is asked first, for nearly all have none."""
    public = frozenset(map(key_of, profile.public_contacts))
    if not is_suspect(stored.text, public):
        return
    for passage in passages(stored.text, stored.form.kind.fields):
        found = find(passage.text, public)
        if found:
            what = "、".join(f"{item.what}（{item.masked}）" for item in found)
            yield _hit(passage, stored, what, found[0].masked)


def _hit(passage: Passage, stored: StoredForm, what: str, masked: str) -> Hit:
    row, field = _cell(passage.path)
    place = _place(passage, stored)
    says = f"{place}里像有{what}。"
    at = (passage.line, passage.column)
    return Hit(says, row, field, masked, facts={"place": place, "what": f"像有{what}"}, at=at)


def _place(passage: Passage, stored: StoredForm) -> str:
    """The label of the cell; which row of the table it is in, the place of the finding says."""
    fields = stored.form.kind.fields
    if not passage.path:
        return f"第 {passage.line} 行的注释"
    row, field = _cell(passage.path)
    return along(f"indicators.{field}", fields)[-1].name if row else label_of(passage.path, fields)


def _cell(path: str) -> tuple[int | None, str | None]:
    """Row and key of a cell of the indicator table, else the path alone."""
    parts = path.split(".")
    return (int(parts[1]), parts[2]) if parts[0] == "indicators" and len(parts) == 3 else (None, path or None)
