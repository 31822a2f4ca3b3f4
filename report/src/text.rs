//! Words of the reports in both languages.

use crate::Locale;
use std::collections::BTreeMap;

/// Short names of the months.
pub fn months(locale: Locale) -> [&'static str; 12] {
    match locale {
        Locale::PtBr => ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"],
        Locale::En => ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    }
}

/// Names of bill lines and assumptions by their codes.
pub(crate) fn names(locale: Locale) -> BTreeMap<&'static str, &'static str> {
    let pick = |(code, pt, en): &(&'static str, &'static str, &'static str)| {
        (*code, if locale == Locale::En { *en } else { *pt })
    };
    NAMES.iter().map(pick).collect()
}

const NAMES: &[(&str, &str, &str)] = &[
    ("consumption_te", "Energia consumida (TE)", "Energy consumed (TE)"),
    ("consumption_tusd", "Uso da rede (TUSD)", "Use of the network (TUSD)"),
    ("flag", "Bandeira tarifária", "Tariff flag"),
    ("availability_te", "Custo de disponibilidade (TE)", "Availability minimum (TE)"),
    ("availability_tusd", "Custo de disponibilidade (TUSD)", "Availability minimum (TUSD)"),
    ("availability_flag", "Custo de disponibilidade (bandeira)", "Availability minimum (flag)"),
    ("availability_complement", "Complemento até o mínimo", "Complement up to the minimum"),
    ("availability_tax_floor", "Tributos do mínimo", "Taxes of the minimum"),
    ("compensation_te", "Energia compensada (TE)", "Compensated energy (TE)"),
    ("compensation_tusd", "Energia compensada (TUSD)", "Compensated energy (TUSD)"),
    ("scee_retained", "Fio B sobre a energia compensada", "Fio B on compensated energy"),
    ("cosip", "Iluminação pública (COSIP)", "Public lighting (COSIP)"),
    ("self_consumption_fraction", "Parte da geração consumida na hora", "Share of generation consumed at once"),
    ("dc_ac_ratio", "Potência dos módulos sobre a do inversor", "Module power over inverter power"),
    ("limit_oversizing", "Limite de geração sobre consumo", "Limit of generation over consumption"),
    ("years", "Anos do fluxo de caixa", "Years of the cash flow"),
    ("tariff_growth_year_effective", "Reajuste anual da tarifa", "Growth of tariffs a year"),
    ("degradation_year_fraction", "Perda anual dos módulos", "Ageing of the modules a year"),
    ("opex_year_brl", "Manutenção no primeiro ano (R$)", "Maintenance in the first year (R$)"),
    ("opex_growth_year_effective", "Reajuste anual da manutenção", "Growth of maintenance a year"),
];

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
            pub fn by_name(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name)),*]
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
    modules "Módulos" "Modules";
    area "Área de módulos" "Module area";
    generation "Geração" "Generation";
    consumption "Consumo" "Consumption";
    generation_and_consumption "Geração e consumo por mês" "Generation and consumption by month";
    annual_generation "Geração no ano" "Generation a year";
    annual_consumption "Consumo no ano" "Consumption a year";
    covers "Geração sobre consumo" "Generation over consumption";
    specific_yield "Produtividade" "Specific yield";
    month "Mês" "Month";
    year "Ano" "Year";
    irradiation "Irradiação no plano" "Irradiation in the plane";
    bill_by_month "Conta de luz por mês" "Electricity bill by month";
    without_system "Sem o sistema" "Without the system";
    with_system "Com o sistema" "With the system";
    saving "Economia" "Saving";
    annual_saving "Economia no primeiro ano" "Saving in the first year";
    bill_lines "Conta de um mês, linha por linha" "The bill of one month, line by line";
    line "Item" "Line";
    quantity "Quantidade" "Quantity";
    unit "Unidade" "Unit";
    rate "Tarifa" "Rate";
    amount "Valor" "Amount";
    law "Norma" "Act";
    total "Total" "Total";
    investment "Investimento" "Investment";
    loan "Financiamento" "Loan";
    installment "Parcela" "Installment";
    installments "Parcelas" "Installments";
    due_date "Vencimento" "Due date";
    interest "Juros" "Interest";
    amortisation "Amortização" "Amortisation";
    balance "Saldo devedor" "Outstanding balance";
    cash_flow "Fluxo de caixa acumulado" "Accumulated cash flow";
    opex "Manutenção" "Operation and maintenance";
    net "Líquido" "Net";
    accumulated "Acumulado" "Accumulated";
    payback_simple "Retorno simples" "Simple payback";
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
    show_table "Ver os números" "Show the figures";
    hash "Código de verificação" "Verification code";
    hash_note "Quem refizer o cálculo com o mesmo pedido obtém este mesmo código." "Whoever repeats the calculation with the same request gets this same code.";
    page_note "Valores em reais nominais." "Amounts in nominal reais.";
    minimum "mínimo" "minimum";
    maximum "máximo" "maximum";
    down_payment "Entrada" "Down payment";
    financed "Valor financiado" "Financed amount";
    default_value "padrão" "default";
    given "informado" "given";
}
