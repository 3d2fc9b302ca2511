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

static inline const char *iso_day(struct arena *arena, int year, int month, int day)
{
        return year ? arena_printf(arena, "%04d-%02d-%02d", year, month, day) : arena_printf(arena, "--%02d-%02d", month, day);
}

static inline const char *iso_month(struct arena *arena, int year, int month)
{
        return arena_printf(arena, "%04d-%02d", year, month);
}

static inline const char *iso_month_end(struct arena *arena, int year, int month)
{
        return iso_day(arena, year, month, days_in_month(year, month));
}

static inline const char *iso_year(struct arena *arena, int year)
{
        return arena_printf(arena, "%04d", year);
}

#endif
