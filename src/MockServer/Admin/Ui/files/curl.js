// Writes a request as a curl command for a POSIX shell.

/** @typedef {import("./api.js").TriedRequest} TriedRequest */

/**
 * @param {TriedRequest} request
 * @param {string} [namespace] The namespace that it is for; the default one where it is left out.
 */
export function curl(request, namespace = "default") {
  const hasBody = request.body !== undefined;
  const words = ["curl -i"];
  if (request.method === "HEAD") words.push("-I");
  else if (request.method !== (hasBody ? "POST" : "GET")) words.push("-X", quote(request.method));
  if (/[[\]{}]/.test(request.target)) words.push("-g");
  if (request.target.includes("/.")) words.push("--path-as-is");
  words.push(quote(location.origin + request.target));
  const headers = [...(request.headers ?? [])];
  const has = (/** @type {string} */ name) => headers.some((header) => header.name.toLowerCase() === name);
  if (namespace !== "default" && !has("conform-namespace") && !request.target.startsWith("/__ns/")) headers.push({ name: "Conform-Namespace", value: namespace });
  for (const { name, value } of headers) words.push("-H", quote(value === "" ? `${name};` : `${name}: ${value}`));

  // curl would name a type of its own.
  if (hasBody && !has("content-type")) words.push("-H", "'Content-Type:'");
  if (request.body !== undefined) words.push("--data-raw", quote(request.body));
  return words.join(" ");
}

/** @param {string} text */
function quote(text) {
  return /^[A-Za-z0-9_./:%,+@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
