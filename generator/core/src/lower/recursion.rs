//! `Box` where a cycle of structs needs it, and nowhere else.
//!
//! ```text
//! Error { innererror: Option<Error> }   →   Error { innererror: Option<Box<Error>> }
//! ```
//!
//! Types form a graph: an edge for every value that lies inside another one. Lists, maps and the variants of
//! polymorphic types store their values on the heap, so they are not edges. A depth-first walk in the order of the
//! definitions boxes each edge that points back to a type on the path of the walk. Without these edges the graph has no
//! cycle.

use std::collections::BTreeMap;

use super::draft::{DraftKind, DraftType};
use crate::{model::TypeRef, naming::TypeName};

/// Boxes the edges that close a cycle.
pub(super) fn box_cycles(types: &mut [DraftType]) {
    let index: BTreeMap<TypeName, usize> = types.iter().enumerate().map(|(at, it)| (it.name.clone(), at)).collect();
    let edges: Vec<Vec<(usize, usize)>> = types.iter().map(|it| edges(it, &index)).collect();
    for (owner, slot) in back_edges(&edges) {
        if let DraftKind::Struct { fields, .. } = &mut types[owner].kind {
            box_in_place(&mut fields[slot].ty);
        }
    }
}

/// `(field, type it holds by value)`
fn edges(definition: &DraftType, index: &BTreeMap<TypeName, usize>) -> Vec<(usize, usize)> {
    let fields = definition.fields().iter().enumerate();
    fields.filter_map(|(slot, field)| Some((slot, *index.get(held_by_value(&field.ty)?)?))).collect()
}

/// The named type that a value of a type contains without an allocation of its own.
fn held_by_value(ty: &TypeRef) -> Option<&TypeName> {
    match ty {
        TypeRef::Named(name) => Some(name),
        TypeRef::Nullable(inner) => held_by_value(inner),
        _ => None,
    }
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Mark {
    New,
    Inside,
    Done,
}

/// The edges that point back into the path of a depth-first walk. Not recursive: specifications may be deep.
fn back_edges(edges: &[Vec<(usize, usize)>]) -> Vec<(usize, usize)> {
    let mut marks = vec![Mark::New; edges.len()];
    let mut found = Vec::new();
    for start in 0..edges.len() {
        if marks[start] != Mark::New {
            continue;
        }
        marks[start] = Mark::Inside;
        let mut path = vec![(start, 0)];
        while let Some((node, next)) = path.last_mut() {
            let node = *node;
            let Some(&(slot, target)) = edges[node].get(*next) else {
                marks[node] = Mark::Done;
                path.pop();
                continue;
            };
            *next += 1;
            match marks[target] {
                Mark::New => {
                    marks[target] = Mark::Inside;
                    path.push((target, 0));
                }
                Mark::Inside => found.push((node, slot)),
                Mark::Done => {}
            }
        }
    }
    found
}

fn box_in_place(ty: &mut TypeRef) {
    match ty {
        TypeRef::Nullable(inner) => box_in_place(inner),
        other => {
            let inner = std::mem::replace(other, TypeRef::Any);
            *other = TypeRef::Boxed(Box::new(inner));
        }
    }
}
