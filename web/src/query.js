// Changing a query by clicks: terms are words, "phrases" and key:value. The
// program judges what a query means; this only cuts it into terms.

const TERM = /(-?)(?:([A-Za-z][\w-]*)([:<>]=?))?("(?:[^"\\]|\\.)*"?|[^\s"]*"[^"]*"?|\S+)?/gy;

// [{at, end, negated, key, value, text}], in characters of q.
export function terms(q) {
  const found = [];
  TERM.lastIndex = 0;
  while (TERM.lastIndex < q.length) {
    const space = /\s/.test(q[TERM.lastIndex]);
    if (space) {
      TERM.lastIndex++;
      continue;
    }
    const at = TERM.lastIndex;
    const m = TERM.exec(q);
    if (!m || !m[0]) {
      TERM.lastIndex = at + 1;
      continue;
    }
    found.push({ at, end: at + m[0].length, negated: m[1] === "-", key: m[2] ?? null,
      value: m[4] ?? "", text: m[0] });
  }
  return found;
}

const bare = (value) => value.replace(/^"|"$/g, "");
export const quoted = (value) => (/[\s",]/.test(value) ? `"${value.replaceAll('"', "")}"` : value);

const put = (list) => list.map((t) => t.text).join(" ");
const term = (key, value) => ({ key, negated: false, value, text: `${key}:${quoted(String(value))}` });

export function has(q, key, value) {
  return terms(q).some((t) => t.key === key && !t.negated &&
    (bare(t.value) === String(value) || t.value.split(",").includes(String(value))));
}

// The values of a key as they stand in the query.
export function valuesOf(q, key) {
  return terms(q).filter((t) => t.key === key && !t.negated)
    .flatMap((t) => (t.value.startsWith('"') ? [bare(t.value)] : t.value.split(",")));
}

export function without(q, ...keys) {
  return put(terms(q).filter((t) => !keys.includes(t.key)));
}

export function only(q, key, value) {
  return put([...terms(without(q, key)), term(key, value)]);
}

// Adds the value to its key, or takes it out again.
export function toggle(q, key, value) {
  const all = valuesOf(q, key);
  const left = all.includes(String(value)) ? all.filter((v) => v !== String(value)) : [...all, String(value)];
  if (!left.length) return without(q, key);
  const rest = terms(without(q, key));
  return put([...rest, { text: `${key}:${left.map(quoted).join(",")}` }]);
}

// What was typed on top of the question `base` when the question becomes
// another: the other, and the terms that were not asked yet.
export function carry(base, typed, q) {
  const asked = [...terms(base), ...terms(q)].map((t) => t.text);
  return put([...terms(q), ...terms(typed).filter((t) => !asked.includes(t.text))]);
}

export function add(q, text) {
  return q.trim() ? `${q.trim()} ${text}` : text;
}
