// The text of an article with its marks. Every mark knows what it is; a click
// on the words of an event chooses the event.

import { useMemo } from "preact/hooks";
import { nameOf, sentence } from "../format.js";
import { bytesOf, pieces } from "../text.js";

export const LAYERS = [
  { name: "events", title: "Events" },
  { name: "speakers", title: "Speakers" },
  { name: "dates", title: "Dates" },
  { name: "places", title: "Places" },
  { name: "actors", title: "Actors", off: true },
  { name: "numbers", title: "Numbers", off: true },
  { name: "rejects", title: "No event", off: true },
  { name: "removed", title: "Removed", off: true },
];

function eventMarks(events, chosen) {
  return events.flatMap((e) => {
    const on = e.id === chosen?.id ? "on" : "";
    const one = [{ span: e.evidence.span, kind: `ev q${e.quad} ${on}`, event: e, tip: sentence(e) }];
    if (e.evidence.trigger)
      one.push({ span: e.evidence.trigger, kind: `trigger q${e.quad} ${on && "own"}`, event: e, tip: sentence(e) });
    if (on)
      for (const [kind, list] of [["who", e.actor], ["whom", e.recipient]])
        for (const a of list)
          for (const span of [a.span, a.antecedent])
            if (span) one.push({ span, kind, tip: `${kind === "who" ? "actor" : "recipient"}: ${nameOf(a)}` });
    return one;
  });
}

function quoteMarks(quotes, mentions) {
  const called = new Map();
  for (const m of mentions ?? []) if (!called.has(m.cluster)) called.set(m.cluster, m.name);
  return (quotes ?? []).flatMap((x) => {
    const by = called.get(x.speaker_cluster);
    const tip = `${x.kind === "denied" ? "denied" : "said"} by ${by ?? "an unnamed speaker"}`;
    return [...x.content.map((span) => ({ span, kind: `quote ${x.quote}`, tip })),
      ...(x.speaker ? [{ span: x.speaker, kind: "speaker", tip: by ? `speaker: ${by}` : "speaker" }] : [])];
  });
}

function marksOf(doc, events, layers, chosen) {
  const a = doc.annotations ?? {};
  const has = (name) => layers.includes(name);
  return [
    ...(has("speakers") ? quoteMarks(a.quotes, a.mentions) : []),
    ...(has("actors") ? (a.mentions ?? []).filter((m) => m.code)
      .map((m) => ({ span: m.span, kind: "actor", tip: `${m.name} ${m.code}` })) : []),
    ...(has("dates") ? (a.dates ?? []).map((d) => ({ span: d.span, kind: "date", tip: `${d.timex.toLowerCase()} ${d.value}` })) : []),
    ...(has("places") ? (a.places ?? []).map((p) => ({ span: p.span, kind: "place",
      tip: p.lat === null ? `${p.name}, not found` : `${p.name}, ${p.country} (${p.lat}, ${p.lon})` })) : []),
    ...(has("numbers") ? (a.quantities ?? []).map((n) => ({ span: n.span, kind: "number", tip: `${n.value ?? `${n.low}–${n.high}`} ${n.unit} (${n.of})` })) : []),
    ...(has("rejects") ? (doc.rejects ?? []).filter((r) => r.trigger).map((r) => ({ span: r.trigger, kind: "reject", tip: `no event: ${r.reason}` })) : []),
    ...(has("events") || chosen ? eventMarks(has("events") ? events : [chosen], chosen) : []),
  ];
}

// [beg, end) of the title and of each paragraph, in characters.
function paragraphs(text, title) {
  const out = [];
  let at = 0;
  for (const part of text.split(/(\n+)/)) {
    if (part.trim()) out.push({ beg: at, end: at + part.length, title: at === 0 && part === title });
    at += part.length;
  }
  return out;
}

function Piece({ piece, onChoose, chosen }) {
  const events = [...new Set(piece.marks.filter((m) => m.event).map((m) => m.event))];
  const tips = [...new Set(piece.marks.map((m) => m.tip))].join("\n");
  const kinds = [...new Set(piece.marks.flatMap((m) => m.kind.split(" ")))].join(" ");
  if (!events.length) return <span class={`m ${kinds}`} title={tips}>{piece.text}</span>;
  const next = events[(events.indexOf(chosen) + 1) % events.length];
  return (
    <span class={`m ${kinds}`} title={tips} data-event={events.map((e) => e.id).join(" ")}
      onClick={() => getSelection().isCollapsed && onChoose(next)}>{piece.text}</span>
  );
}

export function Marked({ doc, events, layers, chosen, onChoose }) {
  const { text, parts, marks, removed } = useMemo(() => {
    const toChar = bytesOf(doc.text);
    const inChars = (m) => ({ ...m, span: [toChar(m.span[0]), toChar(m.span[1])] });
    return { text: doc.text, parts: paragraphs(doc.text, doc.title),
      marks: marksOf(doc, events, layers, chosen).map(inChars),
      removed: layers.includes("removed") ? (doc.removed ?? []).map((r) => ({ ...r, at: toChar(r.near) })) : [] };
  }, [doc, events, layers.join(), chosen]);
  let shown = 0;
  const cut = (until) => {
    const out = [];
    for (; shown < removed.length && removed[shown].at <= until; shown++)
      out.push(<del key={`r${shown}`} class="removed"><small>{removed[shown].why}</small>{removed[shown].text}</del>);
    return out;
  };
  return (
    <>
      {parts.map((p) => {
        const Tag = p.title ? "h1" : "p";
        return [...cut(p.beg), (
          <Tag key={p.beg}>{pieces(text, marks, p.beg, p.end).map((one) => (one.marks.length
            ? <Piece key={one.at} piece={one} chosen={chosen} onChoose={onChoose} /> : one.text))}</Tag>
        )];
      })}
      {cut(Infinity)}
    </>
  );
}
