import type { Card } from "../../../src/chat/card.ts";
import { dateIn, plainDate, zone } from "../../../src/core/dates.ts";
import { asMemberId } from "../../../src/core/ids.ts";
import type { Language } from "../../../src/core/language.ts";
import { currency, type Money, money } from "../../../src/core/money.ts";
import type { Contact } from "../../../src/features/contacts/rules.ts";
import type { Customer } from "../../../src/features/customers/public.ts";
import type { Deal } from "../../../src/features/pipeline/public.ts";

/** Cards by what they tell, for whoever reads them in this language. */
export type Scene = (language: Language) => Readonly<Record<string, Card>>;
/** Scenes by the feature whose cards they show. */
export type Scenes = Readonly<Record<string, Scene>>;

export const shanghai = zone("Asia/Shanghai");
/** On the 27th of November 2026, in Shanghai. */
export const at = (time: string) => new Date(`2026-11-27T${time}+08:00`);
export const now = at("09:00:00");
export const today = dateIn(shanghai, now);
export const day = plainDate;

/** An id like those of the database, always the same. */
export const id = (number: number): string => `0192f0c1-7d3e-7000-8000-${String(number).padStart(12, "0")}`;

const NAMES = { li: "李伟", zhao: "赵敏", wang: "王芳", chen: "陈静", emma: "Emma Clark" } as const;
export type Who = keyof typeof NAMES;
const WHO = Object.keys(NAMES);
/** Of the demo company's people, by a short name. */
export const memberId = (who: Who) => asMemberId(id(100 + WHO.indexOf(who)));
export const nameOf = (who: Who): string => NAMES[who];
export const namesById = new Map(Object.entries(NAMES).map(([who, name]) => [memberId(who as Who), name]));

export const yuan = (whole: number): Money => money(BigInt(whole * 100), currency("CNY"));

export const customer: Customer = {
  ...{
    id: id(1),
    name: "华信精密仪器有限公司",
    shortNames: ["华信"],
    searchText: "华信精密仪器有限公司",
    kind: "company",
  },
  ...{ industry: "精密仪器", city: "苏州", segmentId: id(20), teamId: id(10), version: 3 },
  ...{ ownerId: memberId("li"), ownerName: nameOf("li"), lifecycleClass: "developed" },
  ...{ flags: ["warning", "key_account"], grade: "A", quadrant: "high", loyalty: "steady", allegiance: "loyalist" },
  ...{ lastContactOn: day("2026-11-20"), lastVisitOn: null, restUntil: null },
};
export const double: Customer = {
  ...{ ...customer, id: id(2), name: "华信精密", city: null, version: 1, flags: [] },
  ...{ ownerId: null, ownerName: null },
};

export const contact: Contact = {
  ...{
    id: id(3),
    customerId: customer.id,
    name: "王建国",
    title: "总经理",
    department: "总经办",
    searchText: "王建国",
  },
  ...{ phones: ["13800138000"], mail: "wang@huaxin.example", handle: null, family: null, likes: "喝茶", taboos: null },
  ...{ birthday: { calendar: "lunar", year: 1975, month: 10, day: 19, leap: false }, channel: "call", hours: null },
  ...{ publicSector: false, doNotContact: false, noContactReason: null, erased: false, version: 2 },
};
export const namesake: Contact = {
  ...contact,
  id: id(4),
  name: "王总",
  title: null,
  phones: [],
  mail: null,
  version: 1,
};

export const deal: Deal = {
  ...{
    id: id(5),
    version: 4,
    name: "华信三年续约",
    stage: "p50",
    customerId: customer.id,
    customerName: customer.name,
  },
  ...{ customerFlags: customer.flags, ownerId: memberId("li"), teamId: id(10), amount: yuan(180_000) },
  ...{ firstMeetingOn: day("2026-11-03"), firstMeetingAt: "苏州", lastForwardOn: day("2026-11-10") },
  ...{
    expectedOn: day("2027-03-01"),
    criteria: {},
    heldUntil: null,
    restUntil: null,
    warnedOn: null,
    extendedOn: null,
  },
  ...{ contractSignedOn: null, papersSigned: false, moneyConfirmed: false, lossReason: null, closedOn: null },
  moneyOnly: false,
};
