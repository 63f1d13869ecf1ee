// The operations of the contracts, each with a form that tries it.

import { ask, chosenNamespace } from "./api.js";
import { shown, verdict } from "./answer.js";
import { curl } from "./curl.js";
import { badge, button, copyable, field, h, run, select, serial, show, tell } from "./dom.js";
import { base64, boundaryOf, partNames, withFile } from "./upload.js";
import { keep, keptSessions, rememberCommand, store, tokensFor } from "./store.js";

/** @typedef {import("./api.js").Contract} Contract */
/** @typedef {import("./api.js").Draft} Draft */
/** @typedef {import("./api.js").Operation} Operation */
/** @typedef {import("./api.js").TriedAnswer} TriedAnswer */
/** @typedef {import("./api.js").TriedRequest} TriedRequest */

const mostListed = 300;

/** @type {{ contract: string, operation: string, user: string, session: string, filter: string }} */
const chosen = { contract: "", operation: "", user: "", session: "newest", filter: "" };

const list = h("div", { class: "routes" });
const panel = h("div", { class: "panel" });
const root = h("div", { class: "columns" }, list, panel);

let shownFor = "";

/** The view. */
export const routes = {
  id: "routes",
  title: "Routes",
  root,
  load: serial(async () => {
    if (!store.contracts.some((contract) => contract.name === chosen.contract)) chosen.contract = store.contracts[0]?.name ?? "";
    if (!store.users.some((user) => user.name === chosen.user)) chosen.user = store.users[0]?.name ?? "";
    drawList();
    const contract = contractChosen();
    if (!contract) return;
    if (!contract.operations.some((operation) => operation.id === chosen.operation)) {
      const first = contract.operations.find((operation) => operation.role === "login") ?? contract.operations[0];
      chosen.operation = first?.id ?? "";
    }

    // What somebody is typing in stays.
    const wanted = [chosenNamespace(), chosen.contract, chosen.operation, store.users.map((user) => user.name).join()].join(" ");
    if (wanted !== shownFor) {
      shownFor = wanted;
      await drawForm();
    }
  }),
};

/**
 * Chooses an operation, so that the view shows it next.
 * @param {string} contract
 * @param {string} operation
 */
export function choose(contract, operation) {
  Object.assign(chosen, { contract, operation });
}

/**
 * The request that an operation documents.
 * @param {string} contract
 * @param {string} operation
 * @returns {Promise<Draft>}
 */
export function draftOf(contract, operation) {
  return ask("POST", "/drafts", {
    contract,
    operation,
    ...(chosen.user ? { user: chosen.user } : {}),
    tokens: tokensFor(contract, chosen.session),
  });
}

function contractChosen() {
  return store.contracts.find((contract) => contract.name === chosen.contract);
}

function drawList() {
  const contract = contractChosen();
  const filter = chosen.filter.toLowerCase();
  const found = (contract?.operations ?? []).filter((operation) =>
    `${operation.method} ${operation.path} ${operation.id} ${operation.role ?? ""} ${operation.summary ?? ""}`.toLowerCase().includes(filter),
  );
  show(
    list,
    h(
      "div",
      { class: "fields" },
      field(
        "Contract",
        select(
          {
            "data-key": "contract",
            onchange: (/** @type {Event} */ event) => {
              chosen.contract = /** @type {HTMLSelectElement} */ (event.target).value;
              chosen.operation = "";
              run(() => routes.load());
            },
          },
          store.contracts.map((c) => /** @type {const} */ ([c.name, `${c.name}: ${c.title}`])),
          chosen.contract,
        ),
      ),
      field(
        "Filter",
        h("input", {
          type: "search",
          value: chosen.filter,
          "data-key": "filter",
          oninput: (/** @type {Event} */ event) => {
            chosen.filter = /** @type {HTMLInputElement} */ (event.target).value;
            drawList();
          },
        }),
      ),
    ),
    h(
      "ul",
      { class: "operations", "aria-label": "Operations" },
      ...found.slice(0, mostListed).map((operation) =>
        h(
          "li",
          {},
          h(
            "button",
            {
              type: "button",
              "data-key": operation.id,
              "aria-pressed": String(operation.id === chosen.operation),
              onclick: () => {
                chosen.operation = operation.id;
                run(() => routes.load());
              },
            },
            h("code", {}, h("b", {}, operation.method), ` ${operation.path}`),
            operation.role ? badge(operation.role) : null,
            operation.summary ? h("small", {}, operation.summary) : null,
          ),
        ),
      ),
    ),
    found.length > mostListed ? h("p", { class: "quiet" }, `${found.length - mostListed} more: filter them.`) : null,
    found.length === 0 ? h("p", { class: "quiet" }, "There is no such operation.") : null,
  );
}

const drawForm = serial(async () => {
  const contract = contractChosen();
  const operation = contract?.operations.find((o) => o.id === chosen.operation);
  if (!contract || !operation) {
    show(panel, h("p", { class: "quiet" }, "The contract has no operations."));
    return;
  }

  const draft = await draftOf(contract.name, operation.id);
  const target = h("input", { value: draft.target, spellcheck: false, "data-key": "target" });
  const headers = h("textarea", { value: lines(draft.headers), rows: Math.min(8, draft.headers.length + 1), spellcheck: false, "data-key": "headers" });
  const body = h("textarea", { value: draft.body ?? "", rows: draft.body ? 8 : 2, spellcheck: false, "data-key": "body" });
  const prefer = select({ "data-key": "prefer" }, [["", "what the session says"], ...preferences(draft)]);
  const answers = h("div", { class: "answers", "aria-live": "polite" });
  const users = select(
    {
      "data-key": "user",
      onchange: () => {
        chosen.user = users.value;
        run(drawForm);
      },
    },
    store.users.map((user) => user.name),
    chosen.user,
  );
  const sessions = sessionChoice(contract);

  const boundary = boundaryOf(draft.headers);
  const file = h("input", { type: "file", "data-key": "file" });
  const names = boundary === null ? [] : partNames(draft.body ?? "", boundary);
  const part = h("input", { value: names.at(-1) ?? "file", list: "parts", spellcheck: false, "data-key": "part" });
  const request = () => read(draft.method, target.value, headers.value, body.value, prefer.value);
  const chosenFile = () => file.files?.[0];

  /** @returns {Promise<TriedRequest>} */
  const complete = async () => {
    const asked = request();
    const picked = chosenFile();
    if (!picked) return asked;
    const content = { name: picked.name, type: picked.type, bytes: new Uint8Array(await picked.arrayBuffer()) };
    const now = boundaryOf(asked.headers ?? []);
    const { body: text = "", ...rest } = asked;
    return { ...rest, base64: base64(now === null ? content.bytes : await withFile(text, now, part.value, content)) };
  };
  const command = () => commandFor(request(), chosenFile() ? { name: chosenFile()?.name ?? "", part: part.value } : undefined);
  const sending = h(
    "form",
    {
      class: "try",
      "aria-label": `Try ${operation.method} ${operation.path}`,
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        run(async () => {
          const answer = await sendTry(contract.name, await complete(), command());
          show(answers, shown(answer, command()));
          if (answer.issued.length > 0) {
            tell(`Kept ${answer.issued.map((token) => token.label).join(", ")} for the next requests.`);
            document.getElementById("sessions")?.replaceWith(sessionChoice(contract));
          }
        }, sending.querySelector("button[type=submit]"));
      },
    },
    h(
      "div",
      { class: "fields" },
      draft.takes_user && store.users.length > 0 ? field("User", users) : null,
      draft.presents.length > 0 ? field(`Tokens (${draft.presents.join(", ")})`, sessions) : null,
      field("Answer", prefer),
    ),
    field(`${draft.method} path and query`, target),
    field("Headers, one a line", headers),
    field("Body", body),
    draft.body === undefined && ["GET", "HEAD"].includes(draft.method)
      ? null
      : h(
          "div",
          { class: "fields" },
          field(boundary === null ? "A file in the body's place" : "A file", file),
          boundary === null ? null : field("as the part", part),
          boundary === null ? null : h("datalist", { id: "parts" }, ...names.map((name) => h("option", { value: name }))),
        ),
    h(
      "p",
      {},
      h("button", { type: "submit", class: "primary" }, "Send"),
      button("curl", () => copyable("The request as a curl command", command())),
      button("As documented", drawForm),
    ),
  );
  show(
    panel,
    h("h3", {}, h("code", {}, `${operation.method} ${operation.path}`)),
    operation.summary ? h("p", {}, operation.summary) : null,
    sending,
    answers,
    rounds(contract),
  );
});

/** @param {Contract} contract */
function sessionChoice(contract) {
  const kept = keptSessions(contract.name);
  if (!kept.some((session) => session.session === chosen.session) && chosen.session !== "none") chosen.session = "newest";
  const made = select(
    {
      id: "sessions",
      "data-key": "session",
      onchange: () => {
        chosen.session = made.value;
        run(drawForm);
      },
    },
    [
      ["newest", kept[0] ? `the newest: ${nameOf(kept[0])}` : "none is kept yet: log in first"],
      ...kept.slice(1).map((session) => /** @type {const} */ ([session.session, nameOf(session)])),
      ["none", "none"],
    ],
    chosen.session,
  );
  return made;
}

/** @param {import("./store.js").KeptSession} session */
function nameOf(session) {
  const labels = Object.values(session.tokens).map((token) => token.label);
  return `${session.user ?? "nobody"} (${labels.join(", ")})`;
}

/**
 * Logs in, uses the token, logs out and uses it again, and shows how each request ended.
 * @param {Contract} contract
 */
function rounds(contract) {
  const of = (/** @type {string} */ role) => contract.operations.find((operation) => operation.role === role);
  const [login, use, logout] = [of("login"), of("protected"), of("logout")];
  if (!use || !logout) return null;
  const steps = h("ol", { class: "round", "aria-live": "polite" });
  return h(
    "section",
    { class: "card" },
    h("h3", {}, "The whole round"),
    h("p", {}, `Logs in as ${chosen.user || "nobody"}, uses the token, logs out, and uses it again: the last one has to be refused.`),
    button("Log in, use, log out, use again", async () => {
      steps.replaceChildren();
      chosen.session = "newest";
      if (login) await step("Log in", login);
      else {
        await begin(contract.name, chosen.user);
        steps.append(h("li", {}, h("b", {}, "Log in"), " outside of the contract, as the control API does it"));
      }
      await step("Use", use);
      await step("Log out", logout);
      await step("Use again", use);
    }),
    steps,
  );

  /**
   * @param {string} name
   * @param {Operation} operation
   */
  async function step(name, operation) {
    const draft = await draftOf(contract.name, operation.id);
    const answer = await sendTry(contract.name, draft);
    steps.append(h("li", {}, h("b", {}, name), " ", h("code", {}, `${draft.method} ${draft.target}`), verdict(answer)));
  }
}

/**
 * Begins a session as a login outside of the contract would, and keeps its tokens.
 * @param {string} contract
 * @param {string} user
 */
export async function begin(contract, user) {
  /** @type {import("./api.js").SessionTokens} */
  const tokens = await ask("POST", "/sessions", { user, contract });
  for (const [kind, token] of Object.entries(tokens)) {
    /** @type {import("./api.js").KnownToken} */
    const known = await ask("POST", "/tokens/lookup", { token });
    keep(contract, [{ kind, token, label: known.token.label, session: known.session, ...(known.user ? { user: known.user } : {}) }]);
  }
}

/**
 * @param {string} contract
 * @param {Pick<TriedRequest, "method" | "target" | "headers" | "body" | "base64">} request
 * @param {string} [command] The same as a curl command, where it is more than the request tells.
 * @returns {Promise<TriedAnswer>}
 */
async function sendTry(contract, request, command) {
  const { method, target, headers = [], body, base64: bytes } = request;
  const asked = { method, target, headers, ...(body === undefined ? {} : { body }), ...(bytes === undefined ? {} : { base64: bytes }) };
  /** @type {TriedAnswer} */
  const answer = await ask("POST", "/tries", asked);
  if (answer.request) rememberCommand(answer.request.number, command ?? commandFor(asked));
  if (answer.issued.length > 0) {
    keep(contract, answer.issued);
    chosen.session = "newest";
  }
  return answer;
}

/**
 * @param {TriedRequest} request
 * @param {import("./curl.js").File} [file]
 */
export function commandFor(request, file) {
  return curl(request, chosenNamespace(), file);
}

/** @param {readonly { name: string, value: string }[]} headers */
function lines(headers) {
  return headers.map(({ name, value }) => `${name}: ${value}`).join("\n");
}

/**
 * @param {Draft} draft
 * @returns {(readonly [string, string])[]}
 */
function preferences(draft) {
  return draft.answers
    .filter((answer) => /^\d+$/.test(answer.status))
    .flatMap((answer) => [
      /** @type {const} */ ([`code=${answer.status}`, `the documented ${answer.status}`]),
      ...answer.examples.map((example) => /** @type {const} */ ([`code=${answer.status}, example="${example}"`, `the documented ${answer.status}, ${example}`])),
    ]);
}

/**
 * @param {string} method
 * @param {string} target
 * @param {string} headers
 * @param {string} body
 * @param {string} prefer
 * @returns {TriedRequest}
 */
function read(method, target, headers, body, prefer) {
  const fields = headers
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const colon = line.indexOf(":");
      if (colon < 1) throw new Error(`The header line "${line}" has no colon. Write for example "Accept: application/json".`);
      return { name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() };
    });
  if (prefer) fields.push({ name: "Prefer", value: prefer });

  // A text field has line feeds alone, and a form's lines end otherwise (RFC 2046, section 4.1.1).
  const text = boundaryOf(fields) === null ? body : body.replaceAll(/\r?\n/g, "\r\n");
  return { method, target, headers: fields, ...(text === "" ? {} : { body: text }) };
}
