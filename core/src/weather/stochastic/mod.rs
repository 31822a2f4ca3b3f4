//! A year of hours drawn from monthly climate (*série sintética*), the same for the same seed on every machine.
//!
//! The clearness index of the days follows a Markov chain, that of the hours an autoregression around its daily course; each day is
//! scaled to its index and each month to its mean. Direct and diffuse light are those of Erbs, temperature and wind those of the
//! climate.
//!
//! Sources: R. J. Aguiar, M. Collares-Pereira, J. P. Conde, *Solar Energy* 40 (1988) 269 (days); R. J. Aguiar, M. Collares-Pereira,
//! *Solar Energy* 49 (1992) 167 (hours; coefficients of a public secondary implementation).

mod hours;
mod markov;
mod rng;

pub(crate) use hours::draw;
