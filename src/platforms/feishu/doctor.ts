import type { Feature } from "../../chat/feature.ts";
import type { Clock } from "../../core/clock.ts";
import { clockFinding, type Finding, fine, type TeamPlace, unknown, wrong } from "../../core/finding.ts";
import type { InBoth } from "../../core/language.ts";
import type { Log } from "../../core/log.ts";
import { Api, addressOf, refusedOf } from "./api.ts";
import { availability, channels, groups, scopes, subscriptions } from "./doctor-app.ts";
import { failed } from "./doctor-failed.ts";
import { connectionCount, longConnection } from "./doctor-line.ts";
import { menu, panel } from "./doctor-offers.ts";
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
  yield* clockFinding({ en: "Feishu", zh: "飞书" }, signedIn.date, clock);
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
  {
    en: "Feishu pushes to an address of yours; whether it gets through cannot be seen from here",
    zh: "由飞书推送到你的地址；推不推得到，从这里看不出来",
  },
  {
    en: "Start the bot and save the address (https://your-host/feishu/events) under Events & Callbacks: Feishu tries it at once. A refusal means that the address leads elsewhere, or that the Encrypt Key or Verification Token is another.",
    zh: "请先启动机器人，再到“事件与回调”保存地址（https://你的域名/feishu/events），飞书会马上试一次。保存不了，说明地址通到了别处，或者 Encrypt Key、Verification Token 不是这一个。",
  },
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
    const says = { en: `no answer of Feishu's from ${domain} (${why})`, zh: `${domain} 没有飞书的回答（${why}）` };
    const remedy = {
      en: `Check the network, a proxy in between, and FEISHU_DOMAIN: without it ${addressOf(undefined)}, for Lark ${LARK}.`,
      zh: `请检查网络、中间的代理和 FEISHU_DOMAIN：不填就是 ${addressOf(undefined)}，Lark 填 ${LARK}。`,
    };
    return { finding: wrong("credentials", says, remedy) };
  }
};

const WRONG_APP = new Set([10003, 10012, 10014]);

const credentials = (
  { appId, domain }: Pick<Credentials, "appId" | "domain">,
  { code, msg }: { readonly code: unknown; readonly msg: string },
): Finding => {
  if (code === 0)
    return fine("credentials", {
      en: `${domain} knows ${appId} and its secret`,
      zh: `${domain} 认得 ${appId} 和它的密钥`,
    });
  if (code === 99991400)
    return unknown(
      "credentials",
      { en: "Feishu takes no more sign-ins for the moment", zh: "飞书暂时不再接受登录" },
      { en: "Run it again in a minute.", zh: "请过一分钟再试。" },
    );
  if (typeof code !== "number")
    return wrong(
      "credentials",
      { en: `what answers at ${domain} is not Feishu`, zh: `${domain} 上回答的不是飞书` },
      { en: "Correct FEISHU_DOMAIN, or remove it.", zh: "请改正 FEISHU_DOMAIN，或者删掉它。" },
    );
  return wrong(
    "credentials",
    { en: `refused: ${code} ${msg}`, zh: `被拒绝：${code} ${msg}` },
    copyAnew(domain, WRONG_APP.has(code)),
  );
};

const copyAnew = (domain: string, isWrongApp: boolean): InBoth => {
  const ofLark = domain === LARK;
  const other = ofLark ? "an app of Feishu needs FEISHU_DOMAIN removed" : `an app of Lark needs ${LARK} there`;
  const otherZh = ofLark ? "飞书的应用请删掉 FEISHU_DOMAIN" : `Lark 的应用请填 ${LARK}`;
  const [en, zh] = isWrongApp
    ? ["", ""]
    : [
        " Check that a version of the app is published and the app is enabled.",
        "再看看应用是否发布了版本、是否已启用。",
      ];
  return {
    en: `Copy App ID and App Secret from Credentials & Basic Info anew into FEISHU_APP_ID and FEISHU_APP_SECRET; a secret that was reset is another one. The domain is ${domain}; ${other}.${en}`,
    zh: `请从“凭证与基础信息”重新复制 App ID 和 App Secret，填到 FEISHU_APP_ID 和 FEISHU_APP_SECRET；重置过的密钥会变。现在的域名是 ${domain}；${otherZh}。${zh}`,
  };
};

const NO_BOT = new Set([11205, 230006]);
const NOT_THERE = { en: "the app has no bot", zh: "应用没有机器人" };
const TURN_ON = {
  en: "Turn it on under Features → Bot in the developer console, then create a version and have it published.",
  zh: "请在开发者后台的“应用能力”→“机器人”里打开，再创建版本并发布。",
};
/** What Feishu says of the app in this company; 2 is enabled. */
const ASLEEP: Readonly<Record<number, InBoth>> = {
  0: { en: "the app is not installed yet", zh: "应用还没有安装" },
  1: { en: "the app is disabled", zh: "应用被停用了" },
  3: { en: "the app waits to be enabled", zh: "应用还在等启用" },
  4: { en: "a new version waits to be approved; the earlier one works", zh: "新版本还在等审核，旧版本照常能用" },
  5: { en: "the app's licence has run out", zh: "应用的授权到期了" },
  6: { en: "the company's plan has run out", zh: "企业的套餐到期了" },
};
const PUBLISH = {
  en: "Create a version under Version Management & Release and have an admin approve it, or enable the app.",
  zh: "请在“版本管理与发布”里创建版本并请管理员审核，或者启用应用。",
};

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
    if (!bot?.open_id) return wrong("bot", NOT_THERE, TURN_ON);
    const asleep = ASLEEP[bot.activate_status ?? 2];
    const { app_name: name } = bot;
    if (!asleep) return fine("bot", { en: `${name ?? "it"} is there and enabled`, zh: `${name ?? ""}在，已启用` });
    return bot.activate_status === 4 ? unknown("bot", asleep, PUBLISH) : wrong("bot", asleep, PUBLISH);
  } catch (error) {
    if (NO_BOT.has(codeOf(error) ?? 0)) return wrong("bot", NOT_THERE, TURN_ON);
    return failed("bot", error);
  }
};
