// Where, as exactly as the texts say it: a town is a dot, a region a dashed
// ring, a country a shade; what has no place is counted, not drawn.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { geoEqualEarth, geoGraticule10, geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";
import world from "world-atlas/countries-110m.json?url";
import { Icon, QuadBar, Sign, Trouble, Waiting } from "../parts/bits.jsx";
import { Found } from "../parts/found.jsx";
import { WHOLE, usePan, useViewInAddress } from "../parts/pan.js";
import { QUADS, number, plural } from "../format.js";
import { ISO3 } from "../iso.js";
import { country } from "../names.js";
import { add, quoted } from "../query.js";
import { go } from "../route.js";
import { useLoad, useSize } from "../use.js";

const DRAWN = 1500; // places; the rest are too small to be told apart

function useWorld() {
  const [state, set] = useState({});
  useEffect(() => {
    fetch(world).then((r) => r.json()).then((topology) => {
      const shapes = feature(topology, topology.objects.countries).features.map((f) =>
        ({ ...f, code: ISO3[f.id] ?? (f.properties.name === "Kosovo" ? "KOS" : f.properties.name) }));
      set({ shapes, borders: mesh(topology, topology.objects.countries, (a, b) => a !== b) });
    }, () => set({ error: new Error("the map of the world could not be read") }));
  }, []);
  return state;
}

// Slices of a dot in the colours of its classes.
function Slices({ quads, r }) {
  const total = quads.reduce((a, b) => a + b, 0) || 1;
  const used = quads.map((n, i) => ({ n, token: QUADS[i].token })).filter((x) => x.n);
  if (used.length === 1 || r < 4)
    return <circle r={r} class={`fill ${used.sort((a, b) => b.n - a.n)[0]?.token ?? ""}`} />;
  let turn = -Math.PI / 2;
  return used.map(({ n, token }) => {
    const end = turn + (2 * Math.PI * n) / total;
    const at = (a) => `${(r * Math.cos(a)).toFixed(2)} ${(r * Math.sin(a)).toFixed(2)}`;
    const d = `M0 0L${at(turn)}A${r} ${r} 0 ${end - turn > Math.PI ? 1 : 0} 1 ${at(end)}Z`;
    turn = end;
    return <path key={token} d={d} class={`fill ${token}`} />;
  });
}

const nameOf = (p) => (p.precision === "country" ? country(p.country) : `${p.name}, ${country(p.country)}`);

function Marker({ place, xy, scale, r, on, pick }) {
  const point = place.precision === "city";
  return (
    <g class={`place ${place.precision} ${on ? "on" : ""}`} transform={`translate(${xy[0]} ${xy[1]}) scale(${scale})`} onClick={pick}>
      <title>{`${nameOf(place)}: ${plural(place.events, "event")}${point ? "" : `, known to the ${place.precision === "country" ? "country" : "region"} only`}`}</title>
      {point ? <Slices quads={place.quads} r={r} /> : <><circle class="halo" r={r + 5} /><circle class="ring" r={r + 5} /></>}
      {on && <circle class="chosen" r={r + (point ? 4 : 9)} />}
    </g>
  );
}

function Shapes({ path, shapes, borders, shade, pick, chosen, k }) {
  return (
    <>
      <path class="sea" d={path({ type: "Sphere" })} />
      <path class="grid" d={path(geoGraticule10())} stroke-width={0.5 / k} />
      {shapes.map((f) => {
        const n = shade.get(f.code);
        return (
          <path key={f.id ?? f.code} d={path(f)} class={`land ${n ? "some" : ""} ${chosen === f.code ? "on" : ""}`}
            style={n ? { "--share": n.share } : undefined} onClick={() => pick(f.code)}>
            <title>{`${country(f.code)}${n ? `: ${plural(n.events, "event")} known to the country only` : ""}`}</title>
          </path>
        );
      })}
      <path class="borders" d={path(borders)} stroke-width={0.6 / k} />
    </>
  );
}

function Legend({ unplaced, hidden, total }) {
  return (
    <div class="legend">
      <span><svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true"><circle r="5" class="fill q4" /></svg> a town</span>
      <span><svg width="20" height="20" viewBox="-10 -10 20 20" aria-hidden="true"><circle r="8" class="ring" /></svg> a region</span>
      <span><i class="shade" aria-hidden="true" /> somewhere in the country</span>
      {QUADS.map((x) => <span key={x.quad}><Sign quad={x.quad} /> {x.name}</span>)}
      <b>{unplaced > 0 ? `${plural(unplaced, "event")} without a place` : "every event has a place"}</b>
      {hidden > 0 && <b>the {number(DRAWN)} places with most events of {number(total)}</b>}
    </div>
  );
}

const key = (p) => (p.precision === "country" ? `c:${p.country}` : `p:${p.geonameid ?? p.name}`);
const ask = (p) => (p.precision === "country" ? `country:${p.country}` : `place:${p.geonameid ?? quoted(p.name)}`);

export default function MapView({ q, params }) {
  const { shapes, borders, error } = useWorld();
  const { data, error: failed } = useLoad("map", { q });
  const [ref, size] = useSize();
  const pan = usePan(ref, size);
  const { k, x, y } = pan.view;
  const projection = useMemo(() => geoEqualEarth().fitExtent([[6, 6], [Math.max(50, size.width - 6), Math.max(50, size.height - 6)]], { type: "Sphere" }), [size.width, size.height]);
  const path = useMemo(() => geoPath(projection), [projection]);
  const now = useRef(params);
  now.current = params;
  useViewInAddress(pan, size, projection, params.view, (view) => go("map", { ...now.current, view }, null, { replace: true }));
  const all = (data?.places ?? []).filter((p) => p.lat !== null && p.lat !== undefined).sort((a, b) => b.events - a.events);
  const shaped = new Set(shapes?.map((f) => f.code));
  const countries = all.filter((p) => p.precision === "country" && shaped.has(p.country));
  const spots = all.filter((p) => !countries.includes(p));
  const top = Math.max(1, ...spots.map((p) => p.events));
  const most = Math.max(1, ...countries.map((p) => p.events));
  const shade = new Map();
  for (const p of countries) {
    const events = (shade.get(p.country)?.events ?? 0) + p.events;
    shade.set(p.country, { events, share: Math.min(1, Math.sqrt(events / most)) });
  }
  const radius = (n) => 2.5 + 13 * Math.sqrt(n / top) * Math.min(1, size.width / 900 + 0.1);
  const pick = (code) => !pan.moved.current && go("map", { ...params, at: params.at === code ? "" : code }, null, { replace: true });
  const chosen = all.find((p) => key(p) === params.at) ??
    (params.at?.startsWith("c:") ? { precision: "country", country: params.at.slice(2), quads: [0, 0, 0, 0], events: 0 } : null);
  const fit = () => {
    const xy = spots.map((p) => projection([p.lon, p.lat]));
    if (!xy.length) return;
    const [x0, x1] = [Math.min(...xy.map((p) => p[0])) - 30, Math.max(...xy.map((p) => p[0])) + 30];
    const [y0, y1] = [Math.min(...xy.map((p) => p[1])) - 30, Math.max(...xy.map((p) => p[1])) + 30];
    const near = Math.max(1, Math.min(12, size.width / (x1 - x0), size.height / (y1 - y0)));
    pan.to({ k: near, x: size.width / 2 - (near * (x0 + x1)) / 2, y: size.height / 2 - (near * (y0 + y1)) / 2 });
  };
  const press = (e) => {
    const act = { "+": () => pan.zoom(1.5), "=": () => pan.zoom(1.5), "-": () => pan.zoom(1 / 1.5), 0: () => pan.to(WHOLE),
      ArrowLeft: () => pan.shift(60, 0), ArrowRight: () => pan.shift(-60, 0), ArrowUp: () => pan.shift(0, 60), ArrowDown: () => pan.shift(0, -60) }[e.key];
    if (act) { e.preventDefault(); e.stopPropagation(); act(); }
  };
  return (
    <div class="mapview">
      <div class="column main">
        <div class="canvas" ref={ref} tabIndex={0} role="group" aria-label="Map of events. Plus and minus zoom, arrow keys move; the list beside it names the places." onKeyDown={press}>
          {shapes && size.width > 0 && (
            <svg width={size.width} height={size.height}>
              <g transform={`translate(${x} ${y}) scale(${k})`}>
                <Shapes path={path} shapes={shapes} borders={borders} shade={shade} k={k} pick={(c) => pick(`c:${c}`)}
                  chosen={chosen?.precision === "country" ? chosen.country : null} />
                {spots.slice(0, DRAWN).map((p) => <Marker key={key(p)} place={p} xy={projection([p.lon, p.lat])} scale={1 / k}
                  r={radius(p.events)} on={params.at === key(p)} pick={() => pick(key(p))} />)}
              </g>
            </svg>
          )}
          {!shapes && !error && <Waiting what="Drawing the world" />}
          <div class="zoom">
            <button type="button" aria-label="Nearer" onClick={() => pan.zoom(1.6)}><Icon name="plus" /></button>
            <button type="button" aria-label="Farther" onClick={() => pan.zoom(1 / 1.6)}><Icon name="minus" /></button>
            <button type="button" aria-label="Fit the places" onClick={fit}><Icon name="fit" /></button>
            <button type="button" aria-label="Whole world" onClick={() => pan.to(WHOLE)}><Icon name="world" /></button>
          </div>
        </div>
        <Trouble error={error ?? (failed?.code === "query" ? null : failed)} />
        {data && <Legend unplaced={data.unplaced} hidden={spots.length - DRAWN} total={spots.length} />}
      </div>
      {chosen ? (
        <Found q={q} ask={add(q, ask(chosen))} title={nameOf(chosen)}>
          <button type="button" class="link" onClick={() => pick(params.at)}>all places</button>
        </Found>
      ) : (
        <section class="column placelist" aria-label="Places">
          <h2>Places <small>{number(all.length)}</small></h2>
          {data && !all.length && <p class="none">No event of these has a place.</p>}
          <ul>{all.slice(0, 40).map((p) => (
            <li key={key(p)}><button type="button" onClick={() => go("map", { ...params, at: key(p) }, null, { replace: true })}>
              <span class="label">{nameOf(p)}{p.precision !== "city" && <small>{p.precision === "country" ? "country only" : "region only"}</small>}</span>
              <QuadBar quads={p.quads} /><span class="n">{number(p.events)}</span>
            </button></li>
          ))}</ul>
        </section>
      )}
    </div>
  );
}
