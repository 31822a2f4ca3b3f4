//! Moves of credits to registers, down to the minimum and never below it (tariff R-SCEE-2, R-SCEE-4).

use super::exact::Exact;
use super::post::{ByPost, Post};
use crate::money::Rounding;

/// Why a bill stopped; small, since it travels through the kernel. The caller knows the places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Halt {
    /// A number left its range.
    Overflow,
    /// The energy component of a post is needed and missing.
    MissingTeEnergia(Post),
    /// Credits cannot be converted to a post whose energy component is zero.
    DivisionByZero(Post),
    /// A lot has energy of a post that the unit does not know.
    PostOfLot(usize, Post),
}

/// The value, or the halt of a number out of range.
pub(crate) fn fits<T>(value: Option<T>) -> Result<T, Halt> {
    value.ok_or(Halt::Overflow)
}

/// Energy taken from one post of a lot to one register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Move {
    pub lot: usize,
    pub to: Post,
    /// Energy at the register, on the grid.
    pub milli: i64,
}

/// A lot as the moves see it: energy by post on the grid, and what each compensated kWh at a register still pays.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LotEnergy {
    pub left: ByPost<i64>,
    pub charge: ByPost<Exact>,
}

/// Kinds of units by their registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meter {
    /// One register: credits of any post count one to one.
    Single,
    /// White tariff.
    White,
    /// Peak and off-peak.
    GroupA,
}

use Post::{ForaPonta as F, Intermediario as I, Ponta as P, Unico as U};

impl Meter {
    /// Moves in order: the same post first, then from off-peak, intermediate and peak to peak, intermediate and off-peak.
    fn moves(self) -> &'static [(Post, Post)] {
        match self {
            Meter::Single => &[(U, U), (P, U), (I, U), (F, U)],
            Meter::White => &[(P, P), (I, I), (F, F), (F, P), (F, I), (I, P), (I, F), (P, I), (P, F)],
            Meter::GroupA => &[(P, P), (F, F), (F, P), (P, F)],
        }
    }

    /// The energy of a lot by the posts of this meter: that of a conventional unit counts as off-peak in an hourly one.
    pub fn receive(self, lot: usize, kwh: &ByPost<i64>) -> Result<ByPost<i64>, Halt> {
        let mut kwh = *kwh;
        if self != Meter::Single
            && let Some(single) = kwh.unico.take()
        {
            kwh.fora_ponta = Some(fits(kwh.fora_ponta.unwrap_or(0).checked_add(single))?);
        }
        if self == Meter::GroupA && kwh.intermediario.is_some() {
            return Err(Halt::PostOfLot(lot, I));
        }
        Ok(kwh)
    }
}

/// The unit that receives the energy.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Receiver<'a> {
    pub meter: Meter,
    /// Consumption by register, on the grid.
    pub consumption: &'a ByPost<i64>,
    /// Price of a kWh by register.
    pub prices: &'a ByPost<Exact>,
    /// Energy component by register.
    pub te_energia: &'a ByPost<Exact>,
    /// Most energy that may be compensated.
    pub most: i64,
    /// Value of the minimum below which compensation does not go; none lifts that limit.
    pub floor: Option<Exact>,
}

/// Takes energy from lots in their order. Lots are left with what remains; moves are added to `moves`; the energy value of the
/// bill after them is returned.
pub(crate) fn compensate(unit: &Receiver<'_>, lots: &mut [LotEnergy], moves: &mut Vec<Move>) -> Result<Exact, Halt> {
    let mut value = Exact::ZERO;
    let mut open = *unit.consumption;
    for (post, milli) in unit.consumption.iter() {
        let price = unit.prices.get(post).copied().unwrap_or(Exact::ZERO);
        value = fits(Exact::grid(*milli).times(price).and_then(|part| value.plus(part)))?;
    }
    let mut most = unit.most;
    for (lot, energy) in lots.iter_mut().enumerate() {
        for (from, to) in unit.meter.moves().iter().copied() {
            let Some(left) = energy.left.get(from).copied().filter(|left| *left > 0) else { continue };
            let factor = if from == to || to == U { Exact::ONE } else { unit.factor(from, to)? };
            let even = factor == Exact::ONE;
            let arriving = if even { Some(left) } else { Exact::grid(left).times(factor).and_then(Exact::on_grid) };
            let remaining = open.get(to).copied().unwrap_or(0);
            let mut milli = fits(arriving)?.min(remaining).min(most);
            let (price, charge) = (unit.prices.get(to), energy.charge.get(to));
            let relief = fits(price.zip(charge).and_then(|(price, charge)| price.minus(*charge)))?;
            if let Some(floor) = unit.floor
                && relief.is_positive()
            {
                let room = fits(value.minus(floor))?;
                let room = if room.is_positive() { fits(steps(room, relief))? } else { Exact::ZERO };
                // A room beyond the range of energy does not limit anything.
                milli = milli.min(room.on_grid().unwrap_or(i64::MAX));
            }
            if milli <= 0 {
                continue;
            }
            value = fits(Exact::grid(milli).times(relief).and_then(|saved| value.minus(saved)))?;
            let used = if even { milli } else { fits(source_of(milli, factor))?.min(left) };
            *energy.left.slot(from) = Some(left - used);
            *open.slot(to) = Some(remaining - milli);
            most -= milli;
            moves.push(Move { lot, to, milli });
        }
    }
    Ok(value)
}

/// `floor6(room / relief)`.
fn steps(room: Exact, relief: Exact) -> Option<Exact> {
    room.quotient(relief, super::exact::GRID_PLACES, Rounding::Down)
}

/// Energy of the source behind energy at the destination, rounded once to the grid.
fn source_of(milli: i64, factor: Exact) -> Option<i64> {
    Exact::grid(milli).quotient(factor, super::exact::GRID_PLACES, Rounding::HalfEven)?.on_grid()
}

impl Receiver<'_> {
    /// What one kWh of a post is worth at another one: the ratio of their energy components (`Q12`).
    fn factor(&self, from: Post, to: Post) -> Result<Exact, Halt> {
        let component = |post| self.te_energia.get(post).copied().ok_or(Halt::MissingTeEnergia(post));
        let (from_component, to_component) = (component(from)?, component(to)?);
        if to_component.is_zero() {
            return Err(Halt::DivisionByZero(to));
        }
        fits(from_component.over(to_component)).map(Exact::trimmed)
    }
}
