//! The rules behind the lines of a bill, each with the act that it comes from.

/// A rule of the tariff documents and its legal source.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id.
    pub id: &'static str,
    /// Acts and articles.
    pub law: &'static str,
}

macro_rules! rules {
    ($($name:ident = $id:literal $law:literal;)*) => {
        impl Rule {
            $(#[doc = $id] pub(crate) const $name: &'static Rule = &Rule { id: $id, law: $law };)*
        }
    };
}

rules! {
    CONSUMPTION = "R-B-1" "REN ANEEL 1.000/2021, arts. 173 e 290";
    MINIMUM = "R-B-2" "REN ANEEL 1.000/2021, arts. 290 e 291";
    SOCIAL_TARIFF = "R-B-4" "REN ANEEL 1.000/2021, arts. 179 e 290, § 3º; Lei 15.235/2025";
    SOCIAL_DISCOUNT = "R-B-5" "REN ANEEL 1.000/2021, arts. 179 e 291, III; Lei 15.235/2025";
    IRRIGATION = "R-B-6" "REN ANEEL 1.000/2021, arts. 186 e 309";
    WHITE_TARIFF = "R-B-7" "REN ANEEL 1.000/2021, arts. 212, 219 e 290, § 4º";
    FLAG = "R-FLAG-2" "REN ANEEL 1.000/2021, arts. 307 a 310";
    FLAG_NOT_COMPENSATED = "R-FLAG-3" "Lei 14.300/2022, art. 19; REN ANEEL 1.000/2021, art. 307, § 2º";
    COMPENSATION = "R-SCEE-3" "Lei 14.300/2022, art. 12; REN ANEEL 1.000/2021, art. 655-G";
    SOCIAL_COMPENSATION = "R-SCEE-6" "REN ANEEL 1.000/2021, arts. 655-G, § 8º, e 655-I, § 5º";
    FLOOR = "R-SCEE-4" "Lei 14.300/2022, art. 16; REN ANEEL 1.000/2021, art. 655-I, §§ 1º e 2º";
    GD_II = "R-GD-5" "Lei 14.300/2022, art. 27; REN ANEEL 1.000/2021, art. 655-P";
    GD_III = "R-GD-6" "Lei 14.300/2022, art. 27, § 1º; REN ANEEL 1.000/2021, art. 655-Q";
    AFTER_TRANSITION = "R-GD-7" "Lei 14.300/2022, art. 17";
    SCEE_TARIFF = "R-GD-8" "REN ANEEL 1.000/2021, arts. 655-I, § 1º, II, b, e 655-O a 655-Q";
    TAX_FLOOR = "R-TAX-5" "Convênio ICMS 16/2015; Lei 13.169/2015";
    DEMAND = "R-A-1" "REN ANEEL 1.000/2021, arts. 148 e 294";
    DEMAND_UNUSED = "R-A-1" "REN ANEEL 1.000/2021, arts. 148 e 294; STJ, Súmula 391";
    OVERRUN = "R-A-2" "REN ANEEL 1.000/2021, arts. 301 e 311 a 314";
    INJECTION = "R-A-5" "REN ANEEL 1.000/2021, arts. 294, § 1º, 301 e 655-J";
    ENERGY_A = "R-A-1" "REN ANEEL 1.000/2021, arts. 173, 294 e 295";
    FREE_MARKET = "R-A-9" "REN ANEEL 1.000/2021, art. 160; Lei 9.074/1995, art. 15";
    INCENTIVE = "R-A-9" "Lei 9.427/1996, art. 26, § 1º; Lei 15.269/2025";
    REACTIVE = "R-A-7" "REN ANEEL 1.000/2021, arts. 302 a 304";
    COSIP = "R-TAX-4" "Constituição Federal, art. 149-A";
}
