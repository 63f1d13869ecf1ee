import { NethesisClient, type LogoutFailure, type MeFailure, type RefreshFailure } from "../../../generated/nethesis/nethesis-client.js";
import { alice, bearer, failureOf, password, type Steps } from "./steps.js";

export async function run(base: string): Promise<Steps> {
  const login = await new NethesisClient(base).exchange({ access_token: `${alice}:${password}` });
  const first = new NethesisClient(base, bearer(login.data.token));
  const me = await first.me();
  const pair = await first.refresh({ refresh_token: login.data.refresh_token });
  const nethesis = new NethesisClient(base, bearer(pair.data.token));

  // @ts-expect-error The refresh token is required, and tsc knows it.
  const invalid = await failureOf<LogoutFailure>(nethesis.logout({}));
  const left = await nethesis.logout({ refresh_token: pair.data.refresh_token });
  const access = await failureOf<MeFailure>(nethesis.me());
  const refresh = await failureOf<RefreshFailure>(nethesis.refresh({ refresh_token: pair.data.refresh_token }));
  if (invalid.status !== 400 || refresh.status !== 401) throw new Error(`${invalid.status}, ${refresh.status}`);
  return {
    login: login.message,
    call: me.data.email ?? "",
    refresh: pair.message,
    logout: left.message,
    refused: `${invalid.status} ${invalid.result.data.errors?.[0]?.key}; ${access.status} ${access.result.message}; ${refresh.status} ${refresh.result.message}`,
  };
}
