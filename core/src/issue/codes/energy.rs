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
    SUN_BELOW_HORIZON
        pt "O sol está abaixo do horizonte."
        en "The sun is below the horizon.";
    BAD_HORIZON
        pt "O horizonte precisa de oito pontos ou mais, com azimutes crescentes de 0 a menos de 360 graus e elevações de 0 a 90."
        en "The horizon needs eight points or more, with azimuths ascending from 0 to below 360 degrees and elevations of 0 to 90.";
    VOC_ABOVE_MAX
        pt "No frio, a tensão de circuito aberto da string passa da máxima do inversor."
        en "In the cold, the open-circuit voltage of the string exceeds the maximum of the inverter.";
    VMP_BELOW_MPPT
        pt "No calor, a tensão da string fica abaixo da faixa do rastreador."
        en "In the heat, the voltage of the string falls below the tracker's range.";
    ISC_ABOVE_MAX
        pt "A corrente de curto-circuito das strings passa da máxima da entrada."
        en "The short-circuit current of the strings exceeds the maximum of the input.";
    VMP_ABOVE_MPPT
        pt "No frio, a tensão da string fica acima da faixa do rastreador."
        en "In the cold, the voltage of the string rises above the tracker's range.";
    VOC_BELOW_START
        pt "No calor, a tensão de circuito aberto da string não chega à tensão de partida."
        en "In the heat, the open-circuit voltage of the string does not reach the starting voltage.";
    IMP_ABOVE_MAX
        pt "A corrente de operação das strings passa da máxima da entrada e será cortada."
        en "The operating current of the strings exceeds the maximum of the input and will be cut off.";
    VOLTAGE_VANISHES
        pt "Com estes coeficientes e temperaturas a tensão do módulo deixa de ser positiva."
        en "With these coefficients and temperatures the voltage of the module is no longer positive.";
    WEATHER_IMPLAUSIBLE
        pt "Os dados do tempo são fisicamente impossíveis ou muito improváveis aqui."
        en "The weather data are physically impossible or very unlikely here.";
    WEATHER_LENGTH
        pt "O ano de dados do tempo tem {count} linhas; um ano inteiro tem de {min} a {max}."
        en "The weather has {count} rows; a whole year has {min} to {max}.";
    TYPICAL_YEAR_START
        pt "Um ano típico deve começar em 1º de janeiro, na hora local padrão."
        en "A typical year must begin on January 1st in local standard time.";
    LIGHT_AT_NIGHT
        pt "{fraction_pct} % da irradiação cai com o sol abaixo do horizonte: confira o fuso, a coluna e os horários."
        en "{fraction_pct} % of the irradiation falls while the sun is down: check the time zone, the column and the stamps.";
    MONTH_INCOMPLETE
        pt "Faltam dados no mês {month}: só {valid_pct} % das linhas são válidas."
        en "Data are missing in month {month}: only {valid_pct} % of the rows are valid.";
    INVERTER_NEEDS_VOLTAGE
        pt "Este modelo de inversor precisa da tensão do módulo: informe os cinco parâmetros do módulo."
        en "This model of inverter needs the voltage of the module: give the five parameters of the module.";
    CHAIN_TAKES_ONE_ARRAY
        pt "A cadeia PVWatts v8 simula um só arranjo; use a cadeia padrão para vários."
        en "The PVWatts v8 chain simulates one array only; use the default chain for several.";
    UNEVEN_INVERTERS
        pt "O número de módulos não se divide igualmente entre os microinversores."
        en "The number of modules does not divide evenly among the micro-inverters.";
    WEATHER_SYNTAX
        pt "A linha {line} do arquivo de dados do tempo não pode ser lida."
        en "Line {line} of the weather file cannot be read.";
    WEATHER_COLUMN_MISSING
        pt "Falta a coluna {column} no arquivo de dados do tempo."
        en "The column {column} is missing in the weather file.";
    WEATHER_ROW_ORDER
        pt "Na linha {line} do arquivo de dados do tempo falta ou sobra um horário."
        en "At line {line} of the weather file a time is missing or too many.";
    AMBIGUOUS_TIMESTAMP
        pt "O arquivo não diz que momento do intervalo seus horários indicam: informe-o."
        en "The file does not say which moment of its interval a stamp names: say it.";
    STAMP_SHIFTED
        pt "A luz direta e a difusa combinam melhor com o sol {minutes} minutos depois do momento central: a separação foi feita noutro momento."
        en "Direct and diffuse light fit best with the sun {minutes} minutes after the representative moment: they were split at another one.";
    DATASHEET_ORDER
        pt "Na folha de dados, o ponto de máxima potência deve ficar entre o curto-circuito e o circuito aberto."
        en "On the data sheet, the point of maximum power must lie between short circuit and open circuit.";
    POLYGON_CROSSES_ITSELF
        pt "Os lados do polígono se cruzam; a área não existe."
        en "The sides of the polygon cross; it has no area.";
    NO_ROOM
        pt "No telhado não cabe nenhum módulo."
        en "Not one module fits on the roof.";
    NO_BUDGET
        pt "O orçamento não paga nenhum módulo."
        en "The budget does not pay for one module.";
    NO_INVERTER_FITS
        pt "Nenhum inversor da lista serve para estes módulos."
        en "No inverter of the list suits these modules.";
    NO_CONSUMPTION
        pt "O consumo do ano é zero."
        en "The consumption of the year is zero.";
    NO_YIELD
        pt "A geração por potência instalada no ano é zero."
        en "The yield of the year per installed power is zero.";
} }
