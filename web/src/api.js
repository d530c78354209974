// The API of the desk (docs/api.md), relative to the page.

export class ApiError extends Error {
  constructor({ status, code, message, at }) {
    super(message);
    Object.assign(this, { status, code, at });
  }
}

const root = new URL("v1/", document.baseURI);

export function address(path, params = {}) {
  const url = new URL(path, root);
  for (const [key, value] of Object.entries(params))
    if (value !== undefined && value !== null && value !== "") url.searchParams.set(key, value);
  return url.href;
}

async function read(response) {
  const body = await response.json().catch(() => null);
  if (response.ok && body) return body;
  throw new ApiError(body?.error ?? {
    status: response.status, code: "http", at: null,
    message: `the server answered ${response.status}`,
  });
}

async function ask(url, options) {
  try {
    return await read(await fetch(url, options));
  } catch (e) {
    if (e.name === "AbortError" || e instanceof ApiError) throw e;
    throw new ApiError({ status: 0, code: "offline", at: null,
      message: "the program does not answer: is `dragoman serve` still running?" });
  }
}

// Answers that the views share while one question stands; a review empties it.
const kept = new Map();
const KEEP = 60; // answers; a view asks for fewer than ten

// The answer that is already here, or null.
export const known = (path, params) => kept.get(address(path, params)) ?? null;

export async function get(path, params, signal) {
  const url = address(path, params);
  if (kept.has(url)) return kept.get(url);
  const body = await ask(url, { signal, headers: { accept: "application/json" } });
  kept.set(url, body);
  if (kept.size > KEEP) kept.delete(kept.keys().next().value);
  return body;
}

export function forget() {
  kept.clear();
}

export async function post(path, body) {
  const answer = await ask(address(path), {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
  });
  forget();
  return answer;
}
