//! Whether a row meets a condition. Unknown fields and values of the wrong type are
//! problems of the query, told apart because Salesforce gives them codes of their own.

use serde_json::Value;

use super::query::{Filter, Is, Literal, Test};
use crate::salesforce::id;

/// What is wrong with a query that could be read.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::salesforce) enum Problem {
    NoSuchField(String),
    /// Field, and the type it has.
    WrongType(String, &'static str),
    NoId(String),
}

/// Whether a row meets a condition.
pub(in crate::salesforce) fn holds(filter: &Filter, row: &Value) -> Result<bool, Problem> {
    match filter {
        // Every part is looked at, so that a problem never depends on the data.
        Filter::All(parts) => each(parts, row).map(|found| found.iter().all(|f| *f)),
        Filter::Any(parts) => each(parts, row).map(|found| found.iter().any(|f| *f)),
        Filter::Not(part) => holds(part, row).map(|found| !found),
        Filter::Test(test) => test.holds(row),
    }
}

fn each(parts: &[Filter], row: &Value) -> Result<Vec<bool>, Problem> {
    parts.iter().map(|part| holds(part, row)).collect()
}

/// A field's name as Salesforce writes it, and its value; below an empty relationship
/// everything is null.
pub(in crate::salesforce) fn value<'a>(
    row: &'a Value,
    path: &str,
) -> Result<(Vec<&'a str>, &'a Value), Problem> {
    let mut found = (Vec::new(), row);
    for step in path.split('.') {
        if found.1.is_null() {
            return Ok(found);
        }
        let mut fields = found.1.as_object().into_iter().flatten();
        let field = fields.find(|(n, _)| *n != "attributes" && n.eq_ignore_ascii_case(step));
        let (name, value) = field.ok_or_else(|| Problem::NoSuchField(step.to_owned()))?;
        found.0.push(name.as_str());
        found.1 = value;
    }
    Ok(found)
}

impl Test {
    fn holds(&self, row: &Value) -> Result<bool, Problem> {
        let (names, value) = value(row, &self.field)?;
        if value.is_object() {
            return Err(Problem::NoSuchField(self.field.clone()));
        }
        let is_id = names.last().is_some_and(|n| n.ends_with("Id"));
        let mut equal = false;
        for literal in &self.to {
            self.check(value, literal, is_id)?;
            equal |= if self.is == Is::Like {
                like(value, literal)
            } else {
                same(value, literal, is_id)
            };
        }
        Ok(equal != (self.is == Is::NoneOf))
    }

    /// Whether a field can be compared with a literal at all.
    fn check(&self, value: &Value, literal: &Literal, is_id: bool) -> Result<(), Problem> {
        let wrong = |kind| Err(Problem::WrongType(self.field.clone(), kind));
        match (value, literal) {
            (_, Literal::Text(text)) if is_id && id::short(text).is_none() => {
                Err(Problem::NoId(text.clone()))
            }
            (_, Literal::Null) | (Value::Null, _) => Ok(()),
            (Value::Bool(_), Literal::Bool(_)) => Ok(()),
            (Value::Bool(_), _) => wrong("boolean and should not be enclosed in quotes"),
            (Value::String(_), Literal::Text(_)) => Ok(()),
            (Value::String(_), _) => wrong("string and should be enclosed in quotes"),
            _ => Ok(()),
        }
    }
}

fn same(value: &Value, literal: &Literal, is_id: bool) -> bool {
    match (value, literal) {
        // Either form of an id will do, but its case matters.
        (Value::String(a), Literal::Text(b)) if is_id => id::short(a) == id::short(b),
        (Value::String(a), Literal::Text(b)) => a.eq_ignore_ascii_case(b),
        (Value::Bool(a), Literal::Bool(b)) => a == b,
        (Value::Number(a), Literal::Number(b)) => a.as_i64() == Some(*b),
        (Value::Null, Literal::Null) => true,
        _ => false,
    }
}

/// `%` stands for any text and `_` for one character, unless after a backslash.
fn like(value: &Value, literal: &Literal) -> bool {
    let (Value::String(text), Literal::Text(pattern)) = (value, literal) else {
        return false;
    };
    let lower = |t: &str| t.to_lowercase().chars().collect::<Vec<_>>();
    matches(&lower(text), &lower(pattern))
}

fn matches(text: &[char], pattern: &[char]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some(('\\', [c, rest @ ..])) => text
            .split_first()
            .is_some_and(|(t, after)| c == t && matches(after, rest)),
        Some(('%', rest)) => (0..=text.len()).any(|n| matches(&text[n..], rest)),
        Some((c, rest)) => text
            .split_first()
            .is_some_and(|(t, after)| (*c == '_' || c == t) && matches(after, rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::salesforce::soql::parse;

    fn found(condition: &str) -> Result<bool, Problem> {
        let row = serde_json::json!({
            "Id": "005am00000CRoy1AAD", "IsActive": true, "Name": "Camille Roy",
            "Profile": { "Name": "Standard User" }, "Group": null,
        });
        let query = parse(&format!("SELECT Id FROM User WHERE {condition}")).expect("a query");
        holds(&query.filter.expect("a condition"), &row)
    }

    #[test]
    fn conditions_are_met_or_not() {
        for (condition, expected) in [
            ("IsActive = true AND profile.name = 'standard user'", true),
            ("Id = '005am00000CRoy1'", true),
            ("Id = '005am00000croy1'", false),
            ("Name LIKE 'cam%r_y'", true),
            ("Name LIKE 'camille\\_roy'", false),
            ("Name IN ('x', 'Camille Roy')", true),
            ("Name NOT IN ('x')", true),
            ("NOT (IsActive = true OR Name = 'x')", false),
            ("Group.Name = null", true),
        ] {
            assert_eq!(found(condition), Ok(expected), "{condition}");
        }
    }

    #[test]
    fn problems_are_told_apart() {
        let no_field = Problem::NoSuchField("Colour".to_owned());
        assert_eq!(found("Name = 'x' AND Colour = 'y'"), Err(no_field));
        assert!(matches!(
            found("IsActive = 'true'"),
            Err(Problem::WrongType(..))
        ));
        assert!(matches!(found("Id = 'x'"), Err(Problem::NoId(_))));
    }
}
