// A single-page app of another origin, on what browsers have: it keeps its tokens in memory or leaves them to cookies, and asks for new ones when it is refused.
const parameters = new URLSearchParams(location.search);
const base = parameters.get("api") ?? "";
const usesCookies = parameters.get("tokens") === "cookie";
let access = "";
let refresh = "";
let made = "";
let refreshes = 0;

async function send(method: string, address: string, body?: BodyInit): Promise<Response> {
  const headers: Record<string, string> = {};
  if (typeof body === "string") headers["Content-Type"] = "application/json";
  if (access !== "") headers["Authorization"] = `Bearer ${access}`;
  return await fetch(new URL(address, base), { method, headers, credentials: "include", ...(body === undefined ? {} : { body }) });
}

async function renew(): Promise<boolean> {
  const response = await send("POST", `${base}/refresh`, usesCookies ? undefined : JSON.stringify({ refresh }));
  if (!response.ok) return false;
  refreshes++;
  if (!usesCookies) access = ((await response.json()) as { access: string }).access;
  return true;
}

/** Sends a request, and once more with a new token where it was refused. */
async function ask(method: string, address: string, body?: BodyInit): Promise<Response> {
  const response = await send(method, address, body);
  return response.status === 401 && (await renew()) ? await send(method, address, body) : response;
}

async function items(response: Response): Promise<string> {
  return response.ok ? ((await response.json()) as { item: string }[]).map((order) => order.item).join(" ") : `${response.status}`;
}

const acts: Record<string, () => Promise<string>> = {
  login: async () => {
    const response = await send("POST", `${base}/login`, JSON.stringify({ name: "alice@example.com", password: "open-sesame-1" }));
    if (!usesCookies) ({ access, refresh } = (await response.json()) as { access: string; refresh: string });
    return `${response.status}${document.cookie}`;
  },
  list: async () => `${await items(await ask("GET", `${base}/orders`))} after ${refreshes} refreshes`,
  make: async () => {
    for (const item of ["cup", "pot", "jug"]) {
      const response = await ask("POST", `${base}/orders`, JSON.stringify({ item }));
      made = response.headers.get("Location") ?? "";
    }

    return `made ${made.split("/").at(-1)}`;
  },
  read: async () => ((await (await ask("GET", `${base}/orders/${made.split("/").at(-1)}`)).json()) as { item: string }).item,
  page: async () => {
    const pages: string[] = [];
    for (let next: string | undefined = `${base}/orders?limit=3`; next !== undefined; ) {
      const response = await ask("GET", next);
      pages.push(await items(response));
      next = /<([^>]+)>; rel="next"/.exec(response.headers.get("Link") ?? "")?.[1];
    }

    return pages.join(", ");
  },
  upload: async () => {
    const form = new FormData();
    form.append("title", "holiday");
    form.append("file", new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x00, 0xff])], { type: "image/png" }), "holiday.png");
    const response = await ask("POST", `${base}/photos`, form);
    return `${response.status} ${await response.text()}`;
  },
  download: async () => {
    const picture = await createImageBitmap(await (await ask("GET", `${base}/photos/newest`)).blob());
    return `a picture of ${picture.width > 0 && picture.height > 0 ? "some" : "no"} size`;
  },
  logout: async () => `${(await ask("POST", `${base}/logout`)).status}`,
};

for (const [id, act] of Object.entries(acts)) {
  document.getElementById(id)?.addEventListener("click", async () => {
    const shows = document.getElementById("shows");
    if (shows === null) throw new Error("The page has no place to show anything.");
    shows.textContent = "";
    shows.textContent = await act().catch((error: unknown) => `failed: ${error}`);
  });
}
export {};
