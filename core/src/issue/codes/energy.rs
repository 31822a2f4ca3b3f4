//! Codes of the domains `weather` and `energy`.

use super::declare;

declare! { ENERGY {
    FIELDS_EXCLUDE_EACH_OTHER
        pt "Este campo não pode vir junto com outro que diz a mesma coisa."
        en "This field cannot come together with another one that says the same thing.";
    OVERSIZING_ABOVE_LIMIT
        pt "A geração anual passaria de {limit} vezes o consumo anual."
        en "The annual generation would exceed {limit} times the annual consumption.";
    DC_AC_RATIO_UNUSUAL
        pt "A potência dos módulos é {ratio} vezes a do inversor; o usual vai de {min} a {max}."
        en "The power of the modules is {ratio} times that of the inverter; usual is {min} to {max}.";
} }
