//! Reading a condition, in OData's order of precedence.

use serde_json::Value;

use super::{
    condition::{Filter, Is},
    token::{Token, tokens},
};

impl Filter {
    /// Reads a condition.
    pub(in crate::dataverse) fn parse(text: &str) -> Result<Self, String> {
        let mut parser = Parser {
            tokens: tokens(text)?,
            at: 0,
        };
        let filter = parser.any()?;
        match parser.next() {
            None => Ok(filter),
            Some(token) => Err(format!("Syntax error at '{}' in '{text}'.", token.shown())),
        }
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
}

impl Parser {
    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn takes(&mut self, wanted: &Token) -> bool {
        let is_next = self.tokens.get(self.at) == Some(wanted);
        self.at += usize::from(is_next);
        is_next
    }

    fn takes_word(&mut self, wanted: &str) -> bool {
        self.takes(&Token::Word(wanted.to_owned()))
    }

    fn needs(&mut self, wanted: &Token) -> Result<(), String> {
        if self.takes(wanted) {
            Ok(())
        } else {
            Err(format!("Syntax error: '{}' is missing.", wanted.shown()))
        }
    }

    fn any(&mut self) -> Result<Filter, String> {
        let mut parts = vec![self.all()?];
        while self.takes_word("or") {
            parts.push(self.all()?);
        }
        Ok(one_or(parts, Filter::Any))
    }

    fn all(&mut self) -> Result<Filter, String> {
        let mut parts = vec![self.test()?];
        while self.takes_word("and") {
            parts.push(self.test()?);
        }
        Ok(one_or(parts, Filter::All))
    }

    fn test(&mut self) -> Result<Filter, String> {
        if self.takes_word("not") {
            return Ok(Filter::Not(Box::new(self.test()?)));
        }
        if self.takes(&Token::Open) {
            let inner = self.any()?;
            self.needs(&Token::Close)?;
            return Ok(inner);
        }
        let Some(Token::Word(name)) = self.next() else {
            return Err("Syntax error: a property name is missing.".to_owned());
        };
        if self.takes(&Token::Open) {
            return self.function(&name);
        }
        let is = match self.next() {
            Some(Token::Word(operator)) => match operator.as_str() {
                "eq" => Is::Equal,
                "ne" => Is::Unequal,
                "gt" => Is::Greater,
                "ge" => Is::GreaterOrEqual,
                "lt" => Is::Less,
                "le" => Is::LessOrEqual,
                other => return Err(format!("The operator '{other}' is not supported.")),
            },
            _ => return Err(format!("Syntax error after '{name}'.")),
        };
        Ok(Filter::Test(name, is, self.value()?))
    }

    fn function(&mut self, name: &str) -> Result<Filter, String> {
        let is = match name {
            "contains" => Is::Containing,
            "startswith" => Is::StartingWith,
            "endswith" => Is::EndingWith,
            _ => {
                return Err(format!(
                    "An unknown function with name '{name}' was found. This may also be a function \
                     import or a key lookup on a navigation property, which is not allowed."
                ));
            }
        };
        let Some(Token::Word(column)) = self.next() else {
            return Err(format!("Syntax error in '{name}'."));
        };
        self.needs(&Token::Comma)?;
        let value = self.value()?;
        self.needs(&Token::Close)?;
        Ok(Filter::Test(column, is, value))
    }

    fn value(&mut self) -> Result<Value, String> {
        match self.next() {
            Some(Token::Quoted(text)) => Ok(Value::from(text)),
            Some(Token::Word(word)) => Ok(match word.as_str() {
                "null" => Value::Null,
                "true" => Value::from(true),
                "false" => Value::from(false),
                bare => match bare.parse::<i64>() {
                    Ok(number) => Value::from(number),
                    Err(_) if is_guid(bare) => Value::from(bare),
                    Err(_) => return Err(format!("Could not find a property named '{bare}'.")),
                },
            }),
            _ => Err("Syntax error: a value is missing.".to_owned()),
        }
    }
}

fn one_or(mut parts: Vec<Filter>, several: fn(Vec<Filter>) -> Filter) -> Filter {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            several(parts)
        }
        None => several(parts),
    }
}

fn is_guid(text: &str) -> bool {
    text.len() == 36 && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataverse::row::Row;

    fn row(name: &str, mode: i64, disabled: bool) -> Row {
        let row = serde_json::json!({
            "fullname": name, "accessmode": mode, "isdisabled": disabled, "applicationid": null,
        });
        row.as_object().cloned().unwrap_or_default()
    }

    fn holds(filter: &str, row: &Row) -> bool {
        Filter::parse(filter).expect(filter).holds(row)
    }

    #[test]
    fn conditions_bind_as_odata_says() {
        let camille = row("Camille O'Neil", 0, false);
        for (filter, expected) in [
            (
                "isdisabled eq false and applicationid eq null and accessmode eq 0",
                true,
            ),
            ("fullname eq 'x' or fullname eq 'Camille O''Neil'", true),
            (
                "fullname eq 'x' or accessmode eq 0 and isdisabled eq true",
                false,
            ),
            (
                "(fullname eq 'x' or accessmode eq 0) and isdisabled eq false",
                true,
            ),
            ("not (accessmode eq 0)", false),
            ("not isdisabled eq true and accessmode le 0", true),
            (
                "contains(fullname,'O''N') and startswith(fullname,'cam')",
                true,
            ),
            ("endswith(fullname,'x')", false),
            ("accessmode gt 0 or accessmode lt 0", false),
            ("applicationid ne null", false),
            (
                "applicationid eq a0000001-0000-4000-8000-000000000001",
                false,
            ),
        ] {
            assert_eq!(holds(filter, &camille), expected, "{filter}");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for filter in [
            "",
            "fullname",
            "fullname eq",
            "fullname eq 'x",
            "fullname eq 'x')",
            "(fullname eq 'x'",
            "fullname eq 'x' xor fullname eq 'y'",
            "fullname like 'x'",
            "fullname eq accessmode",
            "length(fullname) eq 3",
            "fullname in ('x','y')",
            "Microsoft.Dynamics.CRM.EqualUserId(PropertyName='x')",
        ] {
            assert!(Filter::parse(filter).is_err(), "{filter}");
        }
    }
}
