//! The life of a link: begun, answered once, kept, renewed, noted, ordered, forgotten.

use domain::{
    AttemptStatus, Check, Connection, Crm, Field, Fields, Link, LinkState, PanelDraft, Verdict,
};
use store::{Claim, Error, NewAttempt, NewLink, NewTokens, Store, Tokens};

use crate::support::{Database, save};

const CRM: Crm = Crm::Salesforce;

#[tokio::test]
async fn the_story_of_links() {
    for database in Database::each().await {
        let store = database.open().await;
        save(&store, &[(CRM, panel("00D0O000005Jj18"))], 1_000).await;
        an_answer_counts_once_and_in_its_own_browser(&store).await;
        a_begun_link_ends_by_itself(&store).await;
        two_admins_are_linked_in_order(&store).await;
        linking_again_renews(&store).await;
        tokens_name_what_they_were_made_for(&store).await;
        one_at_a_time_renews_tokens(&store).await;
        what_is_said_of_older_tokens_is_dropped(&store).await;
        other_settings_end_links_and_refuse_late_ones(&store).await;
        a_grant_that_became_no_link_is_found_again(&store).await;
        with_the_last_link_the_boxes_go_off(&store).await;
        store.close().await;
    }
}

fn panel(org: &str) -> PanelDraft {
    PanelDraft {
        fields: Fields::from([
            (Field::OrgId, org),
            (Field::OrgName, "Acme"),
            (Field::ConsumerKey, "3MVG9.key"),
            (Field::Cloud, "service"),
            (Field::LoginUrl, "acme.my.salesforce.com"),
        ]),
        secret: domain::SecretEdit::Replace("consumer-secret".into()),
        ..PanelDraft::default()
    }
}

async fn bound_to(store: &Store) -> Fields {
    let fields = store.settings().await.unwrap().panel(CRM).fields;
    Connection::parse(CRM, &fields).unwrap().link_binding()
}

async fn admin(store: &Store, user: &str, token: &str) -> NewLink {
    NewLink {
        user_id: user.to_owned(),
        name: format!("Admin {user}"),
        username: format!("{user}@acme.example"),
        role: "System Administrator".to_owned(),
        bound_to: bound_to(store).await,
        instance: "https://acme.my.salesforce.com".to_owned(),
        refresh: token.into(),
        access: format!("access for {token}").into(),
        grant_id: format!("grant of {user}"),
    }
}

async fn links(store: &Store) -> Vec<Link> {
    store.settings().await.unwrap().panel(CRM).links
}

async fn ids(store: &Store) -> Vec<String> {
    links(store).await.into_iter().map(|link| link.id).collect()
}

async fn begin(store: &Store, id: &str) {
    let new = NewAttempt {
        id: id.to_owned(),
        state_hash: format!("state of {id}"),
        browser_hash: "this browser".to_owned(),
        verifier: "the-verifier".into(),
        bound_to: bound_to(store).await,
        expires_at: 600_000,
    };
    store.begin_attempt(CRM, &new, 2_000).await.unwrap();
}

async fn claim(store: &Store, id: &str, browser: Option<&str>, now: i64) -> Claim {
    let state = format!("state of {id}");
    store
        .claim_attempt(CRM, &state, browser, now)
        .await
        .unwrap()
}

async fn an_answer_counts_once_and_in_its_own_browser(store: &Store) {
    begin(store, "one").await;
    for stranger in [None, Some("another browser")] {
        let claimed = claim(store, "one", stranger, 3_000).await;
        assert!(matches!(claimed, Claim::OtherBrowser), "{claimed:?}");
    }
    let Claim::Ours(ours) = claim(store, "one", Some("this browser"), 3_000).await else {
        panic!("the first answer counts")
    };
    assert_eq!(ours.verifier.expose_secret(), "the-verifier");
    let again = claim(store, "one", Some("this browser"), 3_001).await;
    assert!(matches!(again, Claim::Gone), "{again:?}");
    let unknown = claim(store, "nothing", Some("this browser"), 3_000).await;
    assert!(matches!(unknown, Claim::Gone), "{unknown:?}");
}

async fn a_begun_link_ends_by_itself(store: &Store) {
    let status = async |id, now| store.attempt(id, now).await.unwrap();
    begin(store, "late").await;
    assert_eq!(status("late", 3_000).await, Some(AttemptStatus::Waiting));
    assert_eq!(status("late", 600_000).await, Some(AttemptStatus::Expired));
    let late = claim(store, "late", Some("this browser"), 600_000).await;
    assert!(matches!(late, Claim::Gone), "{late:?}");
    begin(store, "off").await;
    store.cancel_attempt("off").await.unwrap();
    assert_eq!(status("off", 3_000).await, Some(AttemptStatus::Cancelled));
    let off = claim(store, "off", Some("this browser"), 3_000).await;
    assert!(matches!(off, Claim::Gone), "{off:?}");
    assert_eq!(status("one", 3_100).await, Some(AttemptStatus::Waiting));
    let stopped = status("one", 90_000).await;
    assert!(
        matches!(stopped, Some(AttemptStatus::Failed(_))),
        "{stopped:?}"
    );
    assert_eq!(status("nothing", 0).await, None);
}

async fn two_admins_are_linked_in_order(store: &Store) {
    for user in ["camille", "alex"] {
        let new = admin(store, user, "token-1").await;
        let (link, former) = store.keep_link(CRM, user, &new, 4_000).await.unwrap();
        assert!(former.is_none());
        assert_eq!((link.state, link.linked_at), (LinkState::Active, 4_000));
    }
    assert_eq!(ids(store).await, ["camille", "alex"]);
    assert!(store.put_link_first(CRM, "alex").await.unwrap());
    assert_eq!(ids(store).await, ["alex", "camille"]);
    assert!(!store.put_link_first(CRM, "nobody").await.unwrap());
}

async fn linking_again_renews(store: &Store) {
    let dead = Check::of(Verdict::Rejected);
    assert!(note(store, 1, &dead, 4_500).await.unwrap());
    assert_eq!(links(store).await[1].state, LinkState::NeedsRelinking);
    let new = admin(store, "camille", "token-2").await;
    let (link, former) = store.keep_link(CRM, "a-new-id", &new, 5_000).await.unwrap();
    assert_eq!(
        former.unwrap().refresh.expose_secret(),
        "token-1",
        "to be revoked"
    );
    assert_eq!(
        (link.id.as_str(), link.state),
        ("camille", LinkState::Active)
    );
    assert_eq!(ids(store).await, ["alex", "camille"], "its place stays");
}

async fn tokens(store: &Store) -> Tokens {
    store.link_tokens(CRM, "camille").await.unwrap().unwrap()
}

async fn note(store: &Store, generation: i64, check: &Check, now: i64) -> Result<bool, Error> {
    let here = bound_to(store).await;
    let about = (&here, generation);
    store.note_link(CRM, "camille", about, check, now).await
}

async fn tokens_name_what_they_were_made_for(store: &Store) {
    let tokens = tokens(store).await;
    assert_eq!(tokens.refresh.expose_secret(), "token-2");
    assert_eq!(tokens.access.expose_secret(), "access for token-2");
    assert_eq!(tokens.bound_to, bound_to(store).await);
    assert_eq!(
        (tokens.user_id.as_str(), tokens.renewed_at),
        ("camille", 5_000)
    );
}

async fn one_at_a_time_renews_tokens(store: &Store) {
    let before = tokens(store).await;
    let lease = async |holder, now| {
        let generation = before.generation;
        let until = now + 1_000;
        store
            .lease_link("camille", generation, holder, now, until)
            .await
            .unwrap()
    };
    assert!(lease("me", 6_000).await);
    assert!(!lease("you", 6_500).await, "somebody is at it");
    assert!(
        lease("you", 7_000).await,
        "who died holding it blocks nobody"
    );
    let extended =
        async |holder, until| store.extend_lease("camille", holder, until).await.unwrap();
    assert!(!extended("me", 9_000).await, "it is somebody else's by now");
    assert!(extended("you", 8_500).await);
    let held = store.link_lease("camille").await.unwrap().unwrap();
    assert_eq!((held.holder.as_str(), held.until), ("you", 8_500));
    store.release_link("camille", "me").await.unwrap();
    assert!(!lease("me", 7_500).await, "only its holder gives it back");
    let new = NewTokens {
        refresh: Some("token-3".into()),
        access: "access-3".into(),
        instance: before.instance.clone(),
    };
    let renew = async || {
        store
            .renew_link(CRM, "camille", &before, &new, 7_600)
            .await
            .unwrap()
    };
    assert!(renew().await);
    assert!(!renew().await, "a lost race changes nothing");
    let now = tokens(store).await;
    assert_eq!(now.refresh.expose_secret(), "token-3");
    assert_eq!(
        (now.generation, now.renewed_at),
        (before.generation + 1, 7_600)
    );
}

async fn what_is_said_of_older_tokens_is_dropped(store: &Store) {
    let dead = Check::of(Verdict::Rejected);
    assert!(!note(store, 1, &dead, 8_000).await.unwrap());
    let generation = tokens(store).await.generation;
    let doubt = Check::of(Verdict::Unreachable);
    assert!(note(store, generation, &doubt, 8_000).await.unwrap());
    let link = links(store).await.remove(1);
    assert_eq!(
        (link.state, link.since),
        (LinkState::CannotBeChecked, 8_000)
    );
    assert_eq!(link.verified_at, Some(5_000));
}

async fn other_settings_end_links_and_refuse_late_ones(store: &Store) {
    let late = admin(store, "late", "token-1").await;
    let before = bound_to(store).await;
    let moved = PanelDraft {
        secret: domain::SecretEdit::Keep,
        ..panel("00Dam00000Uo32q")
    };
    save(store, &[(CRM, moved)], 9_000).await;
    for link in links(store).await {
        assert_eq!(link.state, LinkState::NeedsRelinking);
    }
    let refused = store.keep_link(CRM, "late", &late, 9_100).await;
    assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
    let generation = tokens(store).await.generation;
    let valid = Check::of(Verdict::Valid);
    let about = (&before, generation);
    let noted = store.note_link(CRM, "camille", about, &valid, 9_200).await;
    assert!(!noted.unwrap(), "said of the former settings");
    assert_eq!(tokens(store).await.bound_to, before);
}

async fn a_grant_that_became_no_link_is_found_again(store: &Store) {
    let here = bound_to(store).await;
    let note = async |id: &str, token: &str| {
        let grant = (&here, &token.into());
        store.note_grant(CRM, id, grant, 9_300).await.unwrap();
    };
    let left = async |before| -> Vec<(String, String)> {
        let left = store.left_grants(CRM, before).await.unwrap();
        let text = |secret: &domain::Secret| secret.expose_secret().to_owned();
        left.into_iter()
            .map(|(id, former)| (id, text(&former.refresh)))
            .collect()
    };
    note("grant of kept", "token-k").await;
    note("grant of left", "token-l").await;
    let kept = admin(store, "kept", "token-k").await;
    store.keep_link(CRM, "kept", &kept, 9_301).await.unwrap();
    assert_eq!(left(9_300).await, [], "it may be under way");
    let found = [("grant of left".to_owned(), "token-l".to_owned())];
    assert_eq!(left(9_400).await, found);
    store.forget_grant("grant of left").await.unwrap();
    assert_eq!(left(9_400).await, []);
    assert!(store.forget_link(CRM, "kept", 9_302).await.unwrap());
}

async fn with_the_last_link_the_boxes_go_off(store: &Store) {
    let renewed = admin(store, "alex", "token-9").await;
    store.keep_link(CRM, "alex", &renewed, 9_500).await.unwrap();
    let both = PanelDraft {
        default_user: Some(true),
        always: Some(true),
        ..PanelDraft::default()
    };
    save(store, &[(CRM, both)], 10_000).await;
    let boxes = async || {
        let settings = store.settings().await.unwrap();
        let panel = settings.panel(CRM);
        (settings.version, panel.default_user, panel.always)
    };
    let (version, ..) = boxes().await;
    assert!(store.forget_link(CRM, "camille", 11_000).await.unwrap());
    assert_eq!(
        boxes().await,
        (version, true, true),
        "another admin is left"
    );
    assert!(store.forget_link(CRM, "alex", 11_000).await.unwrap());
    assert_eq!(boxes().await, (version + 1, false, false));
    assert!(!store.forget_link(CRM, "alex", 11_000).await.unwrap());
    assert_eq!(boxes().await.0, version + 1);
}
