//! When a session makes a record at all: the settings under "CRM Record Creation Details".

use serde::{Deserialize, Serialize};

use crate::crm::Crm;

/// What the administrator chose. The default is what a new installation does: a record for every
/// session that is taken, none for those that were abandoned before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct RecordCreation {
    /// "Create CRM records for abandoned calls": off.
    pub abandoned: bool,
    /// "Delay call record until call is connected": off, so that a call has its record once assigned.
    pub delay_calls: bool,
    /// "Delay chat case creation until chat has a minimum of ___ messages sent by consumer": 0, so that
    /// a chat has its record on arrival.
    pub chat_messages: u32,
    /// "Append call or chat session to latest open record in the same leaf queue": off.
    pub append: bool,
    /// "Skip CRM account creation": off. A contact that is not there already is not made.
    pub skip_contacts: bool,
    /// "Skip CRM record creation": off. Nothing is written to the CRM.
    pub skip_records: bool,
}

/// One of the settings, where something is said of any of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CreationOption {
    /// [`RecordCreation::append`].
    Append,
    /// [`RecordCreation::abandoned`].
    Abandoned,
    /// [`RecordCreation::delay_calls`].
    DelayCalls,
    /// [`RecordCreation::chat_messages`].
    DelayChats,
    /// [`RecordCreation::skip_contacts`].
    SkipContacts,
    /// [`RecordCreation::skip_records`].
    SkipRecords,
}

impl CreationOption {
    /// Every one, in the order of the page.
    pub const ALL: [Self; 6] = [
        Self::Append,
        Self::Abandoned,
        Self::DelayCalls,
        Self::DelayChats,
        Self::SkipContacts,
        Self::SkipRecords,
    ];

    /// Whether it is offered where agents work in that CRM. MS Dynamics cannot leave a case without its
    /// customer, and Kustomer knows no skipping; before a CRM is chosen only what all can do is offered.
    #[must_use]
    pub fn is_offered(self, platform: Option<Crm>) -> bool {
        match self {
            Self::SkipContacts | Self::SkipRecords => {
                matches!(platform, Some(Crm::Zendesk | Crm::Salesforce))
            }
            Self::Append | Self::Abandoned | Self::DelayCalls | Self::DelayChats => true,
        }
    }
}

impl RecordCreation {
    /// Whether it is on.
    #[must_use]
    pub fn is_on(&self, option: CreationOption) -> bool {
        match option {
            CreationOption::Append => self.append,
            CreationOption::Abandoned => self.abandoned,
            CreationOption::DelayCalls => self.delay_calls,
            CreationOption::DelayChats => self.chat_messages > 0,
            CreationOption::SkipContacts => self.skip_contacts,
            CreationOption::SkipRecords => self.skip_records,
        }
    }

    /// Turns it on or off; chats that are delayed at all are delayed by one message or more.
    pub fn turn(&mut self, option: CreationOption, on: bool) {
        match option {
            CreationOption::Append => self.append = on,
            CreationOption::Abandoned => self.abandoned = on,
            CreationOption::DelayCalls => self.delay_calls = on,
            CreationOption::DelayChats if on => self.chat_messages = self.chat_messages.max(1),
            CreationOption::DelayChats => self.chat_messages = 0,
            CreationOption::SkipContacts => self.skip_contacts = on,
            CreationOption::SkipRecords => self.skip_records = on,
        }
    }

    /// What holds where agents work in that CRM: what it does not offer is off, whatever was chosen
    /// for another one.
    #[must_use]
    pub fn on(mut self, platform: Option<Crm>) -> Self {
        for option in CreationOption::ALL {
            if !option.is_offered(platform) {
                self.turn(option, false);
            }
        }
        self
    }

    /// How many messages were typed: 1 to 999.
    #[must_use]
    pub fn messages(typed: &str) -> Option<u32> {
        let count = typed.trim().parse().ok()?;
        (1..=999).contains(&count).then_some(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn everything() -> RecordCreation {
        let mut creation = RecordCreation::default();
        for option in CreationOption::ALL {
            creation.turn(option, true);
        }
        creation
    }

    #[test]
    fn only_zendesk_and_salesforce_offer_skipping() {
        for option in [CreationOption::SkipContacts, CreationOption::SkipRecords] {
            assert!(option.is_offered(Some(Crm::Zendesk)));
            assert!(option.is_offered(Some(Crm::Salesforce)));
            assert!(!option.is_offered(Some(Crm::Kustomer)));
            assert!(!option.is_offered(Some(Crm::Dynamics)));
            assert!(!option.is_offered(None));
        }
    }

    #[test]
    fn a_switch_of_platform_leaks_none_of_the_former_ones_options() {
        let chosen = everything();
        assert_eq!(chosen.on(Some(Crm::Zendesk)), chosen);
        for crm in [Crm::Kustomer, Crm::Dynamics] {
            let expected = RecordCreation {
                skip_contacts: false,
                skip_records: false,
                ..chosen
            };
            assert_eq!(chosen.on(Some(crm)), expected, "{crm:?}");
        }
    }

    #[test]
    fn what_is_on_nowhere_is_not_offered_and_what_is_offered_stays() {
        for platform in Crm::ALL.map(Some).into_iter().chain([None]) {
            let holds = everything().on(platform);
            for option in CreationOption::ALL {
                assert_eq!(holds.is_on(option), option.is_offered(platform));
            }
        }
    }

    #[test]
    fn a_delay_of_chats_keeps_its_number_and_begins_with_one() {
        let mut creation = RecordCreation {
            chat_messages: 4,
            ..RecordCreation::default()
        };
        creation.turn(CreationOption::DelayChats, true);
        assert_eq!(creation.chat_messages, 4);
        creation.turn(CreationOption::DelayChats, false);
        creation.turn(CreationOption::DelayChats, true);
        assert_eq!(creation.chat_messages, 1);
    }

    #[test]
    fn messages_are_a_whole_number_that_delays() {
        assert_eq!(RecordCreation::messages(" 3 "), Some(3));
        for typed in ["", "0", "-1", "2.5", "1000", "many"] {
            assert_eq!(RecordCreation::messages(typed), None, "{typed}");
        }
    }
}
