// Builds elements. Every value becomes text: nothing here, and nothing that uses it, can make HTML of a string.

let fields = 0;

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * An element. A property that begins with "on" is a listener, "class", "for" and names with a hyphen are attributes, others are properties.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [properties]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on") && typeof value === "function") element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (name === "class" || name === "for" || name === "role" || name === "scope" || name.includes("-")) element.setAttribute(name, String(value));
    else if (name === "value" && (tag === "input" || tag === "textarea")) Reflect.set(element, "defaultValue", value);
    else Reflect.set(element, name, value);
  }
  append(element, children);
  return element;
}

/**
 * @param {Element} element
 * @param {(Child | Child[])[]} children
 */
function append(element, children) {
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

/**
 * Shows other children in an element. What had the focus keeps it where its "data-key" is there again, and a field with "data-typed" what was typed or chosen in it.
 * @param {Element} element
 * @param {...(Child | Child[])} children
 */
export function show(element, ...children) {
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  const key = focused?.getAttribute("data-key");
  const typed = new Map(typedIn(element).map((control) => [control.dataset["key"], control]));
  element.replaceChildren();
  append(element, children);
  for (const control of typedIn(element)) {
    const before = typed.get(control.dataset["key"]);
    if (before && isChanged(before)) control.value = before.value;
  }
  if (!key) return;
  for (const again of element.querySelectorAll("[data-key]")) {
    if (again instanceof HTMLElement && again.dataset["key"] === key) again.focus({ preventScroll: true });
  }
}

/**
 * @param {Element} element
 * @returns {(HTMLInputElement | HTMLSelectElement)[]}
 */
function typedIn(element) {
  return [...element.querySelectorAll("[data-typed]")].filter((control) => control instanceof HTMLInputElement || control instanceof HTMLSelectElement);
}

/** @param {HTMLInputElement | HTMLSelectElement} control */
function isChanged(control) {
  return control instanceof HTMLInputElement ? control.value !== control.defaultValue : control.selectedIndex > 0;
}

/**
 * The element of index.html with an id.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`There is no #${id}.`);
  return /** @type {T} */ (found);
}

/**
 * A button that cannot be pressed again while its work is under way, and tells of what went wrong.
 * @param {string} text
 * @param {() => unknown} work
 * @param {Record<string, unknown>} [properties]
 */
export function button(text, work, properties = {}) {
  const made = h("button", { type: "button", ...properties, onclick: () => run(work, made) }, text);
  return made;
}

/**
 * A form whose fields are read by name; its button is called by the last argument but one.
 * @param {string} label
 * @param {(Child | Child[])[]} fields
 * @param {string} submit
 * @param {(data: FormData, form: HTMLFormElement) => unknown} work
 */
export function form(label, fields, submit, work) {
  const made = h(
    "form",
    {
      "aria-label": label,
      class: "fields",
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        run(() => work(new FormData(made), made), made.querySelector("button[type=submit]"));
      },
    },
    ...fields,
    h("button", { type: "submit" }, submit),
  );
  return made;
}

/**
 * A field of a form with its label.
 * @param {string} label
 * @param {HTMLElement} control
 */
export function field(label, control) {
  control.id ||= `field-${++fields}`;
  return h("div", { class: "field" }, h("label", { for: control.id }, label), control);
}

/**
 * A choice.
 * @param {Record<string, unknown>} properties
 * @param {readonly (string | readonly [string, string])[]} options Values, or values with what to call them.
 * @param {string} [chosen]
 */
export function select(properties, options, chosen) {
  return h(
    "select",
    properties,
    ...options.map((option) => {
      const [value, text] = typeof option === "string" ? [option, option] : option;
      return h("option", { value, selected: value === chosen }, text);
    }),
  );
}

/**
 * Does something, and tells of what went wrong.
 * @param {() => unknown} work
 * @param {Element | null} [pressed] The button that asked for it.
 */
export async function run(work, pressed) {
  if (pressed?.getAttribute("aria-busy") === "true") return;
  pressed?.setAttribute("aria-busy", "true");
  try {
    await work();
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), true);
  } finally {
    pressed?.removeAttribute("aria-busy");
  }
}

/**
 * Work that reads and shows something, never twice at a time: what was read first could else be shown last. Who asks while it is under way has it done once more.
 * @param {() => Promise<void>} work
 * @returns {() => Promise<void>}
 */
export function serial(work) {
  /** @type {Promise<void> | null} */
  let running = null;
  let again = false;
  const rounds = async () => {
    try {
      do {
        again = false;
        await work();
      } while (again);
    } finally {
      running = null;
    }
  };
  return () => {
    if (running) again = true;
    else running = rounds();
    return running ?? Promise.resolve();
  };
}

/**
 * Says something for some seconds, to those who hear the page too. What went wrong stays until it is closed.
 * @param {string} text
 * @param {boolean} [isError]
 */
export function tell(text, isError = false) {
  const message = h("p", { class: isError ? "message error" : "message" }, text);
  const close = h("button", { type: "button", "aria-label": "Close the message", onclick: () => message.remove() }, "×");
  message.append(close);
  const messages = byId("messages");
  messages.append(message);
  while (messages.childElementCount > 3) messages.firstElementChild?.remove();
  if (!isError) setTimeout(() => message.remove(), 4000);
}

/**
 * Shows a dialog until it is closed.
 * @param {string} title
 * @param {...Child} children
 */
export function open(title, ...children) {
  const dialog = byId("dialog");
  if (!(dialog instanceof HTMLDialogElement)) return;
  show(
    dialog,
    h("h2", { id: "dialog-title" }, title),
    ...children,
    h("p", {}, h("button", { type: "button", onclick: () => dialog.close() }, "Close")),
  );
  if (!dialog.open) dialog.showModal();
}

/**
 * A text to copy, in a dialog: the clipboard is not there for every page.
 * @param {string} title
 * @param {string} text
 */
export function copyable(title, text) {
  const area = h("textarea", { readOnly: true, rows: 6, value: text, "aria-label": title, spellcheck: false });
  open(
    title,
    area,
    button("Copy", async () => {
      area.select();
      if (navigator.clipboard) await navigator.clipboard.writeText(text);
      else document.execCommand("copy");
      tell("Copied.");
    }),
  );
  area.select();
}

/**
 * A block that scrolls by itself, and can be reached with the keyboard for that.
 * @param {string} label
 * @param {...Child} children
 */
export function scrolling(label, ...children) {
  return h("div", { class: "scrolling", tabIndex: 0, role: "region", "aria-label": label }, ...children);
}

/**
 * A table with a heading for each column.
 * @param {string} label
 * @param {string[]} columns
 * @param {Child[][]} rows
 */
export function table(label, columns, rows) {
  return scrolling(
    label,
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, ...columns.map((column) => h("th", { scope: "col" }, column)))),
      h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map((cell) => h("td", {}, cell))))),
    ),
  );
}

/**
 * A word in a box of its own colour. The word says it all; the colour helps.
 * @param {string} word
 */
export function badge(word) {
  return h("span", { class: `badge ${word}` }, word);
}

/**
 * A time of the mock, in UTC as the log writes it.
 * @param {string | number | Date} time
 */
export function clockTime(time) {
  return new Date(time).toISOString().replace("T", " ").replace(/\.\d+Z$/, "Z");
}

/**
 * How long, in its largest unit: "59 min".
 * @param {number} milliseconds
 */
export function span(milliseconds) {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} days`;
}
