// The address of a view: #/VIEW/ID?q=…&more. Everything that is shown can be
// shared by its address, and the browser's buttons go back and forth.

import { useLayoutEffect, useState } from "preact/hooks";

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
// The page knows the new address before this returns: a second click or key
// never works on the address before.
export function go(view, params, id, { replace = false } = {}) {
  const to = link(view, params, id);
  if (replace || to === location.hash) history.replaceState(history.state, "", to);
  else history.pushState(null, "", to);
  dispatchEvent(new HashChangeEvent("hashchange"));
}

export function useRoute() {
  const [route, set] = useState(() => parse(location.hash));
  useLayoutEffect(() => {
    const read = () => set(parse(location.hash));
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  return route;
}
