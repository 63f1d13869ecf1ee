// Writes a request as a curl command for a POSIX shell.

import { boundaryOf, fieldsOf } from "./upload.js";

/** @typedef {import("./api.js").TriedRequest} TriedRequest */
/** @typedef {{ name: string, part: string }} File A file of the user's, and the part of a form that it is. */

/**
 * @param {TriedRequest} request
 * @param {string} [namespace] The namespace that it is for; the default one where it is left out.
 * @param {File} [file] What stands in the body's place, or is a part of it.
 */
export function curl(request, namespace = "default", file = undefined) {
  const hasBody = request.body !== undefined || file !== undefined;
  const boundary = file && boundaryOf(request.headers ?? []);
  const words = ["curl -i"];
  if (request.method === "HEAD") words.push("-I");
  else if (request.method !== (hasBody ? "POST" : "GET")) words.push("-X", quote(request.method));
  if (/[[\]{}]/.test(request.target)) words.push("-g");
  if (request.target.includes("/.")) words.push("--path-as-is");
  words.push(quote(location.origin + request.target));

  // curl makes a form's boundary itself.
  const headers = (request.headers ?? []).filter((header) => !boundary || header.name.toLowerCase() !== "content-type");
  const has = (/** @type {string} */ name) => headers.some((header) => header.name.toLowerCase() === name);
  if (namespace !== "default" && !has("conform-namespace") && !request.target.startsWith("/__ns/")) headers.push({ name: "Conform-Namespace", value: namespace });
  for (const { name, value } of headers) words.push("-H", quote(value === "" ? `${name};` : `${name}: ${value}`));

  // curl would name a type of its own.
  if (hasBody && !boundary && !has("content-type")) words.push("-H", "'Content-Type:'");
  if (boundary) {
    for (const { name, type, value } of fieldsOf(request.body ?? "", boundary))
      if (name !== file.part) words.push(type ? "-F" : "--form-string", quote(type ? `${name}="${value.replaceAll(/["\\]/g, "\\$&")}";type=${type}` : `${name}=${value}`));
    words.push("-F", quote(`${file.part}=@"${file.name.replaceAll(/["\\]/g, "\\$&")}"`));
  } else if (file) words.push("--data-binary", quote(`@${file.name}`));
  else if (request.body !== undefined) words.push("--data-raw", quote(request.body));
  return words.join(" ");
}

/** @param {string} text */
function quote(text) {
  return /^[A-Za-z0-9_./:%,+@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
