"""Owns the fields that editors add to a form: source, dates, remarks, answers, corrections; alike in every kind."""

from __future__ import annotations

from dataclasses import replace

from generator.record.fields import Field, Shape, choice, date, group, items, text
from generator.record.model import (
    AbsentCell,
    Alternative,
    Answer,
    CellPlace,
    Correction,
    Observation,
    OpenDoubt,
    OriginPlace,
    PrintedLabel,
    Remark,
    Source,
)
from generator.record.tables import HEAD, OTHERS

NARRATIVES = ("summary", "verbatim")
"""summary: 目标、完成情况、原因 are restated by the editors (编者摘要); verbatim: they stand as in the document."""
REMARK_STATES = ("missing", "doubtful")
"""missing: the cell is cut off or illegible in the document; doubtful: read by meaning, see the note."""

_SOURCE = group(
    "source",
    "来源",
    "这份表出自哪份文件。",
    (
        text("document", "文件编号", "data/documents.yaml 里登记的编号。", required=True, example="'002'"),
        Field(
            "position",
            "第几份",
            Shape.INTEGER,
            "这份表在文件里是第几份，从 1 数起。",
            required=True,
            example="1",
        ),
        choice(
            "narrative",
            "文字内容",
            "summary 是编者摘要，verbatim 是照录原文。单位自己公开时用 verbatim。",
            NARRATIVES,
            required=True,
        ),
        text("file", "导入自", "导入时的文件名；手工录入的不写。", example="附件2.xlsx"),
        text("hash", "文件摘要", "导入时文件的 SHA-256；同一份文件摘要相同。", example="sha256:9f86d081"),
        items(
            "places",
            "原件位置",
            "各部分在原件里的位置，导入时写下。",
            (
                text("field", "字段", "哪一部分，例如 funds、indicators.3。", required=True, example="funds"),
                text("place", "位置", "工作表和格子，或页和行。", required=True, example="自评表 A5:I9"),
            ),
            make=OriginPlace,
        ),
    ),
    required=True,
    make=Source,
)
_DATES = (
    date("approved", "批复日期", "财政部门批复的日期，公开期限从这天算起。"),
    date("published", "公开日期", "单位第一次公开这份表的日期。"),
    date("publish_after", "不早于", "到这一天才可以公开。"),
)
_REMARKS = items(
    "remarks",
    "整理说明",
    "原件缺失或存疑的格子，同一件事一条；说到几格，其余的列在 also。",
    (
        Field("row", "行", Shape.INTEGER, "第几行指标，从 1 数起；不在指标表里就不写。", example="8"),
        text("field", "字段", "哪个字段，例如 level2 或 funds.total.score。", required=True, example="level2"),
        choice("state", "状态", "missing 原件缺失，doubtful 存疑。", REMARK_STATES, required=True),
        text("note", "说明", "原件是什么样，为什么这样录入。", required=True),
        items(
            "also",
            "同样的格子",
            "这一条还说到的格子。",
            (
                Field("row", "行", Shape.INTEGER, "第几行指标；不在指标表里就不写。", example="9"),
                text("field", "字段", "哪个字段。", required=True, example="level2"),
            ),
            make=CellPlace,
            is_extra=True,
        ),
    ),
    make=Remark,
    is_renewed=True,
)
_DOUBTS = items(
    "doubts",
    "存疑待核",
    "导入时没有把握的格子，一处一条；核对改好就删去，还有一条就不能公开。",
    (
        Field("row", "行", Shape.INTEGER, "第几行指标，从 1 数起；说的是整栏或不在指标表里就不写。", example="8"),
        text(
            "field",
            "字段",
            "哪个字段，例如 level2、funds.total.score；整张表的事写 form。",
            required=True,
            example="level2",
        ),
        text("why", "存疑原因", "为什么没有把握。", required=True, example="名称被换页拆成两截，这里连成一行"),
        items(
            "alternatives",
            "另一种读法",
            "同一处还可能是什么。",
            (text("value", "值", "另一种值。", required=True),),
            make=Alternative,
        ),
        text("place", "原件位置", "在原件的哪里。", example="自评表 C12"),
    ),
    make=OpenDoubt,
    is_renewed=True,
)
_OBSERVATIONS = items(
    "observations",
    "原件所见",
    "原件文字里看得见、摘要里看不见的问题，一处一条。",
    (
        Field("row", "行", Shape.INTEGER, "第几行指标，从 1 数起；不在指标表里就不写。", example="6"),
        text(
            "field",
            "字段",
            "哪个字段，例如 goals.expected；在指标表里就写 row 和 reason。",
            required=True,
            example="reason",
        ),
        text("rule", "规则编号", "属于检查规则的哪一条。", required=True, example="D02"),
        text("note", "所见", "编者在原件中看到什么。", required=True),
    ),
    make=Observation,
    is_renewed=True,
)
_ANSWERS = items(
    "answers",
    "单位说明",
    "单位对检查提示的回答，和提示一起公开。",
    (
        text("rule", "规则编号", "检查规则的编号。", required=True, example="A01"),
        Field("row", "行", Shape.INTEGER, "第几行指标，从 1 数起；不针对某一行就不写。", example="3"),
        text(
            "field",
            "字段",
            "哪个字段，例如 funds.total.execution_rate；这条规则在那里只有一处发现就不写。",
            example="funds.total.execution_rate",
        ),
        text("text", "说明", "为什么数字没有错，或何时更正。", required=True),
    ),
    make=Answer,
    is_renewed=True,
)
_CORRECTIONS = items(
    "corrections",
    "更正记录",
    "公开以后改动的数字，一处一条。",
    (
        Field("date", "日期", Shape.DATE, "更正的日期。", required=True, example="2024-03-31"),
        text("field", "字段", "改了哪里，例如 funds.total.executed。", required=True),
        text("name", "指标", "改的是某一行指标时，写那一行的名称：行号会变，名称不变。"),
        text("old", "原为", "原来公开的值。"),
        text("new", "改为", "现在的值。"),
        text("reason", "原因", "为什么改。", required=True),
        text("earlier", "原来的写法", "只改原因里的错字时：原来公开的原因，一字不差。"),
    ),
    make=Correction,
    is_renewed=True,
)

_LABELS = items(
    "labels",
    "表上的栏名",
    "原件的栏名和表式不同的，一栏一条。",
    (
        text(
            "field", "字段", "哪个字段，例如 funds.rows.adjusted_budget。", required=True, example="indicators.target"
        ),
        text("label", "栏名", "照原件。", required=True, example="年度指标值（A）"),
    ),
    make=PrintedLabel,
    is_extra=True,
)

_ABSENT = items(
    "absent",
    "表上没有的栏",
    "这一类表通常有、这一份没有印的栏，一栏一条：空着是没有这一栏，不是没有填。",
    (text("field", "字段", "哪个字段，例如 indicators.reason。", required=True, example="funds.rows.weight"),),
    make=AbsentCell,
    is_extra=True,
)

EDITORIAL = (_LABELS, _ABSENT, _SOURCE, *_DATES, _REMARKS, _DOUBTS, _OBSERVATIONS, _ANSWERS, _CORRECTIONS)
"""What editors add to what the form prints; the same in every kind."""


def record_fields(kind: str, title: str, *printed: Field) -> tuple[Field, ...]:
    """The field table of a kind: what it is, what its form prints, what the editors add."""
    what = choice("kind", "表种", "这份文件是哪种表。", (kind,), required=True)
    named = tuple(replace(field, example=title) if field.key == "title" else field for field in HEAD)
    return (what, *named, *printed, replace(OTHERS, part="others"), *EDITORIAL)
