//! Dataverse's Web API.

use reqwest::Url;
use serde_json::{Value, json};

use crate::helpers::{Answer, ORG, Sandbox};

const TEMPLATE: &str = "627090ff-40a3-4053-8790-584edc5be201";

async fn user_id(sandbox: &Sandbox, app: &str) -> String {
    let body = sandbox.dataverse(app, "WhoAmI").await.json();
    body["UserId"].as_str().expect("an id").to_owned()
}

async fn roles(sandbox: &Sandbox, app: &str) -> Answer {
    let id = user_id(sandbox, app).await;
    let select = "$select=roleid,name,_roletemplateid_value";
    sandbox
        .dataverse(
            app,
            &format!("systemusers({id})/systemuserroles_association?{select}"),
        )
        .await
}

#[tokio::test]
async fn an_application_user_learns_its_ids_and_reads_its_row() {
    let sandbox = Sandbox::start().await;
    let who = sandbox.dataverse("Portal", "WhoAmI").await;
    assert_eq!(
        (who.status.as_u16(), who.header("odata-version")),
        (200, "4.0")
    );
    for field in ["BusinessUnitId", "UserId", "OrganizationId"] {
        assert!(who.json()[field].is_string());
    }
    let id = user_id(&sandbox, "Portal").await;
    let select =
        "$select=fullname,applicationid,azureactivedirectoryobjectid,accessmode,isdisabled";
    let row = sandbox
        .dataverse("Portal", &format!("systemusers({id})?{select}"))
        .await
        .json();
    assert_eq!(row["applicationid"], sandbox.app("Portal").await.0.as_str());
    assert_eq!(
        (&row["accessmode"], &row["isdisabled"]),
        (&json!(4), &json!(false))
    );
    assert!(row.get("internalemailaddress").is_none());
}

#[tokio::test]
async fn administrators_are_known_by_their_role_template() {
    let sandbox = Sandbox::start().await;
    let direct = roles(&sandbox, "Portal").await.json();
    assert_eq!(direct["value"][0]["_roletemplateid_value"], TEMPLATE);

    assert_eq!(
        roles(&sandbox, "Portal by team").await.json()["value"],
        json!([])
    );
    let id = user_id(&sandbox, "Portal by team").await;
    let teams = format!("systemusers({id})/teammembership_association?$select=teamid,name");
    let teams = sandbox.dataverse("Portal by team", &teams).await.json();
    let team = teams["value"][0]["teamid"].as_str().expect("a team");
    let by_team = format!("teams({team})/teamroles_association?$select=name,_roletemplateid_value");
    let by_team = sandbox.dataverse("Portal by team", &by_team).await.json();
    assert_eq!(by_team["value"][0]["_roletemplateid_value"], TEMPLATE);

    let expand = format!(
        "systemusers({id})/teammembership_association?$select=name\
         &$expand=teamroles_association($select=_roletemplateid_value)"
    );
    let expanded = sandbox.dataverse("Portal by team", &expand).await.json();
    let roles = &expanded["value"][0]["teamroles_association"];
    assert_eq!(roles[0]["_roletemplateid_value"], TEMPLATE);
}

#[tokio::test]
async fn a_limited_role_reads_what_records_need_and_no_more() {
    let sandbox = Sandbox::start().await;
    let limited = "Portal, limited role";
    let held = roles(&sandbox, limited).await.json();
    assert_eq!(held["value"].as_array().map(Vec::len), Some(1));
    assert_ne!(held["value"][0]["_roletemplateid_value"], TEMPLATE);
    for set in ["incidents?$top=1", "contacts?$top=1", "systemusers?$top=1"] {
        assert_eq!(sandbox.dataverse(limited, set).await.status, 200, "{set}");
    }
    let narrow = sandbox
        .dataverse("Portal, contacts only", "incidents?$top=1")
        .await;
    assert_eq!(
        (narrow.status.as_u16(), code(&narrow)),
        (403, "0x80040220".to_owned())
    );
}

#[tokio::test]
async fn without_roles_only_who_am_i_is_answered() {
    let sandbox = Sandbox::start().await;
    let answer = roles(&sandbox, "Portal without roles").await;
    assert_eq!(
        (answer.status.as_u16(), code(&answer)),
        (403, "0x80040220".to_owned())
    );
}

#[tokio::test]
async fn who_is_no_member_or_disabled_is_refused() {
    let sandbox = Sandbox::start().await;
    let refused = async |app| {
        let answer = sandbox.dataverse(app, "WhoAmI").await;
        assert_eq!(answer.status, 403);
        let message = answer.json()["error"]["message"].clone();
        (
            code(&answer),
            message.as_str().unwrap_or_default().to_owned(),
        )
    };
    let (code, message) = refused("No application user").await;
    assert_eq!(code, "0x80072560");
    assert_eq!(message, "The user is not a member of the organization.");
    let (code, message) = refused("Disabled application user").await;
    assert_eq!(code, "0x80040225");
    assert!(message.contains("is disabled"), "{message}");
    sandbox.read_as("dynamics_disabled", "not_member").await;
    assert_eq!(refused("Disabled application user").await.0, "0x80072560");
    sandbox.read_as("dynamics_disabled", "whoami").await;
    let app = "Disabled application user";
    let id = user_id(&sandbox, app).await;
    let row = sandbox
        .dataverse(app, &format!("systemusers({id})?$select=isdisabled"))
        .await;
    assert_eq!(row.json()["isdisabled"], true);
}

#[tokio::test]
async fn a_token_is_good_for_its_own_host_only() {
    let sandbox = Sandbox::start().await;
    let token = sandbox.token("Portal").await;
    let ask = async |host: &str, token: &str| {
        Answer::of(
            sandbox
                .get(host, "/api/data/v9.2/WhoAmI")
                .bearer_auth(token),
        )
        .await
    };
    assert_eq!(ask("acme.api.crm4.dynamics.com", &token).await.status, 200);
    let other = ask("acme-sales.crm4.dynamics.com", &token).await;
    assert_eq!(other.status, 401);
    assert!(
        other
            .header("www-authenticate")
            .starts_with("Bearer authorization_uri=")
    );
    assert_eq!(ask(ORG, "eyJ.nonsense.x").await.status, 401);
    assert_eq!(ask("acme-gone.crm4.dynamics.com", &token).await.status, 404);
}

#[tokio::test]
async fn agents_come_in_pages_of_the_preferred_size() {
    let sandbox = Sandbox::start().await;
    let token = sandbox.token("Portal").await;
    let query = "$select=systemuserid,fullname,internalemailaddress,azureactivedirectoryobjectid,\
        applicationid&$filter=isdisabled eq false and applicationid eq null and accessmode eq 0";
    let url = sandbox.at(ORG, "/api/data/v9.2/systemusers");
    let mut next = Some(format!("{url}?{query}"));
    let mut sizes = vec![];
    while let Some(link) = next {
        assert!(link.starts_with(&sandbox.origin));
        let url = Url::parse(&link).expect("an address");
        let request = sandbox.client.get(url).bearer_auth(&token);
        let answer = Answer::of(request.header("prefer", "odata.maxpagesize=500")).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(answer.header("preference-applied"), "odata.maxpagesize=500");
        let body = answer.json();
        sizes.push(body["value"].as_array().map_or(0, Vec::len));
        next = body["@odata.nextLink"].as_str().map(str::to_owned);
    }
    assert_eq!(sizes, [500, 122]);
}

#[tokio::test]
async fn standing_in_needs_the_delegate_role() {
    let sandbox = Sandbox::start().await;
    let stand_in = async |app: &str, header: &str, id: &str| {
        let request = sandbox.get(ORG, "/api/data/v9.2/WhoAmI");
        Answer::of(
            request
                .bearer_auth(sandbox.token(app).await)
                .header(header, id),
        )
        .await
    };
    let (agent, object) = (
        "5a0d0000-0000-4000-8000-00000000000b",
        "0b1ec700-0000-4000-8000-00000000000b",
    );
    assert_eq!(
        stand_in("Portal", "CallerObjectId", object).await.json()["UserId"],
        agent
    );
    assert_eq!(
        stand_in("Portal", "MSCRMCallerID", agent).await.json()["UserId"],
        agent
    );
    let refused = stand_in("Portal by team", "CallerObjectId", object).await;
    assert_eq!(
        (refused.status.as_u16(), code(&refused)),
        (403, "0x8004A110".to_owned())
    );
}

#[tokio::test]
async fn unknown_things_are_named() {
    let sandbox = Sandbox::start().await;
    let cases = [
        ("nonsense", 404, "0x8006088a"),
        (
            "systemusers(5a0d0000-0000-4000-8000-0000000fffff)",
            404,
            "0x80040217",
        ),
        ("systemusers?$select=nonsense", 400, "0x80060888"),
        ("systemusers?$filter=nonsense", 400, "0x80060888"),
    ];
    for (path, status, expected) in cases {
        let answer = sandbox.dataverse("Portal", path).await;
        assert_eq!(
            (answer.status.as_u16(), code(&answer)),
            (status, expected.to_owned()),
            "{path}"
        );
    }
}

fn code(answer: &Answer) -> String {
    let body: Value = answer.json();
    body["error"]["code"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}
