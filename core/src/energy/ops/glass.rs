//! What the glass lets through.

use crate::Answer;
use crate::columns::float_rows::float_form;
use crate::energy::iam::{Glass, Region, ashrae, marion, martin_ruiz, martin_ruiz_diffuse, schlick, schlick_diffuse};
use crate::issue::Error;
use crate::math::{Level, cos, cos_bounded};
use crate::quantity::{AngularLoss, Extinction, RefractiveIndex, Thickness, Tilt, Zenith};
use serde::{Deserialize, Serialize};

const RADIANS: f64 = core::f64::consts::PI / 180.0;

/// Model of the incidence-angle modifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ModifierModel {
    /// Reflection and absorption of the cover after De Soto 2006.
    #[default]
    Physical,
    /// ASHRAE, one parameter.
    Ashrae,
    /// Martin and Ruiz 2001, one parameter.
    MartinRuiz,
    /// Schlick 1994, no parameter.
    Schlick,
}

/// A cover of the modules.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Cover {
    /// Model; default `physical`.
    #[serde(default)]
    pub model: ModifierModel,
    /// `physical`: refractive index of the glass; default 1.526.
    pub index_factor: Option<RefractiveIndex>,
    /// `physical`: extinction coefficient, 1/m; default 4.
    pub extinction_factor: Option<Extinction>,
    /// `physical`: thickness; default 0.002.
    pub thickness_m: Option<Thickness>,
    /// `physical`: refractive index of an anti-reflective coating (1.29 is usual); none by default.
    pub coating_index_factor: Option<RefractiveIndex>,
    /// `ashrae`: loss coefficient b; default 0.05.
    pub b_factor: Option<AngularLoss>,
    /// `martin_ruiz`: angular loss coefficient; default 0.16.
    pub angular_loss_factor: Option<AngularLoss>,
}

impl Cover {
    fn glass(&self) -> Glass {
        Glass::new(
            self.index_factor.map_or(1.526, RefractiveIndex::get),
            self.extinction_factor.map_or(4.0, Extinction::get),
            self.thickness_m.map_or(0.002, Thickness::get),
            self.coating_index_factor.map(RefractiveIndex::get),
        )
    }

    /// The modifier as a function of the cosine of the angle of incidence.
    fn modifier(&self) -> impl Fn(f64) -> f64 {
        let (model, glass) = (self.model, self.glass());
        let b = self.b_factor.map_or(0.05, AngularLoss::get);
        let a_r = self.angular_loss_factor.map_or(0.16, AngularLoss::get);
        #[inline(always)]
        move |cosine| match model {
            ModifierModel::Physical => glass.modifier(cosine),
            ModifierModel::Ashrae => ashrae(cosine, b),
            ModifierModel::MartinRuiz => martin_ruiz(cosine, a_r),
            ModifierModel::Schlick => schlick(cosine),
        }
    }
}

/// A cover and an angle.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct IncidenceModifierRequest {
    /// The cover.
    #[serde(default)]
    pub cover: Cover,
    /// Angle of incidence.
    pub incidence_deg: Zenith,
}

/// An incidence-angle modifier.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IncidenceModifier {
    /// Light behind the cover over that at normal incidence; zero from 90 degrees on.
    pub modifier_factor: f64,
}

/// Compute what a cover lets through at an angle of incidence, relative to normal incidence (IAM).
///
/// # Errors
/// Those of reading the request.
pub fn incidence_modifier(request: IncidenceModifierRequest) -> Result<Answer<IncidenceModifier>, Error> {
    let angle = request.incidence_deg.get();
    // The cosine of 90 degrees in binary is a rounding error above zero.
    let cosine = if angle < 90.0 { cos(angle * RADIANS) } else { 0.0 };
    Ok(Answer::new(IncidenceModifier { modifier_factor: request.cover.modifier()(cosine) }))
}

/// What is the same for all rows of [`INCIDENCE_MODIFIER`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ModifierParameters {
    #[serde(default)]
    cover: Cover,
}

float_form! {
    /// Column form of [`incidence_modifier`].
    pub(crate) static INCIDENCE_MODIFIER(parameters: ModifierParameters, rows) {
        incidence_deg: Zenith,
    } -> { modifier_factor, } {
        let [angles] = rows.columns;
        let modifier = parameters.cover.modifier();
        let mut out = vec![0.0; angles.len()];
        Level::detect().run(
            #[inline(always)]
            || {
                for (angle, out) in angles.iter().zip(&mut out) {
                    let cosine = cos_bounded(angle * RADIANS);
                    *out = modifier(if *angle < 90.0 { cosine } else { 0.0 });
                }
            },
        );
        vec![out]
    }
}

/// How the modifier of diffuse light is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DiffuseMethod {
    /// Integration of any model over the sky, the horizon and the ground (Marion 2017).
    #[default]
    Marion,
    /// Closed form: `martin_ruiz` (2005) and `schlick` (2022) have one.
    ClosedForm,
}

/// A cover and a tilt.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DiffuseModifierRequest {
    /// The cover.
    #[serde(default)]
    pub cover: Cover,
    /// Tilt of the modules.
    pub tilt_deg: Tilt,
    /// How it is found; default `marion`.
    #[serde(default)]
    pub method: DiffuseMethod,
}

/// Modifiers of diffuse light.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DiffuseModifier {
    /// For the light of the sky.
    pub sky_factor: f64,
    /// For the light just above the horizon; null in a closed form.
    pub horizon_factor: Option<f64>,
    /// For the light from the ground.
    pub ground_factor: f64,
}

/// Compute what a cover lets through of the light of the sky, the horizon and the ground.
///
/// # Errors
/// `NO_CLOSED_FORM` for a model that has none.
pub fn diffuse_modifier(request: DiffuseModifierRequest) -> Result<Answer<DiffuseModifier>, Error> {
    let tilt = request.tilt_deg.get();
    let closed = |(sky_factor, ground_factor)| DiffuseModifier { sky_factor, horizon_factor: None, ground_factor };
    let value = match (request.method, request.cover.model) {
        (DiffuseMethod::Marion, _) => {
            let modifier = request.cover.modifier();
            DiffuseModifier {
                sky_factor: marion(tilt, Region::Sky, &modifier),
                horizon_factor: Some(marion(tilt, Region::Horizon, &modifier)),
                ground_factor: marion(tilt, Region::Ground, &modifier),
            }
        }
        (DiffuseMethod::ClosedForm, ModifierModel::MartinRuiz) => {
            closed(martin_ruiz_diffuse(tilt, request.cover.angular_loss_factor.map_or(0.16, AngularLoss::get)))
        }
        (DiffuseMethod::ClosedForm, ModifierModel::Schlick) => closed(schlick_diffuse(tilt)),
        _ => {
            let issue = crate::issue::Issue::error(crate::issue::Code::NO_CLOSED_FORM);
            return Err(issue.at("/cover/model").into());
        }
    };
    Ok(Answer::new(value))
}
