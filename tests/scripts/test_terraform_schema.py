"""The evaluation of the Terraform provider's schemas..."""

from __future__ import annotations

import importlib
import json

import pytest

PACKAGE = "github.com/hashicorp/terraform-provider-aws/internal/service/box"
HEADER = f'package {PACKAGE}\nimport (\n\t"github.com/hashicorp/terraform-provider-aws/internal/tags"\n)\n'
SDK = """func resourceBox() *schema.Resource {
    inner := map[string]*schema.Schema{"size": {Type: schema.TypeInt, Required: true, ForceNew: true, Default: 5}}
    inner["late"] = &schema.Schema{Type: schema.TypeBool, Optional: true, Default: false}
    return &schema.Resource{
        SchemaFunc: func() map[string]*schema.Schema {
            return map[string]*schema.Schema{
                names.AttrKMSKeyID: {Type: schema.TypeString, Optional: true, Computed: true, ForceNew: true},
                "label": labelled(true),
                attrMode: {Type: schema.TypeString, Optional: true, Default: "fast"},
                "lid": {Type: schema.TypeList, Optional: true, Elem: &schema.Resource{Schema: inner}},
                "words": {Type: schema.TypeSet, Optional: true, Elem: &schema.Schema{ForceNew: true}},
                "tags": tags.TagsSchemaForceNew(),
                "self": {Type: schema.TypeList, Optional: true, Elem: selfSchema()},
                "lost": elsewhere.Schema(),
            }
        },
    }
}"""
FRAMEWORK = """func (r *crateResource) Schema(ctx context.Context, request any, response *any) {
    response.Schema = schema.Schema{
        Attributes: map[string]schema.Attribute{
            "name": schema.StringAttribute{Required: true, PlanModifiers: []m.String{m.RequiresReplace()}},
            "zone": schema.StringAttribute{Optional: true, PlanModifiers: []m.String{m.RequiresReplaceIfConfigured()}},
            "tier": schema.StringAttribute{Optional: true, PlanModifiers: []m.String{m.RequiresReplaceIf(f)}},
        },
        Blocks: map[string]schema.Block{
            "slot": schema.ListNestedBlock{NestedObject: schema.NestedBlockObject{
                PlanModifiers: []m.Object{m.RequiresReplace()},
                Attributes: map[string]schema.Attribute{"depth": schema.Int64Attribute{Optional: true}},
            }},
        },
    }
}"""
FILES = {
    "func.resourceBox": SDK,
    "method.crateResource.Schema": FRAMEWORK,
    "func.labelled": "func labelled(forces bool) *S { return &schema.Schema{Optional: true, ForceNew: forces} }",
    "var.attrMode": 'const attrMode = "open_mode"',
    "func.selfSchema": "func selfSchema() *schema.Resource { return &schema.Resource{Schema: map[string]*schema.Schema{"
    '"self": {Type: schema.TypeList, Optional: true, Elem: selfSchema()}}} }',
    "method.servicePackage.SDKResources": "func (p *servicePackage) SDKResources() []*S {\n return []*S{"
    '{Factory: resourceBox, TypeName: "aws_box"}} }',
}


@pytest.fixture
def schema(scripts):
    return importlib.import_module("terraform_schema")


@pytest.fixture
def provider(schema, tmp_path):
    service, tags = tmp_path / "internal" / "service" / "box", tmp_path / "internal" / "tags"
    for folder in (service, tags, tmp_path / "resources"):
        folder.mkdir(parents=True)
    for name, text in FILES.items():
        (service / f"{name}.goindex").write_text(HEADER + text)
    once = "func() *S { return &schema.Schema{Optional: true, ForceNew: true} }"
    (tags / "var.TagsSchemaForceNew.goindex").write_text(f"var TagsSchemaForceNew = sync.OnceValue({once})")
    for type_, struct in (("aws_box", ""), ("aws_crate", "crateResource"), ("aws_gone", "")):
        facts = {"terraform_type": type_, "struct_type": struct, "namespace": PACKAGE}
        (tmp_path / "resources" / f"{type_}.json").write_text(json.dumps(facts))
    (tmp_path / "terraform-provider-aws-index.json").write_text('{"version": "v1.2.3"}')
    return schema.Provider(tmp_path)


@pytest.fixture
def found(provider):
    return {type_: (origin, fields) for type_, origin, fields in provider.resources()}


def test_finds_the_resources_and_leaves_out_the_one_without_source(provider, found):
    assert {type_: origin for type_, (origin, _) in found.items()} == {
        "aws_box": "box func.resourceBox",
        "aws_crate": "box crateResource",
    }
    assert provider.version() == "v1.2.3"


def test_reads_what_forces_what_is_kept_and_what_is_default(found):
    box = found["aws_box"][1]
    assert (box["kmskeyid"].forces, box["kmskeyid"].computed, box["kmskeyid"].given) == (True, True, True)
    assert (box["openmode"].forces, box["openmode"].default) == (False, '"fast"')
    assert (box["lid"].forces, box["lid"].fields["size"].forces, box["lid"].fields["size"].default) == (
        False,
        True,
        "5",
    )


def test_follows_functions_arguments_packages_and_later_assignments(found):
    box = found["aws_box"][1]
    assert box["label"].forces
    assert box["tags"].forces
    assert box["words"].forces
    assert not box["lost"].given


def test_ends_where_a_schema_holds_itself(found):
    self = found["aws_box"][1]["self"]
    assert self.fields["self"].fields["self"] is self.fields["self"].fields["self"].fields["self"]


def test_reads_the_plan_modifiers_of_the_framework(found):
    crate = found["aws_crate"][1]
    assert (crate["name"].forces, crate["name"].whole, crate["name"].computed) == (True, True, False)
    assert (crate["zone"].forces, crate["zone"].computed) == (True, True)
    assert (crate["tier"].forces, crate["tier"].conditional) == (False, True)
    assert crate["slot"].whole
    assert list(crate["slot"].fields) == ["depth"]
