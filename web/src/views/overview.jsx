// The first look: how much, of what kind, by whom, how sure; and at once the
// words. A spike is one click from its sentences and two from the article.

import { useMemo } from "preact/hooks";
import { Bars, Sign, Trouble, Waiting } from "../parts/bits.jsx";
import { Found } from "../parts/found.jsx";
import { ask, dayAfter, endOf, unitFor } from "../parts/buckets.js";
import { Timeline, bucketName, columns } from "../parts/timeline.jsx";
import { QUADS, number, plural } from "../format.js";
import { add, has, toggle, valuesOf, without } from "../query.js";
import { go } from "../route.js";
import { useLast, useLoad } from "../use.js";

const METRICS = [["events", "events", "every event in every text"],
  ["happenings", "happenings", "what several texts tell of the same is counted once"],
  ["share", "per 100 documents", "events for each hundred documents read, so that more papers do not look like more events"]];
const FACTS = ["actual", "planned", "hypothetical", "negated"];

// The range of the chart: what the question says, else what was read.
function useRange(q, health) {
  const { data, error } = useLoad("counts", { group: "month" });
  if (!data) return { error, settled: Boolean(error) };
  const [on] = valuesOf(q, "on");
  const read = data.coverage.map((c) => c.key).filter(Boolean).sort();
  const months = read.length ? read : [health.first, health.last].filter(Boolean);
  const endOfMonth = (m) => new Date(Date.UTC(Number(m.slice(0, 4)), Number(m.slice(5, 7)), 0)).toISOString().slice(0, 10);
  const first = valuesOf(q, "after")[0] ?? on ?? (months[0] && `${months[0].slice(0, 7)}-01`);
  const before = valuesOf(q, "before")[0];
  const last = before ?? on ?? (months.length ? endOfMonth(months.at(-1)) : null);
  return { first, last, known: Boolean(first && last), settled: true };
}

function facet(data, name = (v) => v) {
  return (data?.rows ?? []).filter((r) => r.key[0] !== null && r.key[0] !== "")
    .map((r) => ({ value: String(r.key[0]), label: name(String(r.key[0])), events: r.events }))
    .sort((a, b) => b.events - a.events);
}

function Types({ codebook, data, q, set }) {
  const n = new Map((data?.rows ?? []).map((r) => [r.key[0], r.events]));
  const top = Math.max(1, ...n.values());
  return (
    <section class="types" aria-label="Types">
      {[2, 1, 3, 4].map((quad) => (
        <div key={quad} class={`group q${quad}`}>
          <button type="button" class="head" aria-pressed={has(q, "quad", quad)} onClick={() => set(toggle(q, "quad", quad))}>
            <Sign quad={quad} /> {QUADS[quad - 1].name}
          </button>
          {codebook.types.filter((t) => t.quad === quad).map((t) => (
            <button type="button" key={t.name} class="type" aria-pressed={has(q, "type", t.name)}
              disabled={!n.get(t.name) && !has(q, "type", t.name)} onClick={() => set(toggle(q, "type", t.name))}>
              <span class="label">{t.name}</span>
              <span class="bar" aria-hidden="true"><i style={{ width: `${(100 * (n.get(t.name) ?? 0)) / top}%` }} /></span>
              <span class="n">{number(n.get(t.name) ?? 0)}</span>
            </button>
          ))}
        </div>
      ))}
    </section>
  );
}

function Facts({ data, q, set }) {
  const n = new Map((data?.rows ?? []).map((r) => [r.key[0], r.events]));
  const all = [...n.values()].reduce((a, b) => a + b, 0);
  return (
    <section class="facts" aria-label="Factuality">
      {FACTS.map((f) => (
        <button type="button" key={f} class={`fact ${f}`} aria-pressed={has(q, "factuality", f)} onClick={() => set(toggle(q, "factuality", f))}>
          <b>{number(n.get(f) ?? 0)}</b> {f}
          <i aria-hidden="true" style={{ width: `${all ? (100 * (n.get(f) ?? 0)) / all : 0}%` }} />
        </button>
      ))}
    </section>
  );
}

// `q` is answered, `asked` is what the next click changes: they differ while an
// answer is under way.
export function Overview({ q, asked, params, codebook, health, names }) {
  const range = useRange(q, health);
  const unit = range.known ? unitFor(range.first, range.last) : "day";
  const metric = params.per ?? "events";
  const time = useLoad(range.known ? "counts" : null, { q, group: `${unit},quad` });
  // ORDER: a browser asks six things at a time. The range decides which events
  // are the latest; their words come before the slow counts of a large store.
  const counts = range.settled ? "counts" : null;
  const types = useLoad(counts, { q: without(q, "type", "quad"), group: "type" });
  const facts = useLoad(counts, { q: without(q, "factuality"), group: "factuality" });
  const actors = useLoad(counts, { q, group: "actor" });
  const recipients = useLoad(counts, { q, group: "recipient" });
  const countries = useLoad(counts, { q, group: "country" });
  const outlets = useLoad(counts, { q, group: "outlet" });
  const set = (next) => go("overview", { ...params, q: next, pick: "" });
  const ready = range.known && time.fresh && !time.error;
  const data = useLast(useMemo(() => ready &&
    { unit, metric, ...columns(time.data.rows, time.data.coverage, range.first, range.last, unit, metric) },
  [ready, time.data, range.first, range.last, unit, metric]));
  const pick = (x) => go("overview", { ...params, pick: x === params.pick ? "" : x }, null, { replace: true });
  const zoom = (a, b) => set(add(without(asked, "after", "before", "on"), `after:${a} before:${endOf(b, data.unit)}`));
  const zoomed = ["after", "before", "on"].some((key) => valuesOf(q, key).length);
  // Events still to come would fill the list of the latest.
  const told = range.known && !zoomed ? add(q, `before:${dayAfter(range.last)}`) : q;
  const facets = [["actor", "Who acts", actors], ["recipient", "To whom", recipients],
    ["country", "Where", countries], ["outlet", "Who reports", outlets]];
  return (
    <div class="overview">
      <div class="column main">
        <section class={`panel chart ${ready ? "" : "old"}`} aria-label="Events over time" aria-busy={!ready}>
          <header>
            <h2>Events by {unit}</h2>
            <div class="choice" role="group" aria-label="What is counted">
              {METRICS.map(([m, name, means]) => (
                <button type="button" key={m} aria-pressed={m === metric} title={means}
                  onClick={() => go("overview", { ...params, per: m === "events" ? "" : m }, null, { replace: true })}>{name}</button>
              ))}
            </div>
            {zoomed && <button type="button" class="link" onClick={() => set(without(asked, "after", "before", "on"))}>whole time</button>}
          </header>
          <Trouble error={range.error ?? time.error} />
          {data ? <Timeline data={data} unit={data.unit} metric={data.metric} picked={params.pick} onPick={pick} onZoom={zoom} />
            : <div class="chart-wait"><Waiting /></div>}
          {data && (data.outside > 0 || data.undated > 0) && (
            <p class="aside">
              {data.outside > 0 && `${plural(data.outside, "event")} told of other years ${data.outside === 1 ? "is" : "are"} not drawn. `}
              {data.undated > 0 && `${plural(data.undated, "event")} without a date.`}
            </p>
          )}
        </section>
        <Facts data={facts.data} q={asked} set={set} />
        <Types codebook={codebook} data={types.data} q={asked} set={set} />
        <div class="facets">
          {facets.map(([key, title, { data: rows }]) => (
            <Bars key={key} title={title} limit={8} rows={facet(rows, (v) => names(key, v))}
              isOn={(v) => has(asked, key, v)} onPick={(v) => set(toggle(asked, key, v))} />
          ))}
        </div>
      </div>
      <Found q={q} wait={!range.settled} ask={params.pick ? add(without(q, "on"), ask(params.pick, unit)) : told}
        title={params.pick ? bucketName(params.pick, unit) : "Latest events"}>
        {params.pick && <button type="button" class="link" onClick={() => pick(params.pick)}>all days</button>}
      </Found>
    </div>
  );
}
