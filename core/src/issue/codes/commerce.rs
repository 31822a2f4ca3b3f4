//! Codes of the domain `commerce`.

use super::declare;

declare! { COMMERCE {
    BAD_SEQ
        pt "O número de ordem do evento deve ser {expected}."
        en "The place of the event must be {expected}.";
    SCHEMA_UNKNOWN
        pt "O esquema da política não é conhecido."
        en "The schema of the policy is not known.";
    RULE_ID_DUPLICATE
        pt "Duas regras da política têm o mesmo identificador."
        en "Two rules of the policy have the same id.";
    CONDITION_TOO_DEEP
        pt "A condição tem mais de {max} níveis."
        en "The condition nests deeper than {max} levels.";
    CONDITION_SYNTAX
        pt "A condição não está em uma forma conhecida."
        en "The condition is not of a known form.";
    CONDITION_EMPTY
        pt "A lista de condições está vazia."
        en "The list of conditions is empty.";
    FIELD_UNKNOWN
        pt "A política usa um campo que não existe ou não foi declarado."
        en "The policy uses a field that does not exist or was not declared.";
    OPERATOR_TYPE
        pt "O operador não serve para o tipo do campo."
        en "The operator does not fit the type of the field.";
    VALUE_TYPE
        pt "O valor não é do tipo do campo ({expected})."
        en "The value is not of the field's type ({expected}).";
    VALUE_RANGE
        pt "O início do intervalo é maior que o fim."
        en "The range begins after its end.";
    EFFECT_INVALID
        pt "O efeito da regra não é conhecido."
        en "The effect of the rule is not known.";
    REQUIRE_WITHOUT_STEPS
        pt "Uma regra que exige aprovação precisa de etapas."
        en "A rule that requires approval needs steps.";
    STEPS_NOT_ALLOWED
        pt "Só uma regra que exige aprovação pode ter etapas."
        en "Only a rule that requires approval may have steps.";
    QUORUM_INVALID
        pt "O quórum deve ser any, all ou um número a partir de um."
        en "The quorum must be any, all or a number from one.";
    STEP_WITHOUT_APPROVERS
        pt "A etapa não diz quem aprova."
        en "The step does not say who approves.";
    SELECTOR_INVALID
        pt "Quem aprova deve ser indicado de exatamente uma forma."
        en "An approver must be named in exactly one way.";
    LEVEL_INVALID
        pt "O nível da etapa deve ser um número a partir de um."
        en "The level of the step must be a number from one.";
    STEP_ID_CONFLICT
        pt "A mesma etapa aparece com conteúdos diferentes."
        en "The same step appears with different contents.";
    CONTEXT_INCOMPLETE
        pt "Faltam dados do pedido que a política sempre precisa."
        en "Data of the order that the policy always needs are missing.";
    NO_ELIGIBLE_APPROVER
        pt "Ninguém pode aprovar uma etapa do pedido."
        en "Nobody may approve a step of the order.";
    DISTINCT_APPROVERS_IMPOSSIBLE
        pt "Não há pessoas diferentes que bastem para todos os níveis."
        en "There are not enough different people for all levels.";
    ANALYSIS_TOO_LARGE
        pt "A política tem combinações demais para ser analisada (mais de {max})."
        en "The policy has too many combinations to be analysed (more than {max}).";
    RULE_NEVER_MATCHES
        pt "A condição da regra nunca é verdadeira."
        en "The condition of the rule is never true.";
    RULE_ALWAYS_MATCHES
        pt "A condição da regra é sempre verdadeira."
        en "The condition of the rule is always true.";
    RULE_SHADOWED
        pt "Regras anteriores que encerram a avaliação cobrem todos os casos da regra."
        en "Earlier rules that stop the evaluation cover every case of the rule.";
    EFFECT_OVERRIDDEN
        pt "Todo caso da regra cai também em uma regra que exige aprovação ou recusa."
        en "Every case of the rule also matches a rule that requires approval or denies.";
    OVERLAP
        pt "Há casos da regra que caem também em uma regra que exige aprovação ou recusa."
        en "Some cases of the rule also match a rule that requires approval or denies.";
    DEFAULT_REACHABLE
        pt "Há pedidos que não caem em nenhuma regra."
        en "Some orders match no rule.";
    DEFAULT_UNREACHABLE
        pt "Todo pedido cai em alguma regra."
        en "Every order matches some rule.";
    NO_APPROVER
        pt "Nenhum usuário ativo pode aprovar a etapa."
        en "No active user can approve the step.";
    QUORUM_TOO_HIGH
        pt "A etapa exige mais pessoas do que há."
        en "The step needs more people than there are.";
    NO_SPARE_APPROVER
        pt "A etapa não tem ninguém de reserva."
        en "The step has nobody in reserve.";
    APPROVE_LIMIT_GAP
        pt "Acima de certo valor ninguém pode aprovar a etapa."
        en "Above a certain amount nobody may approve the step.";
    AUTO_APPROVE_ON_TIMEOUT
        pt "A etapa é aprovada sozinha quando o prazo acaba."
        en "The step is approved by itself when its time is over.";
    ESCALATION_AFTER_EXPIRY
        pt "A escalada só vem quando a etapa já acabou."
        en "The escalation comes only when the step is over.";
    IDEMPOTENCY_CONFLICT
        pt "Já existe um lançamento com este identificador e outro conteúdo."
        en "There is an entry with this id and other content.";
    VERSION_CONFLICT
        pt "Os dados mudaram: decida de novo sobre a versão {version}."
        en "The data changed: decide again on version {version}.";
    ENTRY_KIND
        pt "O tipo do lançamento não é conhecido."
        en "The kind of the entry is not known.";
    EMPTY_PURCHASE
        pt "O pedido não tem itens."
        en "The purchase has no lines.";
    AMOUNT_NOT_POSITIVE
        pt "O valor de um item deve ser maior que zero."
        en "The amount of a line must be above zero.";
    ADJUST_NEEDS_REASON
        pt "Um ajuste precisa de motivo e responsável."
        en "A correction needs a reason and an actor.";
    TIME_REVERSAL
        pt "O instante é anterior ao do último registro."
        en "The instant is before that of the last record.";
    RESERVATION_EXPIRY_INVALID
        pt "A reserva deve valer até depois do seu início."
        en "The reservation must expire after it begins.";
    NO_OPEN_RESERVATION
        pt "O pedido não tem reserva aberta."
        en "The order has no open reservation.";
    NOTHING_TO_CANCEL
        pt "O pedido não tem lançamentos para cancelar."
        en "The order has no entries to cancel.";
    REFUND_EXCEEDS_COMMITTED
        pt "A devolução passa do que foi comprado."
        en "The refund exceeds what was bought.";
    LIMIT_EXCEEDED
        pt "A compra passa do limite de gastos."
        en "The purchase exceeds the spending limit.";
    LIMIT_BOUNDARY
        pt "A compra usa exatamente o que resta do limite."
        en "The purchase uses exactly what is left of the limit.";
    PER_ORDER_EXCEEDED
        pt "A compra passa do máximo por pedido."
        en "The purchase exceeds the maximum of one order.";
    MONITOR_ONLY
        pt "O limite foi passado, mas apenas é acompanhado."
        en "The limit is exceeded but only monitored.";
    OVERRIDE_APPLIED
        pt "O limite foi ampliado por uma autorização válida."
        en "The limit was raised by a valid override.";
    OVERRIDE_SELF_GRANTED
        pt "Uma autorização dada pelo próprio comprador não conta."
        en "An override granted by the requester does not count.";
    NO_LIMIT_APPLIES
        pt "Nenhum limite de gastos vale para esta compra."
        en "No spending limit applies to this purchase.";
    FORECAST_RANGE
        pt "O instante atual deve estar entre o início e o fim."
        en "The present instant must lie between start and end.";
    POLICY_CHANGED
        pt "A solicitação foi feita sob outra versão da política."
        en "The request was made under another version of the policy.";
    COMMAND_UNKNOWN
        pt "O comando não é conhecido."
        en "The command is not known.";
    REQUEST_CLOSED
        pt "A solicitação já foi encerrada."
        en "The request is closed.";
    STALE_CART
        pt "O carrinho mudou depois de ter sido visto ou aprovado."
        en "The cart changed after it was seen or approved.";
    ACTOR_INACTIVE
        pt "O usuário não existe ou está inativo."
        en "The user does not exist or is inactive.";
    DELEGATION_INVALID
        pt "Não há delegação válida para votar por outra pessoa."
        en "There is no valid delegation to vote for somebody else.";
    SELF_APPROVAL
        pt "Ninguém aprova a própria solicitação."
        en "Nobody approves the own request.";
    ALREADY_VOTED
        pt "Esta pessoa já votou."
        en "This person has voted already.";
    STEP_CLOSED
        pt "A etapa já foi concluída."
        en "The step is done already.";
    LEVEL_NOT_ACTIVE
        pt "O nível desta pessoa ainda não está aberto."
        en "The level of this person is not open yet.";
    NOT_ELIGIBLE
        pt "Esta pessoa não pode votar nesta solicitação."
        en "This person may not vote on this request.";
    DISTINCT_APPROVER_REQUIRED
        pt "Cada nível precisa de outra pessoa."
        en "Each level needs another person.";
    NOT_REQUESTER
        pt "Só quem pediu pode cancelar."
        en "Only the requester may cancel.";
    NOT_APPROVED
        pt "A solicitação não está aprovada."
        en "The request is not approved.";
    APPROVAL_EXPIRED
        pt "A aprovação venceu."
        en "The approval has expired.";
    QTY_NOT_POSITIVE
        pt "A quantidade deve ser maior que zero."
        en "The quantity must be above zero.";
    PRICE_NEGATIVE
        pt "O preço não pode ser negativo."
        en "The price cannot be negative.";
    PRICE_NOT_FOUND
        pt "Nenhuma lista de preços tem preço para este item e esta quantidade."
        en "No price list has a price for this article and quantity.";
    NO_OFFER
        pt "Nenhuma oferta serve para esta quantidade e esta empresa."
        en "No offer fits this quantity and company.";
    DISCOUNT_NEGATIVE
        pt "O desconto não pode ser negativo."
        en "The discount cannot be negative.";
    DISCOUNT_EXCEEDS_PRICE
        pt "O desconto passa do preço."
        en "The discount exceeds the price.";
    LINE_DISCOUNT_CAPPED
        pt "O desconto do item foi reduzido ao máximo permitido."
        en "The discount of the line was cut to the most allowed.";
    ORDER_DISCOUNT_CAPPED
        pt "O desconto do pedido foi reduzido ao máximo permitido."
        en "The discount of the order was cut to the most allowed.";
    MARGIN_BELOW_FLOOR
        pt "A margem está abaixo do mínimo."
        en "The margin is below the floor.";
    CURRENCY_UNSUPPORTED
        pt "Esta moeda ainda não serve para cotações."
        en "This currency is not supported for quotes yet.";
    EMPTY_QUOTE
        pt "A cotação não tem itens."
        en "The quote has no lines.";
    FREIGHT_NEGATIVE
        pt "O frete não pode ser negativo."
        en "The freight cannot be negative.";
    RATE_NEGATIVE
        pt "A alíquota não pode ser negativa."
        en "The rate cannot be negative.";
    TAX_MODE
        pt "O modo do imposto deve ser on_top, included ou st."
        en "The mode of the tax must be on_top, included or st.";
    COST_MISSING
        pt "Falta o custo de um item para calcular a margem."
        en "The cost of a line is missing for its margin.";
    RATES_TOO_HIGH
        pt "As alíquotas somam cem por cento ou mais."
        en "The rates are one hundred percent or more.";
    QUOTE_STATE
        pt "A cotação não está em um estado que aceite este comando."
        en "The quote is not in a state that takes this command.";
    QUOTE_EXPIRED
        pt "A cotação venceu."
        en "The quote has expired.";
    QUOTE_NOT_ACCEPTED
        pt "A cotação ainda não foi aceita."
        en "The quote is not accepted.";
    NOT_YOUR_TURN
        pt "Não é a vez desta parte."
        en "It is not this party's turn.";
    STALE_REVISION
        pt "Há uma revisão mais nova da cotação."
        en "There is another revision of the quote.";
    HASH_MISMATCH
        pt "O conteúdo aceito não é o da última revisão."
        en "The accepted content is not that of the last revision.";
    LIMIT_DENIED
        pt "O limite de gastos não permite o pedido."
        en "The spending limit does not allow the order.";
    APPROVAL_REQUIRED
        pt "O pedido precisa de aprovação."
        en "The order needs an approval.";
    TOTAL_MISMATCH
        pt "O total do pedido não é o da cotação aceita."
        en "The total of the order is not that of the accepted quote.";
    ALREADY_CONVERTED
        pt "A cotação já virou outro pedido."
        en "The quote became another order already.";
    STATEMENT_FIELDS
        pt "A declaração de aceite não tem exatamente os campos previstos."
        en "The statement of acceptance does not have exactly the fields it should.";
    AUDIT_CHAIN_BROKEN
        pt "A trilha de auditoria foi alterada: o registro {index} não confere."
        en "The audit chain was changed: record {index} does not agree.";
    SIGNATURE_INVALID
        pt "A assinatura não é desta declaração."
        en "The signature is not of this statement.";
    PLAN_DENIED
        pt "A política de compras não permite o pedido."
        en "The purchasing policy does not allow the order.";
    APPROVAL_PENDING
        pt "O pedido aguarda aprovação."
        en "The order awaits approval.";
    APPROVAL_REJECTED
        pt "O pedido foi recusado por quem aprova."
        en "The order was rejected by an approver.";
    APPROVAL_CANCELLED
        pt "O pedido de aprovação foi cancelado."
        en "The request for approval was cancelled.";
    APPROVAL_SUPERSEDED
        pt "O carrinho mudou e precisa de nova aprovação."
        en "The cart changed and needs a new approval.";
    APPROVAL_MISSING
        pt "Falta pedir aprovação."
        en "An approval must be asked for.";
    NO_RATE
        pt "Nenhuma linha da tabela serve para este caso."
        en "No row of the table is for this case.";
    TARIFF_NOT_IN_FORCE
        pt "A tarifa não vale neste dia."
        en "The tariff is not in force on this day.";
    ERROR_NOT_A_CODE
        pt "Um erro do registro deve ser um código em letras maiúsculas."
        en "An error of the record must be a code in upper case.";
    REFERENCE_NOT_POSITIVE
        pt "O valor de referência deve ser maior que zero."
        en "The reference value must be above zero.";
} }
