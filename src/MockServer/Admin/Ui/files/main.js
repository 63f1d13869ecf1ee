// Starts the page: its views, what is shown of the world above them, and what is live.

import { chooseNamespace, chosenNamespace, get, keepControlToken, listen, TokenMissing } from "./api.js";
import { contracts } from "./contracts.js";
import { byId, clockTime, field, form, h, open, run, show } from "./dom.js";
import { journal } from "./journal.js";
import { routes } from "./routes.js";
import { sessions } from "./sessions.js";
import { forgetCommands, now, refresh, store } from "./store.js";
import { clock, faults, moveClock, namespaces, users } from "./world.js";

/** @typedef {{ id: string, title: string, root: HTMLElement, isLive?: boolean, load(): Promise<void> }} View */

/** @type {View[]} */
const views = [routes, journal, sessions, clock, faults, users, namespaces, contracts];

/** @type {HTMLSelectElement} */
const namespaceChoice = byId("namespace");

let listening = new AbortController();

/** @returns {View} */
function view() {
  return views.find((v) => `#${v.id}` === location.hash) ?? routes;
}

/** Shows a view; its heading gets the focus when somebody chose it. */
async function enter() {
  const current = view();
  show(byId("views"), ...views.map((v) => h("li", {}, h("a", { href: `#${v.id}`, "aria-current": v === current ? "page" : null, "data-key": v.id }, v.title))));
  document.title = `${current.title} · Conformance mock`;
  const heading = h("h2", {}, current.title);
  byId("main").replaceChildren(heading, current.root);
  await current.load();
}

async function draw() {
  await refresh();
  drawBar();
  await view().load();
}

function drawBar() {
  const names = store.namespaces.namespaces.map((n) => n.name);
  show(namespaceChoice, ...names.map((name) => h("option", { value: name, selected: name === chosenNamespace() }, name)));
  tick();
}

function tick() {
  const text = clockTime(now());
  byId("clock").textContent = store.clock.frozen ? `${text} (stands)` : text;
  for (const shown of document.querySelectorAll(".ticking")) shown.textContent = text;
}

/** Follows what happens in the namespace, and tries again when the mock was away. */
async function follow() {
  listening.abort();
  listening = new AbortController();
  const { signal } = listening;
  const live = byId("live");

  // What comes in while the page is drawn is drawn once, afterwards.
  let wanted = "";
  let drawing = false;
  const soon = async (/** @type {"view" | "all"} */ what) => {
    wanted = wanted === "all" ? wanted : what;
    if (drawing) return;
    drawing = true;
    while (wanted && !signal.aborted) {
      const all = wanted === "all";
      wanted = "";
      await run(() => (all ? draw() : view().load()));
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    drawing = false;
  };
  let isFirst = true;
  for (let wait = 500; !signal.aborted; wait = Math.min(wait * 2, 8000)) {
    try {
      await listen((name) => {
        wait = 500;
        live.textContent = "live";
        live.classList.add("on");

        // After a pause anything may be otherwise.
        if (name === "change" || (name === "start" && !isFirst)) soon("all");
        else if (name === "requests" && view().isLive) soon("view");
        isFirst = false;
      }, signal);
    } catch (error) {
      if (error instanceof TokenMissing) return askForToken();
    }
    if (signal.aborted) return;
    live.textContent = "the mock is away";
    live.classList.remove("on");
    if (!store.namespaces.namespaces.some((n) => n.name === chosenNamespace())) chooseNamespace("default");
    await new Promise((resolve) => setTimeout(resolve, wait));
    await refresh().then(drawBar, () => undefined);
  }
}

function askForToken() {
  open(
    "The control API asks for its token",
    h("p", {}, "The mock printed it at its start, beside \"Control API\"."),
    form("Control token", [field("Token", h("input", { name: "token", required: true, autocomplete: "off", type: "password" }))], "Use it", async (data) => {
      keepControlToken(String(data.get("token")).trim());
      location.reload();
    }),
  );
}

/** Everything anew, in the namespace that is chosen. */
async function begin() {
  forgetCommands();
  run(follow);
  await draw();
}

namespaceChoice.addEventListener("change", () => {
  chooseNamespace(namespaceChoice.value);
  run(begin);
});
byId("hour").addEventListener("click", () =>
  run(async () => {
    await moveClock({ advance: "PT1H" });
    tick();
    await view().load();
  }, byId("hour")),
);
addEventListener("hashchange", () => {
  run(enter);
  byId("main").focus({ preventScroll: true });
});
addEventListener("conform-world", () => run(begin));
setInterval(tick, 1000);
run(async () => {
  /** @type {import("./api.js").Health} */
  let health;
  try {
    health = await get("/health");
  } catch (error) {
    if (error instanceof TokenMissing) return askForToken();
    throw error;
  }
  byId("version").textContent = health.version;
  run(follow);
  await refresh();
  drawBar();
  await enter();
});
