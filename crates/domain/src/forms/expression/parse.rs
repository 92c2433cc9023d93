//! Reads expressions: by descent, with the usual precedence, bounded in length and depth.

use super::{Comparison, ExpressionFault, MAX_DEPTH, MAX_EXPRESSION, Node, Operator, RESERVED};
use crate::Decimal;

pub(super) fn parse(text: &str) -> Result<Node, ExpressionFault> {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() > MAX_EXPRESSION {
        return Err(ExpressionFault { at: MAX_EXPRESSION });
    }
    let mut reader = Reader { chars, at: 0, depth: 0 };
    let root = reader.either()?;
    reader.blank();
    if reader.at < reader.chars.len() { Err(reader.fault()) } else { Ok(root) }
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    depth: usize,
}

type Parsed = Result<Node, ExpressionFault>;

impl Reader {
    const fn fault(&self) -> ExpressionFault {
        ExpressionFault { at: self.at }
    }

    fn blank(&mut self) {
        while self.chars.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
    }

    /// Takes `sign` when it comes next.
    fn sign(&mut self, sign: &str) -> bool {
        self.blank();
        let found = sign.chars().enumerate().all(|(i, c)| self.chars.get(self.at + i) == Some(&c));
        if found {
            self.at += sign.len();
        }
        found
    }

    fn wanted(&mut self, sign: &str) -> Result<(), ExpressionFault> {
        if self.sign(sign) { Ok(()) } else { Err(self.fault()) }
    }

    /// A word that comes next, not taken yet.
    fn peek(&mut self) -> String {
        self.blank();
        let rest = &self.chars[self.at..];
        match rest.first() {
            Some(first) if first.is_ascii_lowercase() => rest.iter().take_while(|c| word_char(**c)).collect(),
            _ => String::new(),
        }
    }

    fn word(&mut self, word: &str) -> bool {
        let found = self.peek() == word;
        if found {
            self.at += word.len();
        }
        found
    }

    /// The name of an element, a table or a column.
    fn name(&mut self) -> Result<String, ExpressionFault> {
        let name = self.peek();
        if name.is_empty() || RESERVED.contains(&name.as_str()) {
            return Err(self.fault());
        }
        self.at += name.len();
        Ok(name)
    }

    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        if self.depth >= MAX_DEPTH {
            return Err(self.fault());
        }
        self.depth += 1;
        let node = read(self);
        self.depth -= 1;
        node
    }

    fn either(&mut self) -> Parsed {
        let mut left = self.both()?;
        while self.word("or") {
            left = Node::Either(left.into(), self.both()?.into());
        }
        Ok(left)
    }

    fn both(&mut self) -> Parsed {
        let mut left = self.negation()?;
        while self.word("and") {
            left = Node::Both(left.into(), self.negation()?.into());
        }
        Ok(left)
    }

    fn negation(&mut self) -> Parsed {
        if self.word("not") {
            return self.deeper(|r| Ok(Node::Not(r.negation()?.into())));
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Parsed {
        let left = self.addition()?;
        let signs = [
            ("!=", Comparison::IsNot),
            ("<=", Comparison::AtMost),
            (">=", Comparison::AtLeast),
            ("=", Comparison::Is),
            ("<", Comparison::Less),
            (">", Comparison::More),
        ];
        let found = signs.into_iter().find(|(sign, _)| self.sign(sign));
        match found {
            Some((_, how)) => Ok(Node::Compare(how, left.into(), self.addition()?.into())),
            None => Ok(left),
        }
    }

    fn addition(&mut self) -> Parsed {
        let mut left = self.product()?;
        loop {
            let how = match () {
                () if self.sign("+") => Operator::Plus,
                () if self.sign("-") => Operator::Minus,
                () => return Ok(left),
            };
            left = Node::Reckon(how, left.into(), self.product()?.into());
        }
    }

    fn product(&mut self) -> Parsed {
        let mut left = self.signed()?;
        loop {
            let how = match () {
                () if self.sign("*") => Operator::Times,
                () if self.sign("/") => Operator::By,
                () => return Ok(left),
            };
            left = Node::Reckon(how, left.into(), self.signed()?.into());
        }
    }

    fn signed(&mut self) -> Parsed {
        if self.sign("-") {
            return self.deeper(|r| Ok(Node::Negative(r.signed()?.into())));
        }
        self.primary()
    }

    fn primary(&mut self) -> Parsed {
        if self.sign("(") {
            return self.deeper(|r| {
                let inner = r.either()?;
                r.wanted(")")?;
                Ok(inner)
            });
        }
        self.blank();
        match self.chars.get(self.at) {
            Some('\'') => self.text().map(Node::Text),
            Some(c) if c.is_ascii_digit() => self.number(),
            Some(c) if c.is_ascii_lowercase() => self.named(),
            _ => Err(self.fault()),
        }
    }

    fn number(&mut self) -> Parsed {
        let begin = self.at;
        while self.chars.get(self.at).is_some_and(char::is_ascii_digit) {
            self.at += 1;
        }
        if self.chars.get(self.at) == Some(&'.') {
            self.at += 1;
            if !self.chars.get(self.at).is_some_and(char::is_ascii_digit) {
                return Err(self.fault());
            }
            while self.chars.get(self.at).is_some_and(char::is_ascii_digit) {
                self.at += 1;
            }
        }
        let text: String = self.chars[begin..self.at].iter().collect();
        Decimal::from_str_exact(&text).map(Node::Number).map_err(|_| ExpressionFault { at: begin })
    }

    /// In single quotes; a quote in it is written twice.
    fn text(&mut self) -> Result<String, ExpressionFault> {
        self.wanted("'")?;
        let mut out = String::new();
        loop {
            match (self.chars.get(self.at), self.chars.get(self.at + 1)) {
                (None, _) => return Err(self.fault()),
                (Some('\''), Some('\'')) => {
                    out.push('\'');
                    self.at += 2;
                }
                (Some('\''), _) => {
                    self.at += 1;
                    return Ok(out);
                }
                (Some(c), _) => {
                    out.push(*c);
                    self.at += 1;
                }
            }
        }
    }

    fn named(&mut self) -> Parsed {
        for (word, node) in
            [("true", Node::Truth(true)), ("false", Node::Truth(false)), ("today", Node::Today)]
        {
            if self.word(word) {
                return Ok(node);
            }
        }
        let begin = self.at;
        let name = self.name()?;
        if !self.sign("(") {
            return Ok(Node::Name(name));
        }
        let node = match name.as_str() {
            "filled" => Node::Filled(self.name()?),
            "count" => Node::Count(self.name()?),
            "iban" => Node::Iban(self.name()?),
            "has" => {
                let choice = self.name()?;
                self.wanted(",")?;
                self.blank();
                Node::Has(choice, self.text()?)
            }
            "sum" => {
                let table = self.name()?;
                self.wanted(".")?;
                Node::Sum(table, self.name()?)
            }
            _ => return Err(ExpressionFault { at: begin }),
        };
        self.wanted(")")?;
        Ok(node)
    }
}

const fn word_char(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'
}
