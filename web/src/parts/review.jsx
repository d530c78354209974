// A reader's judgement of one event, kept beside the machine's.

import { useRef, useState } from "preact/hooks";
import { post } from "../api.js";
import { useKeys } from "../use.js";
import { Trouble } from "./bits.jsx";

const VERDICTS = [["accept", "Accept", "a"], ["correct", "Correct", "c"], ["reject", "Reject", "x"]];
const FACTS = ["actual", "planned", "hypothetical", "negated"];

const remembered = () => { try { return localStorage.getItem("reviewer") ?? ""; } catch { return ""; } };

function Correction({ event, codebook, value, set }) {
  const type = value.type ?? event.type ?? "";
  const modes = codebook.types.find((t) => t.name === type)?.modes ?? [];
  const chosen = value.modes ?? event.modes;
  return (
    <div class="correction">
      <label>Type <select value={type} onChange={(e) => set({ ...value, type: e.target.value, modes: [] })}>
        {codebook.types.map((t) => <option key={t.name}>{t.name}</option>)}</select></label>
      <label>Factuality <select value={value.factuality ?? event.factuality} onChange={(e) => set({ ...value, factuality: e.target.value })}>
        {FACTS.map((f) => <option key={f}>{f}</option>)}</select></label>
      {modes.length > 0 && <fieldset><legend>Mode</legend>{modes.map((m) => (
        <label key={m}><input type="checkbox" checked={chosen.includes(m)}
          onChange={() => set({ ...value, modes: chosen.includes(m) ? chosen.filter((x) => x !== m) : [...chosen, m] })} /> {m}</label>
      ))}</fieldset>}
    </div>
  );
}

export function Review({ event, codebook, onSaved }) {
  const [verdict, setVerdict] = useState(event.review?.verdict ?? null);
  const [fix, setFix] = useState({});
  const [note, setNote] = useState(event.review?.note ?? "");
  const [who, setWho] = useState(remembered);
  const [state, setState] = useState({});
  const noteBox = useRef(null);
  const save = async (kind = verdict) => {
    setState({ busy: true });
    try { localStorage.setItem("reviewer", who); } catch { /* not kept */ }
    try {
      const body = { anchor: event.anchor, event: event.id, verdict: kind };
      if (kind === "correct") Object.assign(body, { type: fix.type ?? event.type, modes: fix.modes ?? event.modes, factuality: fix.factuality ?? event.factuality });
      if (note.trim()) body.note = note.trim();
      if (who.trim()) body.reviewer = who.trim();
      const kept = await post("reviews", body);
      setState({ done: kept });
      onSaved({ verdict: kind, note: note.trim() || null, type: body.type ?? null, at: kept.at });
    } catch (error) {
      setState({ error });
    }
  };
  const choose = (kind) => { setVerdict(kind); setState({}); };
  useKeys({ a: () => { choose("accept"); save("accept"); }, c: () => choose("correct"),
    x: () => { choose("reject"); requestAnimationFrame(() => noteBox.current?.focus()); } });
  return (
    <form class="review" aria-label="Review" onSubmit={(e) => { e.preventDefault(); save(); }}>
      <h3>Is it right?</h3>
      <div class="verdicts" role="radiogroup" aria-label="Verdict">
        {VERDICTS.map(([kind, name, key]) => (
          <button type="button" key={kind} class={kind} role="radio" aria-checked={verdict === kind} title={`${name} (${key})`}
            onClick={() => choose(kind)}>{name}</button>
        ))}
      </div>
      {verdict && (
        <>
          {verdict === "correct" && <Correction event={event} codebook={codebook} value={fix} set={setFix} />}
          <label class="note">Note <textarea ref={noteBox} rows="2" value={note} onInput={(e) => setNote(e.target.value)} maxLength={2000}
            placeholder={verdict === "reject" ? "What does the sentence say instead?" : ""}
            onKeyDown={(e) => { if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) save(); }} /></label>
          <label class="note">Your name or e-mail, never published
            <input type="text" value={who} autocomplete="email" maxLength={200} onInput={(e) => setWho(e.target.value)} /></label>
          <button type="submit" class="primary" disabled={state.busy}>Save the review</button>
        </>
      )}
      <Trouble error={state.error} />
      {state.done && <p class="saved" role="status">Saved. It stays with the sentence when the page is coded again.</p>}
      {!state.done && event.review && <p class="saved">Reviewed: {event.review.verdict}{event.review.at && `, ${event.review.at.slice(0, 10)}`}</p>}
    </form>
  );
}
