// One event in words: who, what, whom; the sentence with its trigger; where it
// stands. The whole card leads to the place in the article.

import { nameOf, parties, source, typeOf, when, where } from "../format.js";
import { link } from "../route.js";
import { excerptFrom, triggerIn } from "../text.js";
import { Sign } from "./bits.jsx";

export function Flags({ event }) {
  const flags = [
    event.factuality !== "actual" && event.factuality,
    event.background && "background",
    event.copy_of && "copy",
    event.superseded && "superseded",
    event.sources > 1 && `${event.sources} sources`,
    event.review && { accept: "accepted", correct: "corrected", reject: "rejected" }[event.review.verdict],
  ].filter(Boolean);
  return flags.map((f) => <span key={f} class={`flag ${String(f).split(" ").pop()}`}>{f}</span>);
}

export function Parties({ event }) {
  const both = !event.recipient.length;
  return (
    <span class="parties">
      <span>{parties(event.actor, "someone")}</span>
      {!both && <><span class="arrow" aria-label="to">→</span><span>{parties(event.recipient, "")}</span></>}
    </span>
  );
}

export function Sentence({ event, brief }) {
  const { text } = event.evidence;
  if (!text) return <span class="none">the text is not kept</span>;
  const at = triggerIn(event);
  if (!at) return text;
  const from = brief ? excerptFrom(text, at) : 0;
  return <>{from > 0 && "… "}{text.slice(from, at[0])}<mark class={`q${event.quad}`}>{text.slice(...at)}</mark>{text.slice(at[1])}</>;
}

export function Card({ event, q, on }) {
  const said = source(event);
  const place = where(event);
  return (
    <a class={`card q${event.quad} ${on ? "on" : ""}`} href={link("doc", { event: event.id, q }, event.document.id)}>
      <span class="top">
        <Sign quad={event.quad} /><b>{typeOf(event)}</b>
        {event.modes.length > 0 && <span class="mode">{event.modes.join(", ")}</span>}
        <Flags event={event} />
      </span>
      <Parties event={event} />
      <q class="words"><Sentence event={event} /></q>
      <span class="foot">
        {[when(event), place, event.document.outlet, said].filter(Boolean).join(" · ")}
      </span>
    </a>
  );
}

export const label = (event) =>
  `${event.actor.map(nameOf).join(", ") || "someone"} ${typeOf(event)} ${event.recipient.map(nameOf).join(", ")}`;
