// Time cut into days, weeks, months or years, none left out.

const DAY = 86400e3;
const iso = (ms) => new Date(ms).toISOString().slice(0, 10);
const ms = (text) => Date.parse(text.length === 4 ? `${text}-01-01` : text.length === 7 ? `${text}-01` : text.slice(0, 10));

export function unitFor(first, last) {
  const days = (ms(last) - ms(first)) / DAY;
  if (!(days >= 0)) return "day";
  if (days <= 130) return "day";
  if (days <= 3 * 366) return "week";
  if (days <= 20 * 366) return "month";
  return "year";
}

// The begin of the bucket that holds a day.
export function bucketOf(text, unit) {
  const t = ms(text);
  if (unit === "week") return iso(t - ((new Date(t).getUTCDay() + 6) % 7) * DAY);
  if (unit === "month") return `${iso(t).slice(0, 7)}-01`;
  if (unit === "year") return `${iso(t).slice(0, 4)}-01-01`;
  return iso(t);
}

// The place in x of the bucket that holds a day, or of the one nearest to it.
export function nearest(x, text, unit) {
  const bucket = bucketOf(text, unit);
  const i = x.findIndex((b) => b >= bucket);
  return i < 0 ? x.length - 1 : i;
}

function next(text, unit) {
  const d = new Date(ms(text));
  if (unit === "day") d.setUTCDate(d.getUTCDate() + 1);
  if (unit === "week") d.setUTCDate(d.getUTCDate() + 7);
  if (unit === "month") d.setUTCMonth(d.getUTCMonth() + 1);
  if (unit === "year") d.setUTCFullYear(d.getUTCFullYear() + 1);
  return iso(d.getTime());
}

const MOST = 4000; // buckets: more are no chart

export function span(first, last, unit) {
  const all = [];
  const end = bucketOf(last, unit);
  for (let at = bucketOf(first, unit); at <= end && all.length < MOST; at = next(at, unit)) all.push(at);
  return all;
}

export const seconds = (text) => ms(text) / 1000;
export const endOf = (text, unit) => next(text, unit);
export const dayBefore = (text) => iso(ms(text) - DAY);
export const dayAfter = (text) => iso(ms(text) + DAY);

// What to ask for one bucket.
export function ask(text, unit) {
  if (unit === "day") return `on:${text}`;
  if (unit === "month") return `on:${text.slice(0, 7)}`;
  if (unit === "year") return `on:${text.slice(0, 4)}`;
  return `after:${text} before:${endOf(text, unit)}`;
}
