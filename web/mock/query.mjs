// As much of the query language as the views send: key:a,b, -key:value, words
// and "phrases". Errors have the shape that the program's have.

const KEYS = {
  actor: "who acts: a country, organisation, code or name",
  recipient: "whom it is done to", party: "either side", type: "one of the 16 types",
  mode: "how", context: "about what", quad: "1 to 4: verbal or material, cooperation or conflict",
  factuality: "actual, planned, hypothetical, negated", country: "where", place: "where, by name",
  "said-by": "who is quoted", rule: "the rule that read it", outlet: "who published it",
  doc: "one document", story: "one story", after: "on that day or later",
  before: "before that day", on: "that day, month or year", review: "what reviewers said",
  background: "told as past", sources: "number of outlets",
};
export const keys = Object.entries(KEYS).map(([key, means]) => ({ key, means,
  example: { type: "type:ASSAULT", after: "after:2026-10", quad: "quad:4" }[key] ?? `${key}:` }));

export class QueryError extends Error {
  constructor(message, at) { super(message); this.at = at; }
}

const sides = (e, key) => key === "actor" ? e.actor : key === "recipient" ? e.recipient
  : [...e.actor, ...e.recipient];
const isWho = (a, v) => [a.country, a.org, ...(a.sectors ?? [])].includes(v) ||
  a.code?.startsWith(v) || a.name?.toLowerCase() === v.toLowerCase();
export const day = (e) => e.date.start ?? e.document.published;

function tests(key, v, e) {
  switch (key) {
    case "actor": case "recipient": case "party": return sides(e, key).some((a) => isWho(a, v));
    case "type": return e.type === v;
    case "mode": return e.modes.includes(v);
    case "context": return e.contexts.includes(v);
    case "quad": return e.quad === Number(v);
    case "factuality": return e.factuality === v;
    case "country": return e.places.some((p) => p.country === v);
    case "place": return e.places.some((p) => p.name === v || String(p.geonameid) === v);
    case "said-by": return e.attribution.some((a) => a.speaker && isWho(a.speaker, v));
    case "rule": return e.evidence.rule === v;
    case "outlet": return e.document.outlet === v;
    case "doc": return e.document.id === v;
    case "story": return e.story === v;
    case "after": return (day(e) ?? "") >= v;
    case "before": return day(e) && day(e) < v;
    case "on": return day(e)?.startsWith(v);
    case "review": return (e.review?.verdict ?? "none") === v;
    case "background": return e.background === (v !== "no");
    default: return true;
  }
}

export function compile(q) {
  const bytes = (n) => Buffer.byteLength(q.slice(0, n));
  const terms = [...q.matchAll(/(-?)([\w-]+):("[^"]*"|\S*)|(-?)("[^"]*"|\S+)/g)].map((m) => {
    const at = [bytes(m.index), bytes(m.index + m[0].length)];
    const key = m[2];
    if (key && !(key in KEYS)) {
      const near = Object.keys(KEYS).find((k) => k[0] === key[0]);
      throw new QueryError(`unknown key '${key}'${near ? `: did you mean '${near}'?` : ""}`,
        [at[0] + m[1].length, at[0] + m[1].length + Buffer.byteLength(key)]);
    }
    if (!key && /^background$/.test(m[5])) return (e) => e.background === !m[4];
    if (key) {
      const any = m[3].replace(/^"|"$/g, "").split(",");
      return (e) => any.some((v) => tests(key, v, e)) === !m[1];
    }
    const word = m[5].replace(/"/g, "").toLowerCase();
    if (word === "all") return () => true;
    return (e) => e.evidence.text.toLowerCase().includes(word) === !m[4];
  });
  return (e) => terms.every((t) => t(e));
}
