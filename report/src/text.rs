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
    payback_discounted "Retorno descontado" "Discounted payback";
    years "anos" "years";
    npv "Valor presente líquido" "Net present value";
    irr "Taxa interna de retorno" "Internal rate of return";
    a_year "ao ano" "a year";
    none "não há" "none";
    assumptions "Premissas" "Assumptions";
    assumption "Premissa" "Assumption";
    value "Valor" "Value";
    origin "Origem" "Origin";
    sources "Fontes" "Sources";
    source "Fonte" "Source";
    vintage "Versão" "Vintage";
    warnings "Atenção" "Please note";
    verdicts "Resultado da análise" "Findings";
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
