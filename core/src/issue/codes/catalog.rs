//! Codes of the domain `catalog`: kits, titles, records.

use super::declare;

declare! { CATALOG {
    EMPTY_KIT
        pt "O kit não tem componentes."
        en "The kit has no components.";
    KIT_PRICING_MODE
        pt "O modo de preço deve ser sum, fixed, pct_off ou amount_off."
        en "The pricing mode must be sum, fixed, pct_off or amount_off.";
    KIT_ABOVE_SUM
        pt "O kit custa mais que a soma dos componentes."
        en "The kit costs more than the sum of its components.";
    SKU_DUPLICATE
        pt "O mesmo item aparece duas vezes na lista."
        en "The same article stands twice in the list.";
    DATA_MISSING
        pt "Faltam dados para verificar o kit."
        en "Data are missing to check the kit.";
    STRINGS_EXCEED_INPUTS
        pt "Há mais séries em paralelo do que entradas no MPPT."
        en "There are more strings in parallel than inputs of the MPPT.";
    MPPT_EXCEEDED
        pt "As séries usam mais MPPTs do que o inversor tem."
        en "The strings use more MPPTs than the inverter has.";
    MPPT_OVERBOOKED
        pt "Um MPPT é usado em mais inversores do que há no kit."
        en "An MPPT is used on more inverters than the kit has.";
    MODULE_COUNT_MISMATCH
        pt "As séries não usam exatamente os módulos do kit."
        en "The strings do not use exactly the modules of the kit.";
    STRING_UNKNOWN_SKU
        pt "Uma série usa um item que não está no kit."
        en "A string uses an article that is not in the kit.";
    DC_AC_RATIO_HIGH
        pt "A potência dos módulos é alta demais para os inversores."
        en "The power of the modules is too high for the inverters.";
    DC_AC_RATIO_LOW
        pt "A potência dos módulos é baixa para os inversores."
        en "The power of the modules is low for the inverters.";
    KIT_NO_MODULE
        pt "O kit não tem módulos."
        en "The kit has no modules.";
    KIT_NO_INVERTER
        pt "O kit não tem inversor."
        en "The kit has no inverter.";
    KIT_NO_STRUCTURE
        pt "O kit não tem estrutura de fixação."
        en "The kit has no mounting structure.";
    STRUCTURE_CAPACITY_SHORT
        pt "A estrutura não segura todos os módulos."
        en "The structure does not hold all modules.";
    STRUCTURE_ROOF_MISMATCH
        pt "A estrutura não é para este telhado."
        en "The structure is not for this roof.";
    PHASE_MISMATCH
        pt "O inversor tem mais fases que a ligação."
        en "The inverter has more phases than the connection.";
    VOLTAGE_MISMATCH
        pt "O inversor não é para a tensão da ligação."
        en "The inverter is not for the voltage of the connection.";
    KIT_POWER_OUTSIDE
        pt "A potência do kit está longe da desejada."
        en "The power of the kit is too far from the one wished for.";
    KIT_PRICE_ABOVE_MAX
        pt "O kit passa do preço máximo."
        en "The kit exceeds the highest price.";
    POWER_KW_CONTRADICTS_TITLE
        pt "A potência em kW não é a do título."
        en "The power in kW is not that of the title.";
    POWER_W_CONTRADICTS_TITLE
        pt "A potência em W não é a do título."
        en "The power in W is not that of the title.";
    EFFICIENCY_OUT_OF_RANGE
        pt "A eficiência não é plausível."
        en "The efficiency is not plausible.";
    AC_VOLTAGE_IMPLAUSIBLE
        pt "A tensão alternada não é plausível."
        en "The alternating voltage is not plausible.";
} }
