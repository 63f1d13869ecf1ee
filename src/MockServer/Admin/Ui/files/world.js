// The clock, faults, users and namespaces.

import { ask, chooseNamespace, chosenNamespace, get } from "./api.js";
import { button, clockTime, field, form, h, select, serial, show, table, tell } from "./dom.js";
import { now, refresh, setClock, store } from "./store.js";

/** @typedef {import("./api.js").ClockChange} ClockChange */
/** @typedef {import("./api.js").Fault} Fault */
/** @typedef {import("./api.js").NewFault} NewFault */

const kinds = /** @type {const} */ (["status", "latency", "reset", "refresh-failure", "stale-replica"]);

/**
 * Moves the clock.
 * @param {ClockChange} change
 */
export async function moveClock(change) {
  setClock(await ask("PUT", "/clock", change));
  tell(`The clock ${store.clock.frozen ? "stands at" : "shows"} ${clockTime(now())}.`);
}

const clockRoot = h("div", {});

/** The view of the clock. */
export const clock = {
  id: "clock",
  title: "Clock",
  root: clockRoot,
  load: serial(async () => {
    const move = (/** @type {string} */ text, /** @type {ClockChange} */ change) =>
      button(
        text,
        async () => {
          await moveClock(change);
          await clock.load();
        },
        { "data-key": text },
      );
    show(
      clockRoot,
      h("p", {}, "Tokens expire by this clock: ", h("strong", { class: "ticking" }, clockTime(now())), store.clock.frozen ? ", and it stands still." : ", and it runs."),
      h(
        "p",
        {},
        move("+1 min", { advance: "PT1M" }),
        move("+1 h ", { advance: "PT1H" }),
        move("+1 day", { advance: "P1D" }),
        move("+30 days", { advance: "P30D" }),
        move(store.clock.frozen ? "Let it run" : "Stop it", { frozen: !store.clock.frozen }),
        move("As at the start", { reset: true }),
      ),
      form("Move the clock", [field("By (ISO 8601)", h("input", { name: "advance", required: true, placeholder: "PT90S", "data-key": "advance", "data-typed": "" }))], "Move", async (data, made) => {
        await moveClock({ advance: String(data.get("advance")) });
        made.reset();
        await clock.load();
      }),
      form(
        "Set the clock",
        [field("To (UTC)", h("input", { name: "now", type: "datetime-local", step: 1, required: true, value: new Date(now()).toISOString().slice(0, 19), "data-key": "now", "data-typed": "" }))],
        "Set",
        async (data, made) => {
          await moveClock({ now: new Date(`${String(data.get("now"))}Z`).toISOString() });
          made.reset();
          await clock.load();
        },
      ),
    );
  }),
};

const faultsRoot = h("div", {});
const faultList = h("div", {});
let faultForm = "";

/** The view of faults. */
export const faults = {
  id: "faults",
  title: "Faults",
  isLive: true,
  root: faultsRoot,
  load: serial(async () => {
    // The form is drawn once for the contracts that there are, so that nothing that is typed in is lost.
    const wanted = JSON.stringify(store.contracts.map((contract) => contract.name));
    if (wanted !== faultForm) {
      faultForm = wanted;
      show(faultsRoot, newFault(), faultList);
    }

    /** @type {import("./api.js").FaultList} */
    const found = await get("/faults");
    show(
      faultList,
      found.faults.length === 0
        ? h("p", { class: "quiet" }, "No fault is set.")
        : table(
            "Faults",
            ["Fault", "Does", "Strikes", "Has struck", "What to do"],
            found.faults.map((fault) => [
              h("code", {}, fault.id),
              what(fault),
              where(fault),
              String(fault.hits),
              button(
                "Remove",
                async () => {
                  await ask("DELETE", `/faults/${encodeURIComponent(fault.id)}`);
                  await faults.load();
                },
                { "aria-label": `Remove ${fault.id}`, "data-key": fault.id },
              ),
            ]),
          ),
      found.faults.length > 1
        ? button("Remove all", async () => {
            await ask("DELETE", "/faults");
            await faults.load();
          })
        : null,
    );
  }),
};

function newFault() {
  const operations = store.contracts.flatMap((contract) =>
    contract.operations.map((operation) => /** @type {const} */ ([`${contract.name} ${operation.id}`, `${contract.name}: ${operation.method} ${operation.path}`])),
  );
  return form(
    "Set a fault",
    [
      field("Kind", select({ name: "kind" }, kinds)),
      field("Operation", select({ name: "where" }, [["", "all"], ...operations])),
      field("Status", h("input", { name: "status", type: "number", min: 400, max: 599, placeholder: "503" })),
      field("Milliseconds", h("input", { name: "milliseconds", type: "number", min: 1, max: 600000, placeholder: "2000" })),
      field("Times", h("input", { name: "times", type: "number", min: 1, placeholder: "without bound" })),
      field("Probability", h("input", { name: "probability", type: "number", min: 0, max: 1, step: 0.01, placeholder: "1" })),
    ],
    "Set",
    async (data, made) => {
      const kind = kinds.find((k) => k === data.get("kind")) ?? "status";
      const waits = kind === "latency" || kind === "stale-replica";
      const [contract, operation] = String(data.get("where")).split(" ", 2).filter(Boolean);
      const id = String(data.get("where")).slice((contract?.length ?? 0) + 1) || operation;
      /** @type {NewFault} */
      const fault = {
        kind,
        ...(contract ? { contract } : {}),
        ...(id ? { operation: id } : {}),
        ...number(data, "times"),
        ...number(data, "probability"),
        ...(waits ? { milliseconds: 2000, ...number(data, "milliseconds") } : {}),
        ...(kind === "status" ? { status: 503, ...number(data, "status") } : kind === "refresh-failure" ? number(data, "status") : {}),
      };
      await ask("POST", "/faults", fault);
      made.reset();
      await faults.load();
    },
  );
}

/**
 * @param {FormData} data
 * @param {string} name
 * @returns {Record<string, number>}
 */
function number(data, name) {
  const text = String(data.get(name) ?? "");
  return text === "" ? {} : { [name]: Number(text) };
}

/** @param {Fault} fault */
function what(fault) {
  switch (fault.kind) {
    case "status":
      return `answers with ${fault.status}`;
    case "refresh-failure":
      return `lets refreshes fail with ${fault.status}`;
    case "latency":
      return `waits ${fault.milliseconds} ms`;
    case "stale-replica":
      return `accepts revoked tokens for ${fault.milliseconds} ms`;
    case "reset":
      return "breaks the connection";
  }
}

/** @param {Fault} fault */
function where(fault) {
  const place = fault.operation ? `${fault.contract ? `${fault.contract}: ` : ""}${fault.operation}` : (fault.contract ?? "every request");
  const share = fault.probability < 1 ? `, ${Math.round(fault.probability * 100)} % of them` : "";
  return `${place}${share}${fault.times === undefined ? "" : `, ${fault.times} times`}`;
}

const usersRoot = h("div", {});

/** The view of users. */
export const users = {
  id: "users",
  title: "Users",
  root: usersRoot,
  load: serial(async () => {
    show(
      usersRoot,
      form(
        "Add a user",
        [
          field("Name", h("input", { name: "name", required: true, maxLength: 256, autocomplete: "off", "data-key": "name", "data-typed": "" })),
          field("Password", h("input", { name: "password", required: true, maxLength: 256, autocomplete: "off", "data-key": "password", "data-typed": "" })),
        ],
        "Add",
        async (data, made) => {
          await ask("POST", "/users", { name: data.get("name"), password: data.get("password") });
          made.reset();
          await again();
        },
      ),
      table(
        "Users",
        ["Name", "Id", "What to do"],
        store.users.map((user) => [
          user.name,
          h("code", {}, user.id),
          button(
            "Remove",
            async () => {
              await ask("DELETE", `/users/${encodeURIComponent(user.name)}`);
              await again();
            },
            { "aria-label": `Remove ${user.name}`, "data-key": user.id },
          ),
        ]),
      ),
    );

    async function again() {
      await refresh();
      await users.load();
    }
  }),
};

const namespacesRoot = h("div", {});

/** The view of namespaces. */
export const namespaces = {
  id: "namespaces",
  title: "Namespaces",
  isLive: true,
  root: namespacesRoot,
  load: serial(async () => {
    store.namespaces = await get("/namespaces");
    show(
      namespacesRoot,
      h("p", {}, "Each is a world of its own, with its own sessions, users, clock, faults and journal. A request names one with the header Conform-Namespace, or with /__ns/NAME before its path."),
      form(
        "Make a namespace",
        [field("Name", h("input", { name: "name", required: true, pattern: "[A-Za-z0-9._\\-]{1,64}", "data-key": "name", "data-typed": "" }))],
        "Make",
        async (data, made) => {
          await ask("PUT", `/namespaces/${encodeURIComponent(String(data.get("name")))}`);
          made.reset();
          await namespaces.load();
          dispatchEvent(new Event("conform-world"));
        },
      ),
      table(
        "Namespaces",
        ["Name", "Requests", "Faults", "What to do"],
        store.namespaces.namespaces.map(({ name, requests, faults: set }) => [
          name === chosenNamespace() ? h("strong", {}, `${name} (shown)`) : name,
          String(requests),
          String(set),
          h(
            "span",
            {},
            name === chosenNamespace() ? null : button("Show", () => enter(name), { "aria-label": `Show ${name}`, "data-key": `show-${name}` }),
            name === "default" ? null : button("Delete", () => remove(name), { "aria-label": `Delete ${name}`, "data-key": `delete-${name}` }),
          ),
        ]),
      ),
      button(`Put ${chosenNamespace()} back to its start`, async () => {
        await ask("POST", "/reset");
        tell(`${chosenNamespace()} is as new.`);
        dispatchEvent(new Event("conform-world"));
      }),
    );
  }),
};

/** @param {string} name */
function enter(name) {
  chooseNamespace(name);
  dispatchEvent(new Event("conform-world"));
}

/** @param {string} name */
async function remove(name) {
  if (name === chosenNamespace()) chooseNamespace("default");
  await ask("DELETE", `/namespaces/${encodeURIComponent(name)}`);
  dispatchEvent(new Event("conform-world"));
}
