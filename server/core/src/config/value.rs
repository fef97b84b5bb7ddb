//! Settings as they were written, before they are understood: one tree for TOML, which knows where each key stands, and
//! for JSON, which does not.

use std::ops::Range;

use crate::message::Message;

use super::Problem;

/// A value and where it stands, in bytes; an empty range at 0 where that is not known.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub span: Range<usize>,
    pub value: Value,
}

#[derive(Clone, Debug)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Text(String),
    List(Vec<Node>),
    /// Keys with their own places.
    Table(Vec<(String, Range<usize>, Node)>),
    /// A fractional number, a date: nothing that any setting is.
    Other,
}

impl Node {
    /// The type's name, for messages.
    pub fn type_name(&self) -> Message {
        let (zh, en) = match self.value {
            Value::Null => ("空值", "null"),
            Value::Bool(_) => ("真假值", "a boolean"),
            Value::Integer(_) => ("整数", "an integer"),
            Value::Text(_) => ("字符串", "a string"),
            Value::List(_) => ("列表", "a list"),
            Value::Table(_) => ("表", "a table"),
            Value::Other => ("小数或日期", "a fraction or date"),
        };
        Message::new(zh, en)
    }

    /// The same as JSON.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null | Value::Other => serde_json::Value::Null,
            Value::Bool(b) => (*b).into(),
            Value::Integer(i) => (*i).into(),
            Value::Text(s) => s.clone().into(),
            Value::List(items) => items.iter().map(Self::to_json).collect(),
            Value::Table(members) => members.iter().map(|(k, _, v)| (k.clone(), v.to_json())).collect(),
        }
    }
}

/// Parses TOML; what cannot be parsed is a problem and costs only what it garbles.
pub(super) fn from_toml(text: &str, problems: &mut Vec<Problem>) -> Node {
    let (table, errors) = toml::de::DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or_default();
        let what = error.message().to_owned();
        problems.push(Problem {
            span,
            key: String::new(),
            message: Message::new(format!("TOML 语法错误：{what}"), format!("TOML syntax: {what}")),
        });
    }
    let span = table.span();
    Node { span, value: toml_table(table.into_inner()) }
}

fn toml_table(table: toml::de::DeTable<'_>) -> Value {
    let members = table.into_iter().map(|(key, value)| {
        let place = key.span();
        (key.into_inner().into_owned(), place, toml_node(value))
    });
    Value::Table(members.collect())
}

fn toml_node(value: toml::Spanned<toml::de::DeValue<'_>>) -> Node {
    use toml::de::DeValue;
    let span = value.span();
    let value = match value.into_inner() {
        DeValue::String(s) => Value::Text(s.into_owned()),
        DeValue::Integer(i) => i64::from_str_radix(i.as_str(), i.radix()).map_or(Value::Other, Value::Integer),
        DeValue::Boolean(b) => Value::Bool(b),
        DeValue::Array(items) => Value::List(items.into_iter().map(toml_node).collect()),
        DeValue::Table(table) => toml_table(table),
        DeValue::Float(_) | DeValue::Datetime(_) => Value::Other,
    };
    Node { span, value }
}

/// From JSON.
pub(super) fn from_json(value: &serde_json::Value) -> Node {
    use serde_json::Value as Json;
    let value = match value {
        Json::Null => Value::Null,
        Json::Bool(b) => Value::Bool(*b),
        Json::Number(n) => n.as_i64().map_or(Value::Other, Value::Integer),
        Json::String(s) => Value::Text(s.clone()),
        Json::Array(items) => Value::List(items.iter().map(from_json).collect()),
        Json::Object(members) => Value::Table(members.iter().map(|(k, v)| (k.clone(), 0..0, from_json(v))).collect()),
    };
    Node { span: 0..0, value }
}
