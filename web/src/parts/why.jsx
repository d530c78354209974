// Why there is this event: what was read, from which words, by which rule.

import { nameOf, quadName, source, typeOf, when } from "../format.js";
import { country, sector } from "../names.js";
import { useLoad } from "../use.js";
import { Icon, Sign, Trouble, Waiting } from "./bits.jsx";
import { Flags } from "./card.jsx";
import { Tree, kindOf } from "./tree.jsx";

const PRECISION = { city: "a town", admin1: "a region, not a point", country: "a country, not a point", unknown: "not placed" };

function Who({ title, kind, list }) {
  if (!list.length) return null;
  return (
    <div class="row"><dt>{title}</dt><dd>{list.map((a, i) => (
      <span key={i} class={`actor-line ${kind}`}>
        <b>{nameOf(a)}</b> {a.code && <code>{a.code}</code>}
        <small>{[...new Set([a.country && country(a.country), a.role, ...(a.sectors ?? []).map(sector)])].filter(Boolean).join(", ")}
          {a.by !== "name" && a.text && <> · “{a.text}”, by {a.by}</>}
          {a.known === false && " · guessed from context"}</small>
      </span>
    ))}</dd></div>
  );
}

function Where({ places }) {
  if (!places.length) return null;
  return (
    <div class="row"><dt>Where</dt><dd>{places.map((p, i) => (
      <span key={i}>{p.name}{p.country && p.name !== country(p.country) && `, ${country(p.country)}`}
        <small>{PRECISION[p.precision] ?? p.precision}{p.role === "dateline" && ", from the dateline"}</small></span>
    ))}</dd></div>
  );
}

function Linked({ event, events, onChoose }) {
  const to = event.links.map((l) => ({ ...l, event: events.find((e) => e.id === l.id) }));
  const from = events.flatMap((e) => e.links.filter((l) => l.id === event.id).map((l) => ({ ...l, event: e, back: true })));
  if (!to.length && !from.length) return null;
  return (
    <div class="row"><dt>Linked</dt><dd>{[...to, ...from].map((l, i) => (
      <span key={i}>{l.back ? "tells of " : "is what is told by "}
        {l.event ? <button type="button" class="link" onClick={() => onChoose(l.event)}>{typeOf(l.event)}</button> : <code>{l.id.slice(0, 8)}</code>}
        {l.rel !== "content_of" && <small>{l.rel}</small>}</span>
    ))}</dd></div>
  );
}

// "subj ACTOR" in words.
const PLACES = { subj: "subject", obj: "object", iobj: "indirect object", comp: "what is said of it" };
const SLOTS = { actor: "who", recipient: "whom", both: "who, and with whom" };
function partName(part) {
  if (/^(predicate|trigger)$/.test(part)) return "the deed";
  const [place, ...rest] = part.split(" ");
  const slot = SLOTS[kindOf(part)];
  const where = place === "prep" ? `after “${rest.find((w) => /^[a-z|]+$/.test(w)) ?? "…"}”` : PLACES[place] ?? part;
  return slot ? `${slot} (${where})` : where;
}

function Reading({ why }) {
  const bytes = new TextEncoder().encode(why.sentence.text);
  const words = (span) => new TextDecoder().decode(bytes.subarray(span[0] - why.sentence.span[0], span[1] - why.sentence.span[0]));
  const inside = (p) => p.span && p.span[0] >= why.sentence.span[0] && p.span[1] <= why.sentence.span[1];
  return (
    <>
      {why.rule && (
        <section class="rule" aria-label="Rule">
          <h3>How it was read <small>rule {why.rule.name}</small></h3>
          {why.parts?.length > 0 && <dl class="fit">{why.parts.filter(inside).map((p, i) => (
            <div key={i} class={kindOf(p.part)}><dt title={p.part}>{partName(p.part)}</dt><dd>{words(p.span)}</dd></div>
          ))}</dl>}
          <pre aria-label="The rule">{why.rule.text}</pre>
          <p class="at">{why.rule.file}{why.rule.line ? `, line ${why.rule.line}` : ""}. <code>a|b</code> is either word, <code>&lt;a&gt;</code> a
            word of that class, <code>(a)</code> may be there, <code>*</code> is anything; active or passive, verb or noun are one.</p>
        </section>
      )}
      {!why.rule && <section class="rule" aria-label="Rule"><h3>How it was read</h3>
        <p>No rule has this wording. The model proposed the event: it learned from many coded sentences what such words report.</p></section>}
      {why.tree?.length > 0 && <section aria-label="Tree"><h3>The sentence <small>arcs lead from a word to what depends on it</small></h3><Tree tree={why.tree} parts={why.parts} /></section>}
      {why.notes?.length > 0 && <ul class="notes">{why.notes.map((n, i) => <li key={i}>{typeof n === "string" ? n : JSON.stringify(n)}</li>)}</ul>}
    </>
  );
}

export function Why({ doc, event, events, stored, given, onChoose, onClose, children }) {
  const { data, error, loading } = useLoad(stored ? `documents/${encodeURIComponent(doc.id)}/why` : null, { event: event.id });
  const why = stored ? (loading ? null : data) : given ?? null;
  const i = events.indexOf(event);
  const said = source(event);
  return (
    <aside class={`why q${event.quad}`} aria-label="Why this event">
      <header>
        <Sign quad={event.quad} size={16} /><h2>{typeOf(event)}</h2>
        <span class="of">{i + 1} of {events.length}</span>
        <button type="button" class="plain" aria-label="Previous event" disabled={i <= 0} onClick={() => onChoose(events[i - 1])}>‹</button>
        <button type="button" class="plain" aria-label="Next event" disabled={i >= events.length - 1} onClick={() => onChoose(events[i + 1])}>›</button>
        <button type="button" class="plain" aria-label="Close" onClick={onClose}><Icon name="close" /></button>
      </header>
      <p class="kinds">{[quadName(event.quad), ...event.modes, ...event.contexts].join(" · ")} <Flags event={event} /></p>
      <dl class="facts-list">
        <Who title="Who" kind="who" list={event.actor} />
        <Who title="Whom" kind="whom" list={event.recipient} />
        <div class="row"><dt>When</dt><dd>{when(event)}<small>{event.date.text ? `“${event.date.text}”` : event.date.source === "report" ? "the day of the report" : ""}</small></dd></div>
        <Where places={event.places} />
        <div class="row"><dt>Source</dt><dd>{said || "the outlet, in its own words"}<small>{event.attribution.map((a) => a.quote).join(", ")}</small></dd></div>
        <div class="row"><dt>Certainty</dt><dd>{event.factuality}<small>{event.evidence.confidence !== null && `${event.evidence.rule ? "this rule is" : "such proposals are"} right ${Math.round(100 * event.evidence.confidence)} times in 100`}</small></dd></div>
        <Linked event={event} events={events} onChoose={onChoose} />
        <div class="row"><dt>Codes</dt><dd><code>CAMEO {event.cameo}</code>{event.score !== null && <small>score {event.score > 0 ? `+${event.score}` : event.score}, from −10 (conflict) to +10 (cooperation)</small>}</dd></div>
      </dl>
      {children}
      <Trouble error={error} />
      {stored && !why && !error && <Waiting what="Reading the sentence" />}
      {why && <Reading why={why} />}
      {!why && !stored && <section class="rule"><h3>Rule <small>{event.evidence.rule}</small></h3></section>}
      <details class="record"><summary>The record</summary><pre>{JSON.stringify(event, null, 1)}</pre></details>
    </aside>
  );
}
