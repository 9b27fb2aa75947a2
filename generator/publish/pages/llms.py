"""Owns llms.txt: for programs that read, which pages there are and where their Markdown is. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.markdown import cell, link
from generator.publish.data.api import ROOT
from generator.publish.data.archive import ARCHIVE
from generator.publish.data.database import DATABASE
from generator.publish.data.found import FINDINGS_JSON
from generator.publish.data.package import PACKAGE, RULES
from generator.publish.data.spreadsheet import WORKBOOK

if TYPE_CHECKING:
    from generator.publish.pages.sources import Sources

PATH = "llms.txt"
_WRITTEN = (
    ("这种表怎么看", "guide"),
    ("方法", "method"),
    ("数据字典与下载", "dictionary"),
    ("用数据：例子", "examples"),
    ("更正", "corrections"),
)
_DATA = (
    (f"{ROOT}/openapi.json", "JSON 接口的说明（OpenAPI 3.1）：按地址取列表和每一份表"),
    (f"{ROOT}/forms.json", "每份表和它的 JSON 地址"),
    (PACKAGE, "各张表、各列的类型和含义（Data Package）"),
    ("data/numeric/forms.csv", "数值版，一行一份表：数字没有逗号，金额都是万元"),
    ("data/numeric/indicators.csv", "数值版，一行一项指标，目标和完成拆成符号、数、单位"),
    ("data/numeric/funds.csv", "数值版，一行一个资金来源"),
    ("data/forms.csv", "照原件的各表，旁边是 indicators.csv 和 funds.csv"),
    ("data/blanks.csv", "每个空格为什么空"),
    (FINDINGS_JSON, "检查发现，各键见 data/schema/findings.json"),
    (RULES, "检查规则"),
    (DATABASE, "同样的表，一个 SQLite 数据库"),
    ("data/parquet/forms.parquet", "同样的表，Parquet，十进制数"),
    (ARCHIVE, "全部文件和校验和，一个压缩包"),
    (WORKBOOK, "给人看的工作簿"),
)


def llms(sources: Sources) -> str:
    """The main pages with the address of their Markdown, and the data files."""
    edition, collection = sources.edition, sources.collection
    years = [(f"{year} 年度汇总", f"years/{year}") for year in sources.summaries]
    units = [(unit.name, f"units/{unit.id}") for unit in collection.units]
    lists = [("全部年度", "years"), ("全部单位", "units"), ("全部项目", "projects")]
    checked = [("检查规则", "rules"), ("检查情况", "quality"), ("公开进度", "status")]
    data = [f"{link(path.removeprefix('data/'), edition.address + path)}: {about}" for path, about in _DATA]
    lines = [
        f"# {cell(edition.name)}",
        "",
        f"> 财政项目支出绩效自评价和绩效目标申报表，一份一页，共 {len(collection.forms)} 份。不是政府网站。",
        "",
        "每一页的 Markdown 在它的地址后面加 `index.md`。里面的相对链接从上一级算起，如同文件是 `<地址>.md`。",
        "",
        "## 页面",
        "",
        *(f"- {link(label, f'{edition.address}{path}/index.md')}" for label, path in (*years, *lists, *units)),
        "",
        "## 说明",
        "",
        *(f"- {link(label, f'{edition.address}{path}/index.md')}" for label, path in (*_WRITTEN, *checked)),
        "",
        "## 数据",
        "",
        *(f"- {line}" for line in data),
    ]
    return "\n".join(lines) + "\n"
