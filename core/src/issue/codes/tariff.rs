//! Codes of the domain `tariff`.

use super::declare;

declare! { TARIFF {
    NEGATIVE_CONSUMPTION
        pt "O consumo medido é negativo."
        en "The measured consumption is negative.";
    POSTO_MISMATCH
        pt "Os registros por posto tarifário não correspondem à modalidade."
        en "The registers by tariff post do not match the modality.";
    MODALITY_NOT_ALLOWED
        pt "A unidade consumidora não pode ser faturada nesta modalidade tarifária."
        en "The consumer unit may not be billed in this tariff modality.";
    INVALID_CYCLE
        pt "O ciclo de faturamento não é válido ({days} dias)."
        en "The billing cycle is not valid ({days} days).";
    TARIFF_GAP
        pt "Não há tarifa vigente em {date}."
        en "No tariff is in force on {date}.";
    TARIFF_OVERLAP
        pt "Há mais de uma tarifa vigente em {date}."
        en "More than one tariff is in force on {date}.";
    FLAG_GAP
        pt "Falta a bandeira tarifária de {month}."
        en "The tariff flag of {month} is missing.";
    FLAG_OVERLAP
        pt "A bandeira tarifária de {month} foi informada duas vezes."
        en "The tariff flag of {month} was given twice.";
    INVALID_TAX
        pt "A alíquota deve ser de 0 até menos de 1, e a soma delas deve deixar um preço positivo."
        en "The tax rate must be 0 or more and below 1, and together they must leave a positive price.";
    UNKNOWN_TAX_METHOD
        pt "O método de cálculo dos tributos não é conhecido: use {expected}."
        en "The tax method is not known: use {expected}.";
    UNKNOWN_REGIME
        pt "O regime de compensação não é conhecido: use {expected}."
        en "The compensation regime is not known: use {expected}.";
    POST_TRANSITION_POLICY_REQUIRED
        pt "Depois de {transition_end} a compensação ainda não está regulamentada: informe a hipótese a usar."
        en "After {transition_end} the compensation is not regulated yet: give the policy to apply.";
    POWER_ABOVE_MMGD_LIMIT
        pt "A potência de {power_kw} kW passa do limite da minigeração distribuída ({limit_kw} kW)."
        en "The power of {power_kw} kW is above the limit of distributed minigeneration ({limit_kw} kW).";
    PERCENTAGES_MUST_SUM_100
        pt "Os percentuais de rateio devem somar 100, e somam {sum_pct}."
        en "The percentages of the allocation must add up to 100, and add up to {sum_pct}.";
    ALLOCATION_FORBIDDEN
        pt "Esta unidade não pode destinar excedentes a outras unidades."
        en "This unit may not allocate surplus to other units.";
    IRRIGATION_ABOVE_CONSUMPTION
        pt "O consumo de irrigação é maior que o consumo medido no posto."
        en "The irrigation consumption is above the measured consumption of the post.";
    CONTRACTED_DEMAND_BELOW_MINIMUM
        pt "Nenhum posto tem demanda contratada de {min_kw} kW ou mais."
        en "No post has a contracted demand of {min_kw} kW or more.";
    LENGTH_MISMATCH
        pt "As séries têm comprimentos diferentes ({load_count} e {generation_count})."
        en "The series have different lengths ({load_count} and {generation_count}).";
    NEGATIVE_INTERVAL
        pt "Um intervalo tem energia negativa."
        en "An interval has negative energy.";
    TIER_NOT_OPEN_ENDED
        pt "A última faixa de consumo não pode ter limite."
        en "The last tier must have no limit.";
    DIVISION_BY_ZERO
        pt "A TE Energia do posto de destino é zero, e os créditos não podem ser convertidos."
        en "The energy component of the destination post is zero, so credits cannot be converted.";
    MISSING_COMPONENT
        pt "Falta um componente da tarifa que a regra usa ({component})."
        en "A component of the tariff that the rule uses is missing ({component}).";
    SCEE_COMBINATION
        pt "Este benefício tarifário não é calculado junto com a compensação de energia."
        en "This tariff benefit is not computed together with energy compensation.";
    POWER_ABOVE_AVAILABLE
        pt "A potência de {power_kw} kW passa da potência disponibilizada à unidade ({limit_kw} kW)."
        en "The power of {power_kw} kW is above the power available to the unit ({limit_kw} kW).";
    URDB_UNSUPPORTED
        pt "A tarifa usa um campo que não é calculado ({field})."
        en "The rate uses a field that is not computed ({field}).";
    ROW_CELLS
        pt "A linha {line} do arquivo tem {found} colunas em vez de {expected}."
        en "Line {line} of the file has {found} columns instead of {expected}.";
    CELL_SYNTAX
        pt "Na linha {line} do arquivo, o valor da coluna {column} não pode ser lido."
        en "On line {line} of the file, the value of column {column} cannot be read.";
    BAD_CARRY
        pt "O texto de continuação não veio da parte anterior do arquivo."
        en "The text to go on with did not come from the former slice of the file.";
    TARIFF_AMBIGUOUS
        pt "Mais de uma tarifa corresponde à busca: informe a classe e a subclasse."
        en "More than one tariff matches: give the class and the subclass.";
    TARIFF_CONFLICT_RESOLVED
        pt "Outra tarifa vigente em {date} foi preterida pela de início ou ato mais recente."
        en "Another tariff in force on {date} gave way to the one with the later beginning or act.";
} }
