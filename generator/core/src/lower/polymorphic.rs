//! Objects with a discriminator.
//!
//! ```text
//! Pet (discriminator: kind)  ←allOf─  Cat ("Cat")  ←allOf─  Lion ("Lion")
//! ```
//!
//! `Pet` and `Cat` have subtypes, so both are printed as polymorphic enums. `Cat`, which has a value of its own, is
//! also a variant, for which it has a struct of its own, `CatBase`. `Lion` is a plain struct with the tag
//! `kind = "Lion"`. [`super::hierarchy`] has the subtypes of each component.

use std::collections::BTreeMap;

use super::{
    draft::{DraftKind, DraftType},
    structs,
    types::{ComponentKind, TypeLowering},
};
use crate::{
    api::Schema,
    diagnostics::Code,
    model::Subtype,
    naming::{self, RustIdent, TypeName, Unique, WireName},
    text::Location,
};

/// The enum of a component with a discriminator and subtypes, and its own struct where it is a subtype as well.
pub(super) fn lower<'a>(
    types: &mut TypeLowering<'a, '_>,
    component: &'a str,
    name: &TypeName,
    definition: &str,
    schema: &'a Schema,
) {
    let Some(property) = types.hierarchy.discriminator(component) else { return };
    let mut members = Vec::new();
    if let Some(base) = types.base_name(component) {
        structs::component(types, component, base.clone(), definition, schema);
        members.push((component, base));
    }
    for member in types.hierarchy.members(component) {
        let ComponentKind::Object(ty) = types.kind(member) else {
            types.diagnostics.warning(
                Code::InvalidDiscriminator,
                location(types, member),
                format!(
                    "`{member}` is not an object schema, so it cannot have the discriminator property `{property}`"
                ),
                "make it an object, or remove it from the subtypes",
            );
            continue;
        };
        // A subtype with another discriminator is selected by that one, inside the variant.
        let is_nested = types.hierarchy.has_another_discriminator(member, Some(property));
        let own = types.base_name(member).filter(|_| !is_nested);
        members.push((member, own.unwrap_or(ty)));
    }
    let mut names = Unique::<RustIdent>::new();
    let subtypes = subtypes(types, component, property, members, &mut names);
    let unknown = names.claim(naming::variant("UnknownValue"), [naming::variant("UnrecognizedValue")]).name;
    types.definitions.push(DraftType {
        name: name.clone(),
        definition: definition.to_owned(),
        docs: structs::description(schema),
        kind: DraftKind::Polymorphic { tag: WireName::new(property), subtypes, unknown },
    });
}

/// The variants. Each value belongs to one subtype.
fn subtypes<'a>(
    types: &mut TypeLowering<'a, '_>,
    component: &'a str,
    property: &str,
    members: Vec<(&'a str, TypeName)>,
    names: &mut Unique<RustIdent>,
) -> Vec<Subtype> {
    let mut subtypes = Vec::with_capacity(members.len());
    let mut by_value: BTreeMap<String, &str> = BTreeMap::new();
    for (member, ty) in members {
        let value = types.hierarchy.value(member).to_owned();
        if let Some(other) = by_value.get(&value) {
            types.diagnostics.warning(
                Code::InvalidDiscriminator,
                location(types, member),
                format!(
                    "`{member}` and `{other}` have one value `{value}` of discriminator `{property}`; using `{other}`"
                ),
                "give one of them another `x-ms-discriminator-value`",
            );
            continue;
        }
        by_value.insert(value.clone(), member);
        subtypes.push(Subtype { variant: names.claim(naming::variant(member), []).name, ty, value });
    }
    let unmapped: Vec<&str> = types.hierarchy.unmapped(component).collect();
    let discriminator = types.components.get(component).and_then(|it| it.discriminator.as_ref());
    for value in unmapped {
        types.diagnostics.warning(
            Code::InvalidDiscriminator,
            discriminator.map(|it| it.location.child("mapping").child(value)),
            format!(
                "value `{value}` of discriminator `{property}` has no schema of its own; its objects are kept as JSON"
            ),
            "map each value to one schema, and each schema to one value",
        );
    }
    subtypes
}

fn location(types: &TypeLowering<'_, '_>, component: &str) -> Option<Location> {
    types.components.get(component).map(|it| it.location.clone())
}
