// The address of a view: #/VIEW/ID?q=…&more. Everything that is shown can be
// shared by its address, and the browser's buttons go back and forth.

import { useEffect, useState } from "preact/hooks";

export function parse(hash) {
  const [path, search = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const [view, ...id] = path.split("/");
  return { view: view || "overview", id: id.length ? decodeURIComponent(id.join("/")) : null,
    params: Object.fromEntries(new URLSearchParams(search)) };
}

export function link(view, params = {}, id = null) {
  const kept = Object.entries(params).filter(([, v]) => v !== null && v !== undefined && v !== "");
  const search = new URLSearchParams(kept).toString()
    .replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%2F", "/");
  return `#/${view}${id === null ? "" : `/${encodeURIComponent(id)}`}${search ? `?${search}` : ""}`;
}

// `replace` for what is no step of its own: a selection, a layer, a sort order.
export function go(view, params, id, { replace = false } = {}) {
  const to = link(view, params, id);
  if (replace) {
    history.replaceState(history.state, "", to);
    dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = to;
  }
}

export function useRoute() {
  const [route, set] = useState(() => parse(location.hash));
  useEffect(() => {
    const read = () => set(parse(location.hash));
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  return route;
}
