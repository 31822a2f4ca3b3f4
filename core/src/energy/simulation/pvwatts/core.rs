use super::cover::Cover;
use super::module::Representative;
use super::shading::{ByDegree, Layout, Pose, Same, SkyShare};
use crate::energy::simulation::arrays::{Sunward, Turn};
use crate::energy::simulation::totals::{Month, Totals};
use crate::energy::simulation::year::{Hours, Year, scatter};
use crate::energy::simulation::{Array, Facing, Plant};
use crate::energy::tracking::SingleAxis;
use crate::math::{Level, acos, atan2, exp, ln, sin_cos_bounded, sum};
use crate::weather::spa::Ephemeris;
use crate::weather::transposition::{Light, Plane, SAM_1990, ground, sam_perez};
use crate::weather::year::{Looking, SiteInput, SunRule, SunState, Suns, WeatherInput, YearClock, gather};

const RADIANS: f64 = core::f64::consts::PI / 180.0;
const DEGREES: f64 = 180.0 / core::f64::consts::PI;
/// Apparent zenith above which the model of the sky is replaced by an even one, radians.
const LOW_SUN: f64 = 1.527_163_1;
/// Below this light of sky and ground, W/m², rows do not shade each other's diffuse light.
const FAINT: f64 = 0.1;

/// Kinds of arrays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Rows of fixed racks.
    Rack,
    /// Flush on a roof.
    Roof,
    /// Trackers.
    OneAxis,
    /// Trackers that turn back.
    Backtracking,
    /// Facing the sun always.
    TwoAxis,
}

/// What the chain needs besides the plant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spec {
    /// Kind of the array.
    pub kind: Kind,
    /// Module that stands for all.
    pub module: Representative,
    /// Module width over the distance of the rows.
    pub coverage: f64,
    /// Nominal efficiency of the inverter.
    pub efficiency: f64,
    /// Whether the start of the inverter is that of its class.
    pub corrected_start: bool,
}

/// A plant in the chain.
pub(crate) struct Core<'a> {
    spec: Spec,
    array: Option<&'a Array>,
    causes: &'a [(&'static str, [f64; 12])],
    /// What the losses behind the inverter leave.
    left: f64,
    power_w: f64,
    limit_w: f64,
    layout: Layout,
    cover: Cover,
    /// Share of the sky seen by a fixed slant.
    fixed_sky: f64,
}

/// Light and temperature of a row.
struct Row {
    poa: f64,
    effective: f64,
    cell_c: f64,
}

/// What a row is given.
struct Given {
    east: f64,
    north: f64,
    up: f64,
    elevation_deg: f64,
    dni: f64,
    dhi: f64,
    air_c: f64,
    wind_m_s: f64,
    albedo: f64,
    air_height: f64,
}

impl<'a> Core<'a> {
    /// A plant of one array in the chain.
    pub fn new(spec: Spec, plant: &'a Plant) -> Core<'a> {
        let power_w = plant.power_w();
        let high = if spec.kind == Kind::Rack { 2.0 } else { 1.0 };
        let layout = Layout::new(power_w, spec.module.layout_efficiency, high, spec.coverage);
        let array = plant.arrays.first();
        let fixed_sky = match array.map(|array| array.facing) {
            Some(Facing::Fixed(plane)) => layout.sky(plane.sin_tilt, plane.cos_tilt),
            _ => 1.0,
        };
        Core {
            spec,
            array,
            causes: &plant.causes,
            left: plant.left(),
            power_w,
            limit_w: plant.limit_w(),
            layout,
            cover: Cover::new(),
            fixed_sky,
        }
    }

    /// Runs the year.
    #[allow(clippy::too_many_arguments, reason = "the parts of a checked place")]
    pub fn run(
        &self,
        weather: &WeatherInput,
        clock: &YearClock,
        site: &SiteInput,
        sunlit_centre: bool,
        valid: Option<&[bool]>,
        hourly: bool,
        level: Level,
    ) -> Year {
        let looking = Looking {
            place: site.place().without_parallax(),
            latitude: site.latitude.get(),
            longitude: site.longitude.get(),
            rule: SunRule { sunlit_centre, delta_t_s: None, ephemeris: Ephemeris::Sg2OfSsc },
            lit: weather.lit(),
            valid,
        };
        let mut suns = Suns::new(clock, &looking, level);
        let kept = suns.rows.len();
        let standard = crate::weather::air_mass::pressure_pa(site.altitude());
        let pressure = match &weather.pressure_pa {
            Some(pressure) => gather(pressure, &suns.rows, 0.0),
            None => vec![standard; kept],
        };
        let air_c = gather(&weather.temp_air_c, &suns.rows, f64::NEG_INFINITY);
        suns.refract(&pressure, &air_c, level);
        let wind = gather(&weather.wind_m_s, &suns.rows, 0.0);
        let ghi = gather(&weather.ghi_w_m2, &suns.rows, 0.0);
        let (dni, dhi) = match (&weather.dni_w_m2, &weather.dhi_w_m2) {
            (Some(dni), Some(dhi)) => (gather(dni, &suns.rows, 0.0), gather(dhi, &suns.rows, 0.0)),
            _ => crate::weather::year::split(&suns, &ghi),
        };
        let air_height = exp(-0.000_118_4 * site.altitude());
        let mut year = Year { totals: Totals { max_cell_c: f64::MIN, ..Totals::default() }, ..Year::default() };
        let mut hours = hourly.then(|| Hours::dark(clock, valid, 0.0, 1));
        if let (Some(hours), true) = (&mut hours, sunlit_centre) {
            hours.put_states(clock, &suns);
        }
        let gamma = self.spec.module.gamma();
        let to_kwh = clock.step_h() / 1000.0;
        let columns = [&suns.east, &suns.north, &suns.up, &suns.elevation_deg, &dni, &dhi, &air_c, &wind];
        let mut shares = self.shares();
        for run in &suns.runs {
            let rows = run.to - run.from;
            let mut out: [Vec<f64>; 6] = std::array::from_fn(|_| vec![0.0; rows]);
            let albedo = self.array.and_then(|array| array.albedo.get(run.month).copied()).unwrap_or(0.2);
            let left = self
                .causes
                .iter()
                .fold(1.0, |left, (_, months)| left * (1.0 - months.get(run.month).copied().unwrap_or_default()));
            let parts = columns.map(|column| column.get(run.from..run.to).unwrap_or_default());
            level.run(
                #[inline(always)]
                || self.month(parts, albedo, air_height, left, &mut shares, &mut out),
            );
            let [poa, effective, cell, dc, ac, clipped] = &mut out;
            let totals = &mut year.totals;
            if let Some(month) = totals.months.get_mut(run.month) {
                let more = Month {
                    ghi: sum(ghi.get(run.from..run.to).unwrap_or_default()) * to_kwh,
                    poa: sum(poa) * to_kwh,
                    nominal: sum(poa) * to_kwh * self.power_w * 0.001,
                    effective: sum(effective) * to_kwh * self.power_w * 0.001,
                    heat: effective.iter().zip(cell.iter()).map(|(g, c)| g * (c - 25.0)).sum::<f64>()
                        * (to_kwh * self.power_w * 0.001 * -gamma),
                    module: sum(dc) * to_kwh / if left > 0.0 { left } else { 1.0 },
                    dc: sum(dc) * to_kwh,
                    clipped: sum(clipped) * to_kwh,
                    inverter: sum(ac) * to_kwh,
                    ac: sum(ac) * to_kwh * self.left,
                    ..Month::default()
                };
                month.add(&more);
            }
            for ((cell, poa), (ac, clipped)) in cell.iter().zip(poa.iter()).zip(ac.iter_mut().zip(clipped.iter())) {
                totals.max_cell_c = if *poa > 0.0 && *cell > totals.max_cell_c { *cell } else { totals.max_cell_c };
                *ac *= self.left;
                totals.max_ac_w = if *ac > totals.max_ac_w { *ac } else { totals.max_ac_w };
                totals.clipped_rows += usize::from(*clipped > 0.0);
            }
            if let Some(hours) = &mut hours {
                hours.put_columns(&suns, run, [poa, effective, cell, dc, ac]);
            }
        }
        year.totals.max_cell_c = if year.totals.max_cell_c > f64::MIN { year.totals.max_cell_c } else { 0.0 };
        year.hours = hours;
        year
    }

    /// The table of the sky that trackers see, begun with the tilt of their axis.
    fn shares(&self) -> ByDegree {
        let mut shares = ByDegree::default();
        if let Some(Facing::SingleAxis(axis)) = self.array.map(|array| array.facing) {
            shares.of(&self.layout, &axis.plane(0.0));
        }
        shares
    }

    #[inline(always)]
    fn month(
        &self,
        columns: [&[f64]; 8],
        albedo: f64,
        air_height: f64,
        left: f64,
        shares: &mut ByDegree,
        out: &mut [Vec<f64>; 6],
    ) {
        let [east, north, up, elevation, dni, dhi, air, wind] = columns;
        let [poa, effective, cell, dc, ac, clipped] = out;
        let sun = east.iter().zip(north).zip(up).zip(elevation);
        let sky = dni.iter().zip(dhi).zip(air).zip(wind);
        let light = poa.iter_mut().zip(effective.iter_mut()).zip(cell.iter_mut());
        for (((((east, north), up), elevation), (((dni, dhi), air), wind)), ((poa, effective), cell)) in
            sun.zip(sky).zip(light)
        {
            let given = Given {
                east: *east,
                north: *north,
                up: *up,
                elevation_deg: *elevation,
                dni: *dni,
                dhi: *dhi,
                air_c: *air,
                wind_m_s: *wind,
                albedo,
                air_height,
            };
            let row = match self.array.map(|array| array.facing) {
                Some(Facing::Fixed(plane)) => self.row(&given, &plane, &mut Same(self.fixed_sky), None),
                Some(Facing::SingleAxis(axis)) => self.tracked(&given, &axis, shares),
                _ => self.row(&given, &Sunward.plane(given.east, given.north, given.up), &mut Same(1.0), None),
            };
            (*poa, *effective, *cell) = (row.poa, row.effective, row.cell_c);
        }
        let power = dc.iter_mut().zip(ac).zip(clipped);
        for ((effective, cell), ((dc, ac), clipped)) in effective.iter().zip(cell.iter()).zip(power) {
            *dc = self.spec.module.power_ratio(*effective, *cell) * self.power_w * left;
            let unlimited = self.unlimited(*dc);
            *ac = if unlimited < self.limit_w { unlimited } else { self.limit_w };
            *clipped = unlimited - *ac;
        }
    }

    #[inline(always)]
    fn tracked(&self, given: &Given, axis: &SingleAxis, shares: &mut ByDegree) -> Row {
        let wanted = axis.projected_zenith(given.east, given.north, given.up);
        let rotation = axis.rotation(wanted);
        let plane = axis.plane(rotation);
        let (sin_rotation, cos_rotation) = sin_cos_bounded(rotation);
        let (sin_wanted, cos_wanted) = sin_cos_bounded(wanted);
        let shade = self.layout.tracker_beam(sin_rotation, cos_rotation, sin_wanted / cos_wanted);
        let shade = if self.spec.kind == Kind::OneAxis { shade } else { 1.0 };
        self.row(given, &plane, shares, Some(shade))
    }

    /// A row in a plane; `tracker_beam` is what other trackers leave of its beam.
    #[inline(always)]
    fn row(&self, given: &Given, plane: &Plane, shares: &mut impl SkyShare, tracker_beam: Option<f64>) -> Row {
        let cosine = plane.cos_incidence(given.east, given.north, given.up);
        let zenith = (90.0 - given.elevation_deg) * RADIANS;
        let light = Light {
            ghi: 0.0,
            dni: given.dni,
            dhi: given.dhi,
            extraterrestrial: 0.0,
            air_mass: 0.0,
            zenith,
            cos_zenith: given.up,
        };
        let low = zenith > LOW_SUN;
        let beam_horizontal = given.dni * if given.up > 0.0 { given.up } else { 0.0 };
        let sky = sam_perez(&SAM_1990, &light).unfloored(cosine, plane.sin_tilt, plane.cos_tilt).total();
        let even = given.dhi * (1.0 + plane.cos_tilt) * 0.5;
        let sky = if low { even } else { sky };
        let reflected = ground(beam_horizontal + given.dhi, given.albedo, plane.cos_tilt);
        let reflected = if low || given.dhi <= 0.0 { 0.0 } else { reflected };
        let sky = if given.dhi > 0.0 { sky } else { 0.0 };
        let beam = given.dni * if cosine > 0.0 && given.elevation_deg > 0.0 { cosine } else { 0.0 };
        let (beam, sky, reflected) = self.shade(given, plane, shares, tracker_beam, [beam, sky, reflected]);
        let poa = beam + sky + reflected;
        let tilt_deg = atan2(plane.sin_tilt, plane.cos_tilt) * DEGREES;
        let (sky_ratio, ground_ratio) = self.cover.diffuse(tilt_deg);
        let passed = beam * self.cover.beam(acos(cosine) * DEGREES) + sky * sky_ratio + reflected * ground_ratio;
        let effective = passed * air_mass_modifier(90.0 - given.elevation_deg, given.air_height);
        let effective = if effective > 0.0 { effective } else { 0.0 };
        let noct_c = if self.spec.kind == Kind::Roof { 49.0 } else { 45.0 };
        Row { poa, effective, cell_c: self.spec.module.cell_c(effective, given.air_c, given.wind_m_s, noct_c) }
    }

    /// Beam, sky and ground in a row behind others.
    #[inline(always)]
    fn shade(
        &self,
        given: &Given,
        plane: &Plane,
        shares: &mut impl SkyShare,
        tracker_beam: Option<f64>,
        [beam, sky, reflected]: [f64; 3],
    ) -> (f64, f64, f64) {
        if matches!(self.spec.kind, Kind::Roof | Kind::TwoAxis) {
            return (beam, sky, reflected);
        }
        let cos_elevation = (given.east * given.east + given.north * given.north).sqrt();
        let across = cos_elevation * plane.sin_tilt;
        let turns = across > 0.0;
        let scale = 1.0 / if turns { across } else { 1.0 };
        let pose = Pose {
            sin_elevation: given.up,
            cos_elevation,
            sin_tilt: plane.sin_tilt,
            cos_tilt: plane.cos_tilt,
            sin_turn: (given.east * plane.north - given.north * plane.east) * scale,
            cos_turn: (given.east * plane.east + given.north * plane.north) * scale,
        };
        let beam_share = tracker_beam.unwrap_or_else(|| self.layout.rack_beam(&pose));
        let ground = self.layout.ground(&pose, given.dni * given.up, given.dhi);
        let faint = sky + reflected < FAINT;
        let sky = sky * if faint { 1.0 } else { shares.of(&self.layout, plane) };
        (beam * beam_share, sky, reflected * if faint { 1.0 } else { ground })
    }

    /// Power of the inverter before its limit, W.
    #[inline(always)]
    fn unlimited(&self, dc_w: f64) -> f64 {
        let start = self.limit_w * self.start();
        let full = self.limit_w / self.spec.efficiency;
        let power = self.limit_w * (dc_w - start) / (full - start);
        if dc_w > start { power } else { 0.0 }
    }

    /// Power that starts the inverter over its largest power. SSC has a value for each class, but compares watts with 10 and 1000 as
    /// if they were kilowatts, so that every system takes that of the largest.
    #[inline(always)]
    fn start(&self) -> f64 {
        let class = if self.limit_w < 10e3 {
            0.002_246
        } else if self.limit_w < 1e6 {
            0.002_478
        } else {
            0.004_931
        };
        if self.spec.corrected_start { class } else { 0.004_931 }
    }
}

/// Spectral modifier of SSC by the absolute air mass; the zenith counts up to 86 degrees.
#[inline(always)]
fn air_mass_modifier(zenith_deg: f64, air_height: f64) -> f64 {
    let z = if zenith_deg > 0.0 { zenith_deg } else { 0.0 };
    let z = if z < 86.0 { z } else { 86.0 };
    let (_, cosine) = sin_cos_bounded(z * RADIANS);
    let mass = air_height / (cosine + 0.5057 * exp(-1.634 * ln(96.080 - z)));
    0.918_093 + mass * (0.086_257 + mass * (-0.024_459 + mass * (0.002_816 - 0.000_126 * mass)))
}

impl Hours {
    /// State of the sun in every row: 0 down, 1 up, 2 rising, 3 setting.
    fn put_states(&mut self, clock: &YearClock, suns: &Suns) {
        let mut states = vec![0_u8; clock.rows];
        for (row, state) in suns.rows.iter().zip(&suns.states) {
            if let Some(slot) = states.get_mut(*row) {
                *slot = match state {
                    SunState::Down => 0,
                    SunState::Up => 1,
                    SunState::Rise => 2,
                    SunState::Set => 3,
                };
            }
        }
        self.sun_states = Some(states);
    }

    fn put_columns(&mut self, suns: &Suns, run: &crate::weather::year::Run, columns: [&Vec<f64>; 5]) {
        let [poa, effective, cell, dc, ac] = columns;
        let places = suns.rows.get(run.from..run.to).unwrap_or_default();
        let put = |column: &mut [Option<f64>], values: &[f64]| scatter(column, places, values);
        put(&mut self.ac, ac);
        put(&mut self.dc, dc);
        if let Some(hours) = self.arrays.first_mut() {
            put(&mut hours.poa, poa);
            put(&mut hours.effective, effective);
            hours.put_cells(places, poa, cell);
        }
    }
}
