//! The same chats in the other CRMs that are entered by a secret: who gets what does not depend on whose
//! record it is.

use super::*;

/// One CRM of the sandbox, as its guide has it.
pub(super) struct Place {
    crm: Crm,
    pub(super) host: &'static str,
    /// Where records are made.
    pub(super) path: &'static str,
    fields: Fields,
    secret: String,
    pub(super) default_user: &'static str,
    pub(super) agent: &'static str,
    /// A switch of the sandbox that takes the credential's rights away, and what gives them back.
    rights: (&'static str, Value, Value),
}

/// A record as the sandbox has it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) id: String,
    pub(super) owner: String,
    pub(super) creator: String,
    is_open: bool,
    pub(super) session: String,
    pub(super) text: String,
}

pub(super) async fn places(centre: &Centre) -> [Place; 2] {
    let seed = centre.seen("seed").await;
    let typed = |crm: &str, label: &str| {
        let rows = seed["guide"].as_array().unwrap();
        let row = rows.iter().find(|row| row["crm"] == crm).unwrap();
        let fields = row["fields"].as_array().unwrap().iter();
        let field = fields.into_iter().find(|field| field[0] == label).unwrap();
        field[1].as_str().unwrap().to_owned()
    };
    [
        Place {
            crm: Crm::Kustomer,
            host: "acme.api.kustomerapp.com",
            path: "/v1/conversations",
            fields: Fields::from([
                (Field::Subdomain, "acme"),
                (Field::ExternalIdPrefix, "eu-"),
                (Field::SessionField, "sessionStr"),
            ]),
            secret: typed("Kustomer", "API key"),
            default_user: "Portal",
            agent: "odile.ortega@acme.example",
            rights: (
                "kustomer/keys",
                json!({"host": "acme.api.kustomerapp.com", "name": "Portal", "roles": []}),
                json!({"host": "acme.api.kustomerapp.com", "name": "Portal", "roles": ["org.admin", "org.user"]}),
            ),
        },
        Place {
            crm: Crm::Dynamics,
            host: "acme.crm4.dynamics.com",
            path: "/api/data/v9.2/incidents",
            fields: Fields::from([
                (Field::Tenant, typed("Dynamics", "Tenant").as_str()),
                (Field::Organisation, "acme.crm4.dynamics.com"),
                (Field::AppId, typed("Dynamics", "Application ID").as_str()),
                (Field::SessionField, "new_sessionid"),
            ]),
            secret: typed("Dynamics", "Key password"),
            default_user: "# Portal",
            agent: "odile.ortega@contoso.example",
            rights: (
                "dynamics/users",
                json!({"host": "acme.crm4.dynamics.com", "email": "app1@contoso.example", "disabled": true}),
                json!({"host": "acme.crm4.dynamics.com", "email": "app1@contoso.example", "disabled": false}),
            ),
        },
    ]
}

impl Centre {
    pub(super) async fn choose(&self, place: &Place, default_user: bool) {
        let panel = PanelDraft {
            fields: place.fields.clone(),
            secret: SecretEdit::Replace(place.secret.as_str().into()),
            default_user: Some(default_user),
            ..PanelDraft::default()
        };
        let draft = Draft {
            agent_platform: Some(place.crm),
            panels: [(place.crm, panel)].into(),
        };
        let saved = self.app.save(&draft).await;
        assert_eq!(saved.status, 200, "{}", saved.body);
    }

    pub(super) async fn kept(&self, place: &Place) -> Vec<Kept> {
        self.settled().await;
        let (crm, host) = (place.crm.key(), place.host);
        let records = self.seen(&format!("{crm}/records?host={host}")).await;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (rows, read): (_, fn(&Value) -> [Value; 5]) = match place.crm {
            Crm::Kustomer => (&records["conversations"], |row| {
                [
                    row["assigned_users"][0]["name"].clone(),
                    row["created_by"]["name"].clone(),
                    json!(row["status"] == "open"),
                    row["custom"]["sessionStr"].clone(),
                    json!(row["notes"].to_string()),
                ]
            }),
            _ => (&records["cases"], |row| {
                [
                    row["owner"]["name"].clone(),
                    row["created_by"]["name"].clone(),
                    json!(row["state"] == "active"),
                    row["session"].clone(),
                    json!(format!("{} {}", row["description"], row["notes"])),
                ]
            }),
        };
        let kept = rows.as_array().unwrap().iter().map(|row| {
            let [owner, creator, is_open, session, told] = read(row);
            Kept {
                id: text(&row["id"]),
                owner: text(&owner),
                creator: text(&creator),
                is_open: is_open == true,
                session: text(&session),
                text: text(&told),
            }
        });
        kept.collect()
    }
}

#[tokio::test]
async fn a_chat_is_the_default_users_then_the_agents_and_is_closed_where_it_was_resolved() {
    let centre = Centre::bare().await;
    for place in places(&centre).await {
        centre.choose(&place, true).await;
        let s = place.crm.key();
        centre.chat(s).await;
        let kept = centre.kept(&place).await;
        assert_eq!(kept.len(), 1, "{kept:?}");
        assert_eq!(kept[0].owner, place.default_user);
        assert!(
            kept[0].is_open && kept[0].text.contains("billing"),
            "{kept:?}"
        );
        assert_eq!(kept[0].session, s);
        centre.agent(s, 2, "session.assigned", place.agent).await;
        assert_eq!(centre.kept(&place).await[0].owner, "Odile Ortega");
        let resolved = json!({"resolved": true});
        centre.tell(s, 3, "session.ended", resolved).await;
        let kept = centre.kept(&place).await;
        assert_eq!(kept.len(), 1, "{kept:?}");
        assert!(!kept[0].is_open, "{kept:?}");
        assert_eq!(kept[0].owner, "Odile Ortega");
        let rows = centre.settled().await;
        assert!(
            rows.iter().all(|row| row.state.key() == "delivered"),
            "{rows:?}"
        );
    }
}

#[tokio::test]
async fn an_agent_who_is_known_makes_the_record_where_the_crm_can_say_so() {
    let centre = Centre::bare().await;
    for place in places(&centre).await {
        centre.choose(&place, true).await;
        let s = place.crm.key();
        let started = json!({"session": {
            "channel": "call", "entry": "phone", "queue": "billing",
            "contact": {"phone": "+33123456789"},
        }});
        centre.tell(s, 1, "session.started", started).await;
        centre.agent(s, 2, "session.assigned", place.agent).await;
        let kept = centre.kept(&place).await;
        assert_eq!((kept.len(), kept[0].owner.as_str()), (1, "Odile Ortega"));
        assert_eq!(kept[0].creator, "Odile Ortega");
        let rows = centre.settled().await;
        assert!(!centre.story(&rows[0]).await.actor_instead);
    }
}

#[tokio::test]
async fn without_the_box_somebody_of_the_agents_owns_it() {
    let centre = Centre::bare().await;
    for place in places(&centre).await {
        centre.choose(&place, false).await;
        for n in 1..=4 {
            centre.chat(&format!("{}-{n}", place.crm.key())).await;
        }
        let kept = centre.kept(&place).await;
        assert_eq!(kept.len(), 4);
        for record in &kept {
            assert_ne!(record.owner, place.default_user, "{kept:?}");
            assert!(!record.owner.is_empty(), "never nobody's");
        }
    }
}

#[tokio::test]
async fn a_record_whose_answer_was_lost_is_one_and_tells_everything() {
    let centre = Centre::bare().await;
    for place in places(&centre).await {
        centre.choose(&place, true).await;
        for method in ["POST", "PATCH"] {
            let lost = json!({
                "host": place.host, "path": place.path, "method": method,
                "fault": "lose_answer", "times": 1,
            });
            centre.control("faults", lost).await;
        }
        centre.chat(place.crm.key()).await;
        let kept = centre.kept(&place).await;
        assert_eq!(kept.len(), 1, "{kept:?}");
        assert!(kept[0].text.contains("billing"), "{kept:?}");
        assert_eq!(kept[0].owner, place.default_user);
    }
}

#[tokio::test]
async fn a_right_that_is_taken_away_holds_and_what_was_held_is_delivered() {
    let centre = Centre::bare().await;
    for place in places(&centre).await {
        centre.choose(&place, true).await;
        let s = place.crm.key();
        centre.chat(s).await;
        assert_eq!(centre.kept(&place).await.len(), 1);
        let (switch, away, back) = place.rights.clone();
        centre.control(switch, away).await;
        centre.chat(&format!("{s}-2")).await;
        centre.until(|rows| rows[0].state.key() == "held").await;
        assert_eq!(centre.kept(&place).await.len(), 1);
        centre.control(switch, back).await;
        let tested = centre
            .app
            .request(Method::POST, &format!("/api/settings/crm/{s}/test"))
            .json(&json!({}));
        assert_eq!(centre.app.send(tested).await.status, 200);
        centre
            .until(|rows| rows.iter().all(|row| row.state.key() == "delivered"))
            .await;
        assert_eq!(centre.kept(&place).await.len(), 2);
    }
}

#[tokio::test]
async fn what_somebody_did_in_the_crm_is_not_undone() {
    let centre = Centre::bare().await;
    for place in places(&centre).await {
        centre.choose(&place, true).await;
        let s = place.crm.key();
        centre.chat(s).await;
        let id = centre.kept(&place).await.remove(0).id;
        let camille = match place.crm {
            Crm::Kustomer => {
                let seen =
                    json!({"host": place.host, "id": id, "status": "open", "assigned_users": []});
                centre.control("kustomer/conversations", seen).await;
                ""
            }
            _ => {
                let camille = "5a0d0000-0000-4000-8000-00000000000a";
                let seen = json!({"host": place.host, "id": id, "owner_id": camille});
                centre.control("dynamics/cases", seen).await;
                "Camille Roy"
            }
        };
        centre.agent(s, 2, "session.assigned", place.agent).await;
        let kept = centre.kept(&place).await;
        assert_eq!(kept[0].owner, camille, "{kept:?}");
        let rows = centre.settled().await;
        assert_eq!(rows[0].reason.as_deref(), Some("changed_in_crm"));
    }
}
