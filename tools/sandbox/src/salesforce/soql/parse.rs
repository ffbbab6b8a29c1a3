//! From words to a query. Key words may be written in any case, as everywhere in SOQL.
//! `AND` beside `OR` needs brackets, as it does at Salesforce.

use super::{
    lex::{Token, pattern, plain, tokens},
    query::{Filter, Is, Literal, Query, Test},
};

/// Reads a query, or says which word was unexpected.
pub(in crate::salesforce) fn parse(text: &str) -> Result<Query, String> {
    let mut words = Words(tokens(text)?.into_iter().peekable());
    words.need("SELECT")?;
    let fields = words.fields()?;
    words.need("FROM")?;
    let object = words.name()?;
    let filter = words.takes("WHERE").then(|| words.filter()).transpose()?;
    let mut order = Vec::new();
    if words.takes("ORDER") {
        words.need("BY")?;
        order = words.order()?;
    }
    let limit = words.takes("LIMIT").then(|| words.number()).transpose()?;
    let offset = words.takes("OFFSET").then(|| words.number()).transpose()?;
    words.end()?;
    Ok(Query {
        fields,
        object,
        filter,
        order,
        limit,
        offset: offset.unwrap_or(0),
    })
}

struct Words(std::iter::Peekable<std::vec::IntoIter<Token>>);

impl Words {
    fn fields(&mut self) -> Result<Option<Vec<String>>, String> {
        let first = self.name()?;
        if first.eq_ignore_ascii_case("COUNT") {
            self.symbol("(")?;
            self.symbol(")")?;
            return Ok(None);
        }
        let mut fields = vec![first];
        while self.has(",") {
            fields.push(self.name()?);
        }
        Ok(Some(fields))
    }

    fn filter(&mut self) -> Result<Filter, String> {
        let first = self.condition()?;
        for (word, join) in [("AND", Filter::All as fn(_) -> _), ("OR", Filter::Any)] {
            if self.is_next(word) {
                let mut all = vec![first];
                while self.takes(word) {
                    all.push(self.condition()?);
                }
                return Ok(join(all));
            }
        }
        Ok(first)
    }

    fn condition(&mut self) -> Result<Filter, String> {
        if self.takes("NOT") {
            return Ok(Filter::Not(Box::new(self.condition()?)));
        }
        if self.has("(") {
            let inner = self.filter()?;
            self.symbol(")")?;
            return Ok(inner);
        }
        let field = self.name()?;
        let (is, to) = if self.has("=") {
            (Is::OneOf, vec![self.literal()?])
        } else if self.has("!=") || self.has("<>") {
            (Is::NoneOf, vec![self.literal()?])
        } else if self.takes("LIKE") {
            (Is::Like, vec![self.literal_as(pattern)?])
        } else if self.takes("IN") {
            (Is::OneOf, self.literals()?)
        } else if self.takes("NOT") {
            self.need("IN")?;
            (Is::NoneOf, self.literals()?)
        } else {
            return Err(self.unexpected());
        };
        Ok(Filter::Test(Test { field, is, to }))
    }

    fn literals(&mut self) -> Result<Vec<Literal>, String> {
        self.symbol("(")?;
        let mut all = vec![self.literal()?];
        while self.has(",") {
            all.push(self.literal()?);
        }
        self.symbol(")")?;
        Ok(all)
    }

    fn literal(&mut self) -> Result<Literal, String> {
        self.literal_as(plain)
    }

    fn literal_as(&mut self, read: fn(&str) -> String) -> Result<Literal, String> {
        let literal = match self.0.peek() {
            Some(Token::Text(text)) => Literal::Text(read(text)),
            Some(Token::Word(word)) if word.eq_ignore_ascii_case("TRUE") => Literal::Bool(true),
            Some(Token::Word(word)) if word.eq_ignore_ascii_case("FALSE") => Literal::Bool(false),
            Some(Token::Word(word)) if word.eq_ignore_ascii_case("NULL") => Literal::Null,
            Some(Token::Word(word)) => match word.parse() {
                Ok(number) => Literal::Number(number),
                Err(_) => return Err(self.unexpected()),
            },
            _ => return Err(self.unexpected()),
        };
        self.0.next();
        Ok(literal)
    }

    fn order(&mut self) -> Result<Vec<(String, bool)>, String> {
        let mut order = Vec::new();
        loop {
            let field = self.name()?;
            let falls = self.takes("DESC");
            let _ = !falls && self.takes("ASC");
            order.push((field, falls));
            if !self.has(",") {
                return Ok(order);
            }
        }
    }

    fn number(&mut self) -> Result<usize, String> {
        match self.0.peek() {
            Some(Token::Word(word)) => {
                let number = word.parse().map_err(|_| self.unexpected())?;
                self.0.next();
                Ok(number)
            }
            _ => Err(self.unexpected()),
        }
    }

    fn name(&mut self) -> Result<String, String> {
        match self.0.next() {
            Some(Token::Word(word)) => Ok(word),
            Some(token) => Err(stumbled(&token)),
            None => Err(self.unexpected()),
        }
    }

    fn is_next(&mut self, word: &str) -> bool {
        matches!(self.0.peek(), Some(Token::Word(w)) if w.eq_ignore_ascii_case(word))
    }

    fn takes(&mut self, word: &str) -> bool {
        let is_next = self.is_next(word);
        if is_next {
            self.0.next();
        }
        is_next
    }

    fn need(&mut self, word: &str) -> Result<(), String> {
        self.takes(word)
            .then_some(())
            .ok_or_else(|| self.unexpected())
    }

    fn has(&mut self, symbol: &str) -> bool {
        let is_next = |t: &Token| matches!(t, Token::Symbol(s) if *s == symbol);
        self.0.next_if(is_next).is_some()
    }

    fn symbol(&mut self, symbol: &str) -> Result<(), String> {
        self.has(symbol)
            .then_some(())
            .ok_or_else(|| self.unexpected())
    }

    fn end(&mut self) -> Result<(), String> {
        if self.0.peek().is_none() {
            return Ok(());
        }
        Err(self.unexpected())
    }

    fn unexpected(&mut self) -> String {
        self.0
            .peek()
            .map_or_else(|| "unexpected token: '<EOF>'".to_owned(), stumbled)
    }
}

fn stumbled(token: &Token) -> String {
    format!("unexpected token: '{}'", token.shown())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_case_do_not_matter() {
        let plain = parse("SELECT Id,Name FROM User WHERE IsActive=true AND Name!='x' LIMIT 5");
        let odd =
            parse("select  Id ,\n Name from User where IsActive = TRUE and Name <> 'x' limit 5");
        assert_eq!(plain, odd);
        assert!(plain.is_ok());
    }

    #[test]
    fn quotes_and_backslashes_are_protected() {
        let query = parse(r"SELECT Id FROM User WHERE Name = 'O\'Neil \\'").expect("a query");
        let Some(Filter::Test(test)) = query.filter else {
            panic!("no test");
        };
        assert_eq!(test.to, [Literal::Text(r"O'Neil \".to_owned())]);
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for text in [
            "",
            "SELECT FROM User",
            "SELECT Id FROM User WHERE",
            "SELECT Id FROM User WHERE Name = 'x",
            "SELECT Id FROM User WHERE A = 1 AND B = 2 OR C = 3",
            "SELECT Id FROM User; DELETE",
            "SELECT Id, (SELECT Id FROM Cases) FROM User",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
