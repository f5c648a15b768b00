//! Resource IDs: the forms that services send, and what IDs are built and compared like.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

use armsmith_runtime::__private::Parameter as _;
use armsmith_runtime::ResourceId;
use std::collections::{BTreeSet, HashSet};

const EXTENSION: &str = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm/extensions/e/providers/Microsoft.Insights/settings/x";

fn id(input: &str) -> ResourceId {
    input.parse().unwrap()
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
    assert_eq!((id.as_ref(), id.to_str().as_ref()), (id.as_str(), id.as_str()));
    assert_eq!(format!("{id:<36}|"), "/subscriptions/S/resourceGroups/g   |");
    assert_eq!(format!("{id:?}"), "ResourceId(\"/subscriptions/S/resourceGroups/g\")");
    assert_eq!(HashSet::from([id.clone(), ResourceId::for_resource_group("s", "G").unwrap()]).len(), 1);
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
fn every_form_that_services_send_is_read_and_printed_the_same() {
    let provider = ("Microsoft.Resources/providers", "Microsoft.Network", Some("Microsoft.Network"));
    let cases = [
        ("subscriptions/s/resourceGroups/g/providers/M.C/disks/d", "M.C/disks", "d", Some("M.C")),
        ("/subscriptions/s/resourceGroups/g/providers/M.C/disks", "M.C/disks", "", Some("M.C")),
        ("/subscriptions/s/providers/M.C/disks/d/parts", "M.C/disks/parts", "", Some("M.C")),
        ("/subscriptions/s/resourceGroups", "Microsoft.Resources/resourceGroups", "", None),
        ("/subscriptions/s/providers/Microsoft.Network", provider.0, provider.1, provider.2),
        ("/providers/Microsoft.Network", provider.0, provider.1, provider.2),
        ("/tenants/t", "Microsoft.Resources/tenants", "t", None),
        ("/Subscriptions/s/ResourceGroups/g/Providers/M.C/Disks/d/", "M.C/Disks", "d", Some("M.C")),
        ("/", "Microsoft.Resources/tenants", "", None),
    ];
    for (input, ty, name, namespace) in cases {
        let id = id(input);
        assert_eq!((id.as_str(), id.to_string().as_str()), (input, input));
        assert_eq!((id.resource_type().as_str(), id.name(), id.provider()), (ty, name, namespace), "{input}");
        assert_eq!(id.is_collection(), name.is_empty() && input != "/", "{input}");
        assert_eq!(id.to_str(), input);
    }
}

#[test]
fn slashes_around_an_id_do_not_count() {
    let forms = [
        "/subscriptions/s/providers/M.C/disks/d",
        "Subscriptions/s/Providers/M.C/disks/d",
        "/subscriptions/s/providers/M.C/disks/d/",
    ];
    assert_eq!(HashSet::from(forms.map(id)).len(), 1);
    assert_eq!(id(forms[1]).parent(), Some(ResourceId::for_subscription("s").unwrap()));
    assert!(ResourceId::for_subscription("S").unwrap().contains(&id(forms[1])));
}

#[test]
fn a_provider_and_a_collection_contain_resources_but_have_no_children() {
    let disk = id("/subscriptions/s/providers/M.C/disks/d");
    for outer in ["/subscriptions/s/providers/M.C", "/subscriptions/s/providers/m.c/disks"] {
        assert!(id(outer).contains(&disk) && !disk.contains(&id(outer)));
        assert_eq!(id(outer).parent(), Some(ResourceId::for_subscription("s").unwrap()));
        for built in [id(outer).child("x", "y"), id(outer).resource("M.C", "x", "y")] {
            assert!(built.unwrap_err().to_string().contains("has no children"));
        }
    }
    assert!(!id("/subscriptions/s/providers/M.C/disk").contains(&disk));
}

#[test]
fn a_string_that_is_not_an_id_is_refused_with_a_reason() {
    let cases = [
        ("", "it is empty"),
        ("x", "begin with a subscription"),
        ("/resourceGroups/r", "begin with a subscription"),
        ("https://management.azure.com/subscriptions/s", "begin with a subscription"),
        ("/subscriptions/s/providers", "namespace of the provider is missing"),
        ("/subscriptions//resourceGroups//providers/M.C/disks/d", "a name is empty"),
        ("/subscriptions/s/providers//disks/d", "a name is empty"),
        ("/subscriptions//x/y", "a name is empty"),
        ("/subscriptions/../x", "cannot be a segment"),
        ("/subscriptions/s?x", "cannot be a segment"),
        ("//", "begin with a subscription"),
        ("/subscriptions/a\u{1b}[2J", "`/subscriptions/a [2J`"),
    ];
    for (input, reason) in cases {
        let message = input.parse::<ResourceId>().unwrap_err().to_string();
        assert!(message.contains(reason) && !message.contains('\u{1b}'), "{input}: {message}");
    }
}
