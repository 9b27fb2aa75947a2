"""Owns the first registries of a region: what they say and the words that explain it to an editor. Touches no disk."""

from __future__ import annotations

from generator.record.model import NATIONAL
from generator.record.registers import RECORD_FORMAT
from generator.record.values import plain
from generator.record.writing import quote


def profile_text(region: str, rounding: str) -> str:
    """The profile of a region by the national rules, every bound with its meaning."""
    grades = "".join(f"  - name: {grade.name}\n    from: {plain(grade.lower)}\n" for grade in NATIONAL.grades)
    bands = "".join(f"  - result: {band.result.value}\n    from: {plain(band.lower)}\n" for band in NATIONAL.bands)
    weights = "".join(f"  - level1: {name}\n    points: {plain(points)}\n" for name, points in NATIONAL.weights.items())
    with_cost = "".join(
        f"  - level1: {name}\n    points: {plain(points)}\n" for name, points in NATIONAL.weights_with_cost.items()
    )
    return f"""# 这个地区的口径。除地区和小数处理以外都是全国的规定（财预〔2020〕10号、财预〔2021〕101号），不同就改。
region: {quote(region)}
record_format: {RECORD_FORMAT}
# 执行率和执行得分的小数：truncate 截取，round 四舍五入。39.41 ÷ 48.86 印 80.65 是截取，印 80.66 是四舍五入。
rounding: {rounding}
# 等级从高到低；表上另有写法的加 also，例如 also: 合格。
grades:
{grades}# 定性结果的得分下限，占分值的百分之几。
bands:
{bands}# 各一级指标通行的分值。
weights:
{weights}weights_with_cost:
{with_cost}weight_tolerance: {plain(NATIONAL.weight_tolerance)}
execution_weight: {plain(NATIONAL.execution_weight)}
ratio_tolerance: {plain(NATIONAL.ratio_tolerance)}
overshoot_percent: {plain(NATIONAL.overshoot_percent)}
overshoot: {NATIONAL.overshoot}
rate_threshold: {plain(NATIONAL.rate_threshold)}
"""


def units_text(department: str, department_id: str, unit: str, unit_id: str) -> str:
    """The registry of one department and one unit, with how to add another."""
    return f"""# 主管部门和实施单位。id 是永久的网址，小写拼音加连字符；name 是全称，照原件；short 是窄屏上的简称。
departments:
  - id: {department_id}
    name: {quote(department)}
units:
  - id: {unit_id}
    name: {quote(unit)}
    short: {quote(unit)}
    department: {department_id}
# 再加一个单位，照上面四行写。
"""


def documents_text(unit: str, unit_id: str, year: str) -> str:
    """The registry of documents with the first one to be filled in."""
    return f"""# 收到的每份文件。记录里的 source.document 写这里的 id；有公开网址的加 url，知道公开日期的加 published。
documents:
  - id: {unit_id}-{year}
    name: 文件名.pdf
    description: {quote(f"{unit} {year} 年度绩效表")}
"""
