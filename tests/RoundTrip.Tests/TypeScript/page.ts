// A page of another origin: each button makes a call with the generated client, and the last line shows what came of it.
import { ApiException, SigClient } from "../../../generated/sig/sig-client.js";

const base = new URLSearchParams(location.search).get("api") ?? "";
let token = "";
let refresh = "";
const sig = new SigClient(base, {
  fetch: (url, init) => fetch(url, { ...init, credentials: "include", headers: { ...init?.headers, ...(token === "" ? {} : { Authorization: `Bearer ${token}` }) } }),
});

function on(id: string, act: () => Promise<string>): void {
  document.getElementById(id)?.addEventListener("click", async () => {
    const shows = document.getElementById("shows");
    if (shows === null) throw new Error("The page has no place to show anything.");
    shows.textContent = "";
    shows.textContent = await act().catch((error: unknown) => (error instanceof ApiException ? `${error.status} ${error.result.message} (${error.headers["www-authenticate"] ?? "no challenge"})` : `failed: ${error}`));
  });
}

on("login", async () => {
  const login = await sig.login({ email: "alice@example.com", password: "open-sesame-1" });
  ({ token, refresh_token: refresh } = login);
  return login.user.email;
});
on("call", async () => (await sig.me()).email);
on("refresh", async () => {
  const pair = await sig.refresh({ refresh_token: refresh });
  token = pair.token;
  return "refreshed";
});
on("logout", async () => (await sig.logout({ refresh_token: refresh })).message);
on("forget", async () => {
  token = "";
  return "forgotten";
});
