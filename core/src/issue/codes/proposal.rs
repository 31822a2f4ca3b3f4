//! Codes of the domain `proposal`.

use super::declare;

declare! { PROPOSAL {
    GENERATION_FROM_MONTHLY_CLIMATE
        pt "A geração vem de médias mensais do clima, não de uma série horária; o método costuma ser otimista em até 3 %."
        en "Generation comes from monthly climate means, not from an hourly series; the method tends to be optimistic by up to 3 %.";
    SELF_CONSUMPTION_ASSUMED
        pt "A parte da geração consumida na hora ({fraction}) é uma premissa: não foi medida nem calculada hora a hora."
        en "The share of generation that is consumed at once ({fraction}) is an assumption: it was neither measured nor computed by the hour.";
    PRICES_OF_ONE_MONTH
        pt "As doze contas usam a tarifa, a bandeira e os tributos do ciclo até {date}."
        en "All twelve bills use the tariff, the flag and the taxes of the cycle that ends on {date}.";
    SAVING_EXTRAPOLATED
        pt "A economia dos anos seguintes é a do primeiro ano com reajuste e degradação: a transição do Fio B da Lei 14.300 não foi recalculada ano a ano."
        en "Later years' savings are the first year's with tariff growth and degradation: the Fio B transition of Lei 14.300 was not recomputed year by year.";
    NEGATIVE_SAVING
        pt "O sistema não reduz a conta de luz."
        en "The system does not lower the electricity bill.";
    DOWN_PAYMENT_TOO_LARGE
        pt "A entrada é maior que o investimento."
        en "The down payment is larger than the investment.";
    PRICES_OF_ONE_DAY
        pt "A tarifa e a bandeira de {date} valem para todo o primeiro ano."
        en "The tariff and the flag of {date} hold for the whole first year.";
    NO_DAYLIGHT
        pt "Nesta latitude há meses sem sol: a geração mensal não pode ser distribuída pelas horas."
        en "At this latitude there are months without sun: monthly generation cannot be spread over the hours.";
    VALUE_CHANGED
        pt "O valor não é o que o pedido dá."
        en "The value is not what the request gives.";
    VALUE_MISSING
        pt "Falta um valor que o pedido dá."
        en "A value that the request gives is missing.";
    VALUE_UNEXPECTED
        pt "Há um valor que o pedido não dá."
        en "There is a value that the request does not give.";
    EMPTY_CAPEX
        pt "Falta o valor do investimento."
        en "The investment is missing.";
} }
