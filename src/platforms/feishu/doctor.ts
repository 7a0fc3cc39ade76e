import type { Feature } from "../../chat/feature.ts";
import type { Clock } from "../../core/clock.ts";
import { clockFinding, type Finding, fine, type TeamPlace, unknown, wrong } from "../../core/finding.ts";
import type { Log } from "../../core/log.ts";
import { Api, addressOf, refusedOf } from "./api.ts";
import { availability, channels, groups, menu, panel, scopes, subscriptions } from "./doctor-app.ts";
import { failed } from "./doctor-failed.ts";
import { connectionCount, longConnection } from "./doctor-line.ts";
import { codeOf } from "./errors.ts";
import { newHttp } from "./http.ts";

export interface Patient {
  readonly appId: string;
  readonly appSecret: string;
  readonly domain: string | undefined;
  readonly mode: "socket" | "http";
  readonly features: readonly Feature[];
  /** Where teams want to be written to. */
  places(): Promise<readonly TeamPlace[]>;
  /** How many processes of this installation may be connected at this moment; undefined when that cannot be told. */
  processes(): Promise<number | undefined>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Looks at the app from outside, one thing after the other; changes nothing. What makes no sense any more is left out. */
export async function* examine(patient: Patient): AsyncGenerator<Finding> {
  const { appId, appSecret, mode, features, clock, log } = patient;
  const domain = addressOf(patient.domain);
  const signedIn = await signIn({ appId, appSecret, domain });
  yield* clockFinding("Feishu", signedIn.date, clock);
  yield signedIn.finding;
  if (signedIn.finding.state !== "ok") return;
  const api = new Api({ appId, appSecret, domain, clock, log });
  const bot = await botFinding(api);
  yield bot;
  if (bot.state === "wrong") return;
  const ward = { api, features, mode, console: consoleOf(domain, appId) };
  yield await scopes(ward);
  yield* await subscriptions(ward);
  if (mode === "socket") {
    yield await connectionCount(api, () => patient.processes());
    yield await longConnection({ appId, appSecret, domain, log });
  } else yield PUSHED;
  yield await panel(ward);
  yield await menu(ward);
  yield await groups(ward);
  const places = await patient.places();
  if (places.length > 0) yield await channels(ward, places);
  yield await availability(ward);
}

const PUSHED = unknown(
  "address",
  "Feishu pushes to an address of yours; whether it gets through cannot be seen from here",
  "Start the bot and save the address (https://your-host/feishu/events) under Events & Callbacks: Feishu tries it at once. A refusal means that the address leads elsewhere, or that the Encrypt Key or Verification Token is another.",
);

const LARK = "https://open.larksuite.com";

/** Where the app is configured; a compatible server has no console of its own. */
const consoleOf = (domain: string, appId: string): string =>
  `${domain === LARK ? LARK : "https://open.feishu.cn"}/app/${appId}`;

interface Credentials {
  readonly appId: string;
  readonly appSecret: string;
  readonly domain: string;
}

/** Asks for a token by hand: only so the answer's headers, with the server's time, are seen. */
const signIn = async ({ appId, appSecret, domain }: Credentials): Promise<{ finding: Finding; date?: unknown }> => {
  const asked = {
    method: "post",
    url: `${domain}/open-apis/auth/v3/tenant_access_token/internal`,
    data: { app_id: appId, app_secret: appSecret },
    $return_headers: true,
  };
  try {
    const { data, headers } = await newHttp().request<{ data: unknown; headers: unknown }>(asked);
    const [code, msg] = ["code", "msg"].map((key) => Reflect.get(Object(data), key));
    const date: unknown = Reflect.get(Object(headers), "date");
    return { finding: credentials({ appId, domain }, { code, msg: String(msg) }), date };
  } catch (error) {
    const { code, msg, status, broken } = refusedOf(error);
    if (code !== undefined) return { finding: credentials({ appId, domain }, { code, msg }) };
    const why = broken ?? (status === undefined ? msg : `HTTP ${status}`);
    const remedy = `Check the network, a proxy in between, and FEISHU_DOMAIN: without it ${addressOf(undefined)}, for Lark ${LARK}.`;
    return { finding: wrong("credentials", `no answer of Feishu's from ${domain} (${why})`, remedy) };
  }
};

const WRONG_APP = new Set([10003, 10012, 10014]);

const credentials = (
  { appId, domain }: Pick<Credentials, "appId" | "domain">,
  { code, msg }: { readonly code: unknown; readonly msg: string },
): Finding => {
  if (code === 0) return fine("credentials", `${domain} knows ${appId} and its secret`);
  if (code === 99991400)
    return unknown("credentials", "Feishu takes no more sign-ins for the moment", "Run it again in a minute.");
  if (typeof code !== "number")
    return wrong("credentials", `what answers at ${domain} is not Feishu`, "Correct FEISHU_DOMAIN, or remove it.");
  const other = domain === LARK ? "an app of Feishu needs FEISHU_DOMAIN removed" : `an app of Lark needs ${LARK} there`;
  const copy = `Copy App ID and App Secret from Credentials & Basic Info anew into FEISHU_APP_ID and FEISHU_APP_SECRET; a secret that was reset is another one. The domain is ${domain}; ${other}.`;
  const remedy = WRONG_APP.has(code)
    ? copy
    : `${copy} Check that a version of the app is published and the app is enabled.`;
  return wrong("credentials", `refused: ${code} ${msg}`, remedy);
};

const NO_BOT = new Set([11205, 230006]);
const TURN_ON =
  "Turn it on under Features → Bot in the developer console, then create a version and have it published.";
/** What Feishu says of the app in this company; 2 is enabled. */
const ASLEEP: Readonly<Record<number, string>> = {
  0: "the app is not installed yet",
  1: "the app is disabled",
  3: "the app waits to be enabled",
  4: "a new version waits to be approved; the earlier one works",
  5: "the app's licence has run out",
  6: "the company's plan has run out",
};
const PUBLISH = "Create a version under Version Management & Release and have an admin approve it, or enable the app.";

const botFinding = async (api: Api): Promise<Finding> => {
  type Bot = { readonly open_id?: string; readonly app_name?: string; readonly activate_status?: number };
  try {
    const bot = await api.call("Asking for the bot", async (client) => {
      // It stands beside code and msg here, not in their data.
      const answer = await client.request<{ code?: number; msg?: string; bot?: Bot }>({
        method: "GET",
        url: "/open-apis/bot/v3/info",
      });
      return { ...answer, data: answer.bot };
    });
    if (!bot?.open_id) return wrong("bot", "the app has no bot", TURN_ON);
    const asleep = ASLEEP[bot.activate_status ?? 2];
    if (!asleep) return fine("bot", `${bot.app_name ?? "it"} is there and enabled`);
    return bot.activate_status === 4 ? unknown("bot", asleep, PUBLISH) : wrong("bot", asleep, PUBLISH);
  } catch (error) {
    if (NO_BOT.has(codeOf(error) ?? 0)) return wrong("bot", "the app has no bot", TURN_ON);
    return failed("bot", error);
  }
};
