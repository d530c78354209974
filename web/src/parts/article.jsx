// An article with its marks, the events in it and why each is one. For stored
// documents and for a text that was just pasted.

import { useEffect, useRef, useState } from "preact/hooks";
import { date, plural, sentence, when } from "../format.js";
import { useKeys } from "../use.js";
import { Icon, Sign } from "./bits.jsx";
import { Flags, Sentence } from "./card.jsx";
import { LAYERS, Marked } from "./marked.jsx";
import { Why } from "./why.jsx";

function Layers({ layers, set, counts }) {
  return (
    <div class="layers" role="group" aria-label="What is marked">
      {LAYERS.filter((l) => counts[l.name] !== 0).map((l) => (
        <button type="button" key={l.name} class={`layer mark-${l.name}`} aria-pressed={layers.includes(l.name)}
          onClick={() => set(layers.includes(l.name) ? layers.filter((x) => x !== l.name) : [...layers, l.name])}>
          <span>{l.title}</span> <small>{counts[l.name]}</small>
        </button>
      ))}
    </div>
  );
}

function List({ events, onChoose }) {
  return (
    <aside class="eventlist" aria-label="Events in this article">
      <h2>{plural(events.length, "event")}</h2>
      {!events.length && <p class="none">No event was found in this text. “No event” above marks the words that might have been one, and why they are not.</p>}
      <ol>{events.map((e) => (
        <li key={e.id}><button type="button" class={`q${e.quad}`} onClick={() => onChoose(e)}>
          <span class="top"><Sign quad={e.quad} /> <b>{sentence(e)}</b></span>
          <span class="words"><Sentence event={e} /></span>
          <small>{when(e)} <Flags event={e} /></small>
        </button></li>
      ))}</ol>
    </aside>
  );
}

function Top() {
  const [far, set] = useState(false);
  useEffect(() => {
    const look = () => set(scrollY > 600);
    addEventListener("scroll", look, { passive: true });
    return () => removeEventListener("scroll", look);
  }, []);
  const up = () => scrollTo({ top: 0, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  useKeys({ t: up });
  return far && <button type="button" class="totop" aria-label="Back to the top" onClick={up}><Icon name="up" /></button>;
}

const MARKS = { events: (d, e) => e.length, speakers: (d) => d.annotations?.quotes?.length ?? 0, dates: (d) => d.annotations?.dates?.length ?? 0,
  places: (d) => d.annotations?.places?.length ?? 0, actors: (d) => d.annotations?.mentions?.filter((m) => m.code).length ?? 0,
  numbers: (d) => d.annotations?.quantities?.length ?? 0, rejects: (d) => d.rejects?.length ?? 0, removed: (d) => d.removed?.length ?? 0 };

// Scrolls to the words of an event, once it is drawn.
function useInView(chosen, box) {
  useEffect(() => {
    if (!chosen) return;
    const mark = box.current.querySelector(".m.trigger.own") ?? box.current.querySelector(".m.ev.on");
    if (!mark) return;
    const { top, bottom } = mark.getBoundingClientRect();
    const floor = innerWidth < 1000 ? innerHeight * 0.4 : innerHeight - 60;
    if (top < 90 || bottom > floor) scrollTo({ top: scrollY + top - (innerWidth < 1000 ? 110 : innerHeight / 3) });
  }, [chosen?.id]);
}

export function Article({ doc, events, chosen, onChoose, stored, why, head, foot, children }) {
  const [layers, setLayers] = useState(LAYERS.filter((l) => !l.off).map((l) => l.name));
  const box = useRef(null);
  useInView(chosen, box);
  const counts = Object.fromEntries(LAYERS.map((l) => [l.name, MARKS[l.name](doc, events)]));
  const step = (by) => {
    const i = events.indexOf(chosen);
    const next = events[i < 0 ? 0 : i + by];
    if (next) onChoose(next);
  };
  useKeys({ j: () => step(1), k: () => step(-1), Escape: () => onChoose(null),
    r: () => counts.removed && setLayers(layers.includes("removed") ? layers.filter((l) => l !== "removed") : [...layers, "removed"]) });
  const facts = [doc.outlet, doc.byline, date(doc.published), doc.section].filter(Boolean);
  return (
    <div class={`reader ${chosen ? "open" : ""}`}>
      <article ref={box}>
        {head}
        <div class="about">
          <p class="facts-line">{facts.join(" · ")}{doc.modified && doc.modified !== doc.published && ` · changed ${date(doc.modified)}`}</p>
          {/^https?:/.test(doc.url ?? "") && <a class="sourcelink" href={doc.url} rel="noreferrer noopener" target="_blank">Source <Icon name="out" /></a>}
        </div>
        <Layers layers={layers} set={setLayers} counts={counts} />
        <div class="text" lang={doc.language ?? "en"}>
          {doc.text !== null
            ? <Marked doc={doc} events={events} layers={layers} chosen={chosen} onChoose={onChoose} />
            : <><h1>{doc.title}</h1><p class="none">This desk keeps no texts. Its events keep their places in the page; `dragoman verify` tells whether a page you have is the one that was read.</p></>}
        </div>
        {foot}
      </article>
      {chosen
        ? <Why doc={doc} event={chosen} events={events} stored={stored} given={why?.[chosen.id]} onChoose={onChoose} onClose={() => onChoose(null)}>{children}</Why>
        : <List events={events} onChoose={onChoose} />}
      <Top />
    </div>
  );
}
