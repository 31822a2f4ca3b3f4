//! Users of a company and who of them may approve.

use super::wire::{DirectoryText, Selector, User};
use crate::calendar::Instant;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer};
use std::collections::{BTreeMap, BTreeSet};

/// A directory that was read once.
#[derive(Debug, Clone)]
pub struct Directory {
    text: DirectoryText,
    roles: BTreeMap<String, Vec<String>>,
    groups: BTreeMap<String, Vec<String>>,
    /// Positions of absences and delegations by user.
    absences: BTreeMap<String, Vec<usize>>,
    delegations: BTreeMap<String, Vec<usize>>,
}

impl From<DirectoryText> for Directory {
    fn from(text: DirectoryText) -> Self {
        let mut roles: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (id, user) in text.users.iter() {
            for (names, index) in [(&user.roles, &mut roles), (&user.groups, &mut groups)] {
                for name in names {
                    index.entry(name.clone()).or_default().push(id.clone());
                }
            }
        }
        let mut absences: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (position, absence) in text.absences.iter().enumerate() {
            absences.entry(absence.user.clone()).or_default().push(position);
        }
        let mut delegations: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (position, delegation) in text.delegations.iter().enumerate() {
            delegations.entry(delegation.from.clone()).or_default().push(position);
        }
        Directory { text, roles, groups, absences, delegations }
    }
}

impl<'de> Deserialize<'de> for Directory {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        DirectoryText::deserialize(deserializer).map(Directory::from)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Directory {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        DirectoryText::schema_name()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        DirectoryText::json_schema(generator)
    }
}

/// For whom and when eligibility is asked.
#[derive(Debug, Clone, Copy)]
pub(in crate::commerce) struct Eligibility<'a> {
    pub requester: &'a str,
    pub cost_center: Option<&'a str>,
    pub total: Decimal,
    pub now: Instant,
    pub requester_cannot_approve: bool,
    pub enforce_approve_limit: bool,
}

impl Directory {
    /// The user of an id.
    pub(in crate::commerce) fn user(&self, id: &str) -> Option<&User> {
        self.text.users.get(id)
    }

    /// Whether a user is known and active.
    pub(in crate::commerce) fn is_active(&self, id: &str) -> bool {
        self.user(id).is_some_and(|user| user.active.unwrap_or(true))
    }

    /// Whether a total is within a user's own limit.
    pub(in crate::commerce) fn may_approve(&self, id: &str, total: Decimal) -> bool {
        self.user(id).and_then(|user| user.approve_limit).is_none_or(|limit| limit.get() >= total)
    }

    /// Whether `from` lets `to` vote at an instant on a total.
    pub(in crate::commerce) fn delegates(&self, from: &str, to: &str, now: Instant, total: Decimal) -> bool {
        let positions = self.delegations.get(from).into_iter().flatten();
        positions.filter_map(|position| self.text.delegations.get(*position)).any(|delegation| {
            delegation.to == to
                && (delegation.from_at..delegation.to_at).contains(&now)
                && delegation.max_amount.is_none_or(|most| most.get() >= total)
        })
    }

    /// Those whom the selectors name and who may approve.
    pub(in crate::commerce) fn eligible(&self, selectors: &[Selector], asked: &Eligibility<'_>) -> BTreeSet<String> {
        let named = selectors.iter().flat_map(|selector| self.named(selector, asked));
        named.filter(|id| self.passes(id, asked)).map(str::to_owned).collect()
    }

    fn passes(&self, id: &str, asked: &Eligibility<'_>) -> bool {
        self.is_active(id)
            && !(asked.requester_cannot_approve && id == asked.requester)
            && (!asked.enforce_approve_limit || self.may_approve(id, asked.total))
            && (!self.is_absent(id, asked.now) || self.has_delegated(id, asked.now))
    }

    fn is_absent(&self, id: &str, now: Instant) -> bool {
        let positions = self.absences.get(id).into_iter().flatten();
        let mut absences = positions.filter_map(|position| self.text.absences.get(*position));
        absences.any(|absence| (absence.from..absence.to).contains(&now))
    }

    fn has_delegated(&self, id: &str, now: Instant) -> bool {
        let positions = self.delegations.get(id).into_iter().flatten();
        let mut delegations = positions.filter_map(|position| self.text.delegations.get(*position));
        delegations.any(|delegation| (delegation.from_at..delegation.to_at).contains(&now))
    }

    fn named<'a>(&'a self, selector: &'a Selector, asked: &Eligibility<'a>) -> Vec<&'a str> {
        if let Some(user) = &selector.user {
            return vec![user];
        }
        if let Some(role) = &selector.role {
            return self.members(&self.roles, role);
        }
        if let Some(group) = &selector.group {
            return self.members(&self.groups, group);
        }
        if selector.manager_of.is_some() {
            let up =
                (0..selector.hops.unwrap_or(1)).try_fold(asked.requester, |id, _| self.user(id)?.manager.as_deref());
            return up.into_iter().collect();
        }
        let owner = asked.cost_center.and_then(|center| self.text.cost_centers.get(center));
        owner.map(String::as_str).into_iter().collect()
    }

    fn members<'a>(&self, index: &'a BTreeMap<String, Vec<String>>, name: &str) -> Vec<&'a str> {
        index.get(name).into_iter().flatten().map(String::as_str).collect()
    }

    /// Active users whom a selector names without regard to a request; none if it depends on one.
    pub(in crate::commerce) fn static_users<'a>(&'a self, selector: &'a Selector) -> Option<Vec<&'a str>> {
        if selector.manager_of.is_some() || selector.cost_center_owner.is_some() {
            return None;
        }
        let named = match (&selector.user, &selector.role, &selector.group) {
            (Some(user), ..) => vec![user.as_str()],
            (_, Some(role), _) => self.members(&self.roles, role),
            (_, _, Some(group)) => self.members(&self.groups, group),
            _ => Vec::new(),
        };
        Some(named.into_iter().filter(|id| self.is_active(id)).collect())
    }
}
