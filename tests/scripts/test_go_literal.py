"""The reader of Go literals..."""

from __future__ import annotations

import importlib

import pytest


@pytest.fixture
def go(scripts):
    return importlib.import_module("go_literal")


def returned(go, text):
    """What the function that *text* declares returns."""
    return go.declaration(text).body.statements[-1][1]


def test_reads_a_composite_literal_with_its_keys(go):
    node = returned(
        go, 'package p\nfunc f() *s.R {\n\treturn &s.R{Type: s.T, "k": {On: true}, names.AttrID: g(1, "x")}\n}\n'
    )
    assert node == go.Composite(
        "s.R",
        (
            (go.Name("Type"), go.Name("s.T")),
            (go.Text("k"), go.Composite("", ((go.Name("On"), go.Name("true")),))),
            (go.Name("names.AttrID"), go.Call("g", (go.Text("1"), go.Text("x")))),
        ),
    )


@pytest.mark.parametrize(
    ("expression", "type_"),
    [
        ("map[string]*schema.Schema{}", "map[string]*schema.Schema"),
        ("[]planmodifier.String{}", "[]planmodifier.String"),
        ("&schema.Resource{}", "schema.Resource"),
    ],
)
def test_keeps_the_type_of_a_literal(go, expression, type_):
    assert returned(go, f"func f() any {{ return {expression} }}").type == type_


def test_skips_comments_and_keeps_the_left_side_of_an_operation(go):
    node = returned(
        go, "func f() any {\n// not this: return g()\nreturn C{A: 3 * time.Minute /* nor this */, B: (x)}\n}"
    )
    assert node.items == ((go.Name("A"), go.Text("3")), (go.Name("B"), go.Name("x")))


def test_reads_methods_parameters_and_assignments(go):
    text = """func (r *thing) Schema(ctx context.Context, level int) (any, error) {
        s := schema.Schema{}
        s.Blocks["timeouts"] = timeouts.Block(ctx)
        if level > 0 {
            response.Schema = s
        }
    }"""
    function = go.declaration(text)
    assert function.parameters == ("ctx", "level")
    assert [target for target, _ in function.body.statements] == ["s", 's.Blocks["timeouts"]', "response.Schema"]


def test_reads_a_function_inside_a_literal(go):
    node = returned(go, "func f() any { return C{Schema: func() map[string]int { return m }, Next: 1} }")
    assert node.items[0][1] == go.Function((), go.Body((("return", go.Name("m")),)))
    assert node.items[1] == (go.Name("Next"), go.Text("1"))


@pytest.mark.parametrize(
    "text", ["var a = b{C: 1}\n", "package p\nimport (\n)\n\ta = b{C: 1}\n", "const a T = b{C: 1}"]
)
def test_reads_a_variable_declared_alone_or_in_a_group(go, text):
    assert go.declaration(text) == go.Composite("b", ((go.Name("C"), go.Text("1")),))


def test_reads_nothing_from_a_file_without_declaration(go):
    assert go.declaration("package p\n") == go.Name("")


def test_reads_calls_on_results_indexes_and_called_functions(go):
    text = (
        "func f() any { return C{A: g(1).h(2), B: x[0], D: g().(T), E: func() int { return 1 }(), F: func(a int) b} }"
    )
    items = dict(returned(go, text).items)
    assert items[go.Name("A")].function == "g.h"
    assert items[go.Name("B")] == go.Name("x[0]")
    assert items[go.Name("D")] == go.Call("g", ())
    assert items[go.Name("E")] == go.Function((), go.Body((("return", go.Text("1")),)))
    assert items[go.Name("F")] == go.Name("")


def test_skips_type_parameters_and_statements_it_has_no_use_for(go):
    text = "func f[T any](a T) any {\n\tdefer func() { return 0 }()\n\tx.y = 1\n\treturn ([]int{-1})\n}"
    assert [target for target, _ in go.declaration(text).body.statements] == ["x.y", "return"]
