//! Words of the reports in both languages.

use crate::Locale;

/// Short names of the months.
pub fn months(locale: Locale) -> [&'static str; 12] {
    match locale {
        Locale::PtBr => ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"],
        Locale::En => ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    }
}

macro_rules! words {
    ($($(#[$meta:meta])* $name:ident $pt:literal $en:literal;)*) => {
        /// Words and headings, by their place in a report.
        #[derive(Debug, Clone, Copy)]
        #[non_exhaustive]
        #[allow(missing_docs)]
        pub struct Words { $($(#[$meta])* pub $name: &'static str,)* }

        impl Words {
            /// The words of a language.
            pub fn of(locale: Locale) -> Words {
                match locale {
                    Locale::PtBr => Words { $($name: $pt,)* },
                    Locale::En => Words { $($name: $en,)* },
                }
            }

            /// All of them by name, for templates.
            pub(crate) fn by_name(&self) -> std::collections::BTreeMap<&'static str, &'static str> {
                [$((stringify!($name), self.$name)),*].into()
            }
        }
    };
}

words! {
    lang "pt-BR" "en";
    proposal "Proposta de energia solar" "Solar energy proposal";
    summary "Resumo" "Summary";
    system "Sistema" "System";
    power "Potência" "Power";
    inverter_power "Potência do inversor" "Inverter power";
    modules "Módulos" "Modules";
    area "Área de módulos" "Module area";
    generation "Geração" "Generation";
    consumption "Consumo" "Consumption";
    generation_and_consumption "Geração e consumo por mês" "Generation and consumption by month";
    annual_generation "Geração no ano" "Generation a year";
    annual_consumption "Consumo no ano" "Consumption a year";
    covers "Geração sobre consumo" "Generation over consumption";
    specific_yield "Produtividade" "Specific yield";
    performance_ratio "Desempenho global" "Performance ratio";
    month "Mês" "Month";
    year "Ano" "Year";
    hour "Hora" "Hour";
    day "Dia" "Day";
    irradiation "Irradiação no plano" "Irradiation in the plane";
    bill_by_month "Conta de luz por mês" "Electricity bill by month";
    bill "Conta de luz" "Electricity bill";
    bill_waterfall "Do que a conta se compõe" "What the bill is made of";
    bill_change "Da conta sem o sistema à conta com o sistema" "From the bill without to the bill with the system";
    without_system "Sem o sistema" "Without the system";
    with_system "Com o sistema" "With the system";
    saving "Economia" "Saving";
    annual_saving "Economia no primeiro ano" "Saving in the first year";
    bill_lines "Conta linha por linha" "The bill line by line";
    line "Item" "Line";
    post "Posto" "Post";
    quantity "Quantidade" "Quantity";
    unit "Unidade" "Unit";
    rate "Tarifa" "Rate";
    amount "Valor" "Amount";
    taxes "Tributos" "Taxes";
    law "Norma" "Act";
    rule "Regra" "Rule";
    total "Total" "Total";
    investment "Investimento" "Investment";
    loan "Financiamento" "Loan";
    loans "Formas de pagamento" "Ways to pay";
    loan_rows "Juros e amortização por parcela" "Interest and amortisation by installment";
    installment "Parcela" "Installment";
    installments "Parcelas" "Installments";
    regular_installment "Parcela mensal" "Monthly installment";
    due_date "Vencimento" "Due date";
    interest "Juros" "Interest";
    amortisation "Amortização" "Amortisation";
    balance "Saldo devedor" "Outstanding balance";
    opening "Saldo inicial" "Opening balance";
    total_paid "Total pago" "Total paid";
    rate_month "Taxa ao mês" "Rate a month";
    rate_year "Taxa ao ano" "Rate a year";
    cet "Custo efetivo total ao ano (CET)" "Total effective cost a year (CET)";
    iof "IOF" "IOF tax";
    insurance "Seguro" "Insurance";
    fees "Tarifas do crédito" "Fees";
    released "Valor liberado" "Amount released";
    cash_flow "Fluxo de caixa acumulado" "Accumulated cash flow";
    opex "Manutenção" "Operation and maintenance";
    net "Líquido" "Net";
    accumulated "Acumulado" "Accumulated";
    payback "Retorno" "Payback";
    payback_simple "Retorno simples" "Simple payback";
    payback_discounted "Retorno descontado" "Discounted payback";
    payback_definitive "Retorno definitivo" "Definitive payback";
    npv "Valor presente líquido (VPL)" "Net present value (NPV)";
    irr "Taxa interna de retorno (TIR)" "Internal rate of return (IRR)";
    mirr "TIR modificada" "Modified IRR";
    lcoe "Custo nivelado da energia" "Levelised cost of energy";
    coverage "Economia sobre parcelas" "Saving over installments";
    co2 "CO₂ evitado" "CO₂ avoided";
    years "anos" "years";
    total_saving "Economia em todo o período" "Saving over the whole period";
    none "não há" "none";
    assumptions "Premissas" "Assumptions";
    assumption "Premissa" "Assumption";
    value "Valor" "Value";
    origin "Origem" "Origin";
    sources "Fontes" "Sources";
    source "Fonte" "Source";
    vintage "Versão" "Vintage";
    warnings "Atenção" "Please note";
    findings "Verificações" "Findings";
    show_table "Ver os números" "Show the figures";
    hash "Código de verificação" "Verification code";
    hash_note "Quem refizer o cálculo com o mesmo pedido obtém este mesmo código." "Whoever repeats the calculation with the same request gets this same code.";
    page_note "Valores em reais nominais." "Amounts in nominal reais.";
    minimum "mínimo" "minimum";
    maximum "máximo" "maximum";
    in_total "total" "total";
    down_payment "Entrada" "Down payment";
    financed "Valor financiado" "Financed amount";
    default_value "padrão" "default";
    given "informado" "given";
    item "Item" "Item";
    scenario "Cenário" "Scenario";
    scenarios "Cenários" "Scenarios";
    tornado "O que muda o resultado" "What changes the result";
    parameter "Parâmetro" "Parameter";
    low "Mais baixo" "Lower";
    high "Mais alto" "Higher";
    base_case "Caso base" "Base case";
    loss_tree "Perdas, da energia nominal à entregue" "Losses, from nominal to delivered energy";
    nominal_energy "Energia nominal" "Nominal energy";
    delivered_energy "Energia entregue" "Delivered energy";
    loss "Perda" "Loss";
    fraction "Parte" "Share";
    cause "Causa" "Cause";
    heatmap "Potência hora a hora" "Power hour by hour";
    days_of_year "dias do ano" "days of the year";
    range "Geração com margem de segurança" "Generation with a margin of safety";
    probability "Probabilidade de superar" "Probability of exceedance";
    schedule "Plano de pagamento" "Repayment plan";
    simulation "Simulação de um ano" "Simulation of a year";
    compliance "Verificação de conformidade" "Compliance check";
    check "Verificação" "Check";
    result "Resultado" "Result";
    document "Documento" "Document";
    documents "Documentos" "Documents";
    mandatory "Obrigatório" "Mandatory";
    yes "sim" "yes";
    no "não" "no";
    score "Nota" "Score";
    measured "Medidos" "Measured";
    answer "Resposta" "Answer";
    quantity_name "Grandeza" "Quantity";
    place "Local" "Place";
    date "Data" "Date";
    monthly_table "Mês a mês" "Month by month";
    yearly_table "Ano a ano" "Year by year";
    credits "Créditos" "Credits";
    grid "Da rede" "From the grid";
    injected "Injetada" "Injected";
    compensated "Compensada" "Compensated";
    clipped "Cortada no inversor" "Clipped at the inverter";
    capacity_factor "Fator de capacidade" "Capacity factor";
    why "Por que este" "Why this one";
    optimum "Melhor variante" "Best variant";
    frontier "Variantes ao lado" "Variants beside it";
    technical "Dados técnicos" "Technical data";
    page "Página" "Page";
    begins "Início" "Begins";
    tilt "Inclinação" "Tilt";
    azimuth "Orientação" "Azimuth";
    variants "Variantes" "Variants";
    in_full "Calculadas por inteiro" "Computed in full";
    objective "Objetivo" "Objective";
    lead "Vantagem sobre a segunda" "Lead over the second";
    best "As melhores" "The best";
    excluded "Excluídas" "Excluded";
    energy_by_post "Energia da rede por posto" "Energy from the grid by post";
    demand_without "Demanda sem o sistema" "Demand without the system";
    demand_with "Demanda com o sistema" "Demand with the system";
    connection "Conexão" "Connection";
    allowed "Permitida" "Allowed";
    category "Categoria" "Category";
    tariff_group "Grupo tarifário" "Tariff group";
    limit "Limite" "Limit";
    guarantee "Garantia" "Guarantee";
    inspection "Vistoria (dias úteis)" "Inspection (business days)";
    economics "Viabilidade econômica" "Project economics";
    new_credits "Créditos novos" "New credits";
    expired "Expirados" "Expired";
    used_at_once "Usada na hora" "Used at once";
    self_consumption "Geração usada na hora" "Generation used at once";
    self_sufficiency "Consumo atendido na hora" "Consumption met at once";
    saving_month "Economia média por mês" "Mean saving a month";
    highest_payment "Maior parcela" "Highest payment";
    npv_short "VPL" "NPV";
    irr_short "TIR" "IRR";
    chosen "Opção escolhida" "Chosen option";
    costs "Custos" "Costs";
    accumulated_discounted "Acumulado descontado" "Accumulated, discounted";
    low_npv "VPL no valor mais baixo" "NPV at the lower value";
    high_npv "VPL no valor mais alto" "NPV at the higher value";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_missing_in_a_language() {
        for locale in [Locale::PtBr, Locale::En] {
            assert!(Words::of(locale).by_name().values().all(|word| !word.trim().is_empty()));
        }
    }
}
