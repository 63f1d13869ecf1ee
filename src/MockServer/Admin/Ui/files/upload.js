// A file in a request: as the whole body, or as a part of a multipart form (RFC 7578).

/** @typedef {{ name: string, type: string, bytes: Uint8Array<ArrayBuffer> }} Chosen */

/**
 * The boundary that the headers name; null where the body is no multipart form.
 * @param {readonly { name: string, value: string }[]} headers
 */
export function boundaryOf(headers) {
  const type = headers.find((header) => header.name.toLowerCase() === "content-type")?.value ?? "";
  return /^multipart\/[^;]+;.*?boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type)?.slice(1).find(Boolean) ?? null;
}

/**
 * The names of a form's parts.
 * @param {string} body
 * @param {string} boundary
 */
export function partNames(body, boundary) {
  return partsOf(body, boundary).map(nameOf).filter((name) => name !== "");
}

/**
 * The body with the file in the place of the part of that name, or behind the others.
 * @param {string} body
 * @param {string} boundary
 * @param {string} part
 * @param {Chosen} file
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function withFile(body, boundary, part, file) {
  const others = partsOf(body, boundary).filter((text) => nameOf(text) !== part);
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(part)}"; filename="${escaped(file.name)}"\r\nContent-Type: ${file.type || "application/octet-stream"}\r\n\r\n`;
  const whole = new Blob([...others.map((text) => `--${boundary}\r\n${text}\r\n`), head, file.bytes, `\r\n--${boundary}--\r\n`]);
  return new Uint8Array(await whole.arrayBuffer());
}

/**
 * What curl is told of each part.
 * @param {string} body
 * @param {string} boundary
 */
export function fieldsOf(body, boundary) {
  return partsOf(body, boundary).map((text) => {
    const end = text.indexOf("\r\n\r\n");
    return { name: nameOf(text), type: /^content-type: *(.+)$/im.exec(text.slice(0, end))?.[1]?.trim() ?? "", value: text.slice(end + 4) };
  });
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
export function base64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/**
 * The parts' heads and contents. What somebody types has line feeds alone, and a form's lines end otherwise.
 * @param {string} body
 * @param {string} boundary
 */
function partsOf(body, boundary) {
  const lines = body.replaceAll(/\r?\n/g, "\r\n");
  return `\r\n${lines}`
    .split(`\r\n--${boundary}`)
    .slice(1)
    .filter((text) => !text.startsWith("--"))
    .map((text) => text.replace(/^[ \t]*\r\n/, ""));
}

/** @param {string} part */
function nameOf(part) {
  return /^content-disposition:.*?[; ]name="([^"]*)"/im.exec(part)?.[1] ?? "";
}

/** @param {string} name */
function escaped(name) {
  return name.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
