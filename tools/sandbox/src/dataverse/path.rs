//! The resource part of a Web API address: `set`, `set(key)`, `set(key)/navigation`.
//! Functions are written with or without their empty brackets.

/// What an address names.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Resource<'a> {
    WhoAmI,
    Set(&'a str),
    Row {
        set: &'a str,
        key: &'a str,
    },
    Related {
        set: &'a str,
        key: &'a str,
        by: &'a str,
    },
}

impl<'a> Resource<'a> {
    pub(super) fn parse(path: &'a str) -> Option<Self> {
        let mut segments = path.trim_end_matches('/').split('/');
        let (first, second, third) = (segments.next()?, segments.next(), segments.next());
        if matches!(first, "WhoAmI" | "WhoAmI()") {
            return second.is_none().then_some(Self::WhoAmI);
        }
        match (keyed(first), second, third) {
            (None, None, None) => Some(Self::Set(first)),
            (Some((set, key)), None, None) => Some(Self::Row { set, key }),
            (Some((set, key)), Some(by), None) => Some(Self::Related { set, key, by }),
            _ => None,
        }
    }
}

fn keyed(segment: &str) -> Option<(&str, &str)> {
    let (set, rest) = segment.split_once('(')?;
    Some((set, rest.strip_suffix(')')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        assert_eq!(Resource::parse("WhoAmI()"), Some(Resource::WhoAmI));
        assert_eq!(Resource::parse("contacts"), Some(Resource::Set("contacts")));
        let row = Resource::Row {
            set: "teams",
            key: "1",
        };
        assert_eq!(Resource::parse("teams(1)"), Some(row));
        let related = Resource::Related {
            set: "teams",
            key: "1",
            by: "teamroles_association",
        };
        assert_eq!(
            Resource::parse("teams(1)/teamroles_association"),
            Some(related)
        );
        assert_eq!(Resource::parse("teams/1/2"), None);
    }
}
