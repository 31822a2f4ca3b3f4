//! Codes of dates, zones and windows.

use super::declare;

declare! { CALENDAR {
    DATE_RANGE
        pt "A data calculada está fora dos anos 0001 a 9999."
        en "The computed date is outside the years 0001 to 9999.";
    TZ_UNKNOWN
        pt "O fuso horário não é conhecido."
        en "The time zone is not known.";
    TZ_HISTORY_UNSUPPORTED
        pt "Este fuso horário só é conhecido a partir de 17/02/2019, quando terminou o último horário de verão."
        en "This time zone is known only from 2019-02-17 on, when the last daylight saving time ended.";
    WINDOW_INVALID
        pt "A janela de tempo não é válida."
        en "The time window is not valid.";
    WINDOW_INACTIVE
        pt "O instante está fora da janela de tempo."
        en "The instant is outside the time window.";
    CALENDAR_OUT_OF_RANGE
        pt "O calendário bancário vai de 01/01/2000 a 31/12/2199."
        en "The bank calendar runs from 2000-01-01 to 2199-12-31.";
    HOLIDAY_CONFLICT
        pt "A mesma data foi acrescentada aos feriados e retirada deles."
        en "The same date was added to the holidays and removed from them.";
    BAD_CONVENTION
        pt "A convenção não está entre as conhecidas: {expected}."
        en "The convention is not one of those known: {expected}.";
} }
