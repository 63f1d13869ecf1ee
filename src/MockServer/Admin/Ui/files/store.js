// What several views show: contracts, users, namespaces and the clock as they were last read, and the tokens that the page keeps.

import { chosenNamespace, get } from "./api.js";
import { serial } from "./dom.js";

/** @typedef {import("./api.js").IssuedText} IssuedText */

/**
 * The tokens of a session, by kind.
 * @typedef {{ session: string, contract: string, user: string | null, tokens: Record<string, { text: string, label: string }> }} KeptSession
 */

const mostKept = 50;
const mostSent = 200;

export const store = {
  /** @type {import("./api.js").Contract[]} */
  contracts: [],
  /** @type {import("./api.js").User[]} */
  users: [],
  /** @type {import("./api.js").NamespaceList} */
  namespaces: { namespaces: [], limit: 0 },
  /** @type {import("./api.js").Clock} */
  clock: { now: new Date(0).toISOString(), frozen: true },
  clockReadAt: 0,
};

/** Reads all of it anew. */
export const refresh = serial(async () => {
  const [contracts, users, namespaces] = await Promise.all([
    /** @type {Promise<import("./api.js").ContractList>} */ (get("/contracts")),
    /** @type {Promise<import("./api.js").UserList>} */ (get("/users")),
    /** @type {Promise<import("./api.js").NamespaceList>} */ (get("/namespaces")),
    refreshClock(),
  ]);
  store.contracts = contracts.contracts;
  store.users = users.users;
  store.namespaces = namespaces;
});

/** Reads the clock. */
export async function refreshClock() {
  setClock(await get("/clock"));
}

/**
 * Takes note of what the clock shows.
 * @param {import("./api.js").Clock} clock
 */
export function setClock(clock) {
  store.clock = clock;
  store.clockReadAt = performance.now();
}

/** What the mock's clock shows now, in milliseconds since 1970. */
export function now() {
  const read = Date.parse(store.clock.now);
  return store.clock.frozen ? read : read + (performance.now() - store.clockReadAt);
}

/**
 * The sessions of a contract whose tokens are kept, the newest first. They stay when the window is loaded again, and are gone when it is closed.
 * @param {string} [contract]
 * @returns {KeptSession[]}
 */
export function keptSessions(contract) {
  /** @type {KeptSession[]} */
  const all = JSON.parse(sessionStorage.getItem(key()) ?? "[]");
  return contract === undefined ? all : all.filter((kept) => kept.contract === contract);
}

/**
 * Keeps tokens for the next requests.
 * @param {string} contract
 * @param {IssuedText[]} issued
 */
export function keep(contract, issued) {
  for (const token of issued) {
    const all = keptSessions();
    const known = all.find((kept) => kept.session === token.session && kept.contract === contract);
    const kept = known ?? { session: token.session, contract, user: null, tokens: {} };
    kept.user = token.user ?? kept.user;
    kept.tokens[token.kind] = { text: token.token, label: token.label };
    const others = all.filter((other) => other !== known);
    sessionStorage.setItem(key(), JSON.stringify([kept, ...others].slice(0, mostKept)));
  }
}

/** Forgets the tokens of the namespace. */
export function forgetTokens() {
  sessionStorage.removeItem(key());
}

/**
 * The texts of the tokens to present, by kind: those of a session, and of kinds that it has none of the newest that there is.
 * @param {string} contract
 * @param {string} session An id, "newest" or "none".
 * @returns {Record<string, string>}
 */
export function tokensFor(contract, session) {
  if (session === "none") return {};
  const all = keptSessions(contract);
  const first = all.find((kept) => kept.session === session);
  /** @type {Record<string, string>} */
  const texts = {};
  for (const kept of first ? [first, ...all] : all) {
    for (const [kind, { text }] of Object.entries(kept.tokens)) texts[kind] ??= text;
  }
  return texts;
}

/** @type {Map<number, string>} */
const sent = new Map();

/**
 * Remembers the command of a request that the page sent.
 * @param {number} number Its number in the journal.
 * @param {string} command
 */
export function rememberCommand(number, command) {
  sent.set(number, command);
  for (const oldest of sent.keys()) {
    if (sent.size <= mostSent) break;
    sent.delete(oldest);
  }
}

/**
 * The command of a request that the page sent.
 * @param {number} number
 */
export function commandOf(number) {
  return sent.get(number);
}

/** Forgets the commands: the numbers are of another journal. */
export function forgetCommands() {
  sent.clear();
}

function key() {
  return `conform-tokens-${chosenNamespace()}`;
}
