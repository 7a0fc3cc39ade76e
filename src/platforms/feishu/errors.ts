import { PortError, type PortFailure } from "../../chat/port.ts";
import type { InBoth } from "../../core/language.ts";

/** What Feishu said of a call that it did not do as asked. */
export interface Refused {
  /** Feishu's own code; undefined when nothing of Feishu's came back. */
  readonly code: number | undefined;
  readonly status: number | undefined;
  readonly msg: string;
  /** Seconds until calls are taken again, as `x-ogw-ratelimit-reset` says. */
  readonly reset: number | undefined;
  /** Node's name for a broken connection: ECONNREFUSED. */
  readonly broken: string | undefined;
}

/** Too many calls, messages to one place, or messages of all apps together. */
const RATE = new Set([99991400, 230020, 11232]);
/** The token is missing or no longer accepted. */
export const STALE_TOKEN = new Set([99991661, 99991663]);
/** The app cannot sign in. */
const BAD_SECRET = new Set([10003, 10014, 99991543]);
/** The same of the long connection; of a call it says nothing, as any gateway may answer so. */
const LINE_REFUSED = new Set([403, 514]);
/** It was disabled, or is not in use in this tenant. */
const DISABLED = new Set([99991662, 99991673]);
const NOT_FROM_HERE = 99991401;
/** Nothing will work until the operator acts. */
const OF_APP = new Set([...STALE_TOKEN, ...BAD_SECRET, ...DISABLED, NOT_FROM_HERE]);
/** Recalled, dissolved, resigned, out of reach: the message, chat or person is not there for us. */
const GONE = new Set(
  [230011, 230013, 230029, 230034, 230053, 230110, 232006, 232009, 200000, 41050, 99992351].concat(
    // In groups, to single people.
    [11206, 11231, 11236, 11237],
  ),
);
const FORBIDDEN = new Set(
  [230002, 230006, 230018, 230027, 230035, 232011, 99991672, 99991679].concat(
    [10030, 11205, 11225, 11228],
    [...LINE_REFUSED],
  ),
);
const INVALID = new Set(
  [230001, 230019, 230025, 230050, 230054, 230071, 230072, 230099, 230111, 99992402].concat(
    // Of cards that are changed by the token of a press.
    [10002, 11311, 11246, 100000, 100030, 200310, 300020, 300030, 300040],
  ),
);
/** The tenant's content audit refuses what a message says. */
const WITHHELD = new Set([230022, 230028]);
/** Feishu is busy, with the message or altogether, or has enough connections of this app. */
const TROUBLE = new Set([230049, 1, 1000040343, 1000040350]);
const TOO_OLD = new Set([230031]);
/** Somebody is pressing the card, and whoever they are asked has not answered: a second later it can be changed. */
const isPressed = ({ code, msg }: Refused): boolean => code === 230099 && /card action is lock/i.test(msg);

const INVITE = {
  en: "Rapport is not in this group: invite it (group settings → Bots → Add a bot), or set another group for the team.",
  zh: "Rapport 不在这个群里：请在群设置 → 群机器人 → 添加机器人里加上，或者给团队换一个群。",
};
const NO_BOT = {
  en: "The app has no bot: turn on the Bot ability in the developer console and publish a version.",
  zh: "应用没有机器人：请在开发者后台打开机器人能力，再发布一个版本。",
};
const LET_THROUGH = {
  en: "The tenant's content audit refuses what the message says, most often a phone number or a mail address: ask the tenant's admin to let this app's messages through.",
  zh: "企业的内容审核拦下了这条消息，多半是因为里面有电话或邮箱：请企业管理员放行这个应用的消息。",
};
const REMEDIES: Readonly<Record<number, InBoth>> = {
  230002: INVITE,
  10030: INVITE,
  230006: NO_BOT,
  11205: NO_BOT,
  230013: {
    en: "This person is outside the app's availability (可用范围), or has left: widen it in the developer console and publish a version.",
    zh: "这个人不在应用的可用范围里，或者已经离职：请在开发者后台扩大可用范围，再发布一个版本。",
  },
  230018: {
    en: "The group's settings do not let bots speak: ask its owner to allow it.",
    zh: "这个群不允许机器人发言：请群主放开。",
  },
  230035: {
    en: "Bots are muted in this group: ask its owner to allow them to speak.",
    zh: "机器人在这个群里被禁言了：请群主解除。",
  },
  230022: LET_THROUGH,
  230028: LET_THROUGH,
  1000040350: {
    en: "The app has as many long connections as Feishu allows: stop the copies of Rapport that nobody needs any more.",
    zh: "这个应用的长连接数到了飞书的上限：请停掉不再需要的那几份 Rapport。",
  },
  [NOT_FROM_HERE]: {
    en: "This server's address is not on the app's IP allow-list: add it in the developer console → Security.",
    zh: "这台服务器的地址不在应用的 IP 白名单里：请在开发者后台的“安全设置”里加上。",
  },
  99991663: {
    en: "The access token is no longer accepted, a fresh one neither: check in the developer console that the app is enabled, and its secret.",
    zh: "访问凭证失效了，新取的也不行：请在开发者后台看看应用是否启用、App Secret 对不对。",
  },
};
const COPY_SECRET = {
  en: "The app id or secret is wrong: copy App ID and App Secret from Credentials in the developer console into FEISHU_APP_ID and FEISHU_APP_SECRET. Until then no token is given out.",
  zh: "App ID 或 App Secret 不对：请从开发者后台的“凭证与基础信息”复制，填到 FEISHU_APP_ID 和 FEISHU_APP_SECRET。填对之前取不到访问凭证。",
};
const ENABLE = {
  en: "The app is disabled in this tenant: have its admin enable it in the admin console → Workplace → App management, and check in the developer console that a version is published.",
  zh: "应用在企业里被停用了：请企业管理员在管理后台 → 工作台 → 应用管理里启用，再到开发者后台看看是否发布了版本。",
};

/** Codes for which the same card can be said outside the thread, or elsewhere. */
const NO_THREAD = new Set([230011, 230019, 230050, 230054, 230071, 230072, 230110, 230111]);
export const isThreadRefused = (error: unknown): boolean => NO_THREAD.has(codeOf(error) ?? 0);

/** Of what is gone, the card itself, its chat or its reader for good; else whoever reads it may come within reach again. */
const CARD_GONE = new Set([230011, 230110, 200000, 232009, 230029, 99992351]);
/** A card that cannot be changed as its reader is out of reach still stands there. */
export const butStands = (error: unknown): unknown => {
  if (!(error instanceof PortError) || error.failure !== "gone" || CARD_GONE.has(codeOf(error) ?? 0)) return error;
  const { message, cause, remedyInBoth: remedy } = error;
  return new PortError("forbidden", message, { cause, remedy });
};

/** Of a card: somebody in it is not known, or has left. */
export const isOfUnknownPerson = (error: unknown): boolean =>
  error instanceof PortError && isRefused(error.cause) && /ErrCode: 100290\b/.test(error.cause.msg);

/** Feishu's own code of a failure. */
export const codeOf = (error: unknown): number | undefined =>
  error instanceof PortError && isRefused(error.cause) ? error.cause.code : undefined;
const isRefused = (cause: unknown): cause is Refused =>
  typeof cause === "object" && cause !== null && "code" in cause && "broken" in cause;

/** What Feishu says of a card it does not take ends in what was in it. */
const withoutContents = (msg: string): string => msg.replace(/[\s;,]*ErrorValue:[\s\S]*$/i, "");

/** What Feishu or the way to it said, in the port's words. */
export const classify = (said: Refused, doing: string): PortError => {
  const refused = { ...said, msg: withoutContents(said.msg) };
  const { code, status, msg } = refused;
  const failure = failureOf(refused);
  const more = {
    cause: refused,
    ofApp: code !== undefined && OF_APP.has(code),
    remedy: remedyOf(refused),
    uncertain: failure === "unavailable" && refused.broken !== "ECONNREFUSED" && refused.broken !== "ENOTFOUND",
    ...(failure === "rate_limited" && { retryAfter: (refused.reset ?? 1) * 1000 }),
  };
  return new PortError(failure, `${doing}: ${[code ?? status, msg].filter(Boolean).join(" ")}`, more);
};

const MEANINGS: readonly (readonly [ReadonlySet<number>, PortFailure])[] = [
  [RATE, "rate_limited"],
  [TOO_OLD, "too_old"],
  [GONE, "gone"],
  [FORBIDDEN, "forbidden"],
  [OF_APP, "forbidden"],
  [INVALID, "invalid"],
  [WITHHELD, "withheld"],
  [TROUBLE, "unavailable"],
];

const failureOf = (said: Refused): PortFailure => {
  const { code, status, broken } = said;
  if (broken !== undefined) return "unavailable";
  if (isPressed(said)) return "rate_limited";
  const meant = MEANINGS.find(([codes]) => code !== undefined && codes.has(code))?.[1];
  if (meant) return meant;
  if (status === 429) return "rate_limited";
  return status !== undefined && status >= 500 ? "unavailable" : "unknown";
};

const remedyOf = ({ code, msg }: Refused): InBoth | undefined => {
  if (code === undefined) return undefined;
  if (BAD_SECRET.has(code) || LINE_REFUSED.has(code)) return COPY_SECRET;
  if (DISABLED.has(code)) return ENABLE;
  if (code !== 99991672 && code !== 99991679 && code !== 230027) return REMEDIES[code];
  const scopes = [...new Set(msg.match(/\b[a-z]+:[a-z_.:]+\b/g) ?? [])].join(", ");
  // Feishu sends along where the scope can be applied for.
  const link = /https?:\/\/\S+/.exec(msg)?.[0];
  return {
    en: `The scope ${scopes || "that the call needs"} is missing: add it at ${link ?? "the developer console → Permissions"}, then publish a version of the app.`,
    zh: `缺少权限${scopes === "" ? "" : ` ${scopes} `}：请到${link === undefined ? "开发者后台的“权限管理”" : ` ${link} `}开通，再发布一个版本。`,
  };
};
