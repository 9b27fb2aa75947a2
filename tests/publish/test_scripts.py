"""A script and all it imports in one file: in their order, each once, nothing left to fetch."""

from __future__ import annotations

import pytest

from generator.publish.scripts import SEARCH, in_one_file
from tests.conftest import ROOT

SCRIPTS = {
    "a/start.js": 'import { one, two } from "./b.js";\nimport { three } from "../c.js";\n\none(two, three);\n',
    "a/b.js": '// Says what it is.\nimport { three } from "../c.js";\n\n/** @param {number} n */\n'
    "export function one(n) {\n  return n + hidden;\n}\nexport const two = three;\nconst hidden = 1;\n",
    "c.js": "export class three {}\n",
}


def test_what_is_imported_stands_before_and_once() -> None:
    one = in_one_file("a/start.js", SCRIPTS.__getitem__)
    assert one.index("class three") < one.index("function one") < one.index("one(two, three)")
    assert one.count("class three") == 1
    assert "import" not in one
    assert "return { one, two };" in one
    assert "Says what" not in one


@pytest.mark.parametrize("line", ['import x from "./c.js";', 'export { one } from "./c.js";', "export let four = 4;"])
def test_a_way_to_import_that_is_not_ours_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"c\.js"):
        in_one_file("c.js", {"c.js": f"{line}\n"}.__getitem__)


def test_scripts_that_import_each_other_are_refused() -> None:
    scripts = {"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\n'}
    with pytest.raises(ValueError, match="imports itself"):
        in_one_file("a.js", scripts.__getitem__)


def test_our_search_page_asks_for_one_script() -> None:
    whole = in_one_file(SEARCH, lambda path: (ROOT / "overrides" / path).read_text(encoding="utf-8"))
    assert "\nimport " not in whole
    assert "\nexport " not in whole
    assert "startPage(page, index)" in whole
