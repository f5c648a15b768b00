//! Asks for one disk access, with the generated crate.

use arm_compute::ComputeClient;
use azure_identity::DeveloperToolsCredential;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let credential = DeveloperToolsCredential::new(None)?;
    let subscription_id = std::env::var("AZURE_SUBSCRIPTION_ID")?;
    let compute = ComputeClient::new(&subscription_id, credential, None)?;
    let access = compute.disk_accesses_client().get("myResourceGroup", "myDiskAccess", None).await?.into_model()?;
    println!("{:?} in {:?}", access.name, access.location);
    Ok(())
}
