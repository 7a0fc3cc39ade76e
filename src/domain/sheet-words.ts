import { ACTIVITY_KINDS, type ActivityKind } from "./activities.ts";
import { CUSTOMER_KINDS, type CustomerKind, LIFECYCLE_CLASSES, sayClass, sayKind } from "./customers.ts";
import { parseStage, type Stage } from "./stages.ts";

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
const STAGES: ReadonlyMap<string, Stage> = new Map([
  ["prospecting", "opportunity"],
  ["engaging", "p25"],
  ["closedwon", "won"],
  ["closedlost", "lost"],
  ["0.25", "p25"],
  ["0.5", "p50"],
  ["0.9", "p90"],
]);

export const findWord = <Value extends string>(words: ReadonlyMap<string, Value>, said: string): Value | undefined =>
  words.get(plain(said));
export const stageOfWord = (said: string): Stage | undefined => parseStage(said) ?? findWord(STAGES, said);
