import { FincodeClient, type LoginFailure, type ProfileFailure, type RefreshFailure } from "../../../generated/fincode/fincode-client.js";
import { alice, failureOf, password, type Steps } from "./steps.js";

export async function run(base: string): Promise<Steps> {
  const fincode = new FincodeClient(base);
  const login = await fincode.login("fincode", "200", { email: alice, currentPassword: password });
  const profile = await fincode.profile(login.access_token, "fincode", "200");
  const pair = await fincode.refresh({ refresh_token: login.refresh_token });
  const left = await fincode.logout("fincode", "200", pair.access_token, { refresh_token: pair.refresh_token });
  const access = await failureOf<ProfileFailure>(fincode.profile(pair.access_token, "fincode", "200"));
  const refresh = await failureOf<RefreshFailure>(fincode.refresh({ refresh_token: pair.refresh_token }));
  const unknown = await failureOf<LoginFailure>(fincode.login("fincode", "200", { email: "nobody@example.com", currentPassword: password }));
  return {
    login: login.message,
    call: profile.email,
    refresh: pair.message,
    logout: left.message,
    refused: [access, refresh, unknown].map((failure) => `${failure.status} ${failure.result.message}`).join("; "),
  };
}
