//! Watching a plant (*monitoramento da geração*).

mod cusum;

pub(crate) use cusum::{Cusum, Limits, Status};
