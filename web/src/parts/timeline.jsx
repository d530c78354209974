// Events over time: cooperation above the line, conflict below it, deeds next
// to the line, words outside. A click takes a bar, a drag a range.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { QUADS, date, number } from "../format.js";
import { colour, useSize, useTheme } from "../use.js";
import { bucketOf, nearest, seconds, span } from "./buckets.js";
import { Sign } from "./bits.jsx";

// rows of counts by [time, quad] -> columns for the range of buckets.
export function columns(rows, coverage, first, last, unit, metric) {
  const x = span(first, last, unit);
  const place = new Map(x.map((b, i) => [b, i]));
  const quads = QUADS.map(() => new Array(x.length).fill(0));
  const documents = new Array(x.length).fill(0);
  let outside = 0, undated = 0;
  for (const c of coverage) {
    const i = c.key ? place.get(bucketOf(c.key, unit)) : undefined;
    if (i !== undefined) documents[i] += c.documents;
  }
  for (const { key: [time, quad], ...n } of rows) {
    const value = n[metric === "happenings" ? "happenings" : "events"];
    const i = time ? place.get(bucketOf(String(time), unit)) : undefined;
    if (!time) undated += value;
    else if (i === undefined) outside += value;
    else if (quads[quad - 1]) quads[quad - 1][i] += value;
  }
  if (metric === "share")
    for (const q of quads) q.forEach((n, i) => { q[i] = documents[i] ? (100 * n) / documents[i] : 0; });
  return { x, quads, documents, outside, undated };
}

const LEFT = 46, RIGHT = 14; // pixels beside the bars: numbers, and half a date
const bars = uPlot.paths.bars({ size: [0.86, 48], gap: 0 });

function series(token) {
  const c = colour(token);
  return { fill: c, stroke: c, width: 0, paths: bars, points: { show: false } };
}

const DAY_S = 86400;
const half = (x, i) => (x.length > 1 ? seconds(x[i + 1]) - seconds(x[i]) : DAY_S) / 2;

function options(width, height, x, { drawnNew, moved, taken, zoomed }) {
  const line = colour("line"), soft = colour("soft");
  const font = `12px ${getComputedStyle(document.body).fontFamily}`;
  let drag = false;
  return {
    width, height, padding: [6, RIGHT, 0, 0],
    tzDate: (ts) => uPlot.tzDate(new Date(ts * 1e3), "Etc/UTC"),
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false, dist: 6 } },
    // Half a bar more at both ends, so that the outer ones are whole.
    scales: { x: { time: true, range: (u, lo, hi) => [lo - half(x, 0), hi + half(x, x.length - 2)] }, y: { range: (u, lo, hi) => {
      const most = Math.max(hi, -lo, 1);
      return [lo < 0 ? Math.min(lo, -most * 0.15) * 1.06 : -most * 0.15, Math.max(hi, most * 0.15) * 1.06];
    } } },
    axes: [
      { stroke: soft, font, grid: { show: false }, ticks: { stroke: line, width: 1, size: 4 }, size: 42,
        space: 64 },
      { stroke: soft, font, size: LEFT, space: 34, grid: { stroke: line, width: 1 }, ticks: { show: false },
        values: (u, list) => list.map((v) => (Number.isInteger(v) ? number(Math.abs(v)) : Math.abs(v).toFixed(1))) },
    ],
    // ORDER: the widest bar first, so that the next is painted over it.
    series: [{}, series("q1"), series("q2"), series("q3"), series("q4")],
    hooks: {
      // A chart drawn anew under a pointer at rest is told of a move of no length.
      setCursor: [(u) => {
        const e = u.cursor.event;
        if (e?.movementX || e?.movementY || u.cursor.idx == null) moved(u.cursor.idx ?? null);
      }],
      setSelect: [(u) => {
        drag = u.select.width > 6;
        if (drag) zoomed(u.posToIdx(u.select.left), u.posToIdx(u.select.left + u.select.width));
        u.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
      }],
      ready: [drawnNew, (u) => u.over.addEventListener("click", () => {
        if (!drag && u.cursor.idx !== null) taken(u.cursor.idx);
        drag = false;
      })],
      drawClear: [(u) => {
        const y = Math.round(u.valToPos(0, "y", true));
        u.ctx.fillStyle = soft;
        u.ctx.fillRect(u.bbox.left, y, u.bbox.width, 1);
      }],
    },
  };
}

function stacked({ x, quads: [talk, help, dispute, force] }) {
  return [x.map(seconds), help.map((n, i) => n + talk[i]), help,
    force.map((n, i) => -n - dispute[i]), force.map((n) => -n)];
}

// The documents read in each bucket: few events may mean few papers.
function Coverage({ documents, width }) {
  const top = Math.max(1, ...documents);
  const step = width / documents.length;
  const d = documents.map((n, i) => `M${(i * step).toFixed(1)} 24V${(24 - (22 * n) / top).toFixed(1)}H${((i + 1) * step).toFixed(1)}V24`).join("");
  return <svg class="coverage" width={width} height="24" aria-hidden="true"><path d={d} /></svg>;
}

export function bucketName(text, unit) {
  if (unit === "week") return `week of ${date(text)}`;
  return date(unit === "month" ? text.slice(0, 7) : unit === "year" ? text.slice(0, 4) : text);
}

function Readout({ data, at, unit, metric }) {
  const show = (n) => (metric === "share" ? n.toFixed(1) : number(n));
  const value = (i) => (at === null ? data.quads[i].reduce((a, b) => a + b, 0) : data.quads[i][at]);
  return (
    <p class="readout" aria-live="off">
      <b>{at !== null ? bucketName(data.x[at], unit) : data.x.length > 1 ? `${bucketName(data.x[0], unit)} – ${bucketName(data.x.at(-1), unit)}` : bucketName(data.x[0], unit)}</b>
      {[1, 0, 2, 3].map((i) => (
        <span key={i} title={QUADS[i].name}><Sign quad={i + 1} /> {metric === "share" && at === null ? "" : show(value(i))} <small>{QUADS[i].name}</small></span>
      ))}
      {at !== null && <span class="read">{number(data.documents[at])} <small>documents read</small></span>}
    </p>
  );
}

// The same numbers for those who would rather read.
function Numbers({ data, unit, onPick }) {
  const [open, setOpen] = useState(false);
  const full = data.x.map((x, i) => i).filter((i) => data.quads.some((q) => q[i]));
  return (
    <details class="numbers" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>As a table</summary>
      {open && <div class="scroll"><table>
        <thead><tr><th scope="col">{unit}</th>{QUADS.map((x) => <th scope="col" key={x.quad}>{x.name}</th>)}<th scope="col">documents read</th></tr></thead>
        <tbody>{full.map((i) => (
          <tr key={i}><th scope="row"><button type="button" class="link" onClick={() => onPick(data.x[i])}>{bucketName(data.x[i], unit)}</button></th>
            {data.quads.map((q, k) => <td key={k}>{Number.isInteger(q[i]) ? number(q[i]) : q[i].toFixed(1)}</td>)}<td>{number(data.documents[i])}</td></tr>
        ))}</tbody>
      </table></div>}
    </details>
  );
}

export function Timeline({ data, unit, metric, picked, onPick, onZoom, height = 250 }) {
  const [ref, { width }] = useSize();
  const theme = useTheme();
  const plot = useRef(null);
  const [over, setOver] = useState(null); // the bar under the pointer
  const [at, setAt] = useState(null); // the day that the keys are at: it outlives a new drawing
  const shown = over !== null && over < data.x.length ? over
    : at !== null ? nearest(data.x, at, unit) : data.x.indexOf(picked);
  // Shows on the chart where the keys are.
  const point = (u) => {
    if (over === null && at !== null) u.setCursor({ left: u.valToPos(seconds(data.x[shown]), "x"), top: 0 }, false);
  };
  const act = useRef({});
  act.current = { onPick, onZoom, x: data.x, point };
  const drawn = useMemo(() => stacked(data), [data]);
  const inner = ref.current?.querySelector(".plot");
  useEffect(() => {
    if (!inner || width < 50) return undefined;
    const u = new uPlot(options(width, height, data.x, { moved: setOver,
      drawnNew: (made) => act.current.point(made),
      taken: (i) => act.current.onPick(act.current.x[i]),
      zoomed: (a, b) => act.current.onZoom(act.current.x[Math.min(a, b)], act.current.x[Math.max(a, b)]) }), drawn, inner);
    plot.current = u;
    return () => { u.destroy(); plot.current = null; setOver(null); };
  }, [Boolean(inner), width, theme, drawn, height]);
  useEffect(() => { if (plot.current?.status) point(plot.current); }, [at, over]);
  const move = (by) => {
    const from = shown >= 0 ? shown : by > 0 ? -1 : data.x.length;
    setOver(null);
    setAt(data.x[Math.max(0, Math.min(data.x.length - 1, from + by))]);
  };
  const press = (e) => {
    const act = { ArrowLeft: () => move(-1), ArrowRight: () => move(1), Enter: () => shown >= 0 && onPick(data.x[shown]) }[e.key];
    if (!act) return;
    e.preventDefault();
    act();
  };
  // Another window may come to the front; the keys are still at this chart then.
  const leave = (e) => { if (document.activeElement !== e.currentTarget) setAt(null); };
  return (
    <div class="timeline" ref={ref}>
      <Readout data={data} at={shown >= 0 ? shown : null} unit={unit} metric={metric} />
      <div class="plot" tabIndex={0} role="group" onKeyDown={press} onBlur={leave}
        aria-label={`Events over time, ${data.x.length} ${unit}s. Arrow keys go from bar to bar, Enter shows its events.`} />
      <div class="coverage-row"><span title="documents read">docs</span><Coverage documents={data.documents} width={Math.max(0, width - LEFT - RIGHT)} /></div>
      <Numbers data={data} unit={unit} onPick={onPick} />
    </div>
  );
}
