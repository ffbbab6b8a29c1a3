//! The words of a query. Names may hold dots, texts stand in single quotes.

/// One word. A text keeps its backslashes, for only `LIKE` tells `\\_` from `_`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Word(String),
    Text(String),
    Symbol(&'static str),
}

impl Token {
    /// As it is shown in an error.
    pub(super) fn shown(&self) -> &str {
        match self {
            Self::Word(text) | Self::Text(text) => text,
            Self::Symbol(symbol) => symbol,
        }
    }
}

/// Two-character symbols first.
const SYMBOLS: [&str; 10] = ["!=", "<>", "<=", ">=", "(", ")", ",", "=", "<", ">"];

/// What may follow a backslash.
const ESCAPED: &str = "nNrRtTbBfF\"'\\_%";

/// Takes a query apart, or shows what it stumbled over.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut rest = text.trim_start();
    let mut tokens = Vec::new();
    while let Some(first) = rest.chars().next() {
        let (token, after) = if first == '\'' {
            quoted(&rest[1..])?
        } else if let Some(symbol) = SYMBOLS.iter().find(|s| rest.starts_with(**s)) {
            (Token::Symbol(symbol), &rest[symbol.len()..])
        } else {
            let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | ':');
            let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
            if end == 0 {
                return Err(format!(
                    "line 1:0 no viable alternative at character '{first}'"
                ));
            }
            (Token::Word(rest[..end].to_owned()), &rest[end..])
        };
        tokens.push(token);
        rest = after.trim_start();
    }
    Ok(tokens)
}

/// A text up to its closing quote; a backslash protects the next character, if it may.
fn quoted(rest: &str) -> Result<(Token, &str), String> {
    let mut text = String::new();
    let mut chars = rest.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\'' => return Ok((Token::Text(text), &rest[at + 1..])),
            '\\' => match chars.next() {
                Some((_, next)) if ESCAPED.contains(next) => text.extend([c, next]),
                Some((_, next)) => {
                    return Err(format!(
                        "Invalid string literal. Illegal character sequence '\\{next}' in string literal."
                    ));
                }
                None => break,
            },
            c => text.push(c),
        }
    }
    Err("line 1:0 mismatched character '<EOF>' expecting '''".to_owned())
}

/// A text without its backslashes.
pub(super) fn plain(text: &str) -> String {
    without(text, "")
}

/// The same for `LIKE`, in which a backslash still protects `_`, `%` and itself.
pub(super) fn pattern(text: &str) -> String {
    without(text, "_%\\")
}

fn without(text: &str, kept: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, chars.clone().next().filter(|_| c == '\\')) {
            ('\\', Some(next)) => {
                chars.next();
                if kept.contains(next) {
                    out.push('\\');
                }
                out.push(meant(next));
            }
            _ => out.push(c),
        }
    }
    out
}

/// The character that a letter after a backslash stands for.
fn meant(c: char) -> char {
    match c.to_ascii_lowercase() {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'b' => '\u{8}',
        'f' => '\u{c}',
        _ => c,
    }
}
