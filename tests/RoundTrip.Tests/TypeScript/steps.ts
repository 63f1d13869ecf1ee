/** What a session with one API showed, step by step. */
export interface Steps {
  login: string;
  call: string;
  refresh: string;
  logout: string;
  refused: string;
}

/** What sends a client's requests: fetch, with a bearer token. */
export function bearer(token: string): { fetch(url: string, init?: RequestInit): Promise<Response> } {
  return { fetch: (url, init) => fetch(url, { ...init, headers: { ...init?.headers, Authorization: `Bearer ${token}` } }) };
}

/** What a call throws; an error of its own where it succeeds. */
export async function failureOf<Failure>(call: Promise<unknown>): Promise<Failure> {
  try {
    await call;
  } catch (error) {
    return error as Failure;
  }

  throw new Error("The call was not refused.");
}

export const alice = "alice@example.com";
export const password = "open-sesame-1";
