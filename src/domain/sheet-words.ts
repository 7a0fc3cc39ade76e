import { ACTIVITY_KINDS, type ActivityKind } from "./activities.ts";
import {
  CUSTOMER_FLAGS,
  CUSTOMER_KINDS,
  type CustomerFlag,
  type CustomerKind,
  LIFECYCLE_CLASSES,
  sayClass,
  sayFlag,
  sayKind,
} from "./customers.ts";
import { simplified } from "./simplified.ts";
import { parseStage, STAGES, type Stage, sayStage } from "./stages.ts";

/** Words people write in sheets for what we keep a fixed list of. */
const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_-]/g, "");
const wordsOf = <Value extends string>(
  values: readonly Value[],
  say: (value: Value) => readonly string[],
): ReadonlyMap<string, Value> =>
  new Map(values.flatMap((value) => [value, ...say(value)].map((word) => [plain(word), value] as const)));

const MORE_KINDS: Readonly<Record<CustomerKind, readonly string[]>> = {
  company: ["民营企业", "民企", "私企", "外企", "合资", "公司", "business"],
  government: ["政府", "机关", "事业单位", "public"],
  state_owned: ["国企", "央企", "soe"],
  sole_trader: ["个体", "个体工商户"],
  person: ["自然人", "individual"],
};
export const KIND_WORDS = wordsOf(CUSTOMER_KINDS, (kind) => [
  sayKind(kind, "en"),
  sayKind(kind, "zh"),
  ...MORE_KINDS[kind],
]);
export const CLASS_WORDS = wordsOf(LIFECYCLE_CLASSES, (each) => [
  sayClass(each, "en"),
  sayClass(each, "zh"),
  sayClass(each, "zh").replace(/客户$/, ""),
]);
const MORE_FLAGS: Readonly<Record<CustomerFlag, readonly string[]>> = {
  warning: ["警告", "黑名单", "blacklist"],
  vip: ["贵宾"],
  key_account: ["重点客户", "keyaccount", "ka"],
  important: ["重点"],
};
export const FLAG_WORDS = wordsOf(CUSTOMER_FLAGS, (flag) => [
  sayFlag(flag, "en"),
  sayFlag(flag, "zh"),
  ...MORE_FLAGS[flag],
]);
const CHANNELS = {
  call: ["电话", "打电话", "phone", "acall"],
  visit: ["拜访", "见面", "当面", "inperson", "avisit"],
  message: ["消息", "微信", "短信", "wechat", "sms", "text", "amessage"],
  mail: ["邮件", "邮箱", "email"],
} as const;
export const CHANNEL_WORDS = wordsOf(["call", "visit", "message", "mail"] as const, (channel) => CHANNELS[channel]);
export const YES_WORDS: ReadonlyMap<string, boolean> = new Map([
  ...["是", "有", "对", "yes", "y", "true", "1", "√", "✓", "✔", "☑"].map((word) => [word, true] as const),
  ...["否", "无", "没有", "不", "no", "n", "false", "0", "-", "×", "✗", "✘", "☒"].map((word) => [word, false] as const),
]);
const ACTIVITY_WORDS: Readonly<Record<ActivityKind, readonly string[]>> = {
  visit: ["拜访", "上门", "走访", "面访"],
  call: ["电话", "通话", "phone"],
  meeting: ["会议", "开会", "会面"],
  message: ["消息", "微信", "短信", "邮件", "wechat", "email", "mail"],
  gift: ["礼品", "送礼"],
  event: ["活动"],
  service: ["服务", "售后"],
};
export const ACTIVITY_KIND_WORDS = wordsOf(ACTIVITY_KINDS, (kind) => ACTIVITY_WORDS[kind]);
/** Whether the columns of the day and of what was said are headed as those of visits. */
export const isOfVisits = (headings: readonly string[]): boolean =>
  headings.some((heading) => /拜访|拜訪|走访|visit/i.test(heading));

/** By a word in it, from afar before face to face: 电话拜访 is a call. */
const CONTAINED: readonly (readonly [RegExp, ActivityKind | "online"])[] = [
  [
    /线上|在线|视频|远程|云会议|腾讯会议|\b(?:zoom|teams|webex|google meet|online|video|remote|virtual|webinar)\b/,
    "online",
  ],
  [/电话|通话|致电|来电|去电|\b(?:phone|phoned|call|called|calls|telephone|tel)\b/, "call"],
  [
    /微信|短信|消息|邮件|邮箱|信函|\b(?:emails?|mails?|wechat|whatsapp|message|messages|sms|text|chat|qq|slack)\b|钉钉|飞书/,
    "message",
  ],
  [/礼品|送礼|礼物|\bgifts?\b/, "gift"],
  [/售后|服务|维修|\b(?:service|support|repair)\b/, "service"],
  [/展会|活动|论坛|\b(?:event|fair|exhibition|conference)\b/, "event"],
  [
    /拜访|拜会|来访|上门|走访|面访|面谈|见面|面对面|\b(?:visit|visits|visited|on ?site|in person|face to face)\b/,
    "visit",
  ],
  [/会议|开会|会面|\bmeetings?\b/, "meeting"],
];
/** The kind of activity a word in a cell says; "online" of people who saw each other on a screen. */
export const kindIn = (said: string): ActivityKind | "online" | undefined => {
  const text = simplified(said.normalize("NFKC").toLowerCase()).replaceAll("-", " ");
  return CONTAINED.find(([word]) => word.test(text))?.[1];
};
const STAGE_WORDS: ReadonlyMap<string, Stage> = new Map<string, Stage>([
  // As they are given out.
  ...STAGES.flatMap((stage) => [
    [plain(sayStage(stage, "zh")), stage] as const,
    [plain(sayStage(stage, "en")), stage] as const,
  ]),
  ["prospecting", "opportunity"],
  ["engaging", "p25"],
  ["closedwon", "won"],
  ["closedlost", "lost"],
  ["已成交", "won"],
  ["已签约", "won"],
  ["签约", "won"],
  ["输单", "lost"],
  ["战败", "lost"],
  ["失单", "lost"],
  ["已流失", "lost"],
  ["0.25", "p25"],
  ["0.5", "p50"],
  ["0.9", "p90"],
]);

export const findWord = <Value extends string | boolean>(
  words: ReadonlyMap<string, Value>,
  said: string,
): Value | undefined => words.get(plain(said));
export const stageOfWord = (said: string): Stage | undefined => parseStage(said) ?? findWord(STAGE_WORDS, said);

/** Stages of other boards, each as the column whose rules it surely meets (domain.md §5.1). */
const NEAR_STAGES: ReadonlyMap<string, Stage> = new Map<string, Stage>([
  ...["线索", "潜在", "初步接触", "初步沟通", "lead", "newlead", "qualification", "qualifying", "discovery"].map(
    (word) => [word, "opportunity"] as const,
  ),
  ...["预约", "已约见", "appointmentscheduled", "demoscheduled"].map((word) => [word, "first_meeting"] as const),
  ...["需求确认", "需求分析", "需求沟通", "立项", "qualified", "qualifiedtobuy", "needsanalysis", "demo"].map(
    (word) => [word, "p25"] as const,
  ),
  ...["方案报价", "方案", "报价", "方案制定", "招投标", "商务谈判", "谈判", "合同审批", "合同签订"].map(
    (word) => [word, "p50"] as const,
  ),
  ...["proposal", "proposal/pricequote", "quote", "quotation", "negotiation", "negotiation/review", "contractsent"].map(
    (word) => [word, "p50"] as const,
  ),
]);
const SHARES = [
  [90, "p90"],
  [50, "p50"],
  [25, "p25"],
] as const satisfies readonly (readonly [number, Stage])[];
/** The column that a word of another board comes nearest to, or a share between two: the one below it. */
export const stageNear = (said: string): Stage | undefined => {
  const near = findWord(NEAR_STAGES, said);
  const share = /^(\d{1,2}(?:\.\d+)?)%$/.exec(plain(said))?.[1];
  if (near || share === undefined) return near;
  return SHARES.find(([least]) => Number(share) >= least)?.[1] ?? "opportunity";
};
