//! The program is killed in the middle of its work: after the claim, before a call, during one, after it,
//! and before its outcome is written. What was acknowledged is delivered, once.

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};

use super::*;

/// The folder of a program, whose database outlives it.
struct Home {
    folder: tempfile::TempDir,
    sandbox: String,
    client: Client,
    token: String,
}

/// The running program.
struct Program {
    child: Child,
    url: String,
}

impl Home {
    /// With a token, and Zendesk saved with its box on.
    async fn of(centre: &Centre) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("web")).unwrap();
        let mut home = Self {
            folder,
            sandbox: centre.sandbox.clone(),
            client: centre.client.clone(),
            token: String::new(),
        };
        let store = home.store().await;
        let token = store.make_credential("tests", 1).await.unwrap();
        token.expose_secret().clone_into(&mut home.token);
        store.close().await;
        let program = home.start();
        let settings = json!({"agent_platform": "zendesk", "panels": {"zendesk": {
            "fields": {"subdomain": "acme-support", "email": CAMILLE},
            "secret": {"replace": TOKEN}, "default_user": true,
        }}});
        let saving = home
            .client
            .patch(format!("{}/api/settings/crm", program.url));
        let saving = saving.header("if-match", "\"0\"").json(&settings);
        assert_eq!(saving.send().await.unwrap().status(), 200);
        program.kill();
        home
    }

    async fn store(&self) -> Store {
        let path = |name: &str| self.folder.path().join("data").join(name);
        let database = format!("sqlite://{}", path("portal.db").display());
        let keys = KeySource::File(path("portal.key"));
        Store::open(&database, &keys).await.unwrap()
    }

    fn start(&self) -> Program {
        let mut child = Command::new(env!("CARGO_BIN_EXE_server"))
            .current_dir(self.folder.path())
            .env_clear()
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--sandbox",
                &self.sandbox,
            ])
            .args([
                "--web-root",
                "web",
                "--calls-per-minute",
                "100000",
                "--log",
                "warn",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let url = line.trim().trim_start_matches("listening on ").to_owned();
        Program { child, url }
    }

    /// Sends an event; whether it was acknowledged.
    async fn send(&self, program: &Program, event: Value) -> bool {
        let request = self.client.post(format!("{}/api/v1/events", program.url));
        let request = request
            .header("content-type", "application/cloudevents+json")
            .bearer_auth(&self.token)
            .body(event.to_string());
        request
            .send()
            .await
            .is_ok_and(|answer| answer.status() == 202)
    }
}

impl Program {
    /// SIGKILL.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Where the work stands when the program is killed: each fault makes one place last.
fn places() -> [Value; 5] {
    let on = |method: &str, path: &str, fault: Value| json!({"host": HOST, "method": method, "path": path, "fault": fault});
    [
        // After the claim, before the first write.
        on("GET", "/api/v2/users", json!({"slow": 400})),
        // In the call, before the work is done.
        on("POST", "/api/v2/tickets", json!({"slow": 400})),
        // After the work, before its answer is read.
        on("POST", "/api/v2/tickets", json!({"slow_headers": 3})),
        on("PUT", "/api/v2/tickets", json!({"slow_headers": 3})),
        // Anywhere.
        on("DELETE", "/api/v2/nothing", json!("drop")),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_kills_lose_no_record_and_double_none() {
    let centre = Centre::bare().await;
    let home = Home::of(&centre).await;
    let mut acknowledged = BTreeSet::new();
    for kill in 0..10_u64 {
        let program = home.start();
        let place = places()[usize::try_from(kill).unwrap() % 5].clone();
        centre.control("faults", place).await;
        for n in 0..4 {
            let session = format!("s{kill}-{n}");
            let taken = json!({"agent": {"email": ODILE}});
            let sent = home
                .send(&program, event(&session, 1, "session.started", chat()))
                .await
                && home
                    .send(&program, event(&session, 2, "session.assigned", taken))
                    .await;
            if sent {
                acknowledged.insert(session);
            }
        }
        tokio::time::sleep(Duration::from_millis(60 + kill * 25)).await;
        program.kill();
        let url = format!("{}/control/faults", centre.sandbox);
        centre.client.delete(url).send().await.unwrap();
    }
    assert_eq!(acknowledged.len(), 40);
    let program = home.start();
    let began = Instant::now();
    loop {
        let page = centre
            .client
            .get(format!("{}/api/activity?state=waiting", program.url));
        let page: ActivityPage = page.send().await.unwrap().json().await.unwrap();
        if page.rows.is_empty() {
            break;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "{:?}", page.rows);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    program.kill();
    let mut found = BTreeSet::new();
    for ticket in centre.tickets_now().await {
        assert_eq!(assignee(&ticket), "Odile Ortega", "{ticket}");
        let comments = comments(&ticket);
        let session = comments[0]
            .lines()
            .find_map(|line| line.strip_prefix("Session: "))
            .unwrap();
        assert!(
            found.insert(session.to_owned()),
            "{session} has two records"
        );
        let marks: Vec<&str> = comments
            .iter()
            .filter_map(|text| text.lines().last())
            .collect();
        let different: BTreeSet<&&str> = marks.iter().collect();
        assert_eq!(
            marks.len(),
            different.len(),
            "a note stands there twice: {comments:?}"
        );
    }
    assert_eq!(found, acknowledged);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_waits_for_the_call_under_way_and_its_outcome_stands() {
    let centre = Centre::bare().await;
    let home = Home::of(&centre).await;
    let mut program = home.start();
    let slow =
        json!({"host": HOST, "method": "POST", "path": "/api/v2/tickets", "fault": {"slow": 900}});
    centre.control("faults", slow).await;
    let started = event("s1", 1, "session.started", chat());
    assert!(home.send(&program, started).await);
    tokio::time::sleep(Duration::from_millis(500)).await;
    let stop = ["-TERM", &program.child.id().to_string()];
    Command::new("kill").args(stop).status().unwrap();
    assert_eq!(program.child.wait().unwrap().code(), Some(0));
    let store = home.store().await;
    let page = store.activity(&store::Filter::default()).await.unwrap();
    assert_eq!(page.rows[0].state.key(), "delivered", "{:?}", page.rows);
    assert_eq!(centre.tickets_now().await.len(), 1);
}
