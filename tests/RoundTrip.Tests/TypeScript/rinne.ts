import { RinneClient, type LoginFailure, type MeFailure } from "../../../generated/rinne/rinne-client.js";
import { alice, bearer, failureOf, password, type Steps } from "./steps.js";

export async function run(base: string): Promise<Steps> {
  const login = await new RinneClient(base).login({ identifier: alice, password });
  const rinne = new RinneClient(base, bearer(login.token));
  const me = await rinne.me();
  const left = await rinne.logout();
  const after = await rinne.me();
  const anonymous = await failureOf<MeFailure>(new RinneClient(base).me());
  const wrong = await failureOf<LoginFailure>(new RinneClient(base).login({ identifier: alice, password: "wrong" }));

  // @ts-expect-error Only the statuses of the contract are there to ask for.
  if (wrong.status === 403) throw new Error("403");
  return {
    login: login.user.email ?? "",
    call: me.auth.method,
    refresh: `nothing refreshes; ${after.user.email} until the token expires`,
    logout: left.message,
    refused: [anonymous, wrong].map((failure) => `${failure.status} ${failure.result.error.code}`).join("; "),
  };
}
