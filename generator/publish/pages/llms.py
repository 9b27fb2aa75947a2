"""Owns llms.txt: for programs that read, which pages there are and where their Markdown is. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.markdown import cell, link

if TYPE_CHECKING:
    from generator.publish.pages.sources import Sources

PATH = "llms.txt"
_WRITTEN = (("这种表怎么看", "guide"), ("方法", "method"), ("数据字典与下载", "dictionary"), ("更正", "corrections"))


def llms(sources: Sources) -> str:
    """The main pages with the address of their Markdown, and the data files."""
    edition, collection = sources.edition, sources.collection
    years = [(f"{year} 年度汇总", f"years/{year}") for year in sources.summaries]
    units = [(unit.name, f"units/{unit.id}") for unit in collection.units]
    lists = [("全部年度", "years"), ("全部单位", "units"), ("全部项目", "projects")]
    checked = [("检查规则", "rules"), ("检查情况", "quality"), ("公开进度", "status")]
    data = [(name, f"{edition.address}data/{name}") for name in ("forms.csv", "indicators.csv", "datapackage.json")]
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
        *(f"- {link(label, address)}" for label, address in data),
    ]
    return "\n".join(lines) + "\n"
