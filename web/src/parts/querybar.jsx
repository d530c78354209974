// The question line: coloured as it is read, suggestions as one types, and the
// program's errors under the very word.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { get } from "../api.js";
import { QUADS, number } from "../format.js";
import { bytesOf } from "../text.js";
import { carry, quoted, terms } from "../query.js";
import { Icon } from "./bits.jsx";

// The term that the caret is in, cut into key and the value being typed.
function underCaret(q, caret) {
  const term = terms(q).find((t) => t.at <= caret && caret <= t.end) ??
    { at: caret, end: caret, text: "" };
  const typed = q.slice(term.at, caret);
  const m = /^(-?)([A-Za-z][\w-]*):(.*)$/s.exec(typed);
  if (!m) return { key: null, typed: typed.replace(/^-/, ""), at: term.at + (typed[0] === "-" ? 1 : 0), end: term.end };
  const value = m[3].startsWith('"') ? m[3].slice(1) : m[3].slice(m[3].lastIndexOf(",") + 1);
  return { key: m[2], typed: value, at: caret - value.length - (m[3].startsWith('"') ? 1 : 0), end: term.end };
}

function fixed(key, codebook) {
  switch (key) {
    case "type": return codebook.types.map((t) => ({ value: t.name, label: QUADS[t.quad - 1]?.name }));
    case "mode": return [...new Set(codebook.types.flatMap((t) => t.modes))].map((m) => ({ value: m }));
    case "context": return codebook.contexts.map((c) => ({ value: c }));
    case "quad": return QUADS.map((x) => ({ value: String(x.quad), label: x.name }));
    case "factuality": return ["actual", "planned", "hypothetical", "negated"].map((v) => ({ value: v }));
    case "kind": return ["claimed", "denied"].map((v) => ({ value: v }));
    case "background": return ["yes", "no"].map((v) => ({ value: v }));
    case "review": return ["accept", "correct", "reject", "none"].map((v) => ({ value: v }));
    case "date-precision": return ["day", "week", "month", "quarter", "year", "range", "open"].map((v) => ({ value: v }));
    default: return null;
  }
}

const MOST = 30; // suggestions: more are not read
const ofKeys = (codebook, low) => codebook.query.filter((k) => k.key.startsWith(low))
  .map((k) => ({ insert: `${k.key}:`, value: `${k.key}:`, label: k.means, more: true }));

const ofValues = (values) => values.map((v) => ({ ...v, insert: quoted(v.value) }));

// Keys and the values of the codebook are there at once; names and places come
// from the program, and those that came last stay until the next are here.
function useSuggestions(q, caret, open, codebook) {
  const [come, set] = useState({ key: null, values: [] });
  const place = underCaret(q, caret);
  const low = place.typed.toLowerCase();
  const own = useMemo(() => {
    if (!open || !codebook) return [];
    if (!place.key) return ofKeys(codebook, low);
    const known = fixed(place.key, codebook)?.filter((v) => v.value.toLowerCase().startsWith(low) || v.label?.includes(low));
    return known ? ofValues(known) : null;
  }, [open, codebook, place.key, low]);
  const from = own || !codebook.query.some((k) => k.key === place.key) ? null : place.key;
  useEffect(() => {
    if (!from) return undefined;
    const stop = new AbortController();
    const wait = setTimeout(() => get("suggest", { key: from, prefix: place.typed }, stop.signal).then(
      ({ values }) => set({ key: from, values: ofValues(values) }),
      (e) => { if (e.name !== "AbortError") set({ key: null, values: [] }); }), 90);
    return () => { clearTimeout(wait); stop.abort(); };
  }, [from, place.typed]);
  return [(own ?? (from === come.key ? come.values : [])).slice(0, MOST), place];
}

// The same text behind the input, with colours and the mark of an error.
function Painted({ q, bad, scroll }) {
  const ref = useRef(null);
  useLayoutEffect(() => { ref.current.scrollLeft = scroll; });
  const out = [];
  let last = 0;
  for (const t of terms(q)) {
    out.push(q.slice(last, t.at));
    const key = t.key ? t.text.indexOf(t.value, t.key.length) : 0;
    const wrong = bad && t.at < bad[1] && bad[0] < Math.max(t.end, t.at + 1);
    out.push(<span key={t.at} class={wrong ? "wrong" : ""}>
      {key > 0 && <span class="key">{t.text.slice(0, key)}</span>}
      {t.key ? t.text.slice(Math.max(key, 0)) : <span class="word">{t.text}</span>}
    </span>);
    last = t.end;
  }
  out.push(q.slice(last));
  return <div class="painted" ref={ref} aria-hidden="true">{out}</div>;
}

// What is being typed is the user's: a question that becomes another by a click
// or the browser's buttons takes the terms along that were not asked yet.
export function QueryBar({ q, error, codebook, onAsk }) {
  const [text, setText] = useState(q);
  const [caret, setCaret] = useState(q.length);
  const [open, setOpen] = useState(false);
  const [mark, setMark] = useState({}); // the suggestion that the keys are at, for one text
  const [scroll, setScroll] = useState(0);
  const input = useRef(null);
  const stood = useRef(q); // the question that the text was begun from
  useLayoutEffect(() => {
    if (stood.current === q) return;
    const base = stood.current;
    stood.current = q;
    setText((was) => (was.trim() === base ? q : carry(base, was, q)));
  }, [q]);
  const [list, place] = useSuggestions(text, caret, open, codebook);
  const at = mark.text === text ? list.findIndex((s) => s.value === mark.value) : -1;
  const go = (to) => setMark({ text, value: list[to].value });

  const toChar = error?.at && bytesOf(q);
  const bad = toChar && text === q ? error.at.map(toChar) : null;
  const read = (e) => { setText(e.target.value); setCaret(e.target.selectionStart); setOpen(true); };
  const ask = (what = text) => {
    setOpen(false);
    stood.current = what.trim();
    onAsk(stood.current);
  };
  const take = (s) => {
    const next = `${text.slice(0, place.at)}${s.insert}${s.more ? "" : " "}${text.slice(place.end).trimStart()}`;
    const end = place.at + s.insert.length + (s.more ? 0 : 1);
    // At once: the next key may come before the next frame.
    input.current.value = next;
    input.current.focus();
    input.current.setSelectionRange(end, end);
    setText(next);
    setCaret(end);
    if (!s.more) ask(next);
  };
  const press = (e) => {
    const shown = open && list.length > 0;
    if (e.key === "ArrowDown" && !shown) setOpen(true);
    else if (e.key === "ArrowDown") go((at + 1) % list.length);
    else if (e.key === "ArrowUp" && shown) go((Math.max(at, 0) - 1 + list.length) % list.length);
    else if (e.key === "Enter") shown && at >= 0 ? take(list[at]) : ask();
    else if (e.key === "Tab" && shown && at >= 0) take(list[at]);
    else if (e.key === "Escape" && open) setOpen(false);
    else return;
    e.preventDefault();
  };
  return (
    <form class="querybar" role="search" onSubmit={(e) => { e.preventDefault(); ask(); }}>
      <Icon name="search" />
      <div class="field">
        <Painted q={text} bad={bad} scroll={scroll} />
        <input ref={input} id="query" type="text" value={text} spellcheck={false} autocomplete="off" autocapitalize="off"
          placeholder="Ask: actor:SRB type:ASSAULT after:2026-10 …" aria-label="Question"
          role="combobox" aria-expanded={open && list.length > 0} aria-controls="suggestions" aria-autocomplete="list"
          aria-activedescendant={at >= 0 ? `suggest-${at}` : undefined} aria-invalid={Boolean(error)}
          aria-describedby={error ? "query-error" : undefined}
          onInput={read} onKeyDown={press} onScroll={(e) => setScroll(e.target.scrollLeft)}
          onKeyUp={(e) => setCaret(e.target.selectionStart)} onClick={(e) => { setCaret(e.target.selectionStart); setOpen(true); }}
          onBlur={() => setOpen(false)} />
        {open && list.length > 0 && (
          <ul id="suggestions" class="suggestions" role="listbox" aria-label="Suggestions">
            {list.map((s, i) => (
              <li key={s.value} id={`suggest-${i}`} role="option" aria-selected={i === at}
                onMouseDown={(e) => { e.preventDefault(); take(s); }}>
                <b>{s.value}</b><span>{s.label !== s.value && s.label}</span>
                {s.events !== undefined && <span class="n">{number(s.events)}</span>}
              </li>
            ))}
          </ul>
        )}
      </div>
      {text && <button type="button" class="plain" aria-label="Clear the question" onClick={() => { setText(""); ask(""); input.current.focus(); }}>
        <Icon name="close" /></button>}
      {error && <p id="query-error" class="query-error" role="alert">{error.message}</p>}
    </form>
  );
}
