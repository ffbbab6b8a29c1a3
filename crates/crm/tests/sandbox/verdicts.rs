//! What the guide says to type, and both readings of what the vendors leave open.

use crm::AgentsError;
use domain::{Cause, Verdict, Warning};
use serde_json::json;

use crate::app::{App, client, dynamics, kustomer, zendesk};

#[tokio::test]
async fn whatever_the_guide_says_to_type_gets_the_verdict_it_says() {
    let app = App::start().await;
    let guide = app.guide().await;
    assert!(guide.len() > 25, "{}", guide.len());
    for row in guide {
        let check = app.verify(&row.connection, &row.secret).await;
        let found = serde_json::to_value(&check).unwrap();
        assert_eq!(
            found["verdict"],
            row.verdict.as_str(),
            "{}: {check:?}",
            row.happens
        );
        let warnings = found["warnings"].as_array().unwrap();
        match row.warning {
            Some(warning) => assert!(
                warnings.contains(&json!(warning)),
                "{}: {check:?}",
                row.happens
            ),
            None => assert!(warnings.is_empty(), "{}: {check:?}", row.happens),
        }
        assert!(check.detail.status.is_some(), "{}", row.happens);
    }
}

#[tokio::test]
async fn a_valid_connection_says_whom_it_acts_as() {
    let app = App::start().await;
    let mut found = Vec::new();
    for (connection, secret) in app.administrators().await {
        let acts_as = app.verify(&connection, &secret).await.acts_as.unwrap();
        found.push((acts_as.name, acts_as.role));
    }
    let expected = [
        ("Camille Roy", "admin"),
        ("Portal", "org.admin"),
        ("# Portal", "System Administrator"),
        ("Camille Roy", "admin"),
    ];
    assert_eq!(
        found,
        expected.map(|(name, role)| (name.to_owned(), role.to_owned()))
    );
}

#[tokio::test]
async fn a_wrong_secret_is_rejected_with_its_cause() {
    let app = App::start().await;
    let wrong = "wrong8Q~secret".into();
    for (connection, cause) in [
        (zendesk(), None),
        (client("acme_portal"), None),
        (kustomer(), Some(Cause::SecretWrong)),
        (dynamics(), Some(Cause::SecretWrong)),
    ] {
        let check = app.verify(&connection, &wrong).await;
        assert_eq!(
            (check.verdict, check.cause),
            (Verdict::Rejected, cause),
            "{connection:?}"
        );
        let agents = app.agents(&connection, &wrong).await;
        assert!(
            matches!(agents, Err(AgentsError::Answer(check)) if !check.verdict.is_final() || check.verdict == Verdict::Rejected)
        );
    }
}

#[tokio::test]
async fn a_revoked_secret_is_rejected() {
    let app = App::start().await;
    for (connection, secret) in app.administrators().await {
        app.set("revoke", json!({ "credential": secret.expose_secret() }))
            .await;
        assert_eq!(
            app.verify(&connection, &secret).await.verdict,
            Verdict::Rejected,
            "{connection:?}"
        );
    }
}

#[tokio::test]
async fn somebody_elses_identity_is_noticed() {
    let app = App::start().await;
    app.set("faults", json!({"host": "*", "fault": "somebody_else"}))
        .await;
    let mut found = Vec::new();
    for (connection, secret) in app.administrators().await {
        let check = app.verify(&connection, &secret).await;
        found.push((check.verdict, check.warnings));
    }
    assert_eq!(found[0], (Verdict::Valid, vec![Warning::EmailDiffers]));
    assert_eq!(found[2].0, Verdict::WrongAccount);
}

#[tokio::test]
async fn both_readings_of_what_the_vendors_leave_open_are_understood() {
    for (reading, verdict) in [
        (json!({"zendesk_429": "text"}), "valid"),
        (json!({"zendesk_bearer": "couldnt_authenticate"}), "valid"),
        (json!({"entra_status": 400}), "valid"),
        (json!({"kustomer_token_shape": "flat"}), "valid"),
        (json!({"kustomer_token_shape": "without_roles"}), "valid"),
        (
            json!({"kustomer_token_shape": "without_roles", "kustomer_user_roles": "hidden"}),
            "unverified",
        ),
        (json!({"kustomer_user_roles": "hidden"}), "valid"),
        (
            json!({"kustomer_errors": "jsonapi", "kustomer_missing_role": 401}),
            "valid",
        ),
        (json!({"dynamics_not_member": "0x80040225"}), "valid"),
        (json!({"dynamics_disabled": "whoami"}), "valid"),
    ] {
        let app = App::start().await;
        app.set("reading", reading.clone()).await;
        let guide = app.guide().await;
        for row in guide {
            let check = app.verify(&row.connection, &row.secret).await;
            let found = serde_json::to_value(check.verdict).unwrap();
            // With nobody naming roles, a key that is alive proves nothing.
            let is_silent =
                verdict == "unverified" && row.connection.crm() == domain::Crm::Kustomer;
            let is_alive = row.verdict == "valid" || row.verdict == "not_admin";
            let expected = if is_silent && is_alive {
                verdict
            } else {
                row.verdict.as_str()
            };
            assert_eq!(found, expected, "{reading} {}: {check:?}", row.happens);
        }
    }
}

#[tokio::test]
async fn a_key_of_another_organisation_is_never_valid_whoever_decides() {
    for (who, verdict) in [
        ("host", Verdict::WrongAccount),
        ("key", Verdict::Unverified),
    ] {
        let app = App::start().await;
        app.set("reading", json!({ "kustomer_org": who })).await;
        let guide = app.guide().await;
        let foreign = guide
            .iter()
            .find(|row| row.happens.contains("organisation globex"))
            .unwrap();
        let check = app.verify(&foreign.connection, &foreign.secret).await;
        assert_eq!(check.verdict, verdict, "{who}");
    }
}

#[tokio::test]
async fn a_key_used_from_the_wrong_network_may_look_like_a_wrong_one() {
    for (status, verdict) in [(403, Verdict::Unverified), (401, Verdict::Rejected)] {
        let app = App::start().await;
        app.set("reading", json!({ "kustomer_cidr": status })).await;
        let guide = app.guide().await;
        let office = guide
            .iter()
            .find(|row| row.happens.contains("203.0.113.0/24"))
            .unwrap();
        let check = app.verify(&office.connection, &office.secret).await;
        assert_eq!(check.verdict, verdict, "{status}");
    }
}
