/* The calendar behind ISO dates: which days exist, and the first and last day of a period. */
#ifndef RULES_CALENDAR_H
#define RULES_CALENDAR_H

#include "common/arena.h"

static inline int days_in_month(int year, int month)
{
        static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
        bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

        return month == 2 && leap ? 29 : days[month - 1];
}

/* @year 0 = unknown: 29/02 is then possible. */
static inline bool day_exists(int year, int month, int day)
{
        return month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year ? year : 2000, month);
}

/* @value in @digits digits, zeros in front; what does not fit is cut. Returns behind them. */
static inline char *iso_digits(char *out, unsigned value, unsigned digits)
{
        for (unsigned i = digits; i-- > 0; value /= 10)
                out[i] = (char) ('0' + value % 10);
        return out + digits;
}

/* "2023-10-05", "2023-10", "2023", "--10-05": what is 0 is unknown and left out, a year in front as "-". */
static inline const char *iso_date(struct arena *arena, int year, int month, int day)
{
        char *text = arena_alloc(arena, sizeof("2023-10-05")), *out = text;

        if (year || !month)
                out = iso_digits(out, (unsigned) year, 4);
        else
                *out++ = '-';
        if (month) {
                *out++ = '-';
                out = iso_digits(out, (unsigned) month, 2);
        }
        if (day) {
                *out++ = '-';
                iso_digits(out, (unsigned) day, 2);
        }
        return text;
}

static inline const char *iso_month_end(struct arena *arena, int year, int month)
{
        return iso_date(arena, year, month, days_in_month(year, month));
}

#endif
