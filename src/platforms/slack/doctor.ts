import type { Feature } from "../../chat/feature.ts";
import { PortError } from "../../chat/port.ts";
import type { Clock } from "../../core/clock.ts";
import {
  type Check,
  clockFinding,
  type Finding,
  fine,
  placesFinding,
  runAgainIn,
  type TeamPlace,
  unknown,
  wrong,
} from "../../core/finding.ts";
import { asSaid, type InBoth } from "../../core/language.ts";
import type { Log } from "../../core/log.ts";
import { Connection } from "./connection.ts";
import { isOutside } from "./errors.ts";
import { manifest } from "./manifest.ts";

export interface Patient {
  readonly botToken: string;
  /** With it events come over Socket Mode. */
  readonly appToken: string | undefined;
  readonly apiUrl: string | undefined;
  readonly features: readonly Feature[];
  /** Where teams want to be written to, and which kinds of deliveries have come in the last week and were kept. */
  known(): Promise<{ readonly places: readonly TeamPlace[]; readonly arrived: ReadonlySet<string> }>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Milliseconds. */
const PATIENCE = 5000;

/** Looks at the app from outside; changes nothing. */
export async function* examine(patient: Patient): AsyncGenerator<Finding> {
  const { botToken, appToken, apiUrl, features, clock, log } = patient;
  const slack = new Connection({ botToken, ...(apiUrl !== undefined && { apiUrl }), clock, log });
  const mode = appToken === undefined ? "http" : "socket";
  yield* clockFinding(asSaid("Slack"), await dateAt(apiUrl), clock);
  try {
    const self = await slack.call("Signing in", () => slack.posts.auth.test());
    const user = self.user ?? "…";
    yield fine("credentials", {
      en: `${self.team ?? "the workspace"} knows the bot as @${user}`,
      zh: `${self.team ?? "工作区"}认得机器人 @${user}`,
    });
    const granted = new Set(self.response_metadata?.scopes ?? []);
    const needed = manifest(features, mode).oauth_config?.scopes?.bot ?? [];
    yield scopes(needed, granted);
  } catch (error) {
    yield failed("credentials", error);
    return;
  }
  const { places, arrived } = await patient.known();
  if (places.length > 0) yield await channels(slack, places);
  yield appToken === undefined ? PUSHED : await socketMode(slack, appToken);
  yield subscriptions(arrived);
}

/** Asked by hand: the SDK shows no headers. Undefined when nothing answers, which the sign-in then explains. */
const dateAt = async (apiUrl = "https://slack.com/api/"): Promise<string | null | undefined> => {
  const asked = { method: "POST", signal: AbortSignal.timeout(PATIENCE) };
  const answer = await fetch(new URL("api.test", apiUrl), asked).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.headers.get("date");
};

const scopes = (needed: readonly string[], granted: ReadonlySet<string>): Finding => {
  const missing = needed.filter((scope) => !granted.has(scope));
  const [all, names] = [needed.length, missing.join(", ")];
  if (missing.length === 0) return fine("scopes", { en: `all ${all} are granted`, zh: `${all} 项都开通了` });
  const says = {
    en: `${missing.length} of ${all} not granted: ${names}`,
    zh: `${all} 项里有 ${missing.length} 项没有开通：${names}`,
  };
  return wrong("scopes", says, {
    en: "Add them to Bot Token Scopes under OAuth & Permissions at api.slack.com/apps (or paste the manifest again under App Manifest), then install the app again.",
    zh: "请在 api.slack.com/apps 的 OAuth & Permissions → Bot Token Scopes 里加上（或者在 App Manifest 里重新贴一遍），再重新安装应用。",
  });
};

const channels = async (slack: Connection, places: readonly TeamPlace[]): Promise<Finding> => {
  const outside: TeamPlace[] = [];
  try {
    for (const each of places) if (await isOutsideOf(slack, each.place)) outside.push(each);
  } catch (error) {
    return failed("channels", error);
  }
  const remedy = {
    en: "Type /invite @Rapport in each, or give the team another channel with /team.",
    zh: "请在每个频道里输入 /invite @Rapport，或者用 /team 给团队换一个频道。",
  };
  return placesFinding(places, outside, remedy);
};

const isOutsideOf = (slack: Connection, channel: string): Promise<boolean> =>
  slack.call("Looking at a channel", () =>
    slack.posts.conversations.history({ channel, limit: 1 }).then(
      () => false,
      (error: unknown) => {
        if (isOutside(error)) return true;
        throw error;
      },
    ),
  );

/** Asks for an address to connect to, without connecting: a connection would be given events meant for the bot. */
const socketMode = async (slack: Connection, token: string): Promise<Finding> => {
  try {
    await slack.call("Asking for a connection", () => slack.posts.apiCall("apps.connections.open", { token }));
    return fine("connection", {
      en: "Slack gives out an address for Socket Mode",
      zh: "Slack 给出了 Socket Mode 的地址",
    });
  } catch (error) {
    const found = failed("connection", error);
    if (found.state === "unknown") return found;
    return wrong("connection", found.says, {
      en: "Turn on Socket Mode, and copy an app-level token (xapp-…) with the scope connections:write from Basic Information → App-Level Tokens into SLACK_APP_TOKEN.",
      zh: "请打开 Socket Mode，再从 Basic Information → App-Level Tokens 复制一个有 connections:write 权限的 Token（xapp-…），填到 SLACK_APP_TOKEN。",
    });
  }
};

const PUSHED = unknown(
  "address",
  {
    en: "Slack pushes to an address of yours; whether it gets through cannot be seen from here",
    zh: "由 Slack 推送到你的地址；推不推得到，从这里看不出来",
  },
  {
    en: "Start the bot and let Slack verify the address under Event Subscriptions. A refusal means that the address leads elsewhere, or that the Signing Secret is another.",
    zh: "请先启动机器人，再在 Event Subscriptions 里让 Slack 验证这个地址。验证不过，说明地址通到了别处，或者 Signing Secret 不是这一个。",
  },
);

const SUBSCRIPTIONS = unknown(
  "events",
  {
    en: "Slack does not tell an app which events and commands it has",
    zh: "Slack 不告诉应用自己有哪些事件和命令",
  },
  {
    en: "At api.slack.com/apps → App Manifest compare with the file in manifests/. Missing events: the bot does not hear words. Missing commands: Slack knows them not, typed without the slash they work. Interactivity off: buttons show a warning sign.",
    zh: "请在 api.slack.com/apps → App Manifest 和 manifests/ 里的文件对一遍。缺事件：机器人听不到消息。缺命令：Slack 不认得，不带斜杠输入照样能用。没开 Interactivity：按钮上会出现警告标志。",
  },
);

/** What an app is to be sent, by the kinds of deliveries in which it comes, and where it is turned on. */
const SENT: readonly (readonly [kinds: readonly string[], name: InBoth, remedy: InBoth])[] = [
  [
    ["words"],
    { en: "words", zh: "消息" },
    {
      en: "Words: compare Event Subscriptions with the bot events in manifests/; without them the bot does not hear what is said.",
      zh: "消息：请把 Event Subscriptions 和 manifests/ 里的 bot events 对一遍；少了，机器人听不到大家说的话。",
    },
  ],
  [
    ["command"],
    { en: "slash commands", zh: "斜杠命令" },
    {
      en: "Slash commands: compare App Manifest with the file in manifests/, and paste it again where some are missing; typed without the slash they work.",
      zh: "斜杠命令：请把 App Manifest 和 manifests/ 里的文件对一遍，缺了就重新贴；不带斜杠输入照样能用。",
    },
  ],
  [
    ["press", "submit"],
    { en: "presses", zh: "按钮" },
    {
      en: "Presses: turn on Interactivity & Shortcuts; without it buttons show a warning sign.",
      zh: "按钮：请打开 Interactivity & Shortcuts；不开，按钮上会出现警告标志。",
    },
  ],
];

/** As Slack does not tell: by what has come in the last week. What only looks something up is not kept. */
const subscriptions = (arrived: ReadonlySet<string>): Finding => {
  const lacking = SENT.filter(([kinds]) => !kinds.some((kind) => arrived.has(kind)));
  if (lacking.length === SENT.length) return SUBSCRIPTIONS;
  if (lacking.length === 0)
    return fine("events", {
      en: "in the last week words, slash commands and presses have come",
      zh: "最近一周收到过消息、斜杠命令和按钮",
    });
  const says = {
    en: `in the last week none has come that changed something: ${lacking.map(([, { en }]) => en).join(", ")}`,
    zh: `最近一周没有收到过带来改动的${lacking.map(([, { zh }]) => zh).join("、")}`,
  };
  return unknown("events", says, {
    en: `If they are used, look at api.slack.com/apps. ${lacking.map(([, , { en }]) => en).join(" ")}`,
    zh: `如果大家在用，请到 api.slack.com/apps 看看。${lacking.map(([, , { zh }]) => zh).join("")}`,
  });
};

const AGAIN: InBoth = {
  en: "Install the app again and copy its tokens anew.",
  zh: "请重新安装应用，再重新复制 Token。",
};

const failed = (check: Check, error: unknown): Finding => {
  if (!(error instanceof PortError)) throw error;
  const { failure, message, remedyInBoth: remedy, retryAfter } = error;
  if (failure === "rate_limited")
    return unknown(
      check,
      { en: "Slack takes no more calls for the moment", zh: "Slack 暂时不再接受调用" },
      runAgainIn(retryAfter),
    );
  if (failure === "unavailable")
    return wrong(check, asSaid(message), {
      en: "Check the network, a proxy in between, and SLACK_API_URL; without it Slack is asked.",
      zh: "请检查网络、中间的代理和 SLACK_API_URL；不填就问 Slack 本身。",
    });
  return wrong(check, asSaid(message), remedy ?? AGAIN);
};
