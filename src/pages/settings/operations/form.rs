//! The draft over what is stored.

use domain::{CreationOption, Crm, RecordCreation};

/// The draft. A number of messages that is none yet stays as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    stored: RecordCreation,
    version: i64,
    platform: Option<Crm>,
    wanted: RecordCreation,
    messages: String,
}

impl Form {
    /// Nothing is changed yet in what is stored under this version.
    #[must_use]
    pub fn new(stored: RecordCreation, version: i64, platform: Option<Crm>) -> Self {
        let stored = stored.on(platform);
        Self {
            stored,
            version,
            platform,
            wanted: stored,
            messages: stored.chat_messages.max(1).to_string(),
        }
    }

    /// What is stored.
    #[must_use]
    pub fn stored(&self) -> RecordCreation {
        self.stored
    }

    /// Its version.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.version
    }

    /// The CRM the agents work in.
    #[must_use]
    pub fn platform(&self) -> Option<Crm> {
        self.platform
    }

    /// What is to be stored.
    #[must_use]
    pub fn wanted(&self) -> RecordCreation {
        self.wanted
    }

    /// The number of messages as it was typed.
    #[must_use]
    pub fn messages(&self) -> &str {
        &self.messages
    }

    /// Whether the number of messages is asked for and is none.
    #[must_use]
    pub fn is_malformed(&self) -> bool {
        self.wanted.is_on(CreationOption::DelayChats)
            && RecordCreation::messages(&self.messages).is_none()
    }

    /// Turns an option on or off.
    pub fn turn(&mut self, option: CreationOption, on: bool) {
        self.wanted.turn(option, on);
        let messages = RecordCreation::messages(&self.messages);
        if let (CreationOption::DelayChats, true, Some(messages)) = (option, on, messages) {
            self.wanted.chat_messages = messages;
        }
    }

    /// Types a number of messages.
    pub fn set_messages(&mut self, typed: String) {
        if let Some(messages) = RecordCreation::messages(&typed) {
            self.wanted.chat_messages = messages;
        }
        self.messages = typed;
    }

    /// The options that differ from what is stored.
    #[must_use]
    pub fn changes(&self) -> Vec<CreationOption> {
        self.differs_from(&Self::new(self.stored, self.version, self.platform))
    }

    /// The same changes over what somebody else has stored meanwhile, or for another CRM.
    #[must_use]
    pub fn over(&self, stored: RecordCreation, version: i64, platform: Option<Crm>) -> Self {
        Self::new(stored, version, platform).taking(&self.changes(), self)
    }

    /// What was typed since `sent` went to the server, over what it has stored.
    #[must_use]
    pub fn rebased(&self, sent: &Self, stored: RecordCreation, version: i64) -> Self {
        Self::new(stored, version, self.platform).taking(&self.differs_from(sent), self)
    }

    fn differs_from(&self, other: &Self) -> Vec<CreationOption> {
        let differs = |option: &CreationOption| match option {
            CreationOption::DelayChats => {
                self.wanted.chat_messages != other.wanted.chat_messages
                    || self.is_malformed() != other.is_malformed()
            }
            option => self.wanted.is_on(*option) != other.wanted.is_on(*option),
        };
        CreationOption::ALL.into_iter().filter(differs).collect()
    }

    fn taking(mut self, options: &[CreationOption], from: &Self) -> Self {
        for option in options {
            if !option.is_offered(self.platform) {
                continue;
            }
            if *option == CreationOption::DelayChats {
                self.messages.clone_from(&from.messages);
                self.wanted.chat_messages = from.wanted.chat_messages;
            } else {
                self.wanted.turn(*option, from.wanted.is_on(*option));
            }
        }
        self
    }
}
