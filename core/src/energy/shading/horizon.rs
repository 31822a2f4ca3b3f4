use crate::math::{linear_cyclic, sin_cos};
use crate::weather::year::Dimming;

const RADIANS: f64 = core::f64::consts::PI / 180.0;

/// The horizon seen from a site: elevations by azimuth, degrees, linear between the points and closed around the circle.
#[derive(Debug, Clone)]
pub(crate) struct Horizon {
    azimuth_deg: Vec<f64>,
    elevation_deg: Vec<f64>,
}

impl Horizon {
    /// A horizon by points with ascending azimuths in 0 .. 360; none with other azimuths, or fewer than eight points.
    pub fn new(azimuth_deg: Vec<f64>, elevation_deg: Vec<f64>) -> Option<Horizon> {
        let ascends = azimuth_deg.windows(2).all(|pair| matches!(pair, [low, high] if low < high));
        let inside = azimuth_deg.iter().all(|azimuth| (0.0..360.0).contains(azimuth));
        let sound = ascends && inside && azimuth_deg.len() >= 8 && azimuth_deg.len() == elevation_deg.len();
        sound.then_some(Horizon { azimuth_deg, elevation_deg })
    }

    /// Elevation in a direction, degrees.
    pub fn elevation_deg(&self, azimuth_deg: f64) -> f64 {
        // the points are sound, so there is always a value
        linear_cyclic(&self.azimuth_deg, &self.elevation_deg, 360.0, azimuth_deg).unwrap_or_default()
    }

    /// What it hides from the light over a site.
    pub fn dimming(&self) -> Dimming {
        Dimming {
            azimuth_deg: self.azimuth_deg.clone(),
            elevation_deg: self.elevation_deg.clone(),
            sky_factor: self.sky_factor(),
        }
    }

    /// Share of the light of an isotropic sky that reaches a horizontal plane: 1 − (1/2π)∮ sin² h dγ, by trapezoids.
    pub fn sky_factor(&self) -> f64 {
        let hidden = |elevation: f64| {
            let (s, _) = sin_cos(elevation.max(0.0) * RADIANS);
            s * s
        };
        let points = self.azimuth_deg.iter().zip(&self.elevation_deg);
        let closing = self.azimuth_deg.first().map(|azimuth| azimuth + 360.0).zip(self.elevation_deg.first().copied());
        let mut before: Option<(f64, f64)> = None;
        let mut area = 0.0;
        for (azimuth, elevation) in points.map(|(azimuth, elevation)| (*azimuth, *elevation)).chain(closing) {
            let here = hidden(elevation);
            if let Some((last, there)) = before {
                area += 0.5 * (here + there) * (azimuth - last);
            }
            before = Some((azimuth, here));
        }
        1.0 - area / 360.0
    }
}
