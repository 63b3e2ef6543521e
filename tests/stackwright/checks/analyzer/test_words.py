"""A pack's last words..."""

from __future__ import annotations

import pytest

from stackwright.checks.analyzer.words import Words
from stackwright.sources.masking import Mask

PYTHON = """error: Program failed with an unhandled exception:
Traceback (most recent call last):
  File "__main__.py", line 1, in <module>
    import pulumi_policy
ModuleNotFoundError: No module named 'pulumi_policy'

"""

NODE = """Error: Cannot find module '@pulumi/policy'
Require stack:
- /pack/index.js
    at Module._resolveFilename (node:internal/modules/cjs/loader:1225:15) {
  code: 'MODULE_NOT_FOUND',
}

Node.js v20.20.2
"""


def words(text: str = "", *secrets: str) -> Words:
    made = Words(Mask(secrets))
    made.add(text)
    return made


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("", ""),
        (PYTHON, "ModuleNotFoundError: No module named 'pulumi_policy'"),
        (NODE, "Error: Cannot find module '@pulumi/policy'"),
        ("TypeError [ERR_X]: no\n    at f (x.js:1)\n", "TypeError [ERR_X]: no"),
        ("loading\nnothing to run\n\n", "nothing to run"),
        ("cannot run\n    at f (x.js:1)\n}\n", "cannot run"),
    ],
)
def test_are_the_line_that_says_what_went_wrong(text: str, last: str) -> None:
    assert words(text).last == last


def test_hold_no_secret() -> None:
    assert words("ValueError: bad password hunter2-hunter2", "hunter2-hunter2").last == (
        "ValueError: bad password [secret]"
    )


def test_are_one_line_of_bounded_length() -> None:
    assert words().one_line("a\n  b\tc") == "a b c"
    assert words().one_line("x" * 500) == "x" * 400 + "..."
    assert words().one_line("x" * 400) == "x" * 400


def test_are_all_that_is_kept_of_a_pack_that_prints_without_end() -> None:
    made = words("ValueError: at first")
    for _ in range(200):
        made.add("more")
    assert made.last == "more"
