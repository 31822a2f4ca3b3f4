// A simulated year with the single diode: with the sun computed anew (cold), and known from a year before (cached).
import { measureEach } from './measure.mjs';

const site = { latitude: -23.6, longitude: -46.6, altitude_m: 800, utc_offset_h: -3 };
const climate = {
  ghi_kwh_m2_day: [5.3, 5.4, 4.8, 4.3, 3.6, 3.4, 3.5, 4.3, 4.3, 5.0, 5.6, 5.8],
  air_c: Array(12).fill(20),
  air_daily_range_c: Array(12).fill(8),
  wind_m_s: Array(12).fill(2.5),
};
const module = {
  p_stc_w: 430.803, alpha_isc_a_per_k: 0.006197, a_ref_v: 2.043637, i_l_ref_a: 10.001098, i_o_ref_a: 3.330453e-11,
  r_s_ohm: 0.249883, r_sh_ref_ohm: 1190.940552, adjust_pct: 8.405635,
};
const rest = {
  site,
  arrays: [{ tilt_deg: 23, azimuth_deg: 0, modules_per_string: 10, strings: 2, module }],
  inverter: { p_ac_max_w: 7500, efficiency: 0.96 },
};

export function bench({ answer, prepare }, host) {
  const { weather } = answer('generate_weather', { climate, site, seed: 1 }).value;
  const text = JSON.stringify(rest);
  const anew = () => prepare('simulate_year', { weather });
  measureEach('simulate_year/cec/cold', host, anew, (year) => year.call(text));
  const known = anew();
  known.call(text);
  measureEach('simulate_year/cec/cached', host, () => known, (year) => year.call(text));
}
