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
    NOT_ASCENDING
        pt "Os valores da lista devem crescer."
        en "The values of the list must ascend.";
    NO_CLOSED_FORM
        pt "Este modelo não tem forma fechada para a luz difusa."
        en "This model has no closed form for diffuse light.";
    NO_DIODE
        pt "Com estes parâmetros e esta temperatura o modelo de um diodo não tem solução."
        en "With these parameters and this temperature the single-diode model has no solution.";
    CELL_TEMPERATURE_UNUSUAL
        pt "A temperatura de célula de {cell_c} °C está fora do usual, de {min} a {max} °C."
        en "The cell temperature of {cell_c} °C is outside the usual range of {min} to {max} °C.";
    VOLTAGE_OUTSIDE_MODEL
        pt "A tensão está fora da faixa que o modelo do inversor conhece."
        en "The voltage is outside the range that the model of the inverter knows.";
    WEATHER_IMPLAUSIBLE
        pt "Os dados do tempo são fisicamente impossíveis ou muito improváveis aqui."
        en "The weather data are physically impossible or very unlikely here.";
} }
