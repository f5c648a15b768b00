//! Resource IDs: parsing, building, comparing.
//!
//! In: strings that services send, or names. Out: a [`ResourceId`] with its parts, or an error with the reason why a
//! string is not an ID. An ID is a path of types and names,
//! `/subscriptions/…/resourceGroups/…/providers/Microsoft.Compute/disks/…`. Resource Manager compares IDs without
//! regard to case and returns them in any case, so this type does the same. Must not know specific providers.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use azure_core::error::{Error, ErrorKind};

use crate::parameter::Parameter;
use crate::printable::one_line;

/// The ID of a resource, a resource group, a subscription, a tenant, a resource provider, or a collection of resources.
///
/// ```
/// # fn main() -> azure_core::Result<()> {
/// use armsmith_runtime::ResourceId;
///
/// let disk: ResourceId = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/disks/d".parse()?;
/// assert_eq!(disk.resource_group(), Some("rg"));
/// assert_eq!(disk.resource_type(), "Microsoft.Compute/disks");
/// assert_eq!(disk.parent(), Some(ResourceId::for_resource_group("s", "RG")?));
/// # Ok(()) }
/// ```
///
/// `Display` prints an ID as it was read. Services also send IDs without the first slash or with a slash at the end,
/// which are equal to those with and without it, IDs of providers, and IDs of collections:
///
/// ```
/// # fn main() -> azure_core::Result<()> {
/// use armsmith_runtime::ResourceId;
///
/// let disks: ResourceId = "subscriptions/s/providers/Microsoft.Compute/disks".parse()?;
/// assert_eq!(disks, "/subscriptions/s/providers/microsoft.compute/disks/".parse()?);
/// assert!(disks.is_collection());
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct ResourceId {
    /// The ID as it was read.
    id: String,
    /// From the outermost to the resource itself; empty for the tenant. Only the last part can be a provider or a
    /// collection.
    parts: Vec<Part>,
}

/// A step from a scope to something in it.
#[derive(Clone, Debug)]
struct Part {
    /// The namespace at which a resource provider begins.
    namespace: Option<String>,
    kind: PartKind,
}

#[derive(Clone, Debug)]
enum PartKind {
    Resource {
        ty: String,
        name: String,
    },
    /// All resources of a type.
    Collection {
        ty: String,
    },
    /// The provider itself.
    Provider,
}

impl Part {
    fn ty(&self) -> Option<&str> {
        match &self.kind {
            PartKind::Resource { ty, .. } | PartKind::Collection { ty } => Some(ty),
            PartKind::Provider => None,
        }
    }

    fn name(&self) -> &str {
        match &self.kind {
            PartKind::Resource { name, .. } => name,
            PartKind::Collection { .. } => "",
            PartKind::Provider => self.namespace.as_deref().unwrap_or_default(),
        }
    }

    fn is_resource(&self) -> bool {
        matches!(self.kind, PartKind::Resource { .. })
    }
}

const SUBSCRIPTIONS: &str = "subscriptions";
const RESOURCE_GROUPS: &str = "resourceGroups";
const PROVIDERS: &str = "providers";
const TENANTS: &str = "tenants";

impl ResourceId {
    /// Returns the ID of the tenant, `/`, which all other IDs begin with.
    pub fn for_tenant() -> Self {
        Self { id: "/".to_owned(), parts: Vec::new() }
    }

    /// Returns the ID of a subscription.
    ///
    /// # Errors
    ///
    /// Returns an error if the name cannot be part of an ID.
    pub fn for_subscription(subscription_id: &str) -> azure_core::Result<Self> {
        Self::for_tenant().with(None, SUBSCRIPTIONS, subscription_id)
    }

    /// Returns the ID of a resource group.
    ///
    /// # Errors
    ///
    /// Returns an error if a name cannot be part of an ID.
    pub fn for_resource_group(subscription_id: &str, name: &str) -> azure_core::Result<Self> {
        Self::for_subscription(subscription_id)?.with(None, RESOURCE_GROUPS, name)
    }

    /// Returns the ID of a provider's resource in this scope: in a subscription, in a resource group, or, as an
    /// extension, on another resource.
    ///
    /// # Errors
    ///
    /// Returns an error if a name cannot be part of an ID, or if this is a provider or a collection.
    pub fn resource(&self, namespace: &str, ty: &str, name: &str) -> azure_core::Result<Self> {
        check(namespace)?;
        self.with(Some(namespace), ty, name)
    }

    /// Returns the ID of a resource within this one.
    ///
    /// # Errors
    ///
    /// Returns an error if a name cannot be part of an ID, or if this is the tenant, a provider or a collection, which
    /// have no children.
    pub fn child(&self, ty: &str, name: &str) -> azure_core::Result<Self> {
        if self.parts.is_empty() {
            return Err(malformed(ty, "the tenant has resources of providers only"));
        }
        self.with(None, ty, name)
    }

    /// Returns the ID of the parent: a resource, a resource group, a subscription or the tenant. Returns `None` for the
    /// tenant.
    pub fn parent(&self) -> Option<Self> {
        let (_, outer) = self.parts.split_last()?;
        Some(Self::from_parts(outer.to_vec()))
    }

    /// Returns the name of the subscription.
    pub fn subscription_id(&self) -> Option<&str> {
        self.outer(0, SUBSCRIPTIONS)
    }

    /// Returns the name of the resource group.
    pub fn resource_group(&self) -> Option<&str> {
        self.outer(1, RESOURCE_GROUPS)
    }

    /// Returns the namespace of the provider, `Microsoft.Compute`.
    pub fn provider(&self) -> Option<&str> {
        self.parts.iter().rev().find_map(|part| part.namespace.as_deref())
    }

    /// Returns the type with its namespace, `Microsoft.Compute/virtualMachines/extensions`. For a collection it is the
    /// type of its resources, for a provider `Microsoft.Resources/providers`.
    pub fn resource_type(&self) -> String {
        let resources = |ty: &str| format!("Microsoft.Resources/{ty}");
        let Some(last) = self.parts.last() else { return resources(TENANTS) };
        let Some(ty) = last.ty() else { return resources(PROVIDERS) };
        let Some(start) = self.parts.iter().rposition(|part| part.namespace.is_some()) else { return resources(ty) };
        let namespace = self.parts[start].namespace.clone().unwrap_or_default();
        self.parts[start..].iter().filter_map(Part::ty).fold(namespace, |whole, ty| whole + "/" + ty)
    }

    /// Returns the name. It is the namespace for a provider, and empty for the tenant and for a collection.
    pub fn name(&self) -> &str {
        self.parts.last().map_or("", Part::name)
    }

    /// Returns `true` if the ID ends with a type: it means all resources of that type in a scope.
    pub fn is_collection(&self) -> bool {
        matches!(self.parts.last(), Some(Part { kind: PartKind::Collection { .. }, .. }))
    }

    /// Returns the ID as it was read.
    pub fn as_str(&self) -> &str {
        &self.id
    }

    /// Returns `true` if `other` is this resource or within it.
    pub fn contains(&self, other: &Self) -> bool {
        let (outer, inner) = (self.key(), other.key());
        let rest =
            inner.get(..outer.len()).filter(|start| start.eq_ignore_ascii_case(outer)).map(|_| &inner[outer.len()..]);
        rest.is_some_and(|rest| outer.is_empty() || rest.is_empty() || rest.starts_with('/'))
    }

    fn outer(&self, index: usize, ty: &str) -> Option<&str> {
        let part = self.parts.get(index).filter(|part| part.namespace.is_none() && part.is_resource())?;
        part.ty().is_some_and(|own| own.eq_ignore_ascii_case(ty)).then_some(part.name())
    }

    fn with(&self, namespace: Option<&str>, ty: &str, name: &str) -> azure_core::Result<Self> {
        check(ty)?;
        check(name)?;
        if self.parts.last().is_some_and(|last| !last.is_resource()) {
            return Err(malformed(ty, "a provider or a collection has no children"));
        }
        let kind = PartKind::Resource { ty: ty.to_owned(), name: name.to_owned() };
        let mut parts = self.parts.clone();
        parts.push(Part { namespace: namespace.map(str::to_owned), kind });
        Ok(Self::from_parts(parts))
    }

    fn from_parts(parts: Vec<Part>) -> Self {
        let mut id = String::new();
        for part in &parts {
            if let Some(namespace) = &part.namespace {
                id.extend(["/", PROVIDERS, "/", namespace]);
            }
            match &part.kind {
                PartKind::Resource { ty, name } => id.extend(["/", ty, "/", name]),
                PartKind::Collection { ty } => id.extend(["/", ty]),
                PartKind::Provider => {}
            }
        }
        if id.is_empty() {
            id.push('/');
        }
        Self { id, parts }
    }

    /// Returns the ID without the slashes around it, which do not count when IDs are compared.
    fn key(&self) -> &str {
        self.id.trim_matches('/')
    }

    fn folded(&self) -> String {
        self.key().to_ascii_lowercase()
    }
}

impl FromStr for ResourceId {
    type Err = Error;

    fn from_str(id: &str) -> azure_core::Result<Self> {
        if id.is_empty() {
            return Err(malformed(id, "it is empty"));
        }
        let path = id.strip_prefix('/').unwrap_or(id);
        // Some services end IDs with a slash.
        let path = path.strip_suffix('/').unwrap_or(path);
        let mut parts: Vec<Part> = Vec::new();
        let mut segments = path.split('/').filter(|_| id != "/").peekable();
        if let Some(first) = segments.peek() {
            let roots = [SUBSCRIPTIONS, PROVIDERS, TENANTS];
            if !roots.iter().any(|root| first.eq_ignore_ascii_case(root)) {
                return Err(malformed(id, "it must begin with a subscription, a tenant or a provider"));
            }
        }
        while let Some(segment) = segments.next() {
            let checked = |segment: Option<&str>| match segment {
                Some(segment) => check(segment).map(|()| segment.to_owned()).map_err(|error| in_id(id, &error)),
                None => Err(malformed(id, "the namespace of the provider is missing")),
            };
            let (namespace, ty) = if segment.eq_ignore_ascii_case(PROVIDERS) {
                (Some(checked(segments.next())?), segments.next())
            } else {
                (None, Some(segment))
            };
            let kind = match (ty, segments.next()) {
                (None, _) => PartKind::Provider,
                (Some(_), None) => PartKind::Collection { ty: checked(ty)? },
                (Some(_), name) => PartKind::Resource { ty: checked(ty)?, name: checked(name)? },
            };
            parts.push(Part { namespace, kind });
        }
        Ok(Self { id: id.to_owned(), parts })
    }
}

/// Checks that a string can be one segment of an ID.
fn check(segment: &str) -> azure_core::Result<()> {
    let wrong = |c: char| c == '/' || c == '?' || c == '#' || c == '\\' || c.is_control();
    if segment.is_empty() {
        return Err(malformed(segment, "a name is empty"));
    }
    if segment == "." || segment == ".." || segment.contains(wrong) {
        return Err(malformed(segment, "it cannot be a segment"));
    }
    Ok(())
}

/// Returns the error of a segment as an error of the whole ID.
fn in_id(id: &str, error: &Error) -> Error {
    malformed(id, &error.to_string())
}

fn malformed(id: &str, reason: &str) -> Error {
    Error::with_message(ErrorKind::DataConversion, format!("`{}` is not a resource ID: {reason}", one_line(id)))
}

impl fmt::Display for ResourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.id)
    }
}

impl fmt::Debug for ResourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ResourceId").field(&self.id).finish()
    }
}

impl AsRef<str> for ResourceId {
    fn as_ref(&self) -> &str {
        &self.id
    }
}

impl Parameter for ResourceId {
    fn to_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.id)
    }
}

impl PartialEq for ResourceId {
    fn eq(&self, other: &Self) -> bool {
        self.key().eq_ignore_ascii_case(other.key())
    }
}

impl Eq for ResourceId {}

impl PartialOrd for ResourceId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ResourceId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.folded().cmp(&other.folded())
    }
}

impl Hash for ResourceId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.folded().hash(state);
    }
}
