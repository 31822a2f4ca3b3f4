//! Requests with members that may be read once and used for many calls.

use crate::issue::{Code, Error, Issue, Pointer, Problems};
use std::sync::Arc;

/// A request that can be put together from a part that was read before and the rest.
pub(crate) trait Prepare: Sized {
    /// The preparable members, each optional.
    type Part: Send + Sync + 'static;
    /// The request with its preparable members optional.
    type Rest;
    /// Names of the preparable members.
    const MEMBERS: &'static [&'static str];

    /// Both together.
    ///
    /// # Errors
    /// `DUPLICATE_FIELD` for a member given twice, `MISSING_FIELD` for one not given at all.
    fn merge(part: &Self::Part, rest: Self::Rest) -> Result<Self, Error>;

    /// Computes what follows from the part alone, so that no call has to.
    fn settle(_: &Self::Part) {}
}

/// Declares a request with members that may be prepared: the request itself, its part, its rest, and [`Prepare`].
///
/// Preparable members are required members of the request; they are held by `Arc`, so that many calls share them.
macro_rules! prepared_request {
    (
        $(#[$meta:meta])*
        pub struct $request:ident, $part_name:ident, $rest_name:ident {
            prepared { $($(#[$part_meta:meta])* pub $part:ident: $part_type:ty,)* }
            rest { $($(#[$field_meta:meta])* pub $field:ident: $field_type:ty,)* }
            $(settle $settle:expr;)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        #[non_exhaustive]
        pub struct $request {
            $($(#[$part_meta])* pub $part: std::sync::Arc<$part_type>,)*
            $($(#[$field_meta])* pub $field: $field_type,)*
        }

        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $part_name {
            $($part: Option<std::sync::Arc<$part_type>>,)*
        }

        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $rest_name {
            $($part: Option<std::sync::Arc<$part_type>>,)*
            $($(#[$field_meta])* $field: $field_type,)*
        }

        impl $crate::prepare::Prepare for $request {
            type Part = $part_name;
            type Rest = $rest_name;
            const MEMBERS: &'static [&'static str] = &[$(stringify!($part)),*];

            fn merge(part: &$part_name, rest: $rest_name) -> Result<$request, $crate::issue::Error> {
                let mut problems = $crate::issue::Problems::new();
                $(let $part = $crate::prepare::join(stringify!($part), part.$part.as_ref(), rest.$part, &mut problems);)*
                match ($($part,)*) {
                    ($(Some($part),)*) => Ok($request { $($part,)* $($field: rest.$field,)* }),
                    _ => Err(problems.into_error()),
                }
            }

            $(fn settle(part: &$part_name) {
                ($settle)(part);
            })?
        }
    };
}
pub(crate) use prepared_request;

/// One preparable member: given exactly once, in the part or in the rest.
pub(crate) fn join<T>(
    name: &'static str,
    part: Option<&Arc<T>>,
    rest: Option<Arc<T>>,
    problems: &mut Problems,
) -> Option<Arc<T>> {
    let place = Pointer::root().field(name);
    match (part, rest) {
        (Some(_), Some(_)) => problems.push(Issue::error(Code::DUPLICATE_FIELD).at(place)),
        (None, None) => problems.push(Issue::error(Code::MISSING_FIELD).at(place)),
        (Some(given), None) => return Some(Arc::clone(given)),
        (None, given) => return given,
    }
    None
}
