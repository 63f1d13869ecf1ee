import { SigClient, type MeFailure, type RefreshFailure } from "../../../generated/sig/sig-client.js";
import { alice, bearer, failureOf, password, type Steps } from "./steps.js";

export async function run(base: string): Promise<Steps> {
  const login = await new SigClient(base).login({ email: alice, password });
  const sig = new SigClient(base, bearer(login.token));
  const me = await sig.me();
  const pair = await sig.refresh({ refresh_token: login.refresh_token });
  const left = await sig.logout({ refresh_token: pair.refresh_token });
  const failure = await failureOf<RefreshFailure>(sig.refresh({ refresh_token: login.refresh_token }));
  const anonymous = await failureOf<MeFailure>(new SigClient(base).me());
  return {
    login: login.user.nomComplet,
    call: me.roles.join(),
    refresh: pair.refresh_token === login.refresh_token ? "the same refresh token" : "another refresh token",
    logout: left.message,
    refused: `${failure.status} ${failure.result.message}; ${anonymous.status} ${anonymous.result.message}`,
  };
}
