#ifndef CODEBOOK_FORM_KIND_H
#define CODEBOOK_FORM_KIND_H

// What the forms of words/dates.tsv, quantities.tsv and speech.tsv are; their
// names in the files, in this order, stand in form_table.c.

// ORDER DATE_KIND: names in form_table.c
typedef enum {
  DATE_WEEKDAY,   // value 0 Monday … 6
  DATE_MONTH,     // value 1 … 12
  DATE_SEASON,    // value: first month
  DATE_UNIT,      // value: date_unit
  DATE_DAY_WORD,  // today 0, yesterday -1
  DATE_DAY_PART,  // morning: value 0 … 5, see value_part
  DATE_CLOCK,     // a.m. 0, p.m. 12
  DATE_WHICH,     // last -1, this 0, next 1; high 1: from the date before
  DATE_PAST_SPAN, // "the past two days"; value 1: "the past year" too
  DATE_NEXT_SPAN, // "the next two days"
  DATE_REF,       // recently -1, now 0, soon 1: no day in particular
  DATE_AGO,       // counts back; high 1: from the date before, not from today
  DATE_HENCE,     // counts on; high 1: the same
  DATE_SINCE,     // since: no end; from 1: where something begins
  DATE_UNTIL,     // until, by: no beginning
  DATE_BEFORE,    // before: no beginning, and not the day itself
  DATE_RANGE,     // from, between: opens a range
  DATE_TO,        // to, until, -: between the ends of a range; 1: and
  DATE_DASH,      // -: between days, years, "03-Nov-2023"
  DATE_BEGIN,     // early: the first third; value 1 (earlier): up to today
  DATE_MIDDLE,    // mid
  DATE_END,       // late; value 1 (later): from today on
  DATE_EVERY,     // every, each
  DATE_SET,       // daily, weekly: value date_unit
  DATE_THE,       // the: part of some expressions
  DATE_OF,        // of, in: "the end of May", "May of 2020"
  DATE_ON,        // on: "late on Monday"
  DATE_HOLIDAY,   // value: month * 100 + day
  DATE_PREP,      // before a bare year: in, since, by
  DATE_ABOUT,     // nearly, more than: belongs to a duration
  DATE_FOR,       // for: before "years"
  DATE_FUTURE,    // will, to: what follows is yet to come
  DATE_FEAST,     // value: days from Easter Sunday
  DATE_NTH_DAY,  // month * 100 + n * 10 + weekday; n 5: the last; high: days on
  DATE_NAMED,    // 9/11: year * 10000 + month * 100 + day
  DATE_DECADE,   // nineties: its first year
  DATE_QUARTER,  // Q3: 1 … 4; H1: 5, 6
  DATE_FISCAL,   // fiscal, FY
  DATE_FINAL,    // last, final: -1; opening: 1
  DATE_AFTER,    // after: "two days after Christmas"
  DATE_EVE,      // eve of: the day before
  DATE_IN,       // in: "in two weeks"
  DATE_FROM,     // from, starting: "three weeks from 3 May"
  DATE_TIME,     // 's time: "in a week's time"
  DATE_ZONE,     // GMT, local time
  DATE_NOON,     // noon, midday: value its hour
  DATE_WEEKDAYS, // Mondays: value as weekday
  DATE_OTHER,    // other: "every other day"
  DATE_TIMES,    // twice, times: "three times a week"
  DATE_PER,      // per
  DATE_PLANNED,  // scheduled, due: what follows is yet to come
  DATE_TIMETABLE,   // begins, opens: in the present tense, yet to come
  DATE_AHEAD,       // what follows is yet to come; value 1: whatever the tense
  DATE_HAS,         // have: makes a perfect
  DATE_LATER,       // after: the days behind it
  DATE_SOUTH,       // southern: seasons half a year off
  DATE_INSTANT,     // inst. 0, ult. -1, prox. 1: months
  DATE_AT,          // at: before the hour of a day
  DATE_DAY_FIRST,   // top domains of countries that write the day first
  DATE_MONTH_FIRST, // the month first
  N_DATE_KIND
} date_kind;

// ORDER DATE_UNIT: values in words/dates.tsv
typedef enum {
  UNIT_SECOND,
  UNIT_MINUTE,
  UNIT_HOUR,
  UNIT_DAY,
  UNIT_WEEK,
  UNIT_MONTH,
  UNIT_QUARTER,
  UNIT_YEAR,
  UNIT_DECADE,
  UNIT_CENTURY,
  UNIT_WEEKEND,
  N_DATE_UNIT
} date_unit;

// ORDER QUANTITY_KIND
typedef enum {
  QUANTITY_ONES,     // one … ninety: value
  QUANTITY_HUNDRED,  // hundred, dozen: multiplies what stands before it
  QUANTITY_SCALE,    // thousand, million, bn: value
  QUANTITY_VAGUE,    // dozens, several, a few: value to high
  QUANTITY_PAIR,     // couple, pair: value
  QUANTITY_HALF,     // half, quarter: a fraction
  QUANTITY_ORDINAL,  // first: value
  QUANTITY_ARTICLE,  // a, an
  QUANTITY_AND,      // and
  QUANTITY_OF,       // of
  QUANTITY_TO,       // to, or, and: between the ends of a range
  QUANTITY_LEAST,    // at least, more than: no upper end
  QUANTITY_MOST,     // up to, fewer than: no lower end
  QUANTITY_ABOUT,    // about, some, nearly
  QUANTITY_BETWEEN,  // between; from (value 1) opens no range
  QUANTITY_CURRENCY, // $, euros
  QUANTITY_PERCENT,  // %
  QUANTITY_MORE,     // or more, plus: behind the number, no upper end
  QUANTITY_PART,     // including: its noun is part of the noun above
  QUANTITY_TOLL,     // toll, number: the number it is said to be counts people
  QUANTITY_NO_COUNT, // nouns whose number counts nothing: years, No., page
  QUANTITY_DEAD,     // from here: classes by the counted noun or its verb
  QUANTITY_INJURED,
  QUANTITY_ARRESTED,
  QUANTITY_DISPLACED,
  QUANTITY_FORCE,
  QUANTITY_MONEY,
  QUANTITY_CROWD,
  QUANTITY_WEAPON,
  QUANTITY_PEOPLE, // people, civilians: the class is the verb's
  N_QUANTITY_KIND
} quantity_kind;
enum { FIRST_QUANTITY_CLASS = QUANTITY_DEAD };

// ORDER SPEECH_KIND
typedef enum {
  SPEECH_VERB,      // say, tell: lemmas
  SPEECH_WEAK,      // believe, show: cues only with a clause that they govern
  SPEECH_DENY,      // deny: the content is denied
  SPEECH_NOUN,      // statement, claim: "the claim that …"
  SPEECH_ACCORDING, // according to, in the words of: a name follows
  SPEECH_ADD,       // add, continue: goes on with a speech before
  SPEECH_ABOUT,     // criticise, call for: speaks of what follows
  N_SPEECH_KIND
} speech_kind;

#endif
