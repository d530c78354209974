#include "base/date.h"

day day_of(int y, int m, int d) {
  y -= m <= 2;
  int era = (y >= 0 ? y : y - 399) / 400;
  int yoe = y - era * 400;
  int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + doe - 719468;
}

void day_split(day z, int *year, int *month, int *dom) {
  z += 719468;
  int era = (z >= 0 ? z : z - 146096) / 146097;
  int doe = z - era * 146097;
  int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  int mp = (5 * doy + 2) / 153;
  *dom = doy - (153 * mp + 2) / 5 + 1;
  *month = mp < 10 ? mp + 3 : mp - 9;
  *year = yoe + era * 400 + (*month <= 2);
}

int day_weekday(day d) {
  return ((d + 3) % 7 + 7) % 7; // 1970-01-01 was a Thursday
}

int month_days(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return days[month - 1] + (month == 2 && leap);
}

day day_read(str s) {
  int64_t y, m, d;
  if (s.len < 10 || s.p[4] != '-' || s.p[7] != '-' ||
      !str_to_i64(str_slice(s, 0, 4), &y) ||
      !str_to_i64(str_slice(s, 5, 7), &m) ||
      !str_to_i64(str_slice(s, 8, 10), &d))
    return NO_DAY;
  if (y < 1 || m < 1 || m > 12 || d < 1 || d > month_days((int)y, (int)m))
    return NO_DAY;
  return day_of((int)y, (int)m, (int)d);
}

void day_write(char out[11], day d) {
  int y, m, n;
  day_split(d, &y, &m, &n);
  y = y < 0 ? 0 : y > 9999 ? 9999 : y;
  int parts[] = {y / 1000, y / 100 % 10, y / 10 % 10, y % 10, -1,
                 m / 10,   m % 10,       -1,          n / 10, n % 10};
  for (int i = 0; i < 10; i++)
    out[i] = parts[i] < 0 ? '-' : (char)('0' + parts[i]);
  out[10] = 0;
}
