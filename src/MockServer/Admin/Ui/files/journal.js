// The last requests with their reasons: one page of the journal at a time, however many it keeps.

import { ask, get } from "./api.js";
import { badge, button, clockTime, copyable, field, h, run, select, serial, show, tell } from "./dom.js";
import { choose, commandFor, draftOf } from "./routes.js";
import { commandOf, forgetCommands, store } from "./store.js";

/** @typedef {import("./api.js").JournalRequest} JournalRequest */
/** @typedef {import("./api.js").RequestList} RequestList */

const pageSize = 100;
const verdicts = ["", "accepted", "refused", "forced", "mapped", "failed"];

const filters = { verdict: "", contract: "", reason: "", session: "" };

/** The first numbers of the pages before this one. @type {number[]} */
const before = [];

const list = h("ol", { class: "journal", "aria-label": "Requests" });
const count = h("p", { class: "quiet", role: "status" });
const pages = h("p", {});
const bar = h("div", { class: "fields" });
const root = h("div", {}, bar, count, list, pages);

/** The view. */
export const journal = {
  id: "journal",
  title: "Journal",
  isLive: true,
  root,
  async load() {
    drawBar();
    await loadPage();
  },
};

/**
 * Shows the requests of one session alone.
 * @param {string} session
 */
export function filterBySession(session) {
  filters.session = session;
  before.length = 0;
  bar.replaceChildren();
}

const loadPage = serial(async () => {
  const from = before.at(-1);
  /** @type {RequestList} */
  const found = await get("/requests", { ...filters, limit: pageSize, ...(from === undefined ? {} : { before: from }) });
  show(list, ...found.requests.map(entry));
  const shown = found.requests.length;
  count.textContent = `${shown === 0 ? "No request fits." : `${shown} shown.`} ${found.total} answered, of which the last ${found.kept} are kept.${from === undefined ? "" : " Older ones: what comes in is not shown."}`;
  const last = found.requests.at(-1);
  show(
    pages,
    before.length > 0
      ? button(
          "Newer",
          async () => {
            before.pop();
            await loadPage();
          },
          { "data-key": "newer" },
        )
      : null,
    shown === pageSize && last
      ? button(
          "Older",
          async () => {
            before.push(last.number);
            await loadPage();
          },
          { "data-key": "older" },
        )
      : null,
  );
});

function drawBar() {
  const changed = () => {
    before.length = 0;
    run(loadPage);
  };
  /** @param {keyof typeof filters} name */
  const set = (name) => (/** @type {Event} */ event) => {
    filters[name] = /** @type {HTMLInputElement | HTMLSelectElement} */ (event.target).value.trim();
    changed();
  };
  show(
    bar,
    field("Verdict", select({ onchange: set("verdict"), "data-key": "verdict" }, verdicts.map((v) => /** @type {const} */ ([v, v || "any"])), filters.verdict)),
    field(
      "Contract",
      select(
        { onchange: set("contract"), "data-key": "contract" },
        [["", "any"], ...store.contracts.map((c) => /** @type {const} */ ([c.name, c.name]))],
        filters.contract,
      ),
    ),
    field("Reason", h("input", { value: filters.reason, placeholder: "revoked", onchange: set("reason"), "data-key": "reason", "data-typed": "" })),
    field("Session", h("input", { value: filters.session, placeholder: "its id", onchange: set("session"), "data-key": "session", "data-typed": "" })),
    button("Empty the journal", async () => {
      await ask("DELETE", "/requests");
      forgetCommands();
      before.length = 0;
      await loadPage();
      tell("The journal is empty.");
    }),
  );
}

/** @param {JournalRequest} request */
function entry(request) {
  const { contract, operation, session } = request;
  return h(
    "li",
    { class: request.verdict },
    h("span", { class: "when" }, h("small", {}, `#${request.number}`), " ", h("time", { dateTime: request.time }, clockTime(request.time).slice(11))),
    h("code", { class: "what" }, h("b", {}, request.method), ` ${request.path}`),
    h("span", { class: "status" }, h("b", {}, request.status === 0 ? "broken" : String(request.status)), " ", badge(request.verdict)),
    h("span", { class: "why" }, request.reason ? h("b", {}, request.reason) : null, request.reason && request.detail ? ": " : null, request.detail ?? ""),
    h(
      "span",
      { class: "links" },
      session
        ? button(
            "session",
            async () => {
              filterBySession(session);
              await journal.load();
            },
            { "aria-label": `Only the session of request ${request.number}`, "data-key": `session-${request.number}` },
          )
        : null,
      contract && operation
        ? button(
            "try",
            () => {
              choose(contract, operation);
              location.hash = "#routes";
            },
            { "aria-label": `Try the operation of request ${request.number}`, "data-key": `try-${request.number}` },
          )
        : null,
      contract && operation
        ? button("curl", () => showCommand(request.number, contract, operation), {
            "aria-label": `Request ${request.number} as curl`,
            "data-key": `curl-${request.number}`,
          })
        : null,
    ),
  );
}

// The journal keeps no headers and no bodies, so that it keeps no secrets.
/**
 * @param {number} number
 * @param {string} contract
 * @param {string} operation
 */
async function showCommand(number, contract, operation) {
  const sent = commandOf(number);
  if (sent) copyable("The request as a curl command", sent);
  else copyable("A request like it, as documented, as a curl command", commandFor(await draftOf(contract, operation)));
}
