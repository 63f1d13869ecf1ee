import { BankezyClient, type DeviceValidationFailure, type RenewFailure } from "../../../generated/bankezy/bankezy-client.js";
import { alice, failureOf, password, type Steps } from "./steps.js";

export async function run(base: string): Promise<Steps> {
  const bankezy = new BankezyClient(base);
  const app = await bankezy.getToken();
  const login = await bankezy.login(app.token, alice, { pin: password, deviceId: "phone" });
  const used = await bankezy.deviceValidation(login.data.token);
  const renewed = await bankezy.renew(login.data.token);
  const left = await bankezy.logout(renewed.token, { signOutMode: 1, deviceId: "phone", token: app.token });
  const use = await failureOf<DeviceValidationFailure>(bankezy.deviceValidation(renewed.token));
  const renewal = await failureOf<RenewFailure>(bankezy.renew(renewed.token));
  return {
    login: `${login.resCode} ${login.resDesc}`,
    call: `${used.resCode} ${used.resDesc}`,
    refresh: `${renewed.resCode} ${renewed.resDesc}`,
    logout: `${left.resCode} ${left.resDesc}`,
    refused: `${use.status} ${use.result.resDesc}; ${renewal.status} ${renewal.result.resDesc}`,
  };
}
