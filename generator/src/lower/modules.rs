//! Which module of `models` a type is printed in.
//!
//! A type that only one operation group uses stands in the module of that group; all others stand in `common`.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{BodyContent, HeaderType, Operation, OperationGroup, Output, TypeDefinition, TypeRef},
    naming::{self, ModuleName, TypeName},
};

/// Assigns each type its module.
pub(super) fn assign(groups: &[OperationGroup], types: &mut [TypeDefinition]) {
    let uses: BTreeMap<TypeName, Vec<TypeName>> = types.iter().map(|it| (it.name().clone(), used_types(it))).collect();
    let mut users: BTreeMap<TypeName, BTreeSet<usize>> = BTreeMap::new();
    for (group, operations) in groups.iter().enumerate() {
        let mut queue: Vec<TypeName> = operations.operations.iter().flat_map(operation_types).collect();
        while let Some(name) = queue.pop() {
            if users.entry(name.clone()).or_default().insert(group) {
                queue.extend(uses.get(&name).into_iter().flatten().cloned());
            }
        }
    }
    let common = naming::module("common");
    for definition in types {
        let module: ModuleName = match users.get(definition.name()) {
            Some(groups_of_type) if groups_of_type.len() == 1 => {
                groups_of_type.first().map_or_else(|| common.clone(), |it| groups[*it].module.clone())
            }
            _ => common.clone(),
        };
        match definition {
            TypeDefinition::Struct(it) => it.module = module,
            TypeDefinition::Enum(it) => it.module = module,
            TypeDefinition::Polymorphic(it) => it.module = module,
            TypeDefinition::Answer(it) => it.module = module,
        }
    }
}

fn used_types(definition: &TypeDefinition) -> Vec<TypeName> {
    let mut names = Vec::new();
    match definition {
        TypeDefinition::Struct(it) => {
            it.fields.iter().for_each(|field| named(&field.ty, &mut names));
            it.rest.iter().for_each(|rest| named(&rest.ty, &mut names));
        }
        TypeDefinition::Polymorphic(it) => names.extend(it.subtypes.iter().map(|it| it.ty.clone())),
        TypeDefinition::Answer(it) => it.variants.iter().flat_map(|it| &it.body).for_each(|it| named(it, &mut names)),
        TypeDefinition::Enum(_) => {}
    }
    names
}

fn operation_types(operation: &Operation) -> Vec<TypeName> {
    let mut names = Vec::new();
    operation.parameters.iter().for_each(|it| named(&it.ty, &mut names));
    if let Some(BodyContent::Json(ty)) = operation.body.as_ref().map(|it| &it.content) {
        named(ty, &mut names);
    }
    match &operation.output {
        Output::Json(ty) | Output::OptionalJson(ty) => named(ty, &mut names),
        Output::ByStatus(name) => names.push(name.clone()),
        Output::None | Output::Bytes | Output::Text => {}
    }
    for response in &operation.responses {
        response.ty.iter().for_each(|it| named(it, &mut names));
        for header in &response.headers {
            if let HeaderType::Enum(name) = &header.ty {
                names.push(name.clone());
            }
        }
    }
    names
}

fn named(ty: &TypeRef, names: &mut Vec<TypeName>) {
    match ty {
        TypeRef::Named(name) => names.push(name.clone()),
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Boxed(inner) | TypeRef::Nullable(inner) => {
            named(inner, names)
        }
        _ => {}
    }
}
