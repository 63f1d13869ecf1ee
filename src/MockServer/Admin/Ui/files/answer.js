// Shows what was answered.

import { badge, copyable, button, h, scrolling, table } from "./dom.js";

/** @typedef {import("./api.js").TriedAnswer} TriedAnswer */

const mostShown = 200_000;

// The one place where a text becomes HTML: in a frame that runs no script, sends no form and is of no origin.
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy("documented-answer", { createHTML: (/** @type {string} */ html) => html });

/**
 * The line that says how a request ended.
 * @param {TriedAnswer} answer
 */
export function verdict(answer) {
  const request = answer.request;
  return h(
    "p",
    { class: "verdict" },
    h("strong", {}, answer.status === 0 ? "no answer" : String(answer.status)),
    " ",
    request ? badge(request.verdict) : null,
    " ",
    request?.reason ? h("strong", {}, request.reason) : null,
    request?.reason && request.detail ? ": " : null,
    request?.detail ?? (answer.status === 0 ? "the connection was broken" : null),
  );
}

/**
 * All of an answer.
 * @param {TriedAnswer} answer
 * @param {string} command The request as a curl command.
 */
export function shown(answer, command) {
  const type = answer.headers.find((header) => header.name.toLowerCase() === "content-type")?.value ?? "";
  return h(
    "div",
    { class: "answer" },
    verdict(answer),
    h("p", {}, button("curl", () => copyable("The request as a curl command", command))),
    answer.headers.length > 0
      ? h("details", {}, h("summary", {}, `${answer.headers.length} headers`), table("Headers of the answer", ["Name", "Value"], answer.headers.map(({ name, value }) => [name, value])))
      : null,
    body(answer, type),
  );
}

/**
 * @param {TriedAnswer} answer
 * @param {string} type
 */
function body(answer, type) {
  if (answer.text === undefined) return answer.base64 === undefined ? null : binary(answer.base64, type);
  if (answer.text === "") return h("p", { class: "quiet" }, "The body is empty.");
  const isJson = /[/+]json\b/i.test(type);
  const whole = isJson ? indented(answer.text) : answer.text;
  const note = whole.length > mostShown || answer.truncated ? h("p", { class: "quiet" }, "The body is longer than what is shown.") : null;
  const text = scrolling("Body of the answer", h("pre", {}, whole.slice(0, mostShown)));
  return /^(text\/html|application\/xhtml)/i.test(type) ? h("div", {}, framed(answer.text), text, note) : h("div", {}, text, note);
}

/** @param {string} html */
function framed(html) {
  const frame = h("iframe", { title: "The documented page, without its scripts", sandbox: "", referrerPolicy: "no-referrer" });
  frame.setAttribute("sandbox", "");
  Reflect.set(frame, "srcdoc", policy ? policy.createHTML(html) : html);
  return frame;
}

/**
 * @param {string} base64
 * @param {string} type
 */
function binary(base64, type) {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

  // No other type: a browser would open a page of this origin.
  const isImage = /^image\/(png|jpeg|gif|webp|avif|bmp)\b/i.test(type);
  const url = URL.createObjectURL(new Blob([bytes], { type: isImage ? type : "application/octet-stream" }));
  return h(
    "div",
    {},
    isImage ? h("img", { src: url, alt: `The answer, ${type}` }) : null,
    h("p", {}, h("a", { href: url, download: "answer" }, `Save ${bytes.length} bytes of ${type || "no type"}`)),
  );
}

/**
 * JSON with a line for each member. It is not parsed: numbers and escapes stay as they were sent.
 * @param {string} json
 */
export function indented(json) {
  let depth = 0;
  let out = "";
  for (let at = 0; at < json.length; at++) {
    const c = json.charAt(at);
    if (c === '"') {
      const start = at++;
      while (at < json.length && json.charAt(at) !== '"') at += json.charAt(at) === "\\" ? 2 : 1;
      out += json.slice(start, at + 1);
    } else if (c === "{" || c === "[") {
      const empty = /^\s*[}\]]/.exec(json.slice(at + 1, at + 100));
      if (empty) {
        out += c + empty[0].trim();
        at += empty[0].length;
      } else out += c + line(++depth);
    } else if (c === "}" || c === "]") out += line(--depth) + c;
    else if (c === ",") out += c + line(depth);
    else if (c === ":") out += ": ";
    else if (!/\s/.test(c)) out += c;
  }
  return out;
}

/** @param {number} depth */
function line(depth) {
  return "\n" + "  ".repeat(Math.max(0, Math.min(depth, 40)));
}
