//! A scope of unique names.
//!
//! In: requested names in order, with alternatives. Out: for each request the first name that is free. The same
//! requests in the same order return the same names.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{ModuleName, RustIdent, TypeName};

/// A name to which a number can be appended.
pub trait Name: Clone + Ord {
    /// Returns this name with a number at its end.
    fn numbered(&self, number: usize) -> Self;
}

impl Name for RustIdent {
    fn numbered(&self, number: usize) -> Self {
        let plain = self.plain();
        // A variant is in upper camel case, everything else in snake case.
        if plain.starts_with(|first: char| first.is_ascii_uppercase()) {
            Self(with_number(plain, number))
        } else {
            Self(format!("{}_{number}", plain.trim_end_matches('_')))
        }
    }
}

impl Name for TypeName {
    fn numbered(&self, number: usize) -> Self {
        Self(with_number(self.as_str(), number))
    }
}

impl Name for ModuleName {
    fn numbered(&self, number: usize) -> Self {
        Self(format!("{}_{number}", self.as_str().trim_end_matches('_')))
    }
}

/// `Disk` → `Disk2`, `Level3` → `Level3_2`.
fn with_number(name: &str, number: usize) -> String {
    let name = name.trim_end_matches('_');
    let gap = if name.ends_with(|last: char| last.is_ascii_digit()) { "_" } else { "" };
    format!("{name}{gap}{number}")
}

/// The result of a request for a name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Claim<N> {
    /// The name, which is taken from now on.
    pub name: N,
    /// `true` if the name differs from the preferred one.
    pub changed: bool,
}

/// A scope in which every name occurs once.
#[derive(Clone, Debug)]
pub struct Unique<N> {
    taken: BTreeSet<N>,
    /// For each name that was numbered, the smallest number that may be free. Names are never released.
    next: BTreeMap<N, usize>,
}

impl<N: Name> Default for Unique<N> {
    fn default() -> Self {
        Self { taken: BTreeSet::new(), next: BTreeMap::new() }
    }
}

impl<N: Name> Unique<N> {
    /// Creates an empty scope.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reserves a name, for example a local variable of the generated function. Returns `false` if it was already
    /// taken.
    pub fn reserve(&mut self, name: N) -> bool {
        self.taken.insert(name)
    }

    /// Returns `true` if the name is taken.
    pub fn is_taken(&self, name: &N) -> bool {
        self.taken.contains(name)
    }

    /// Returns the preferred name, else the first free alternative, else the last one with the smallest free number
    /// from 2 on.
    pub fn claim(&mut self, preferred: N, alternatives: impl IntoIterator<Item = N>) -> Claim<N> {
        if self.taken.insert(preferred.clone()) {
            return Claim { name: preferred, changed: false };
        }
        let mut last = preferred;
        for alternative in alternatives {
            if self.taken.insert(alternative.clone()) {
                return Claim { name: alternative, changed: true };
            }
            last = alternative;
        }
        let next = self.next.entry(last.clone()).or_insert(2);
        loop {
            let name = last.numbered(*next);
            *next += 1;
            if self.taken.insert(name.clone()) {
                return Claim { name, changed: true };
            }
        }
    }
}
