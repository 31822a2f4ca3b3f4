use crate::energy::cell_temperature::{Sapm, sapm};
use crate::energy::equipment::Module;
use crate::energy::iam::Glass;
use crate::energy::module::{Cec, pvwatts_dc};
use crate::energy::tracking::SingleAxis;
use crate::math::Level;
use crate::weather::transposition::{Dome, Plane, ground};
use crate::weather::year::{Hidden, Skylight};
use std::ops::Range;

/// Effective irradiance below which a diode gives nothing, W/m².
const DARK: f64 = 0.01;
/// Newton steps of the point of maximum power; four give the power to twelve digits from the start that is used.
const STEPS: usize = 4;

/// What the modules face.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Facing {
    /// Always the same.
    Fixed(Plane),
    /// A tracker with one axis.
    SingleAxis(SingleAxis),
    /// The sun.
    TwoAxis,
}

/// Modules that face the same way, in strings of equal length.
#[derive(Debug, Clone)]
pub(crate) struct Array {
    /// What they face.
    pub facing: Facing,
    /// Share of the light that the ground reflects, by month.
    pub albedo: [f64; 12],
    /// Glass over the cells.
    pub glass: Glass,
    /// Parameters of the temperature of the cells.
    pub sapm: Sapm,
    /// The module.
    pub module: Module,
    /// Relative change of its power with temperature at standard test conditions, 1/K.
    pub gamma: f64,
    /// Loss in the cables at standard test conditions, over the power.
    pub ohmic: f64,
    /// Modules in a string.
    pub series: f64,
    /// Strings.
    pub strings: f64,
}

/// Columns of one array over some rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct ArrayRows {
    /// Irradiance in the plane, W/m².
    pub poa: Vec<f64>,
    /// Irradiance behind the glass, W/m².
    pub effective: Vec<f64>,
    /// Temperature of the cells, °C.
    pub cell_c: Vec<f64>,
    /// Direct-current power at the maximum, W.
    pub dc: Vec<f64>,
    /// Its voltage, V; zero where the module has none.
    pub voltage: Vec<f64>,
    /// What the cables took of the power of all rows, W.
    pub ohmic: f64,
}

/// A plane for every sun.
pub(super) trait Turn {
    /// The plane for a direction of the sun.
    fn plane(&self, east: f64, north: f64, up: f64) -> Plane;
}

impl Turn for Plane {
    #[inline(always)]
    fn plane(&self, _: f64, _: f64, _: f64) -> Plane {
        *self
    }
}

impl Turn for SingleAxis {
    #[inline(always)]
    fn plane(&self, east: f64, north: f64, up: f64) -> Plane {
        SingleAxis::plane(self, self.rotation(self.projected_zenith(east, north, up)))
    }
}

/// A plane that faces the sun, and lies flat while it is down.
pub(super) struct Sunward;

impl Turn for Sunward {
    #[inline(always)]
    fn plane(&self, east: f64, north: f64, up: f64) -> Plane {
        let above = up > 0.0;
        Plane {
            sin_tilt: if above { (east * east + north * north).sqrt() } else { 0.0 },
            cos_tilt: if above { up } else { 1.0 },
            east: if above { east } else { 0.0 },
            north: if above { north } else { 0.0 },
        }
    }
}

impl Array {
    /// Power at standard test conditions, W.
    pub fn power_w(&self) -> f64 {
        self.module.power_w() * self.count()
    }

    /// Modules.
    pub fn count(&self) -> f64 {
        self.series * self.strings
    }

    /// The chain up to direct current for kept rows of one month.
    pub fn run(&self, light: &Skylight, range: Range<usize>, month: usize, level: Level, out: &mut ArrayRows) {
        let rows = range.len();
        for column in [&mut out.poa, &mut out.effective, &mut out.cell_c, &mut out.dc, &mut out.voltage] {
            column.clear();
            column.resize(rows, 0.0);
        }
        let albedo = self.albedo.get(month).copied().unwrap_or(0.2);
        level.run(
            #[inline(always)]
            || {
                match &self.facing {
                    Facing::Fixed(plane) => self.catch(plane, light, range.clone(), albedo, out),
                    Facing::SingleAxis(axis) => self.catch(axis, light, range.clone(), albedo, out),
                    Facing::TwoAxis => self.catch(&Sunward, light, range.clone(), albedo, out),
                }
                self.convert(out);
            },
        );
        out.ohmic = if self.ohmic > 0.0 { self.heat_cables(&mut out.dc, &out.voltage) } else { 0.0 };
    }

    /// Takes from the power what the cables lose, I²R with R = loss · V/I at standard test conditions; the sum of it, W.
    fn heat_cables(&self, powers: &mut [f64], voltages: &[f64]) -> f64 {
        // resistance of the cables of a module per unit of loss; at an even voltage the current goes with the power
        let (resistance, watts) = match self.module {
            Module::Linear { power_w, .. } => (0.0, power_w),
            Module::Cec { parameters, .. } => {
                let point = parameters.diode(1000.0, 25.0).maximum_power::<8>();
                (point.voltage / point.current, 1.0)
            }
        };
        let mut lost = crate::math::Sum::new();
        for (power, voltage) in powers.iter_mut().zip(voltages) {
            let module = *power / self.count();
            let current = if *voltage > 0.0 { module * self.series / voltage } else { 0.0 };
            let taken = match self.module {
                Module::Linear { .. } => self.ohmic * module * module / watts,
                Module::Cec { .. } => self.ohmic * current * current * resistance,
            };
            let taken = self.count() * if taken < module { taken } else { module };
            lost.add(taken);
            *power -= taken;
        }
        lost.total()
    }

    /// Sums of the beam with the light around the sun, and of the sky, that the horizon hides from the plane, W/m².
    pub fn hidden(&self, light: &Skylight, range: Range<usize>) -> (f64, f64) {
        let Some(hidden) = &light.hidden else { return (0.0, 0.0) };
        match &self.facing {
            Facing::Fixed(plane) => hide(plane, light, hidden, range),
            Facing::SingleAxis(axis) => hide(axis, light, hidden, range),
            Facing::TwoAxis => hide(&Sunward, light, hidden, range),
        }
    }

    /// Light in the plane and behind the glass, and temperature of the cells.
    #[inline(always)]
    fn catch(&self, turn: &impl Turn, light: &Skylight, range: Range<usize>, albedo: f64, out: &mut ArrayRows) {
        let sun = light.suns.east.get(range.clone()).unwrap_or_default().iter();
        let sun = sun.zip(light.suns.north.get(range.clone()).unwrap_or_default());
        let sun = sun.zip(light.suns.up.get(range.clone()).unwrap_or_default());
        let given = light.ghi.get(range.clone()).unwrap_or_default().iter();
        let given = given.zip(light.dni.get(range.clone()).unwrap_or_default());
        let dome = light.isotropic.get(range.clone()).unwrap_or_default().iter();
        let dome = dome.zip(light.circumsolar.get(range.clone()).unwrap_or_default());
        let dome = dome.zip(light.horizon.get(range.clone()).unwrap_or_default());
        let found = out.poa.iter_mut().zip(&mut out.effective);
        for ((((east, north), up), (ghi, dni)), (((isotropic, circumsolar), horizon), (poa, effective))) in
            sun.zip(given).zip(dome.zip(found))
        {
            let plane = turn.plane(*east, *north, *up);
            let cosine = plane.cos_incidence(*east, *north, *up);
            let beam = dni * if cosine > 0.0 { cosine } else { 0.0 };
            let dome = Dome { isotropic: *isotropic, circumsolar: *circumsolar, horizon: *horizon };
            let sky = dome.on(cosine, plane.sin_tilt, plane.cos_tilt).total();
            let diffuse = sky + ground(*ghi, albedo, plane.cos_tilt);
            *poa = beam + diffuse;
            *effective = beam * self.glass.modifier(cosine) + diffuse;
        }
        let air = light.air_c.get(range.clone()).unwrap_or_default().iter();
        let air = air.zip(light.wind_m_s.get(range).unwrap_or_default());
        for ((cell, poa), (air, wind)) in out.cell_c.iter_mut().zip(&out.poa).zip(air) {
            *cell = sapm(&self.sapm, *poa, *air, *wind);
        }
    }

    /// Direct current from light and temperature.
    #[inline(always)]
    fn convert(&self, out: &mut ArrayRows) {
        match self.module {
            Module::Linear { .. } => {
                let (power_w, gamma) = (self.power_w(), self.gamma);
                for ((effective, cell), dc) in out.effective.iter().zip(&out.cell_c).zip(&mut out.dc) {
                    let power = pvwatts_dc(power_w, gamma, *effective, *cell);
                    *dc = if power > 0.0 { power } else { 0.0 };
                }
            }
            Module::Cec { parameters, .. } => {
                solve(parameters, &out.effective, &out.cell_c, &mut out.dc, &mut out.voltage);
                let count = self.count();
                for (dc, voltage) in out.dc.iter_mut().zip(&mut out.voltage) {
                    *dc *= count;
                    *voltage *= self.series;
                }
            }
        }
    }
}

/// What a horizon takes of the light in a plane that turns.
fn hide(turn: &impl Turn, light: &Skylight, hidden: &Hidden, range: Range<usize>) -> (f64, f64) {
    let (mut beam, mut sky) = (crate::math::Sum::new(), crate::math::Sum::new());
    for row in range {
        let at = |column: &[f64]| column.get(row).copied().unwrap_or_default();
        let (east, north, up) = (at(&light.suns.east), at(&light.suns.north), at(&light.suns.up));
        let plane = turn.plane(east, north, up);
        let cosine = plane.cos_incidence(east, north, up);
        let on = |dome: &Dome| dome.on(cosine, plane.sin_tilt, plane.cos_tilt).total();
        let seen =
            Dome { isotropic: at(&light.isotropic), circumsolar: at(&light.circumsolar), horizon: at(&light.horizon) };
        let without_sun = Dome { isotropic: seen.isotropic + at(&hidden.isotropic), ..seen };
        let whole = Dome { circumsolar: seen.circumsolar + at(&hidden.circumsolar), ..without_sun };
        beam.add(at(&hidden.dni) * if cosine > 0.0 { cosine } else { 0.0 } + (on(&whole) - on(&without_sun)));
        sky.add(on(&without_sun) - on(&seen));
    }
    (beam.total(), sky.total())
}

/// Power and voltage of a module at its maximum. The parameters are a copy, so that the loop keeps them in registers.
#[inline(always)]
fn solve(module: Cec, effectives: &[f64], cells: &[f64], powers: &mut [f64], voltages: &mut [f64]) {
    for ((effective, cell), (power, voltage)) in effectives.iter().zip(cells).zip(powers.iter_mut().zip(voltages)) {
        let lit = *effective >= DARK;
        let point = module.diode(if lit { *effective } else { 1.0 }, *cell).maximum_power::<STEPS>();
        *power = if lit { point.power() } else { 0.0 };
        *voltage = if lit { point.voltage } else { 0.0 };
    }
}
