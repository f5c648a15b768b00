//! Tables of names, and properties that hold for every name.

use std::collections::BTreeSet;

use super::*;

/// Names that break something: keywords, paths, special characters, digits, other scripts, nothing.
const NASTY: &[&str] = &[
    "",
    " ",
    "_",
    "__",
    "-",
    "*",
    "$",
    "@",
    "\u{feff}",
    "\u{200b}",
    "\t",
    "\r\n",
    "1",
    "-1",
    "1.5",
    "007",
    "5Qi",
    "2020-11-01",
    "self",
    "Self",
    "_self",
    "super",
    "crate",
    "type",
    "Type",
    "TYPE",
    "r#type",
    "async",
    "await",
    "gen",
    "union",
    "dyn",
    "try",
    "yield",
    "abstract",
    "true",
    "static",
    "'static",
    "fn main() {}",
    "\"",
    "\\",
    "//",
    "*/",
    "#![x]",
    "a{b}",
    "naïve",
    "日本",
    "ﬁ",
    "²",
    "Option",
    "Vec",
    "a.b",
    "a b",
    "a-b",
    "a_b",
    "ab",
    "aB",
    "AB",
    "mod",
    "lib",
    "main",
    "con",
    "std",
    "@odata.type",
    "odata.type",
    "$ref",
    "<",
    "<=",
    ">",
    "HTTP",
    "HTTP ",
    "http",
    "0",
    "N0",
    "V1",
    "1_1",
    "11",
    "1.1",
    "x-ms-isnullable",
    "PagedList`1",
    "KeyValuePair[String,Object]",
    "aaaaaaaaaaaaaaaaa",
];

#[test]
fn names_in_snake_case() {
    for (wire, expected) in [
        // Ordinary names, as `heck` has them.
        ("diskSizeGB", "disk_size_gb"),
        ("osType", "os_type"),
        ("OSDisk", "os_disk"),
        ("publicIPAddress", "public_ip_address"),
        ("hyperVGeneration", "hyper_v_generation"),
        ("aRecords", "a_records"),
        ("updateAPrivateEndpointConnection", "update_a_private_endpoint_connection"),
        ("isPowerBICertified", "is_power_bi_certified"),
        ("lastNDays", "last_n_days"),
        ("diskIOPSReadWrite", "disk_iops_read_write"),
        ("securityDNSName", "security_dns_name"),
        ("cosmosDBAccount", "cosmos_db_account"),
        ("tls1_2", "tls1_2"),
        // Signs.
        ("@odata.type", "odata_type"),
        ("$filter", "filter"),
        ("If-None-Match", "if_none_match"),
        ("x-ms-client-request-id", "x_ms_client_request_id"),
        ("certificate.name", "certificate_name"),
        ("Resource Name Definition", "resource_name_definition"),
        ("_etag", "etag"),
        ("*", "star"),
        ("", "empty"),
        // Keywords.
        ("type", "r#type"),
        ("Gen", "r#gen"),
        ("self", "self_"),
        ("_self", "self_"),
        ("crate", "crate_"),
        // Digits first.
        ("5qi", "n5qi"),
        ("5QiPriorityLevel", "n5_qi_priority_level"),
        // Plurals of acronyms.
        ("allocatableVMs", "allocatable_vms"),
        ("VirtualMachineScaleSetVMs", "virtual_machine_scale_set_vms"),
        ("outboundIPs", "outbound_ips"),
        ("vmInstanceIDs", "vm_instance_ids"),
        ("nonResourceURLs", "non_resource_urls"),
        ("callbackURIs", "callback_uris"),
        ("targetRUs", "target_rus"),
        ("SKUs", "skus"),
        ("NICs", "nics"),
        ("CosmosDBs", "cosmos_dbs"),
        // Two acronyms in a row, and what only looks like it.
        ("RestorePointSourceVMOSDisk", "restore_point_source_vm_os_disk"),
        ("osSKU", "os_sku"),
        ("OSSKU", "os_sku"),
        ("MHSMIPRule", "mhsm_ip_rule"),
        ("VMSSId", "vmss_id"),
        ("preferHTTPS", "prefer_https"),
        ("diskIOPSReadWrite", "disk_iops_read_write"),
        ("FirewallPolicySNAT", "firewall_policy_snat"),
        ("FQDNs", "fqdns"),
        // Numbers of bits.
        ("use32BitWorkerProcess", "use_32_bit_worker_process"),
        ("is64Bit", "is_64_bit"),
        ("http20Enabled", "http20_enabled"),
        ("Sha256Bitmap", "sha256_bitmap"),
        // Versions after acronyms.
        ("IPv4Address", "ipv4_address"),
        ("enableOnlyIPv6Peering", "enable_only_ipv6_peering"),
        ("isNFSv3Enabled", "is_nfsv3_enabled"),
        ("EAPMSCHAPv2", "eapmschapv2"),
        ("IKEv1", "ikev1"),
        // A single small letter before capitals.
        ("vCPUs", "vcpus"),
        ("vCPUsAvailable", "vcpus_available"),
        ("oSDetails", "os_details"),
        ("iPFrom", "ip_from"),
        ("iPV4Addresses", "ipv4_addresses"),
        ("vHDId", "vhd_id"),
        ("vMDiskDetails", "vm_disk_details"),
        ("gRPC", "grpc"),
        ("p2SVpnGateway", "p2s_vpn_gateway"),
        ("nCrossValidations", "n_cross_validations"),
        // Listed spellings.
        ("oAuth2", "oauth2"),
        ("gitHubOAuthScopes", "github_oauth_scopes"),
        ("IaaSVMs", "iaas_vms"),
        ("SaaS", "saas"),
        ("IoTSecurity", "iot_security"),
        ("vNetId", "vnet_id"),
        ("ignoreMissingVNetServiceEndpoint", "ignore_missing_vnet_service_endpoint"),
        ("SubNetName", "subnet_name"),
        ("throughputInMBps", "throughput_in_mbps"),
        ("diskMBpsReadOnly", "disk_mbps_read_only"),
        ("sizeInGiB", "size_in_gib"),
        ("KBps", "kbps"),
        ("VpnClientIPsecParameters", "vpn_client_ipsec_parameters"),
        ("eTag", "etag"),
        ("alternateCNameRecords", "alternate_cname_records"),
        ("AzureMySQLServer", "azure_mysql_server"),
        ("PostgreSQLServer", "postgresql_server"),
        ("NoSQL", "nosql"),
        ("WiFi", "wifi"),
        ("VMwareCbtDiskInput", "vmware_cbt_disk_input"),
        ("NVMe", "nvme"),
        ("DBforPostgreSQL", "db_for_postgresql"),
        // A spelling inside a word does not match.
        ("IoTa", "io_ta"),
        ("SPNName", "spn_name"),
        ("DCName", "dc_name"),
        // Generations.
        ("UeInfo5G", "ue_info_5g"),
        ("UeInfo5GProperties", "ue_info_5g_properties"),
        ("System2L", "system_2l"),
        ("Dot1Q", "dot1q"),
        ("HyperVReplica2012R2EventDetails", "hyper_v_replica2012_r2_event_details"),
        ("A2AEventDetails", "a2a_event_details"),
        ("aadB2C", "aad_b2c"),
        // Other scripts.
        ("naïve", "na_u00ef_ve"),
    ] {
        assert_eq!(field(wire).as_str(), expected, "{wire:?}");
    }
}

#[test]
fn names_of_types() {
    for (name, expected) in [
        ("systemData", "SystemData"),
        ("createdByType", "CreatedByType"),
        ("5QiPriorityLevel", "N5QiPriorityLevel"),
        (
            "ResponseMessageEnvelope[RemotePrivateEndpointConnection]",
            "ResponseMessageEnvelopeRemotePrivateEndpointConnection",
        ),
        ("KeyValuePair[String,Object]", "KeyValuePairStringObject"),
        ("ODataQueryOptions`1", "OdataQueryOptions1"),
        ("Azure.ResourceManager.ResourceProvisioningState", "AzureResourceManagerResourceProvisioningState"),
        (" scrubbingRuleEntryState", "ScrubbingRuleEntryState"),
        ("GPUInstanceProfile ", "GpuInstanceProfile"),
        ("IPv6FirewallRule", "Ipv6FirewallRule"),
        ("GitHubOwner", "GitHubOwner"),
        ("AzureMySQLServer", "AzureMySqlServer"),
        ("VNetId", "VnetId"),
        ("Error", "Error"),
        ("Result", "Result"),
        ("Option", "OptionModel"),
        ("string", "StringModel"),
        ("self", "SelfModel"),
        ("2018-09-01-preview", "N2018_09_01Preview"),
        ("$", "Dollar"),
    ] {
        assert_eq!(ty(name).as_str(), expected, "{name:?}");
    }
}

#[test]
fn names_of_variants() {
    for (value, expected) in [
        ("Standard_LRS", "StandardLrs"),
        ("SystemAssigned, UserAssigned", "SystemAssignedUserAssigned"),
        ("2020-11-01", "V2020_11_01"),
        ("2020-11-01-preview", "V2020_11_01Preview"),
        ("1.2", "V1_2"),
        ("TLS1_2", "Tls1_2"),
        ("12", "N12"),
        ("-1", "Minus1"),
        ("-1.5", "Minus1_5"),
        ("5G", "N5g"),
        ("3P-AZURE-STACK-HCI", "N3pAzureStackHci"),
        ("Standard_E64-16s_v3", "StandardE64_16sV3"),
        ("*", "Star"),
        (" ", "Space"),
        ("", "Empty"),
        ("<=", "LessEquals"),
        ("self", "Self_"),
        ("None", "None"),
        ("AWS::SecurityAudit", "AwsSecurityAudit"),
        ("Microsoft.KeyVault/vaults", "MicrosoftKeyVaultVaults"),
        ("#Microsoft.Media.AacAudio", "MicrosoftMediaAacAudio"),
    ] {
        assert_eq!(variant(value).as_str(), expected, "{value:?}");
    }
}

#[test]
fn variants_of_one_enum_differ() {
    let names =
        |values: &[&str]| variants(values.iter().copied()).into_iter().map(|name| name.to_string()).collect::<Vec<_>>();
    assert_eq!(names(&["Binary", "HTTP", "HTTP "]), ["Binary", "Http", "HttpSpace"]);
    assert_eq!(names(&["HTTP ", "HTTP"]), ["HttpSpace", "Http"]);
    assert_eq!(names(&["Premium", "Premium+"]), ["Premium", "PremiumPlus"]);
    assert_eq!(names(&["https,http", "https/http"]), ["HttpsCommaHttp", "HttpsSlashHttp"]);
    assert_eq!(names(&["1", "-1", "N1"]), ["N1", "Minus1", "N1_2"]);
    // Only a number distinguishes these, and `A2` keeps its name, which has no conflict.
    assert_eq!(names(&["a", "A", "A2"]), ["A", "A3", "A2"]);
    assert_eq!(names(&["x", "x"]), ["X", "X2"]);
}

#[test]
fn names_of_headers() {
    for (wire, argument, constant_) in [
        ("If-Match", "if_match", "IF_MATCH"),
        ("ETag", "etag", "ETAG"),
        ("azure-AsyncOperation", "azure_async_operation", "AZURE_ASYNC_OPERATION"),
        ("x-ms-error-code", "error_code", "ERROR_CODE"),
        ("X-MS-Snapshot", "snapshot", "SNAPSHOT"),
        ("x-ms-type", "r#type", "TYPE"),
        ("x-ms-", "x_ms", "X_MS"),
        ("x-msé", "x_ms_u00e9", "X_MS_U00E9"),
    ] {
        assert_eq!(header_argument(wire).as_str(), argument);
        assert_eq!(constant(wire).as_str(), constant_);
    }
}

#[test]
fn names_of_modules() {
    for (name, expected) in [
        ("DiskAccesses", "disk_accesses"),
        ("VirtualMachineScaleSetVMs", "virtual_machine_scale_set_vms"),
        ("Type", "type_"),
        ("Self", "self_"),
        ("Main", "main_"),
        ("Core", "core_"),
        ("Aux", "aux_"),
        ("Default", "default_"),
        ("Full", "full_"),
        ("../../etc/passwd", "etc_passwd"),
    ] {
        assert_eq!(module(name).as_str(), expected, "{name:?}");
    }
}

#[test]
fn names_of_shared_modules() {
    for (groups, expected) in [
        (&["Disks", "Images"][..], "disks_and_images"),
        (&["Default", "Disks", "Images"], "default_and_2_others"),
        (&["Disks", "Type"], "disks_and_type"),
    ] {
        let groups: Vec<_> = groups.iter().map(|group| module(group)).collect();
        assert_eq!(shared_module(&groups).as_str(), expected, "{groups:?}");
    }
}

#[test]
fn names_of_clients_and_options() {
    assert_eq!(client("DiskAccesses").as_str(), "DiskAccessesClient");
    assert_eq!(client("virtualMachineScaleSetVMs").as_str(), "VirtualMachineScaleSetVmsClient");
    assert_eq!(client("ThinClient").as_str(), "ThinClient");
    assert_eq!(service_client("Microsoft.Compute").as_str(), "ComputeClient");
    assert_eq!(service_client("Microsoft.DBforMySQL").as_str(), "DbForMySqlClient");
    assert_eq!(service_client("Compute").as_str(), "ComputeClient");
    assert_eq!(service_client("Microsoft.").as_str(), "MicrosoftClient");
    let disks = client("Disks");
    assert_eq!(options(&disks, &method("CreateOrUpdate")).as_str(), "DisksClientCreateOrUpdateOptions");
    assert_eq!(options(&disks, &method("Move")).as_str(), "DisksClientMoveOptions");
}

#[test]
fn names_from_context() {
    for (parts, expected) in [
        (&["TargetRegion", "storageAccountType"][..], "TargetRegionStorageAccountType"),
        (&["Encryption", "encryptionType"], "EncryptionType"),
        (&["DiskAccess", "accessPolicy"], "DiskAccessPolicy"),
        (&["VirtualMachineProperties", "virtualMachineSize"], "VirtualMachinePropertiesSize"),
        (&["VirtualMachineProperties", "propertiesKind"], "VirtualMachinePropertiesKind"),
        (&["Error", "error"], "ErrorError"),
        (
            &["RestorableSqlDatabaseProperties", "resource", "database"],
            "RestorableSqlDatabasePropertiesResourceDatabase",
        ),
        (&["Option"], "OptionModel"),
    ] {
        assert_eq!(joined(parts).as_str(), expected, "{parts:?}");
    }
}

#[test]
fn every_name_is_an_identifier() {
    for &name in NASTY {
        for ident in [field(name), argument(name), method(name), variant(name), spelled(name)] {
            assert_ident(ident.as_str(), name);
            assert_ident(&format!("begin_{}", ident.plain()), name);
        }
        for ident in
            [ty(name), client(name), service_client(name), joined(&[name, name]), options(&client(name), &method(name))]
        {
            assert_ident(ident.as_str(), name);
        }
        let module = module(name);
        assert_ident(module.as_str(), name);
        assert!(!module.as_str().starts_with("r#"), "{name:?}: a module is a file");
    }
}

fn assert_ident(ident: &str, name: &str) {
    assert!(syn::parse_str::<syn::Ident>(ident).is_ok(), "{name:?} became {ident:?}");
    assert!(ident.is_ascii(), "{name:?} became {ident:?}");
}

#[test]
fn a_type_name_is_its_own_name() {
    for name in [
        "VirtualMachineScaleSetVMs",
        "IPv6FirewallRule",
        "UeInfo5GProperties",
        "5QiRm",
        "TLS1_2",
        "OAuth2",
        "IaaSVMs",
        "V2020_11_01",
    ] {
        let once = ty(name);
        assert_eq!(ty(once.as_str()), once, "{name:?}");
        assert_eq!(joined(&[once.as_str()]), once, "{name:?}");
    }
}

#[test]
fn a_scope_gives_every_name_once() {
    let mut scope = Unique::new();
    for &name in NASTY.iter().chain(NASTY) {
        scope.claim(field(name), [field(&format!("property {name}"))]);
    }
    let mut again = Unique::new();
    let mut returned = BTreeSet::new();
    for &name in NASTY.iter().chain(NASTY) {
        let claim = again.claim(field(name), [field(&format!("property {name}"))]);
        assert_ident(claim.name.as_str(), name);
        assert!(returned.insert(claim.name.clone()), "{} was returned twice", claim.name);
    }
    for name in &returned {
        assert!(scope.is_taken(name), "{name} in one run only");
    }
}

#[test]
fn a_scope_prefers_meaning_to_numbers() {
    let mut scope = Unique::new();
    assert!(scope.reserve(field("scope")));
    assert_eq!(
        scope.claim(field("scope"), [field("resourceScope")]),
        Claim { name: field("resource_scope"), changed: true }
    );
    assert_eq!(scope.claim(field("name"), []), Claim { name: field("name"), changed: false });
    assert_eq!(scope.claim(field("name"), []).name.as_str(), "name_2");
    assert_eq!(scope.claim(field("type"), []).name.as_str(), "r#type");
    assert_eq!(scope.claim(field("Type"), []).name.as_str(), "type_2");
    assert_eq!(scope.claim(field("_self"), []).name.as_str(), "self_");
    assert_eq!(scope.claim(field("self"), []).name.as_str(), "self_2");

    let mut types = Unique::new();
    types.claim(ty("PurchasePlan"), []);
    assert_eq!(types.claim(ty("PurchasePlan"), [ty("DiskPurchasePlan")]).name.as_str(), "DiskPurchasePlan");
    assert_eq!(types.claim(ty("PurchasePlan"), [ty("DiskPurchasePlan")]).name.as_str(), "DiskPurchasePlan2");
    types.claim(ty("Level3"), []);
    assert_eq!(types.claim(ty("Level3"), []).name.as_str(), "Level3_2");
}
