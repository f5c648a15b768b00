//! IDs of resources: taken apart, put together, compared.
//!
//! An ID is a path of types and names, `/subscriptions/…/resourceGroups/…/providers/Microsoft.Compute/disks/…`. Resource
//! Manager compares IDs without regard to case and gives them back in whatever case it likes, so this type does the same.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use azure_core::error::{Error, ErrorKind};

use crate::Parameter;

/// The ID of a resource, of a resource group, of a subscription, or of the tenant.
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
#[derive(Clone)]
pub struct ResourceId {
    /// Invariant: what `parts` make up.
    text: String,
    /// From the outermost to the resource itself; empty for the tenant.
    parts: Vec<Part>,
}

/// A type with the name of one resource of it.
#[derive(Clone, Debug)]
struct Part {
    /// Where a resource provider begins.
    namespace: Option<String>,
    ty: String,
    name: String,
}

const SUBSCRIPTIONS: &str = "subscriptions";
const RESOURCE_GROUPS: &str = "resourceGroups";
const PROVIDERS: &str = "providers";

impl ResourceId {
    /// The tenant, which all other IDs begin with.
    pub fn for_tenant() -> Self {
        Self { text: "/".to_owned(), parts: Vec::new() }
    }

    /// A subscription.
    ///
    /// # Errors
    ///
    /// When the name cannot stand in an ID.
    pub fn for_subscription(subscription_id: &str) -> azure_core::Result<Self> {
        Self::for_tenant().with(None, SUBSCRIPTIONS, subscription_id)
    }

    /// A resource group.
    ///
    /// # Errors
    ///
    /// When a name cannot stand in an ID.
    pub fn for_resource_group(subscription_id: &str, name: &str) -> azure_core::Result<Self> {
        Self::for_subscription(subscription_id)?.with(None, RESOURCE_GROUPS, name)
    }

    /// A resource of a provider in this scope: in a subscription, in a resource group, or, as an extension, on another
    /// resource.
    ///
    /// # Errors
    ///
    /// When a name cannot stand in an ID.
    pub fn resource(&self, namespace: &str, ty: &str, name: &str) -> azure_core::Result<Self> {
        check(namespace)?;
        self.with(Some(namespace), ty, name)
    }

    /// A resource within this one.
    ///
    /// # Errors
    ///
    /// When a name cannot stand in an ID, or this is the tenant, which has no children.
    pub fn child(&self, ty: &str, name: &str) -> azure_core::Result<Self> {
        if self.parts.is_empty() {
            return Err(malformed(ty, "the tenant has resources of providers only"));
        }
        self.with(None, ty, name)
    }

    /// What this is in: the resource, the resource group, the subscription, the tenant. `None` for the tenant.
    pub fn parent(&self) -> Option<Self> {
        let (_, outer) = self.parts.split_last()?;
        Some(Self::from_parts(outer.to_vec()))
    }

    /// The subscription.
    pub fn subscription_id(&self) -> Option<&str> {
        self.outer(0, SUBSCRIPTIONS)
    }

    /// The resource group.
    pub fn resource_group(&self) -> Option<&str> {
        self.outer(1, RESOURCE_GROUPS)
    }

    /// The namespace of the provider, `Microsoft.Compute`.
    pub fn provider(&self) -> Option<&str> {
        self.parts.iter().rev().find_map(|part| part.namespace.as_deref())
    }

    /// The type with its namespace, `Microsoft.Compute/virtualMachines/extensions`.
    pub fn resource_type(&self) -> String {
        let start = self.parts.iter().rposition(|part| part.namespace.is_some());
        let Some(start) = start else {
            let ty = self.parts.last().map_or("tenants", |part| part.ty.as_str());
            return format!("Microsoft.Resources/{ty}");
        };
        let namespace = self.parts[start].namespace.clone().unwrap_or_default();
        self.parts[start..].iter().fold(namespace, |ty, part| ty + "/" + &part.ty)
    }

    /// The name; empty for the tenant.
    pub fn name(&self) -> &str {
        self.parts.last().map_or("", |part| &part.name)
    }

    /// The ID as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether `other` is this resource or within it.
    pub fn contains(&self, other: &Self) -> bool {
        self.parts.len() <= other.parts.len() && Self::from_parts(other.parts[..self.parts.len()].to_vec()) == *self
    }

    fn outer(&self, index: usize, ty: &str) -> Option<&str> {
        let part = self.parts.get(index)?;
        (part.namespace.is_none() && part.ty.eq_ignore_ascii_case(ty)).then_some(part.name.as_str())
    }

    fn with(&self, namespace: Option<&str>, ty: &str, name: &str) -> azure_core::Result<Self> {
        check(ty)?;
        check(name)?;
        let part = Part { namespace: namespace.map(str::to_owned), ty: ty.to_owned(), name: name.to_owned() };
        let mut parts = self.parts.clone();
        parts.push(part);
        Ok(Self::from_parts(parts))
    }

    fn from_parts(parts: Vec<Part>) -> Self {
        let mut text = String::new();
        for part in &parts {
            if let Some(namespace) = &part.namespace {
                text.extend(["/", PROVIDERS, "/", namespace]);
            }
            text.extend(["/", &part.ty, "/", &part.name]);
        }
        if text.is_empty() {
            text.push('/');
        }
        Self { text, parts }
    }

    fn folded(&self) -> String {
        self.text.to_ascii_lowercase()
    }
}

impl FromStr for ResourceId {
    type Err = Error;

    fn from_str(text: &str) -> azure_core::Result<Self> {
        let path = text.strip_prefix('/').ok_or_else(|| malformed(text, "it has to begin with `/`"))?;
        // Some services end IDs with a slash.
        let path = path.strip_suffix('/').filter(|path| !path.is_empty()).unwrap_or(path);
        let mut parts: Vec<Part> = Vec::new();
        let mut segments = path.split('/').filter(|_| !path.is_empty());
        while let Some(first) = segments.next() {
            let mut next = |what: &str| segments.next().ok_or_else(|| malformed(text, &format!("{what} is missing")));
            let (namespace, ty) = if first.eq_ignore_ascii_case(PROVIDERS) {
                let namespace = next("the namespace of the provider")?;
                (Some(namespace), next("the type of the resource")?)
            } else if parts.is_empty() && !first.eq_ignore_ascii_case(SUBSCRIPTIONS) {
                return Err(malformed(text, "it has to begin with a subscription or a provider"));
            } else {
                (None, first)
            };
            let name = next("the name of the resource")?;
            for segment in [namespace.unwrap_or(ty), ty, name] {
                check(segment).map_err(|error| malformed(text, &error.to_string()))?;
            }
            parts.push(Part { namespace: namespace.map(str::to_owned), ty: ty.to_owned(), name: name.to_owned() });
        }
        Ok(Self::from_parts(parts))
    }
}

/// Whether a text can be one segment of an ID.
fn check(segment: &str) -> azure_core::Result<()> {
    let wrong = |c: char| c == '/' || c == '?' || c == '#' || c == '\\' || c.is_control();
    if segment.is_empty() || segment == "." || segment == ".." || segment.contains(wrong) {
        return Err(malformed(segment, "it cannot stand between two slashes"));
    }
    Ok(())
}

fn malformed(text: &str, reason: &str) -> Error {
    Error::with_message(ErrorKind::DataConversion, format!("`{text}` is no resource ID: {reason}"))
}

impl fmt::Display for ResourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for ResourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ResourceId").field(&self.text).finish()
    }
}

impl AsRef<str> for ResourceId {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl Parameter for ResourceId {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.text)
    }
}

impl PartialEq for ResourceId {
    fn eq(&self, other: &Self) -> bool {
        self.text.eq_ignore_ascii_case(&other.text)
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

#[cfg(test)]
mod tests {
    use super::ResourceId;
    use crate::Parameter as _;
    use std::collections::{BTreeSet, HashSet};

    const EXTENSION: &str = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm/extensions/e/providers/Microsoft.Insights/settings/x";

    fn id(text: &str) -> ResourceId {
        text.parse().unwrap()
    }

    #[test]
    fn an_id_is_taken_apart() {
        let id = id(EXTENSION);
        assert_eq!(id.as_str(), EXTENSION);
        assert_eq!((id.subscription_id(), id.resource_group()), (Some("s"), Some("rg")));
        assert_eq!((id.provider(), id.name()), (Some("Microsoft.Insights"), "x"));
        assert_eq!(id.resource_type(), "Microsoft.Insights/settings");
        let parent = id.parent().unwrap();
        assert_eq!(parent.resource_type(), "Microsoft.Compute/virtualMachines/extensions");
        let ancestors: Vec<_> =
            std::iter::successors(Some(parent), ResourceId::parent).map(|id| id.name().to_owned()).collect();
        assert_eq!(ancestors, ["e", "vm", "rg", "s", ""]);
    }

    #[test]
    fn an_id_is_put_together() {
        let vm = ResourceId::for_resource_group("s", "rg").unwrap();
        let vm = vm.resource("Microsoft.Compute", "virtualMachines", "vm").unwrap();
        let setting = vm.child("extensions", "e").unwrap().resource("Microsoft.Insights", "settings", "x").unwrap();
        assert_eq!(setting.as_str(), EXTENSION);
        assert!(vm.contains(&setting) && !setting.contains(&vm));
        let tenant = ResourceId::for_tenant();
        assert_eq!(tenant.resource("Microsoft.Management", "managementGroups", "g").unwrap().subscription_id(), None);
        assert!(tenant.child("x", "y").is_err());
        assert!(vm.child("a/b", "c").is_err() && vm.child("a", "").is_err() && vm.resource("", "a", "b").is_err());
    }

    #[test]
    fn types_of_the_scopes_are_those_of_resources() {
        assert_eq!(id("/").resource_type(), "Microsoft.Resources/tenants");
        assert_eq!(id("/subscriptions/s").resource_type(), "Microsoft.Resources/subscriptions");
        assert_eq!(id("/subscriptions/s/resourcegroups/r/").resource_type(), "Microsoft.Resources/resourcegroups");
        assert_eq!(id("/subscriptions/s/resourcegroups/r").resource_group(), Some("r"));
        assert_eq!(id("/subscriptions/s/providers/M.C/disks/d").resource_group(), None);
    }

    #[test]
    fn ids_are_compared_without_regard_to_case() {
        let upper = id(&EXTENSION.to_uppercase());
        assert_eq!(upper, id(EXTENSION));
        assert_ne!(upper, upper.parent().unwrap());
        assert_eq!(BTreeSet::from([upper, id(EXTENSION)]).len(), 1);
    }

    #[test]
    fn an_id_is_a_text_and_a_parameter() {
        let id = id("/subscriptions/S/resourceGroups/g");
        assert_eq!((id.as_ref(), id.text().as_ref()), (id.as_str(), id.as_str()));
        assert_eq!(format!("{id:<36}|"), "/subscriptions/S/resourceGroups/g   |");
        assert_eq!(format!("{id:?}"), "ResourceId(\"/subscriptions/S/resourceGroups/g\")");
        assert_eq!(HashSet::from([id.clone(), super::ResourceId::for_resource_group("s", "G").unwrap()]).len(), 1);
        assert!(id.parent().unwrap() < id && ResourceId::for_tenant().parent().is_none());
        assert_eq!((ResourceId::for_tenant().name(), ResourceId::for_tenant().provider()), ("", None));
    }

    #[test]
    fn an_id_contains_itself_and_what_is_within_but_no_sibling_with_a_longer_name() {
        let group = id("/subscriptions/s/resourceGroups/rg");
        assert!(group.contains(&group) && ResourceId::for_tenant().contains(&group));
        assert!(!group.contains(&id("/subscriptions/s/resourceGroups/rg2")));
        assert!(group.contains(&id("/SUBSCRIPTIONS/s/resourcegroups/RG/providers/M.C/disks/d")));
    }

    #[test]
    fn what_is_no_id_is_refused_with_a_reason() {
        let cases = [
            ("", "begin with `/`"),
            ("subscriptions/s", "begin with `/`"),
            ("/subscriptions", "name of the resource is missing"),
            ("/resourceGroups/r", "begin with a subscription"),
            ("/subscriptions/s/providers", "namespace of the provider is missing"),
            ("/subscriptions/s/providers/M.C", "type of the resource is missing"),
            ("/subscriptions/s/providers/M.C/disks", "name of the resource is missing"),
            ("/subscriptions//x/y", "between two slashes"),
            ("/subscriptions/../x", "between two slashes"),
            ("/subscriptions/s?x", "between two slashes"),
            ("//", "begin with a subscription"),
        ];
        for (text, reason) in cases {
            let message = text.parse::<ResourceId>().unwrap_err().to_string();
            assert!(message.contains(reason), "{text}: {message}");
        }
    }
}
