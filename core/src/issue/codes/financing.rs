//! Codes of the domain `financing`.

use super::declare;

declare! { FINANCING {
    INVALID_PRINCIPAL
        pt "O valor financiado deve ir de {min_brl} a {max_brl}, em centavos inteiros."
        en "The principal must be from {min_brl} to {max_brl}, in whole cents.";
    INVALID_TERM
        pt "O número de parcelas deve ir de {min} a {max}."
        en "The number of installments must be from {min} to {max}.";
    RATE_OUT_OF_RANGE
        pt "A taxa está fora do intervalo permitido ou tem casas decimais demais."
        en "The rate is outside its range or has too many decimals.";
    RATE_BASIS_MISMATCH
        pt "A base da taxa não serve para este cálculo ({expected})."
        en "The basis of the rate does not fit this computation ({expected}).";
    FIRST_DUE_NOT_AFTER_RELEASE
        pt "O primeiro vencimento deve ser posterior à liberação do crédito."
        en "The first due date must be after the release of the credit.";
    GRACE_TOO_LONG
        pt "A carência deve ser menor que o número de parcelas ({installments})."
        en "The grace must be shorter than the number of installments ({installments}).";
    BALLOON_OUT_OF_RANGE
        pt "A parcela intermediária só existe na Tabela Price, uma por parcela depois da carência, com valor positivo em centavos inteiros."
        en "A balloon exists only in the Price system, one for an installment after the grace, with a positive amount in whole cents.";
    BALLOONS_EXCEED_PRINCIPAL
        pt "As parcelas intermediárias já pagam todo o valor financiado."
        en "The balloons already pay the whole principal.";
    BAD_WEIGHTS
        pt "Os pesos só existem na Tabela Price: um por parcela depois da carência, nenhum negativo e nem todos zero."
        en "Weights exist only in the Price system: one for each installment after the grace, none negative and not all zero.";
    INSTALLMENT_TOO_SMALL
        pt "A amortização de cada parcela seria menor que um centavo."
        en "The amortisation of each installment would be less than a cent.";
    NEGATIVE_AMORTISATION
        pt "A parcela {number} não cobre os juros do período."
        en "Installment {number} does not cover the interest of its period.";
    SYSTEM_NEEDS_MONTHLY_ACCRUAL
        pt "Este sistema de amortização só existe com juros por mês."
        en "This amortisation system exists only with monthly accrual.";
    STUB_NEEDS_MONTHLY_ACCRUAL
        pt "Com juros por dias o primeiro período já é cobrado: não há acerto."
        en "With interest by days the first period is charged already: there is no stub.";
    STUB_NEGATIVE
        pt "O primeiro vencimento vem antes de um mês da liberação: não há acerto."
        en "The first due date comes before a month from the release: there is no stub.";
    UNKNOWN_SYSTEM
        pt "O sistema de amortização não está entre os conhecidos: {expected}."
        en "The amortisation system is not one of those known: {expected}.";
    IOF_RATE_DISPUTED
        pt "A alíquota do IOF deste período está em discussão: informe as alíquotas."
        en "The IOF rate of this period is disputed: give the rates.";
    IOF_RATE_UNKNOWN
        pt "Não há alíquota de IOF conhecida para esta data."
        en "No IOF rate is known for this date.";
    GROSS_UP_FAILED
        pt "Não há valor financiado que deixe o líquido pedido."
        en "No principal leaves the net amount asked for.";
    NO_SIGN_CHANGE
        pt "Os fluxos não mudam de sinal: não há taxa de retorno."
        en "The flows do not change sign: there is no rate of return.";
    NO_ROOT
        pt "Nenhuma taxa zera o valor presente destes fluxos."
        en "No rate makes the present value of these flows zero.";
    MULTIPLE_ROOTS
        pt "Há {count} taxas que zeram o valor presente destes fluxos."
        en "There are {count} rates that make the present value of these flows zero.";
    CET_NOT_UNIQUE
        pt "Há mais de um custo efetivo para estes fluxos."
        en "There is more than one effective cost for these flows.";
    CET_NO_SOLUTION
        pt "Não há custo efetivo para estes fluxos."
        en "There is no effective cost for these flows.";
    INVALID_PREPAYMENT
        pt "A amortização extra não é possível neste contrato, nesta parcela ou com este valor."
        en "The extra amortisation is not possible for this contract, at this installment or of this amount.";
    NEVER_AMORTISES
        pt "Com este pagamento a dívida nunca termina."
        en "With this payment the debt never ends.";
    PERIOD_OUT_OF_RANGE
        pt "O período deve ir de 1 a {max}."
        en "The period must be from 1 to {max}.";
    TOO_MANY_SIGN_CHANGES
        pt "Os fluxos mudam de sinal {count} vezes; o limite é {max}."
        en "The flows change sign {count} times; the limit is {max}.";
    INSTALLMENT_OVERDUE
        pt "A parcela venceu antes da liquidação: ela é paga com os encargos do atraso."
        en "The installment fell due before the settlement: it is paid with the charges of the delay.";
    FINE_ABOVE_CONSUMER_LIMIT
        pt "A multa passa de {max}, o máximo em contratos com consumidores."
        en "The fine is above {max}, the most in contracts with consumers.";
    FEE_VOID
        pt "Esta tarifa não vale em contratos posteriores a 30 de abril de 2008."
        en "This fee is void in contracts after 30 April 2008.";
    NO_OWN_MONEY
        pt "Não há dinheiro próprio no início: a taxa de retorno dele diz pouco."
        en "No own money is paid at the start: its rate of return says little.";
    BAD_DISTRIBUTION
        pt "A distribuição não existe com estes números."
        en "There is no distribution with these numbers.";
    RATE_STALE
        pt "A taxa é de {reference_date}, mais de {max_days} dias antes da data do cálculo ou depois dela."
        en "The rate is of {reference_date}, more than {max_days} days before the date of the computation or after it.";
    LINE_NOT_IN_FORCE
        pt "A linha de crédito não vale nesta data."
        en "The credit line is not in force on this date.";
    LINE_NOT_FOR_BORROWER
        pt "A linha de crédito não atende este tipo de tomador."
        en "The credit line is not for this kind of borrower.";
    LINE_NOT_IN_STATE
        pt "A linha de crédito não atende este estado."
        en "The credit line does not reach this state.";
    LINE_AMOUNT_TOO_HIGH
        pt "A linha de crédito financia no máximo {max_brl}."
        en "The credit line lends {max_brl} at most.";
    LINE_SHARE_TOO_HIGH
        pt "A linha de crédito financia no máximo a fração {max} do projeto."
        en "The credit line lends at most the share {max} of the project.";
    LINE_TERM_TOO_LONG
        pt "A linha de crédito tem no máximo {max} parcelas."
        en "The credit line has {max} installments at most.";
    LINE_GRACE_TOO_LONG
        pt "A linha de crédito tem no máximo {max} parcelas de carência."
        en "The credit line has {max} installments of grace at most.";
} }
