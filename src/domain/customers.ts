import type { InBoth, Language } from "../core/language.ts";

/** What a customer can be (domain.md §3.1). */
export const CUSTOMER_KINDS = ["company", "government", "state_owned", "sole_trader", "person"] as const;
export type CustomerKind = (typeof CUSTOMER_KINDS)[number];

/** A government body or a state-owned enterprise: what its people are given goes to compliance (domain.md §8.2). */
export const isPublic = (kind: unknown): boolean => kind === "government" || kind === "state_owned";

/** Flags in the order they stand on a card: warning always first. */
export const CUSTOMER_FLAGS = ["warning", "vip", "key_account", "important"] as const;
export type CustomerFlag = (typeof CUSTOMER_FLAGS)[number];

/** How far a customer has come, one at a time. */
export const LIFECYCLE_CLASSES = [
  "potential",
  "intent",
  "prospective",
  "signed",
  "developed",
  "partner",
  "lost",
] as const;
export type LifecycleClass = (typeof LIFECYCLE_CLASSES)[number];

const KINDS: Readonly<Record<CustomerKind, InBoth>> = {
  company: { en: "company", zh: "企业" },
  government: { en: "government body", zh: "政府机关" },
  state_owned: { en: "state-owned enterprise", zh: "国有企业" },
  sole_trader: { en: "sole trader", zh: "个体户" },
  person: { en: "person", zh: "个人" },
};

const FLAGS: Readonly<Record<CustomerFlag, InBoth>> = {
  warning: { en: "Warning", zh: "警示" },
  important: { en: "Important", zh: "重要" },
  key_account: { en: "Key account", zh: "大客户" },
  vip: { en: "VIP", zh: "VIP" },
};

const CLASSES: Readonly<Record<LifecycleClass, InBoth>> = {
  potential: { en: "potential", zh: "潜在客户" },
  intent: { en: "intent", zh: "意向客户" },
  prospective: { en: "prospective", zh: "准客户" },
  signed: { en: "signed", zh: "签约客户" },
  developed: { en: "developed", zh: "已开发客户" },
  partner: { en: "partner", zh: "合作伙伴" },
  lost: { en: "lost", zh: "流失客户" },
};

export const sayKind = (kind: CustomerKind, language: Language): string => KINDS[kind][language];
export const sayFlag = (flag: CustomerFlag, language: Language): string => FLAGS[flag][language];
export const sayClass = (each: LifecycleClass, language: Language): string => CLASSES[each][language];

export const sortFlags = (flags: readonly CustomerFlag[]): CustomerFlag[] =>
  CUSTOMER_FLAGS.filter((flag) => flags.includes(flag));
