//! What is done to the database by command, also beside a running server: tokens, replay, erasure.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use domain::event::Contact;
use store::{Clock, KeySource, Store};

/// Where everything is kept.
#[derive(Args, Debug)]
pub struct Kept {
    /// The database: sqlite://FILE or postgres://...
    #[arg(
        long,
        env = "PORTAL_DATABASE",
        hide_env_values = true,
        default_value = "sqlite://data/portal.db"
    )]
    pub(super) database: String,
    /// The key file, made on first start; PORTAL_KEY, which holds the key itself, takes its place
    #[arg(long, env = "PORTAL_KEY_FILE", default_value = "data/portal.key")]
    key_file: PathBuf,
}

impl Kept {
    /// The key never comes by command line: every user of the machine can list those.
    pub(super) fn keys(&self) -> KeySource {
        match std::env::var("PORTAL_KEY") {
            Ok(keys) if !keys.trim().is_empty() => KeySource::Given(keys.into()),
            _ => KeySource::File(self.key_file.clone()),
        }
    }

    async fn open(self) -> anyhow::Result<Store> {
        Ok(Store::open(&self.database, &self.keys()).await?)
    }
}

/// `server token ...`, also beside a running server.
#[derive(Debug, Subcommand)]
pub enum Token {
    /// Make a token, and print it: it is never shown again
    Create {
        /// What it is called in lists and logs
        #[arg(value_parser = token_name)]
        name: String,
        /// Where they are kept
        #[command(flatten)]
        kept: Kept,
    },
    /// List all tokens by name
    List {
        /// Where they are kept
        #[command(flatten)]
        kept: Kept,
    },
    /// Revoke a token: it opens nothing from now on
    Revoke {
        /// What it is called
        name: String,
        /// Where they are kept
        #[command(flatten)]
        kept: Kept,
    },
}

/// Options of `server replay`.
#[derive(Args, Debug)]
pub struct Replay {
    /// The delivery, as Activity names it
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    delivery: Option<String>,
    /// Every parked one
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    kept: Kept,
}

/// Options of `server erase`.
#[derive(Args, Debug)]
#[group(skip)]
pub struct Erase {
    /// The consumer's e-mail address
    #[arg(long, required_unless_present_any = ["phone", "id"])]
    email: Option<String>,
    /// The consumer's telephone number
    #[arg(long)]
    phone: Option<String>,
    /// The platform's id of the consumer
    #[arg(long)]
    id: Option<String>,
    #[command(flatten)]
    kept: Kept,
}

impl Token {
    /// Does what was asked, and says so.
    ///
    /// # Errors
    /// One sentence on what is in the way.
    pub async fn run(self) -> anyhow::Result<()> {
        let now = Clock::system().now();
        match self {
            Self::Create { name, kept } => {
                let token = kept.open().await?.make_credential(&name, now).await?;
                println!("{}", token.expose_secret());
                eprintln!("This is the only time that {name}'s token is shown.");
            }
            Self::List { kept } => {
                for credential in kept.open().await?.credentials().await? {
                    let state = match (credential.revoked_at, credential.used_at) {
                        (Some(_), _) => "revoked",
                        (None, Some(_)) => "used",
                        (None, None) => "never used",
                    };
                    println!("{}\t{}\t{state}", credential.name, date(credential.made_at));
                }
            }
            Self::Revoke { name, kept } => {
                let was_there = kept.open().await?.revoke_credential(&name, now).await?;
                anyhow::ensure!(
                    was_there,
                    "there is no live token named {name}: see `server token list`"
                );
                eprintln!("{name}'s token opens nothing any more.");
            }
        }
        Ok(())
    }
}

impl Replay {
    /// Sets it going, and says how much.
    ///
    /// # Errors
    /// One sentence on what is in the way.
    pub async fn run(self) -> anyhow::Result<()> {
        let (store, now) = (self.kept.open().await?, Clock::system().now());
        let count = match self.delivery {
            None => store.replay_all(None, now).await?,
            Some(id) => {
                let was_parked = store.replay(&id, now).await?;
                anyhow::ensure!(was_parked, "no delivery of that id is parked");
                1
            }
        };
        println!("{count} set going again");
        Ok(())
    }
}

impl Erase {
    /// Erases, and says how much.
    ///
    /// # Errors
    /// One sentence on what is in the way.
    pub async fn run(self) -> anyhow::Result<()> {
        let (store, now) = (self.kept.open().await?, Clock::system().now());
        let contact = Contact {
            id: self.id,
            name: None,
            email: self.email,
            phone: self.phone,
        };
        let count = store.erase_consumer(&contact, now).await?;
        println!("{count} sessions erased here; what stands in the CRM is erased there");
        Ok(())
    }
}

/// A name to be listed: one line, not too long.
fn token_name(text: &str) -> Result<String, String> {
    let name = text.trim();
    let is_fit = (1..=64).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    is_fit
        .then(|| name.to_owned())
        .ok_or_else(|| "a name of 1 to 64 characters is needed".to_owned())
}

/// A day, as it is listed.
fn date(at: domain::Millis) -> String {
    let time = time::OffsetDateTime::from_unix_timestamp(at / 1000);
    time.map_or_else(|_| "?".to_owned(), |time| time.date().to_string())
}
