//! Many histories at once, in any order, through faults, pauses and kills: in the end every session has
//! the records and the owners that follow from its events, none missing and none double. The sandbox is
//! the oracle, and the clock runs a hundred times faster.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use async_trait::async_trait;
use crm::{Connectors, Destination};
use delivery::{Context, Suspicion, Worker};
use domain::{
    Check, Connection, Crm, Decision, DeliveryState, Draft, Field, Fields, Fold, Health, Origin,
    PanelDraft, People, Person, Policy, Readiness, Record, RecordCreation, SecretEdit, Verdict,
    World, decide,
    event::{
        Abandoned, AgentRef, AgentStep, Contact, Data, Ended, Entry, Event, Opened, SessionFacts,
    },
    save::plan,
};
use rand::{Rng as _, SeedableRng as _, rngs::StdRng, seq::SliceRandom as _};
use serde_json::{Value, json};
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Executor as _};
use store::{Clock, Filter, Intake, KeySource, Store};
use tokio::{net::TcpListener, runtime::Runtime, sync::Notify};
use tokio_util::task::TaskTracker;

const SESSIONS: usize = 60;

/// The CRM that a history is written to.
struct Target {
    crm: Crm,
    /// As the sandbox's guide has it.
    guide: &'static str,
    secret: &'static str,
    host: &'static str,
    fields: &'static [(Field, &'static str)],
    /// Who may be named: who can own, who cannot, who is suspended or deleted, and whom nobody knows.
    agents: [&'static str; 5],
}

const ZENDESK: Target = Target {
    crm: Crm::Zendesk,
    guide: "Zendesk",
    secret: "API token",
    host: "acme-support.zendesk.com",
    fields: &[
        (Field::Subdomain, "acme-support"),
        (Field::Email, "camille.roy@acme.example"),
    ],
    agents: [
        "odile.ortega@acme.example",
        "peter.parson@acme.example",
        "lucie.light@acme.example",
        "simon.sorel@acme.example",
        "nobody@elsewhere.example",
    ],
};

const KUSTOMER: Target = Target {
    crm: Crm::Kustomer,
    guide: "Kustomer",
    secret: "API key",
    host: "acme.api.kustomerapp.com",
    fields: &[(Field::Subdomain, "acme")],
    agents: [
        "odile.ortega@acme.example",
        "camille.roy@acme.example",
        "colin@acme.example",
        "dora@acme.example",
        "nobody@elsewhere.example",
    ],
};

const DYNAMICS: Target = Target {
    crm: Crm::Dynamics,
    guide: "Dynamics",
    secret: "Key password",
    host: "acme.crm4.dynamics.com",
    fields: &[
        (Field::Tenant, "contoso.onmicrosoft.com"),
        (Field::Organisation, "acme.crm4.dynamics.com"),
        (Field::AppId, "a0000001-0000-4000-8000-000000000001"),
    ],
    agents: [
        "odile.ortega@contoso.example",
        "camille.roy@contoso.example",
        "dora.disabled@contoso.example",
        "app1@contoso.example",
        "nobody@elsewhere.example",
    ],
};

/// One database and one CRM, and a process that dies now and then.
struct Place {
    target: &'static Target,
    secret: String,
    folder: tempfile::TempDir,
    database: String,
    sandbox: String,
    connectors: Connectors,
    clock: Clock,
    client: reqwest::Client,
}

/// The probe, as the server has it: its word is noted.
struct Probe {
    store: Store,
    clock: Clock,
    connectors: Connectors,
}

#[async_trait]
impl Suspicion for Probe {
    async fn probe(&self, crm: Crm) -> Option<bool> {
        let settings = self.store.settings().await.ok()?;
        let connection = Connection::parse(crm, &settings.panel(crm).fields).ok()?;
        let secret = self
            .store
            .open_secret(crm, &connection.binding())
            .await
            .ok()?;
        let check = self
            .connectors
            .to(&connection)
            .verify((&secret).into())
            .await;
        let verdict = check.verdict;
        if verdict.is_final() {
            let health = Health {
                check,
                checked_at: self.clock.now(),
            };
            self.store
                .set_health(crm, &health, settings.version)
                .await
                .ok()?;
        }
        match verdict {
            Verdict::Valid => Some(true),
            verdict if verdict.is_refusal() => Some(false),
            _ => None,
        }
    }
}

impl Place {
    /// Over SQLite, or over a database of its own of this PostgreSQL server.
    async fn new(target: &'static Target, postgres: Option<&str>) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sandbox = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(sandbox::serve(listener));
        let began = Instant::now();
        let clock = Clock::from_fn(move || {
            1_795_780_800_000 + i64::try_from(began.elapsed().as_millis()).unwrap() * 100
        });
        let folder = tempfile::tempdir().unwrap();
        let database = match postgres {
            None => format!("sqlite://{}", folder.path().join("portal.db").display()),
            Some(server) => new_database(server).await,
        };
        let mut place = Self {
            target,
            secret: String::new(),
            folder,
            database,
            connectors: connectors(&sandbox),
            client: reqwest::Client::builder().no_proxy().build().unwrap(),
            sandbox,
            clock,
        };
        let limit = json!({"requests": 1_000_000, "window_seconds": 60});
        let limits = json!({ target.crm.key(): limit, "entra": limit });
        place.control("limits", limits).await;
        place.secret = place.secret_of_the_guide().await;
        place
    }

    async fn read(&self, path: &str) -> Value {
        let url = format!("{}/control/{path}", self.sandbox);
        let answer = self.client.get(url).send().await.unwrap();
        answer.json().await.unwrap()
    }

    /// What to type for the first row of the CRM: an administrator.
    async fn secret_of_the_guide(&self) -> String {
        let seed = self.read("seed").await;
        let rows = seed["guide"].as_array().unwrap();
        let row = rows.iter().find(|row| row["crm"] == self.target.guide);
        let fields = row.unwrap()["fields"].as_array().unwrap();
        let typed = fields.iter().find(|field| field[0] == self.target.secret);
        typed.unwrap()[1].as_str().unwrap().to_owned()
    }

    async fn store(&self) -> Store {
        let keys = KeySource::File(self.folder.path().join("portal.key"));
        Store::open(&self.database, &keys).await.unwrap()
    }

    async fn control(&self, path: &str, body: Value) {
        let url = format!("{}/control/{path}", self.sandbox);
        let answer = self.client.post(url).json(&body).send().await.unwrap();
        assert!(answer.status().is_success());
    }

    async fn set_up(&self, store: &Store, default_user: bool) {
        let panel = PanelDraft {
            fields: Fields::from_iter(
                self.target
                    .fields
                    .iter()
                    .map(|(field, text)| (*field, (*text).to_owned())),
            ),
            secret: SecretEdit::Replace(self.secret.as_str().into()),
            default_user: Some(default_user),
            ..PanelDraft::default()
        };
        let draft = Draft {
            agent_platform: Some(self.target.crm),
            panels: [(self.target.crm, panel)].into(),
        };
        let stored = store.settings().await.unwrap();
        let valid = [(self.target.crm, Check::of(Verdict::Valid))].into();
        let outcome = plan(stored, &draft).unwrap().settle(&valid, 1);
        store.save(&outcome).await.unwrap();
    }

    /// A process that delivers; dropping its runtime kills it in the middle of whatever it does.
    async fn process(&self) -> (Runtime, Arc<Notify>) {
        let store = self.store().await;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let arrived = Arc::new(Notify::new());
        // Its own: connections die with the process that opened them.
        let (clock, connectors) = (self.clock.clone(), connectors(&self.sandbox));
        let wake = arrived.clone();
        runtime.spawn(async move {
            store.release_leases(clock.now()).await.unwrap();
            let worker = Worker::new(Context {
                intake: Intake::start(store.clone(), clock.clone(), wake.clone()),
                grants: Arc::new(()),
                suspicion: Arc::new(Probe {
                    store: store.clone(),
                    clock: clock.clone(),
                    connectors: connectors.clone(),
                }),
                store,
                connectors,
                clock,
                arrived: wake,
                work: TaskTracker::new(),
                lanes: 8,
                calls_per_minute: Some(1_000_000),
            });
            worker.run().await;
        });
        (runtime, arrived)
    }

    async fn trouble(&self, random: &mut StdRng) {
        let fault = match random.random_range(0..6) {
            0 => json!("drop"),
            1 => json!("lose_answer"),
            2 => json!({"late": random.random_range(5..80)}),
            3 => json!({"status": {"code": 503}}),
            4 => json!({"status": {"code": 429, "retry_after": 1}}),
            _ => json!({"slow": random.random_range(5..60)}),
        };
        let change = match self.target.crm {
            Crm::Zendesk => "PUT",
            _ => "PATCH",
        };
        let method = ["POST", change, "GET"][random.random_range(0..3)];
        let times = random.random_range(1..4);
        let rule =
            json!({"host": self.target.host, "method": method, "fault": fault, "times": times});
        self.control("faults", rule).await;
    }

    /// Every record: its first text, and who owns it.
    async fn records(&self) -> Vec<(String, String)> {
        let (crm, host) = (self.target.crm.key(), self.target.host);
        let all = self.read(&format!("{crm}/records?host={host}")).await;
        let (rows, text, owner) = match self.target.crm {
            Crm::Zendesk => ("tickets", "/comments/0/body", "/assignee/name"),
            Crm::Kustomer => ("conversations", "/notes", "/assigned_users/0/name"),
            _ => ("cases", "/description", "/owner/name"),
        };
        let read = |row: &Value| {
            let text = match row.pointer(text).unwrap() {
                Value::Array(notes) => notes
                    .iter()
                    .map(|note| note["body"].as_str().unwrap())
                    .collect::<Vec<_>>()
                    .join("\n"),
                text => text.as_str().unwrap().to_owned(),
            };
            let owner = row.pointer(owner).and_then(Value::as_str);
            (text, owner.unwrap_or("nobody").to_owned())
        };
        all[rows].as_array().unwrap().iter().map(read).collect()
    }

    /// Who is there, and whom the credential acts as.
    async fn people(&self, store: &Store) -> (People, Person) {
        let crm = self.target.crm;
        let settings = store.settings().await.unwrap();
        let connection = Connection::parse(crm, &settings.panel(crm).fields).unwrap();
        let binding = connection.binding();
        let secret = store.open_secret(crm, &binding).await.unwrap();
        let connector = self.connectors.to(&connection);
        let agents = connector.agents((&secret).into()).await.unwrap();
        let records = connector.records().unwrap();
        let me = records.me((&secret).into()).await.unwrap().value;
        let people = People::new(agents.into_iter().map(Person::from).collect());
        (people, me)
    }
}

async fn new_database(server: &str) -> String {
    sqlx::any::install_default_drivers();
    let name = format!("portal_model_{}", uuid::Uuid::now_v7().simple());
    let mut connection = AnyConnection::connect(server).await.unwrap();
    let create = AssertSqlSafe(format!("CREATE DATABASE {name}"));
    connection.execute(create).await.unwrap();
    format!("{}/{name}", &server[..server.rfind('/').unwrap()])
}

fn connectors(sandbox: &str) -> Connectors {
    Connectors::new(Destination::Sandbox(sandbox.parse().unwrap())).unwrap()
}

/// The events of one session, in the order of time.
fn history(random: &mut StdRng, session: &str, agents: &[&str; 5]) -> Vec<Event> {
    let facts = SessionFacts {
        channel: Some(if random.random() {
            domain::Channel::Chat
        } else {
            domain::Channel::Call
        }),
        entry: Some(if random.random() {
            Entry::App
        } else {
            Entry::Phone
        }),
        contact: Some(Contact {
            email: Some(format!("{session}@client.example")),
            ..Contact::default()
        }),
        ..SessionFacts::default()
    };
    let mut events = vec![Data::Started(Opened { session: facts })];
    for _ in 0..random.random_range(0..6) {
        let agent = AgentRef {
            email: Some(agents[random.random_range(0..agents.len())].to_owned()),
            ..AgentRef::default()
        };
        let step = AgentStep {
            agent,
            session: None,
        };
        events.push(match random.random_range(0..6) {
            0 => Data::Assigned(step),
            1 => Data::Connected(step),
            2 => Data::Transferred(step),
            3 => Data::Cancelled(step),
            4 => Data::Abandoned(Abandoned::default()),
            _ => Data::Ended(Ended::default()),
        });
    }
    let event = |(at, data)| Event {
        source: "model".to_owned(),
        id: format!("{session}-{at}"),
        session: session.to_owned(),
        at,
        data,
    };
    (1..).zip(events).map(event).collect()
}

/// The owner that follows from these events, if there is a record at all.
fn expected(
    events: &[Event],
    crm: Crm,
    (people, default_user): &(People, Person),
    policy: Policy,
) -> Option<String> {
    let lane = format!("model\u{1f}{}", events[0].session);
    let world = World {
        readiness: Readiness::Ready,
        policy,
        creation: RecordCreation::default(),
        default_user: Some(default_user),
        people,
        abilities: crm.abilities(),
        seed: &lane,
    };
    let mut record: Option<Record> = None;
    for (n, event) in events.iter().enumerate() {
        let mut session = Fold::of(&events[..=n]).session_of(event).clone();
        assert_eq!(session.origin, Origin::Session);
        session.record.clone_from(&record);
        if let Decision::Do {
            owner: Some(owner), ..
        } = decide(event, &session, &world)
        {
            record = Some(Record {
                owner_now: Some(owner.id.clone()),
                written: Some(owner),
                is_appended: false,
            });
        }
    }
    Some(record?.written?.name)
}

fn of(state: DeliveryState) -> Filter {
    Filter {
        state: Some(state),
        ..Filter::default()
    }
}

async fn run(target: &'static Target, seed: u64, default_user: bool, postgres: Option<&str>) {
    let mut random = StdRng::seed_from_u64(seed);
    let place = Place::new(target, postgres).await;
    let store = place.store().await;
    place.set_up(&store, default_user).await;
    let intake = Intake::start(store.clone(), place.clock.clone(), Arc::new(Notify::new()));
    let histories: BTreeMap<String, Vec<Event>> = (0..SESSIONS)
        .map(|n| format!("s{n}"))
        .map(|session| {
            (
                session.clone(),
                history(&mut random, &session, &target.agents),
            )
        })
        .collect();
    // In any order, some of them twice, in small batches.
    let mut arrivals: Vec<Event> = histories.values().flatten().cloned().collect();
    let twice: Vec<Event> = arrivals
        .iter()
        .filter(|_| random.random_bool(0.2))
        .cloned()
        .collect();
    arrivals.extend(twice);
    arrivals.shuffle(&mut random);
    let (mut runtime, mut arrived) = place.process().await;
    for batch in arrivals.chunks(5) {
        intake.receive(batch.to_vec()).await.unwrap();
        arrived.notify_one();
        match random.random_range(0..10) {
            0..4 => place.trouble(&mut random).await,
            4 => {
                runtime.shutdown_background();
                (runtime, arrived) = place.process().await;
            }
            5 => {
                let credential = json!({ "credential": place.secret });
                place.control("revoke", credential.clone()).await;
                tokio::time::sleep(Duration::from_millis(20)).await;
                place.control("restore", credential).await;
            }
            _ => {}
        }
        tokio::time::sleep(Duration::from_millis(random.random_range(0..15))).await;
    }
    let url = format!("{}/control/faults", place.sandbox);
    place.client.delete(url).send().await.unwrap();
    let probe = Probe {
        store: store.clone(),
        clock: place.clock.clone(),
        connectors: place.connectors.clone(),
    };
    let began = Instant::now();
    loop {
        // What was paused by a revoked token is repaired, as the schedule would find.
        probe.probe(target.crm).await;
        let open = store
            .activity(&of(DeliveryState::Waiting))
            .await
            .unwrap()
            .rows;
        let parked = store
            .activity(&of(DeliveryState::Parked))
            .await
            .unwrap()
            .rows;
        if open.is_empty() && parked.is_empty() {
            break;
        }
        // One that met the revoked token twice while the probe met the restored one is replayed.
        let mut reasons = parked.iter().map(|row| row.reason.as_deref());
        assert!(
            reasons.all(|reason| reason == Some("refused")),
            "{parked:?}"
        );
        store.replay_all(None, place.clock.now()).await.unwrap();
        assert!(
            began.elapsed() < Duration::from_secs(90),
            "seed {seed}: {open:?}"
        );
        arrived.notify_one();
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    runtime.shutdown_background();
    let people = place.people(&store).await;
    let policy = Policy::of(default_user, false);
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (text, owner) in place.records().await {
        let session = text.lines().find_map(|line| line.strip_prefix("Session: "));
        found
            .entry(session.unwrap().to_owned())
            .or_default()
            .push(owner);
    }
    for (session, events) in &histories {
        let owners = found.remove(session).unwrap_or_default();
        let expected: Vec<String> = expected(events, target.crm, &people, policy)
            .into_iter()
            .collect();
        assert_eq!(owners, expected, "seed {seed}, {session}: {events:?}");
    }
    assert!(found.is_empty(), "{found:?}");
}

async fn histories_of(target: &'static Target) {
    let first = std::env::var("PORTAL_MODEL_SEED").ok();
    let first: u64 = first.and_then(|seed| seed.parse().ok()).unwrap_or(1);
    for seed in first..first + 4 {
        run(target, seed, seed % 2 == 0, None).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_and_forty_histories_end_in_zendesk_as_their_events_say() {
    histories_of(&ZENDESK).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_kustomer_they_end_the_same() {
    histories_of(&KUSTOMER).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_dynamics_they_end_the_same() {
    histories_of(&DYNAMICS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn over_postgresql_they_end_the_same() {
    if let Ok(server) = std::env::var("PORTAL_TEST_POSTGRES") {
        run(&ZENDESK, 5, true, Some(&server)).await;
    }
}
