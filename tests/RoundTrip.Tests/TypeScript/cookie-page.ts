// A page of another origin whose session travels in a cookie that no script can see.
const parameters = new URLSearchParams(location.search);
const base = parameters.get("api") ?? "";
const credentials = (parameters.get("credentials") ?? "include") as RequestCredentials;

async function call(method: string, path: string, body?: object): Promise<string> {
  const response = await fetch(base + path, { method, credentials, ...(body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }) });
  return `${response.status} ${await response.text()}`.trim();
}

function on(id: string, act: () => Promise<string>): void {
  document.getElementById(id)?.addEventListener("click", async () => {
    const shows = document.getElementById("shows");
    if (shows === null) throw new Error("The page has no place to show anything.");
    shows.textContent = "";
    shows.textContent = await act().catch((error: unknown) => `failed: ${error}`);
  });
}

on("login", () => call("POST", "/session", { name: "alice@example.com", password: "open-sesame-1" }));
on("call", () => call("GET", "/notes"));
on("logout", () => call("DELETE", "/session"));
on("cookie", async () => `cookie: ${document.cookie}`);
export {};
