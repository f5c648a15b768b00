//! Chooses the module of `models` for each type.
//!
//! A crate may be compiled with some of its operation groups only, so each module is for some groups. Types of one
//! group are in the module of that group, types of the same few groups in a module that they share, and the others in
//! `common`, which is always compiled.
//!
//! A compiled type must never need one that is left out. The module of a type is for the groups in the intersection of
//! all [`Sets`] around the groups that reach the type. Where A uses B, each group that reaches A reaches B. Around more
//! groups there are fewer sets, and the intersection of fewer sets is as large or larger: the module of B is for every
//! group that A's module is for.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{DraftType, Pages, collect_names};
use crate::{
    model::{
        BodyContent, Flow, HeaderType, Operation, OperationGroup, Output, ResponseHeader, TypeDefinition, TypeRef,
    },
    naming::{self, ModuleName, TypeName, Unique},
};

/// Fewer types than this are not worth a module that groups share: each is a file, and two lines that name the groups.
const FEW: usize = 4;

/// Operation groups by their index; one past the last is a user without any group.
type Groups = BTreeSet<usize>;

/// The modules that some groups share, each with the modules of these groups.
type Shared = BTreeMap<ModuleName, Vec<ModuleName>>;

/// Gives each type its module. Returns the types, and the modules that groups share.
pub(super) fn sort_into_modules(
    types: Vec<DraftType>,
    groups: &[OperationGroup],
    headers: &[ResponseHeader],
) -> (Vec<TypeDefinition>, Shared) {
    let users = Users::new(groups, headers, &types).of;
    let sets = Sets::new(groups.len(), users.values());
    let of_types: Vec<Option<Groups>> =
        types.iter().map(|it| users.get(&it.name).and_then(|users| sets.around(users))).collect();

    let mut names = Unique::<ModuleName>::new();
    let mut modules: BTreeMap<Groups, ModuleName> = BTreeMap::new();
    for (index, group) in groups.iter().enumerate() {
        names.reserve(group.module.clone());
        modules.insert([index].into(), group.module.clone());
    }
    // A group may have this name, too.
    let common = names.claim(naming::module("common"), [naming::module("common_types")]).name;
    let mut shared = BTreeMap::new();
    for set in of_types.iter().flatten().filter(|set| set.len() > 1).collect::<BTreeSet<_>>() {
        let of_set: Vec<ModuleName> = set.iter().map(|index| groups[*index].module.clone()).collect();
        let name = names.claim(naming::shared_module(&of_set), []).name;
        modules.insert(set.clone(), name.clone());
        shared.insert(name, of_set);
    }

    let pages = pages(groups);
    let module = |set: &Option<Groups>| set.as_ref().and_then(|set| modules.get(set)).unwrap_or(&common).clone();
    let types = types.into_iter().zip(&of_types).map(|(it, set)| it.into_type(module(set), &pages)).collect();
    (types, shared)
}

/// The pages of pageable operations. The first one decides, should two of them name different lists of one page.
fn pages(groups: &[OperationGroup]) -> Pages<'_> {
    let mut pages = Pages::new();
    for operation in groups.iter().flat_map(|it| &it.operations) {
        let paging = match &operation.flow {
            Flow::Pager(paging) => Some(paging),
            Flow::LongRunning(it) => it.paging.as_ref(),
            Flow::Plain => None,
        };
        if let (Some(paging), Output::Json(TypeRef::Named(page))) = (paging, &operation.output) {
            pages.entry(page).or_insert(&paging.item);
        }
    }
    pages
}

/// The groups that reach each type.
struct Users {
    of: BTreeMap<TypeName, Groups>,
    uses: BTreeMap<TypeName, Vec<TypeName>>,
}

impl Users {
    fn new(groups: &[OperationGroup], headers: &[ResponseHeader], types: &[DraftType]) -> Self {
        let uses = types.iter().map(|it| (it.name.clone(), it.used_types())).collect();
        let mut users = Self { of: BTreeMap::new(), uses };
        for (index, group) in groups.iter().enumerate() {
            users.add(index, group.operations.iter().flat_map(operation_types).collect());
        }
        // The constants of headers are compiled for every selection of groups, and so are types that no operation
        // reaches.
        let of_headers = headers.iter().filter_map(|it| match &it.ty {
            HeaderType::Enum(name) => Some(name.clone()),
            HeaderType::Value(_) => None,
        });
        let unreached = types.iter().map(|it| &it.name).filter(|it| !users.of.contains_key(it)).cloned();
        let always = of_headers.chain(unreached).collect();
        users.add(groups.len(), always);
        users
    }

    /// The group uses these types, and so all that they use.
    fn add(&mut self, group: usize, mut types: Vec<TypeName>) {
        while let Some(name) = types.pop() {
            let used = self.uses.get(&name).into_iter().flatten();
            if self.of.entry(name.clone()).or_default().insert(group) {
                types.extend(used.cloned());
            }
        }
    }
}

/// The sets of groups that have modules, but for intersections of them: each group, and many a set that shares types.
struct Sets(Vec<Groups>);

impl Sets {
    /// From the number of groups and the groups that reach each type. A set that shares fewer than [`FEW`] types, or
    /// fewer types than it has groups to name, is not worth it; nor is the set of all groups.
    fn new<'a>(groups: usize, users: impl Iterator<Item = &'a Groups>) -> Self {
        let mut shares: BTreeMap<&Groups, usize> = BTreeMap::new();
        for set in users.filter(|set| (2..groups).contains(&set.len()) && !set.contains(&groups)) {
            *shares.entry(set).or_default() += 1;
        }
        let worthy = shares.into_iter().filter(|(set, types)| *types >= FEW.max(set.len())).map(|(set, _)| set.clone());
        Self((0..groups).map(|group| [group].into()).chain(worthy).collect())
    }

    /// The intersection of the sets that contain all of these groups. `None` if there is no such set.
    fn around(&self, groups: &Groups) -> Option<Groups> {
        self.0.iter().filter(|set| set.is_superset(groups)).cloned().reduce(|all, set| &all & &set)
    }
}

fn operation_types(operation: &Operation) -> Vec<TypeName> {
    let mut names = Vec::new();
    operation.parameters.iter().for_each(|it| collect_names(&it.ty, &mut names));
    if let Some(BodyContent::Json(ty)) = operation.body.as_ref().map(|it| &it.content) {
        collect_names(ty, &mut names);
    }
    match &operation.output {
        Output::Json(ty) | Output::OptionalJson(ty) => collect_names(ty, &mut names),
        Output::ByStatus(name) => names.push(name.clone()),
        Output::None | Output::Bytes | Output::Text => {}
    }
    for response in &operation.responses {
        response.ty.iter().for_each(|it| collect_names(it, &mut names));
        for header in &response.headers {
            if let HeaderType::Enum(name) = &header.ty {
                names.push(name.clone());
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{Groups, Sets};

    /// Sets of types, each with how many types are in it.
    fn sets(groups: usize, shares: &[(&[usize], usize)]) -> Sets {
        let users: Vec<Groups> =
            shares.iter().flat_map(|(set, types)| std::iter::repeat_n(set.iter().copied().collect(), *types)).collect();
        Sets::new(groups, users.iter())
    }

    fn around(sets: &Sets, groups: &[usize]) -> Option<Vec<usize>> {
        sets.around(&groups.iter().copied().collect()).map(Vec::from_iter)
    }

    #[test]
    fn what_few_types_need_is_common() {
        let sets = sets(9, &[(&[0, 1], 4), (&[1, 2], 3), (&[3, 4, 5, 6, 7], 4), (&[0, 1, 2, 3, 4, 5, 6, 7, 8], 20)]);
        assert_eq!(around(&sets, &[2]), Some(vec![2]));
        assert_eq!(around(&sets, &[0, 1]), Some(vec![0, 1]));
        assert_eq!(around(&sets, &[1, 2]), None, "three types");
        assert_eq!(around(&sets, &[3, 4, 5, 6, 7]), None, "fewer types than groups");
        assert_eq!(around(&sets, &[0, 1, 2, 3, 4, 5, 6, 7, 8]), None, "all groups");
        assert_eq!(around(&sets, &[0, 9]), None, "a group, and whoever uses none");
    }

    #[test]
    fn few_types_join_what_is_for_their_groups() {
        let sets = sets(6, &[(&[0, 1, 2], 4), (&[0, 1, 3], 4), (&[1, 2, 3, 4], 4)]);
        assert_eq!(around(&sets, &[0, 2]), Some(vec![0, 1, 2]));
        assert_eq!(around(&sets, &[0, 1]), Some(vec![0, 1]), "an intersection");
    }

    /// The argument on top of this file, for every pair of sets of seven groups. Without the intersection, `[0, 1]`
    /// would get the module of `[0, 1, 2]`, and `[0, 1, 3]`, which it may use, a module that is not for group 2.
    #[test]
    fn a_module_is_for_every_group_that_needs_it() {
        let groups = 7;
        let sets = sets(
            groups,
            &[
                (&[0, 1, 2], 4),
                (&[0, 1, 3, 4], 5),
                (&[1, 2], 4),
                (&[2, 3, 5, 6], 6),
                (&[1, 3], 9),
                (&[0, 1, 2, 3, 4], 5),
            ],
        );
        let all: Vec<Groups> =
            (1..1_usize << groups).map(|bits| (0..groups).filter(|group| bits >> group & 1 == 1).collect()).collect();
        for more in &all {
            for some in all.iter().filter(|some| some.is_subset(more)) {
                let (of_some, of_more) = (sets.around(some), sets.around(more));
                assert!(of_some.as_ref().is_none_or(|it| it.is_superset(some)), "{some:?}: {of_some:?}");
                let fits = match (&of_some, &of_more) {
                    (_, None) => true,
                    (None, Some(_)) => false,
                    (Some(of_some), Some(of_more)) => of_some.is_subset(of_more),
                };
                assert!(fits, "{some:?} has {of_some:?}, {more:?} has {of_more:?}");
            }
        }
    }
}
