// The control API, asked for the namespace that is chosen.

/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").Contract} Contract */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").Operation} Operation */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").Clock} Clock */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").ClockChange} ClockChange */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").ContractList} ContractList */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").Draft} Draft */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").DraftChoice} DraftChoice */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").Fault} Fault */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").FaultList} FaultList */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").FindingList} FindingList */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").HeaderLine} HeaderLine */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").Health} Health */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").IssuedText} IssuedText */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").KnownToken} KnownToken */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").MappingList} MappingList */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").NamespaceList} NamespaceList */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").NewFault} NewFault */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").Problem} Problem */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").Request} JournalRequest */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").RequestList} RequestList */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").Session} Session */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").SessionList} SessionList */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").SessionTokens} SessionTokens */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").Token} Token */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").TriedAnswer} TriedAnswer */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").TriedRequest} TriedRequest */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").User} User */
/** @typedef {import("../../../../../generated/mock-admin/mock-admin-client").UserList} UserList */

const root = "/__admin";
const tokenKey = "conform-control-token";

// "/__ns/NAME/__admin/ui" means a namespace, and so does "?namespace=NAME".
const named = /^\/__ns\/([^/]+)\//.exec(location.pathname)?.[1] ?? new URLSearchParams(location.search).get("namespace");

let namespace = named ?? "default";

// A mock beyond loopback prints the address of the page with its token behind "#", which no request carries.
if (location.hash.startsWith("#token=")) {
  sessionStorage.setItem(tokenKey, decodeURIComponent(location.hash.slice("#token=".length)));
  history.replaceState(null, "", location.pathname + location.search);
}

/** The control API wants its token. */
export class TokenMissing extends Error {}

/** The namespace that is chosen. */
export function chosenNamespace() {
  return namespace;
}

/**
 * Means another namespace from now on.
 * @param {string} name
 */
export function chooseNamespace(name) {
  namespace = name;
  const query = name === "default" ? "" : `?namespace=${encodeURIComponent(name)}`;
  history.replaceState(null, "", `${root}/ui${query}${location.hash}`);
}

/**
 * Keeps the token of the control API while this window is open.
 * @param {string} token
 */
export function keepControlToken(token) {
  sessionStorage.setItem(tokenKey, token);
}

/** Whether the control API asks for a token. */
export function hasControlToken() {
  return sessionStorage.getItem(tokenKey) !== null;
}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {AbortSignal} [signal]
 * @returns {Promise<Response>}
 */
async function send(method, path, body, signal) {
  const headers = new Headers({ "Conform-Namespace": namespace, "Conform-Page": "1" });
  const token = sessionStorage.getItem(tokenKey);
  if (token) headers.set("Authorization", `Bearer ${token}`);
  if (body !== undefined) headers.set("Content-Type", "application/json");
  const response = await fetch(root + path, {
    method,
    headers,
    cache: "no-store",
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  if (response.ok) return response;
  /** @type {Problem | null} */
  const problem = await response.json().catch(() => null);
  const text = problem?.detail ?? `${method} ${path} was answered with ${response.status}.`;
  throw response.status === 401 ? new TokenMissing(text) : new Error(text);
}

/**
 * Reads something.
 * @template T
 * @param {string} path
 * @param {Record<string, string | number | undefined>} [query]
 * @returns {Promise<T>}
 */
export async function get(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return (await send("GET", search ? `${path}?${search}` : path)).json();
}

/**
 * Asks for a change, or for an answer that takes a body.
 * @template [T=undefined]
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
export async function ask(method, path, body, signal) {
  const response = await send(method, path, body, signal);
  return response.status === 204 ? /** @type {T} */ (undefined) : response.json();
}

/**
 * Reads server-sent events (HTML Standard, section 9.2) until the stream ends. EventSource can send neither the namespace nor the token.
 * @param {(name: string, data: any) => void} take
 * @param {AbortSignal} signal
 */
export async function listen(take, signal) {
  const response = await send("GET", "/events", undefined, signal);
  if (!response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const lines = block.split("\n");
      const name = lines.find((line) => line.startsWith("event: "))?.slice(7);
      const data = lines.filter((line) => line.startsWith("data: ")).map((line) => line.slice(6));
      if (name) take(name, JSON.parse(data.join("\n")));
    }
  }
}
