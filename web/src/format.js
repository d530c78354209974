// How things are called and shown, everywhere the same.

export const QUADS = [
  { quad: 1, name: "verbal cooperation", short: "talk", token: "q1" },
  { quad: 2, name: "material cooperation", short: "help", token: "q2" },
  { quad: 3, name: "verbal conflict", short: "dispute", token: "q3" },
  { quad: 4, name: "material conflict", short: "force", token: "q4" },
];
export const quadName = (quad) => QUADS[quad - 1]?.name ?? "no class";

const count = new Intl.NumberFormat("en-GB");
const brief = new Intl.NumberFormat("en-GB", { notation: "compact", maximumFractionDigits: 1 });
export const number = (n) => (n === null || n === undefined ? "–" : count.format(n));
export const compact = (n) => (n < 10000 ? number(n) : brief.format(n));
export const plural = (n, one, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;

const forms = {
  day: new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }),
  month: new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }),
};
export function date(text) {
  if (!text) return "";
  const at = new Date(text.length === 4 ? `${text}-01-01` : text.length === 7 ? `${text}-01` : text.slice(0, 10));
  if (Number.isNaN(at.getTime())) return text;
  if (text.length === 4) return text;
  return (text.length === 7 ? forms.month : forms.day).format(at);
}

// When an event was, as exactly as the text says it.
export function when(event) {
  const { start, end, precision } = event.date;
  if (precision === "open" || !start) return "no date";
  if (precision === "year") return start.slice(0, 4);
  if (precision === "month") return date(start.slice(0, 7));
  if (precision === "quarter") return `quarter from ${date(start)}`;
  if (precision === "week") return `week of ${date(start)}`;
  return end && end !== start ? `${date(start)} – ${date(end)}` : date(start);
}

export const nameOf = (actor) => actor.name || actor.text || actor.code || "someone";
export const idOf = (actor) => actor.org ?? actor.country ?? actor.code ?? actor.name;

export function parties(list, missing) {
  if (!list.length) return missing;
  const names = [...new Set(list.map(nameOf))];
  return names.length > 3 ? `${names.slice(0, 3).join(", ")} + ${names.length - 3}` : names.join(", ");
}

export const typeOf = (event) => event.type ?? `CAMEO ${event.cameo}`;

export function where(event) {
  const place = event.places.find((p) => p.role !== "dateline") ?? event.places[0];
  return place?.name ?? "";
}

// In whose words: "claimed by Kyiv", "denied by Moscow"; empty: the outlet's own.
export function source(event) {
  return event.attribution.map((a) =>
    `${a.kind === "denied" ? "denied" : "said"} by ${a.speaker ? nameOf(a.speaker) : "someone unnamed"}`).join(", ");
}

export const sentence = (event) =>
  `${parties(event.actor, "someone")} ${typeOf(event)} ${parties(event.recipient, "")}`.trim();
