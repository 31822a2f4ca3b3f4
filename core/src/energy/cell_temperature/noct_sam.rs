/// Parameters of SAM's model by nominal operating cell temperature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct NoctSam {
    /// Nominal operating cell temperature with the adder of the stand-off, °C.
    pub noct_c: f64,
    /// Efficiency of the module.
    pub efficiency: f64,
    /// Transmittance times absorption.
    pub absorption: f64,
    /// Share of the measured wind at the height of the array: 0.51 on one storey, 0.61 above.
    pub wind_share: f64,
}

impl NoctSam {
    /// What the gap between roof and module adds to the nominal operating cell temperature, K; the gap in metres, none for racks.
    pub fn adder_c(gap_m: Option<f64>) -> f64 {
        // half an inch, one and a half, two and a half, three and a half
        match gap_m {
            None => 0.0,
            Some(gap) if gap < 0.0127 => 18.0,
            Some(gap) if gap < 0.0381 => 11.0,
            Some(gap) if gap < 0.0635 => 6.0,
            Some(gap) if gap <= 0.0889 => 2.0,
            Some(_) => 0.0,
        }
    }
}

/// Cell temperature of SAM; `effective` is the irradiance behind the glass.
///
/// Source: P. Gilman et al., *SAM Photovoltaic Model Technical Reference Update*, NREL/TP-6A20-67399 (2018), section 7.
#[inline(always)]
pub(crate) fn noct_sam(p: &NoctSam, poa: f64, effective: f64, air_c: f64, wind_m_s: f64) -> f64 {
    let lit = poa > 0.0 && effective > 0.0;
    let absorbed = p.absorption * if lit { effective / poa } else { 1.0 };
    let heat = 1.0 - p.efficiency / absorbed;
    let wind = 9.5 / (5.7 + 3.8 * (p.wind_share * wind_m_s));
    air_c + poa / 800.0 * (p.noct_c - 20.0) * heat * wind
}
