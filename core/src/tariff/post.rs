//! Tariff posts (*postos tarifários*, REN 1.000/2021, art. 2) and values per post.

use serde::{Deserialize, Serialize};

/// A tariff post: the hours that share a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Post {
    /// The only register of a conventional meter.
    Unico,
    /// Peak: three hours in a row on working days.
    Ponta,
    /// The hour before and the hour after the peak (group B only).
    Intermediario,
    /// Off-peak: all other hours.
    ForaPonta,
}

impl Post {
    /// The posts of a meter with one register.
    pub(crate) const SINGLE: &'static [Post] = &[Post::Unico];
    /// The posts of the white tariff (*tarifa branca*), in the order of a bill.
    pub(crate) const WHITE: &'static [Post] = &[Post::Ponta, Post::Intermediario, Post::ForaPonta];
    /// The posts of energy in group A, in the order of a bill.
    pub(crate) const GROUP_A: &'static [Post] = &[Post::Ponta, Post::ForaPonta];
    /// All posts, in the order in which a bill uses them.
    pub(crate) const ALL: &'static [Post] = &[Post::Unico, Post::Ponta, Post::Intermediario, Post::ForaPonta];

    /// Its name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Post::Unico => "unico",
            Post::Ponta => "ponta",
            Post::Intermediario => "intermediario",
            Post::ForaPonta => "fora_ponta",
        }
    }

    /// The post as a line names it: a value of the only register has none.
    pub(crate) fn on_a_line(self) -> Option<Post> {
        (self != Post::Unico).then_some(self)
    }
}

/// One value a post; a post without a value is absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "{T}ByPost"))]
#[serde(deny_unknown_fields)]
pub struct ByPost<T> {
    /// The only register of a conventional meter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unico: Option<T>,
    /// Peak.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ponta: Option<T>,
    /// The hours beside the peak (group B only).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intermediario: Option<T>,
    /// Off-peak.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fora_ponta: Option<T>,
}

impl<T> Default for ByPost<T> {
    fn default() -> Self {
        ByPost { unico: None, ponta: None, intermediario: None, fora_ponta: None }
    }
}

impl<T> ByPost<T> {
    /// A value of a conventional meter.
    pub fn single(value: T) -> Self {
        ByPost { unico: Some(value), ..ByPost::default() }
    }

    /// The value of a post.
    pub fn get(&self, post: Post) -> Option<&T> {
        match post {
            Post::Unico => self.unico.as_ref(),
            Post::Ponta => self.ponta.as_ref(),
            Post::Intermediario => self.intermediario.as_ref(),
            Post::ForaPonta => self.fora_ponta.as_ref(),
        }
    }

    /// The place of a post's value.
    pub fn slot(&mut self, post: Post) -> &mut Option<T> {
        match post {
            Post::Unico => &mut self.unico,
            Post::Ponta => &mut self.ponta,
            Post::Intermediario => &mut self.intermediario,
            Post::ForaPonta => &mut self.fora_ponta,
        }
    }

    /// The posts that have a value, in the order of [`Post`].
    pub fn posts(&self) -> impl Iterator<Item = Post> {
        Post::ALL.iter().copied().filter(|post| self.get(*post).is_some())
    }

    /// The values with their posts, in the order of [`Post`].
    pub fn iter(&self) -> impl Iterator<Item = (Post, &T)> {
        Post::ALL.iter().filter_map(|post| self.get(*post).map(|value| (*post, value)))
    }

    /// The same posts with other values.
    pub fn map<U>(&self, mut change: impl FnMut(&T) -> U) -> ByPost<U> {
        ByPost {
            unico: self.unico.as_ref().map(&mut change),
            ponta: self.ponta.as_ref().map(&mut change),
            intermediario: self.intermediario.as_ref().map(&mut change),
            fora_ponta: self.fora_ponta.as_ref().map(&mut change),
        }
    }
}

impl<T> FromIterator<(Post, T)> for ByPost<T> {
    fn from_iter<I: IntoIterator<Item = (Post, T)>>(entries: I) -> Self {
        let mut all = ByPost::default();
        for (post, value) in entries {
            *all.slot(post) = Some(value);
        }
        all
    }
}
