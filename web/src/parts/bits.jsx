import { QUADS, number } from "../format.js";

// The sign of a quad class: circle for cooperation, diamond for conflict, hollow
// for words, filled for deeds; so colour is never the only difference.
export function Sign({ quad, size = 12 }) {
  const about = QUADS[quad - 1];
  if (!about) return <svg class="sign" width={size} height={size} aria-hidden="true" />;
  const solid = quad % 2 === 0;
  const fill = solid ? "currentColor" : "none";
  return (
    <svg class={`sign ${about.token}`} width={size} height={size} viewBox="0 0 12 12" role="img" aria-label={about.name}>
      {quad < 3
        ? <circle cx="6" cy="6" r="4.2" fill={fill} stroke="currentColor" stroke-width="2" />
        : <path d="M6 .9 11.1 6 6 11.1.9 6Z" fill={fill} stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" />}
    </svg>
  );
}

// What went wrong, or that an answer is still to come.
export function Trouble({ error }) {
  if (!error) return null;
  return <p class="trouble" role="alert">{error.message}</p>;
}

export function Waiting({ what = "Reading" }) {
  return <p class="waiting" role="status"><span class="pulse" aria-hidden="true" />{what}…</p>;
}

// Four numbers as one bar.
export function QuadBar({ quads, total = quads.reduce((a, b) => a + b, 0) }) {
  return (
    <span class="quadbar" role="img" aria-label={quads.map((n, i) => `${n} ${QUADS[i].name}`).join(", ")}>
      {[1, 0, 2, 3].map((i) => quads[i] > 0 &&
        <i key={i} class={QUADS[i].token} style={{ width: `${(100 * quads[i]) / total}%` }} />)}
    </span>
  );
}

// A list of values with bars; a click filters by the value.
export function Bars({ title, rows, isOn, onPick, limit = 10, hint }) {
  const top = Math.max(1, ...rows.map((r) => r.events));
  return (
    <section class="bars" aria-label={title}>
      <h2>{title}{hint && <small>{hint}</small>}</h2>
      {rows.length === 0 && <p class="none">nothing here</p>}
      <ul>
        {rows.slice(0, limit).map((r) => (
          <li key={r.value}>
            <button type="button" aria-pressed={isOn(r.value)} onClick={() => onPick(r.value)}
              title={`${r.label}: ${number(r.events)}`}>
              <span class="label">{r.label}</span>
              <span class="n">{number(r.events)}</span>
              <span class="bar" aria-hidden="true"><i style={{ width: `${(100 * r.events) / top}%` }} /></span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Icon({ name }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" fill="none"
      stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">
      <path d={ICONS[name]} />
    </svg>
  );
}

const ICONS = {
  overview: "M3 17V9m5 8V4m5 13v-6m4 6V7",
  map: "M10 18s6-5.6 6-10a6 6 0 0 0-12 0c0 4.400 6 10 6 10zm0-8a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  network: "M5 15a2 2 0 1 0 0-.1zm10 0a2 2 0 1 0 0-.1zM10 6a2 2 0 1 0 0-.1zM9 7.500 6 13m5-5.500L14 13m-7 2h6",
  events: "M3 5h14M3 10h14M3 15h14",
  live: "M10 11a1 1 0 1 0 0-2 1 1 0 0 0 0 2zM6.500 13.500a5 5 0 0 1 0-7m7 0a5 5 0 0 1 0 7M4 16a8.500 8.500 0 0 1 0-12m12 0a8.500 8.500 0 0 1 0 12",
  code: "M5 3h7l4 4v10H5zM8 10h5m-5 3h5",
  reviews: "M4 10.500 8.500 15 16 5.500",
  search: "M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10zm4-1 4 4",
  close: "M5 5l10 10M15 5 5 15",
  up: "M10 16V4m-5 5 5-5 5 5",
  theme: "M10 3a7 7 0 1 0 7 7 5.500 5.500 0 0 1-7-7z",
  help: "M7.500 7.500a2.500 2.500 0 1 1 3.500 2.300c-.7.3-1 .8-1 1.700m0 2.800v.1",
  out: "M8 4H4v12h12v-4M11 4h5v5m0-5-7 7",
  fit: "M3 7V3h4m6 0h4v4m0 6v4h-4m-6 0H3v-4M10 8.500v3M8.500 10h3",
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  world: "M3 10h14M10 3c4 4 4 10 0 14M10 3C6 7 6 13 10 17M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14z",
};
