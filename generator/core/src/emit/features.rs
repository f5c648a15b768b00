//! The Cargo features of a crate: which of its operation groups are compiled.
//!
//! There is a feature for each group, named as its module, and one for all; also where there is one group, because the
//! service may add another. Attributes stand on modules, on re-exports of what is in them, on the methods that hand out
//! the groups' clients, and on the service client, which nobody needs without groups; on nothing else.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Model;
use crate::naming::ModuleName;

/// The feature for all groups; no module is called like it.
pub(crate) const ALL: &str = "full";

/// `#[cfg(feature = "disks")]`, for what belongs to a group.
pub(crate) fn group(module: &ModuleName) -> TokenStream {
    let feature = module.as_str();
    quote!(#[cfg(feature = #feature)])
}

/// The same for a module of types, which may be for several groups, or for everyone.
pub(crate) fn types(model: &Model, module: &ModuleName) -> Option<TokenStream> {
    if let Some(groups) = model.shared.get(module) {
        let features = groups.iter().map(ModuleName::as_str);
        return Some(quote!(#[cfg(any(#(feature = #features),*))]));
    }
    let of_group = model.groups.iter().find(|group| group.module == *module)?;
    Some(group(&of_group.module))
}
