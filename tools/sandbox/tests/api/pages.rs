//! Where agents of a CRM see a record.

use crate::helpers::{Answer, Sandbox};

#[tokio::test]
async fn the_address_of_a_record_leads_to_the_page_of_all() {
    let sandbox = Sandbox::start().await;
    for (host, path, id) in [
        (
            "acme.kustomerapp.com",
            "/app/conversations/6930a0",
            "6930a0",
        ),
        (
            "acme.crm4.dynamics.com",
            "/main.aspx?etn=incident&pagetype=entityrecord&id=2cfdb48e-6d2f",
            "2cfdb48e-6d2f",
        ),
        (
            "acme.my.salesforce.com",
            "/lightning/r/Case/500am000001/view",
            "500am000001",
        ),
    ] {
        let url = sandbox.at(host, path);
        let answer = Answer::of(sandbox.client.get(url)).await;
        assert_eq!(answer.status, 303, "{host}: {}", answer.text);
        assert_eq!(answer.header("location"), format!("/records#{id}"));
    }
}
