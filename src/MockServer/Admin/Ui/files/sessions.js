// Sessions and their tokens.

import { ask, get } from "./api.js";
import { badge, button, clockTime, field, form, h, select, serial, show, span, table, tell } from "./dom.js";
import { filterBySession } from "./journal.js";
import { begin } from "./routes.js";
import { forgetTokens, keptSessions, now, store } from "./store.js";

/** @typedef {import("./api.js").Session} Session */
/** @typedef {import("./api.js").Token} Token */

const mostShown = 100;

const list = h("div", {});
const root = h("div", {}, list);

/** The view. */
export const sessions = {
  id: "sessions",
  title: "Sessions",
  isLive: true,
  root,
  load: serial(async () => {
    /** @type {import("./api.js").SessionList} */
    const found = await get("/sessions", { limit: mostShown });
    const contracts = store.contracts.filter((contract) => contract.operations.some((operation) => operation.role));
    show(
      list,
      contracts.length > 0 && store.users.length > 0
        ? form(
            "Begin a session",
            [
              field("User", select({ name: "user", "data-key": "user", "data-typed": "" }, store.users.map((user) => user.name))),
              field("Contract", select({ name: "contract", "data-key": "contract", "data-typed": "" }, contracts.map((contract) => contract.name))),
            ],
            "Begin a session",
            async (data) => {
              await begin(String(data.get("contract")), String(data.get("user")));
              tell("The session has begun, and its tokens are kept for the next requests.");
              await sessions.load();
            },
          )
        : null,
      found.sessions.length === 0 ? h("p", { class: "quiet" }, "Nobody has logged in yet.") : null,
      ...found.sessions.map(card),
      found.sessions.length >= mostShown ? h("p", { class: "quiet" }, `The newest ${mostShown} of each contract are shown.`) : null,
      keptSessions().length > 0
        ? h("p", {}, button("Forget the tokens that this page keeps", () => {
            forgetTokens();
            tell("The page keeps no token of this namespace any more.");
            return sessions.load();
          }, { "data-key": "forget" }))
        : null,
    );
  }),
};

/** @param {Session} session */
function card(session) {
  const isOver = session.tokens.every((token) => stateOf(token) !== "live");
  const isKept = keptSessions(session.contract).some((kept) => kept.session === session.id);
  return h(
    "section",
    { class: "card" },
    h("h3", {}, `${session.user ?? "Nobody yet"} at ${session.contract}`, isKept ? h("small", {}, " · its tokens are kept here") : null),
    h("p", { class: "quiet" }, `Since ${clockTime(session.created_at)} · `, h("code", {}, session.id)),
    table(
      `Tokens of ${session.user ?? "nobody"}, session ${session.id}`,
      ["Token", "State", "Until", "What to do"],
      session.tokens.map((token) => [
        h("code", {}, token.label),
        badge(stateOf(token)),
        until(token),
        stateOf(token) === "live"
          ? button("Expire", () => expire(session, token), { "aria-label": `Expire ${token.label}`, "data-key": `${session.id}-${token.label}` })
          : null,
      ]),
    ),
    h(
      "p",
      {},
      isOver ? null : button("End", () => end(session), { "aria-label": `End the session of ${session.user ?? "nobody"}, ${session.id}`, "data-key": `end-${session.id}` }),
      button(
        "Its requests",
        () => {
          filterBySession(session.id);
          location.hash = "#journal";
        },
        { "aria-label": `Its requests, of the session ${session.id}`, "data-key": `requests-${session.id}` },
      ),
    ),
  );
}

/**
 * By the mock's clock, which may have moved on since the token was read.
 * @param {Token} token
 */
function stateOf(token) {
  return token.state === "live" && token.expires_at !== undefined && Date.parse(token.expires_at) <= now() ? "expired" : token.state;
}

/** @param {Token} token */
function until(token) {
  if (token.revoked_at) return `${(token.revoked_by ?? "revoked").replaceAll("-", " ")} ${clockTime(token.revoked_at)}`;
  if (!token.expires_at) return "never expires";
  const left = Date.parse(token.expires_at) - now();
  return left > 0 ? `${clockTime(token.expires_at)}, in ${span(left)}` : `${clockTime(token.expires_at)}, ${span(left)} ago`;
}

/**
 * @param {Session} session
 * @param {Token} token
 */
async function expire(session, token) {
  await ask("POST", "/tokens/expire", { label: token.label, contract: session.contract });
  tell(`${token.label} has expired.`);
  await sessions.load();
}

/** @param {Session} session */
async function end(session) {
  await ask("DELETE", `/sessions/${encodeURIComponent(session.id)}`);
  tell("The session is over.");
  await sessions.load();
}
