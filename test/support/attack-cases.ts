import type { RawValue } from "../../src/chat/port.ts";
import { newId } from "../../src/core/ids.ts";
import { LIST_NAMES } from "../../src/features/listings/public.ts";
import { COMPANY_ACTIONS, COMPANY_FORMS } from "./attack-cases-company.ts";
import { customerActions, customerForms } from "./attack-customers.ts";
import { PAIR_ACTIONS } from "./attack-pairs.ts";
import type { Ids } from "./secrets.ts";

/** How the name of everything secret begins. */
export const LEAD = "银杏";
/** Who sees customers, money, papers, people and teams of the whole organization. */
export const CUSTOMERS = ["周明"];
export const DEALS = [...CUSTOMERS, "陈静"];
export const PAPERS = ["陈静", "周明", "何清"];
export const PEOPLE = ["林涛"];
const NOBODY: string[] = [];
export interface Case {
  /** At home, who may see what the ids stand for. */
  readonly seers: readonly string[];
  readonly payloads: (ids: Ids) => readonly unknown[];
}
const id = (name: keyof Ids, seers: readonly string[], more: object = {}): Case => ({
  seers,
  payloads: (ids) => [{ id: ids[name], ...more }],
});
const paper = (more: object = {}): Case => ({
  seers: PAPERS,
  payloads: (ids) => [
    { subject: "fee", id: ids.fee, ...more },
    { subject: "fee", id: ids.fee, listed: true, ...("version" in more ? { version: 2 } : {}) },
    { subject: "receipt", id: ids.paid, ...more },
  ],
});
const item = id("item", NOBODY, { v: 1 });
const line = { kind: "visit", line: "谈了价格" };
const none = (payload: unknown = {}): Case => ({ seers: NOBODY, payloads: () => [payload] });
export const ACTIONS: Readonly<Record<string, Case>> = {
  "accounts.linkMember": id("member", PEOPLE),
  "accounts.unlink": none({ platform: "feishu", user: `ou_${"0".repeat(32)}` }),
  "accounts.unlinkMember": id("member", PEOPLE, { platform: "feishu" }),
  "activities.begin": { seers: CUSTOMERS, payloads: (ids) => [{ customerId: ids.customer }] },
  "activities.undo": id("activity", CUSTOMERS),
  "activities.edit": id("activity", CUSTOMERS),
  "activities.repeat": id("activity", CUSTOMERS),
  "activities.whom": {
    seers: CUSTOMERS,
    payloads: (ids) => [{ id: ids.activity, version: 1, contactId: ids.contact }],
  },
  "approvals.approve": paper({ version: 1 }),
  "approvals.reject": paper({ version: 1 }),
  "approvals.withdraw": paper(),
  "approvals.urge": paper(),
  "approvals.open": paper(),
  "approvals.history": paper(),
  "board.show": { seers: DEALS, payloads: () => ["mine", "team", "all"].map((of) => ({ of })) },
  "board.column": {
    seers: DEALS,
    payloads: (ids) =>
      ["mine", "team", "all"].flatMap((of) =>
        ["p25", "p90", "late"].flatMap((column) => [
          { of, column },
          { of, column, after: ids.deal },
        ]),
      ),
  },
  ...PAIR_ACTIONS,
  "care.done": item,
  "care.today": item,
  "care.next": item,
  "care.week": item,
  "care.day": item,
  "care.drop": item,
  "care.write": item,
  "care.show": none({ page: 3 }),
  "contacts.begin": { seers: CUSTOMERS, payloads: (ids) => [{ customerId: ids.customer, name: "李工" }] },
  ...customerActions(CUSTOMERS),
  "customers.begin": none({ name: LEAD, carried: line }),
  "answers.which": { seers: CUSTOMERS, payloads: () => [{ name: LEAD, from: 0 }] },
  "customers.which": { seers: CUSTOMERS, payloads: () => [{ name: LEAD, from: 0 }] },
  "customers.open": id("customer", CUSTOMERS),
  "handover.begin": { seers: CUSTOMERS, payloads: (ids) => [{ customerId: ids.customer }] },
  "handover.which": { seers: CUSTOMERS, payloads: () => [{ name: LEAD, from: 0 }] },
  "handover.list": { seers: NOBODY, payloads: (ids) => [{}, { teamId: ids.team }] },
  "handover.pick": { seers: NOBODY, payloads: (ids) => [{}, { teamId: ids.team }] },
  "handover.pickOwn": none({}),
  "handover.pickOf": none({}),
  "handover.give": {
    seers: CUSTOMERS,
    payloads: (ids) => [{ id: ids.customer, to: `${ids.member}:${ids.team}`, teamId: ids.team }],
  },
  "handover.undo": id("item", NOBODY),
  "handover.show": id("item", NOBODY),
  "handover.portrait": { seers: CUSTOMERS, payloads: (ids) => [{ customerId: ids.customer }] },
  "people.list": none({ text: "银杏" }),
  "people.filter": none(),
  "people.show": id("member", PEOPLE),
  "people.edit": id("member", PEOPLE, { version: 1 }),
  "people.close": id("member", PEOPLE, { version: 1 }),
  "people.open": id("member", PEOPLE, { version: 1 }),
  "pipeline.open": id("deal", DEALS),
  "pipeline.move": {
    seers: DEALS,
    payloads: (ids) => ["lost", "opportunity", "p25", "p50", "p90", "won"].map((to) => ({ id: ids.deal, to })),
  },
  "pipeline.history": { seers: DEALS, payloads: (ids) => [{ id: ids.deal }, { id: ids.deal, after: ids.move }] },
  "pipeline.begin": { seers: CUSTOMERS, payloads: (ids) => [{ customerId: ids.customer }] },
  "pipeline.receipt": id("paid", DEALS),
  "pipeline.noReceipt": id("paid", DEALS),
  "pipeline.extend": id("deal", DEALS),
  "pipeline.hold": id("deal", DEALS),
  "exports.start": {
    seers: NOBODY,
    payloads: () => LIST_NAMES.map((list) => ({ list })),
  },
  "passing.list": { seers: NOBODY, payloads: (ids) => [{}, { after: ids.fee }] },
  "fees.which": { seers: DEALS, payloads: () => [{ line: LEAD, from: 0 }] },
  "fees.start": { seers: DEALS, payloads: (ids) => [{ deal: ids.deal, typed: "800 茶礼" }] },
  "fees.again": id("fee", PAPERS),
  "team.addPeople": none(),
  "team.askIn": none(),
  "team.editTeam": id("team", PEOPLE),
  "team.letIn": id("join", PEOPLE, { version: 1 }),
  "team.turnAway": id("join", PEOPLE, { version: 1 }),
  "reports.summary": { seers: CUSTOMERS, payloads: (ids) => [{ teamId: ids.team }] },
  "reports.part": {
    seers: CUSTOMERS,
    payloads: (ids) =>
      ["sheet", "moved", "falling", "ratio", "ahead"].map((part) => ({ teamId: ids.team, friday: "2026-11-27", part })),
  },
  ...COMPANY_ACTIONS,
  "visits.which": { seers: CUSTOMERS, payloads: () => [{ ...line, name: LEAD, from: 0 }] },
  "visits.customer": { seers: CUSTOMERS, payloads: (ids) => [{ ...line, customerId: ids.customer }] },
  "visits.look": none({ kind: "visit", line: `${LEAD} 谈了价格` }),
};

type Values = Readonly<Record<string, RawValue>>;
export interface FormCase {
  readonly seers: readonly string[];
  /** Parameters and values; the same form may be tried with ids here and there. */
  readonly submits: (ids: Ids) => readonly { readonly params: object; readonly values?: Values }[];
}
const t = (text: string): RawValue => ({ text });
const pick = (...values: string[]): RawValue => ({ choices: values.map((value) => ({ value, label: "x" })) });
const yes: RawValue = { checked: true };
const visit: Values = { kind: pick("visit"), happenedOn: t("2026-11-23"), said: t("谈了价格") };
const about = (ids: Ids) => ({ id: ids.deal, name: "x", from: "p25", currency: "CNY" });
const moving = (values: Values, more: object = {}): FormCase => ({
  seers: DEALS,
  submits: (ids) => [{ params: { ...about(ids), ...more }, values }],
});
const receipt = (values: Values): FormCase => ({
  seers: DEALS,
  submits: (ids) => [{ params: { id: ids.paid, name: "x", currency: "CNY", collected: "0" }, values }],
});
const ofItem = (values: Values): FormCase => ({
  seers: NOBODY,
  submits: (ids) => [{ params: { id: ids.item, v: 1, who: "x" }, values }],
});
const later: Values = { until: t("2026-11-30"), why: t("等批复") };
const checked = (ids: Ids) => ({
  id: newId(),
  deal: ids.deal,
  tender: false,
  what: "茶礼",
  minor: "80000",
  currency: "CNY",
  customer: "x",
  kind: "company",
  cap: "500000",
  people: [{ id: ids.contact, name: "x", public: false, used: "0" }],
  flags: [],
  chain: ["clerk", "manager", "finance"],
});

/** @param shared id of a customer in the sight of everyone at home */
export const formCases = (shared: string): Readonly<Record<string, FormCase>> => ({
  "accounts.link": {
    seers: PEOPLE,
    submits: (ids) => [
      { params: { id: ids.member, name: "x", platform: "slack" }, values: { person: { ids: ["U-nobody"] } } },
    ],
  },
  "activities.log": {
    seers: CUSTOMERS,
    submits: (ids) => [
      { params: {}, values: { ...visit, customer: pick(ids.customer) } },
      { params: { customerId: ids.customer }, values: { ...visit, customer: pick(ids.customer) } },
      { params: {}, values: { ...visit, customer: pick(shared), met: pick(ids.contact) } },
    ],
  },
  "activities.edit": {
    seers: CUSTOMERS,
    submits: (ids) => [
      { params: { id: ids.activity, version: 1 }, values: { ...visit, customer: pick(shared) } },
      { params: { id: ids.activity, version: 1 }, values: { ...visit, customer: pick(ids.customer) } },
    ],
  },
  "approvals.reject": {
    seers: PAPERS,
    submits: (ids) => [
      { params: { subject: "fee", id: ids.fee, version: 1 }, values: { reason: t("太贵") } },
      { params: { subject: "fee", id: ids.fee, version: 9 }, values: { reason: t("太贵") } },
    ],
  },
  "care.day": ofItem({ on: t("2026-11-30") }),
  "care.drop": ofItem({ why: t("不用") }),
  "care.write": ofItem({ said: t("写一句") }),
  "contacts.new": {
    seers: CUSTOMERS,
    submits: (ids) => [{ params: { customerId: ids.customer, customerName: "x" }, values: { name: t("李工") } }],
  },
  ...customerForms(CUSTOMERS),
  "customers.new": { seers: NOBODY, submits: () => [{ params: {}, values: {} }] },
  "deals.new": {
    seers: CUSTOMERS,
    submits: (ids) => [
      {
        params: { currency: "CNY" },
        values: { customer: pick(ids.customer), name: t("新单"), reason: t("有需求") },
      },
    ],
  },
  "fallback.extend": { seers: DEALS, submits: (ids) => [{ params: { id: ids.deal, name: "x" }, values: later }] },
  "fallback.hold": { seers: DEALS, submits: (ids) => [{ params: { id: ids.deal, name: "x" }, values: later }] },
  "fees.ask": {
    seers: DEALS,
    submits: (ids) => [
      {
        params: { currency: "CNY", customerId: ids.customer },
        values: {
          deal: pick(ids.deal),
          what: t("茶礼"),
          amount: t("800"),
          recipients: pick(ids.contact),
        },
      },
    ],
  },
  "fees.send": { seers: DEALS, submits: (ids) => [{ params: { ...checked(ids), id: ids.item }, values: {} }] },
  "people.edit": {
    seers: PEOPLE,
    submits: (ids) => [
      {
        params: { id: ids.member, version: 1, within: false },
        values: { name: t("改名"), roles: pick("rep"), teams: pick(ids.team), zone: pick("Asia/Shanghai") },
      },
    ],
  },
  "roster.paste": { seers: NOBODY, submits: () => [{ params: {}, values: { list: t("某人, 无此组") } }] },
  "people.filter": {
    seers: PEOPLE,
    submits: (ids) => [{ params: {}, values: { text: t("银杏"), team: pick(ids.team) } }],
  },
  "pipeline.pick": {
    seers: DEALS,
    submits: (ids) => [{ params: {}, values: { deal: pick(ids.deal), stage: pick("p50") } }],
  },
  "pipeline.meeting": moving({ firstMeetingOn: t("2026-11-25"), firstMeetingAt: t("厂里") }),
  "pipeline.held": moving({ firstMeetingOn: t("2026-11-20"), agreed: yes }),
  "pipeline.criteria": moving({ rightPerson: t("王总拍板") }),
  "pipeline.papers": moving({ contractSignedOn: t("2026-11-20"), amount: t("800") }),
  "pipeline.won": moving({ acceptedOn: t("2026-11-20"), booked: yes }),
  "pipeline.lost": moving({ reason: pick("price") }),
  "pipeline.back": moving({ why: t("对方改期") }, { to: "opportunity" }),
  "receipts.confirm": receipt({ amount: t("800"), receivedOn: t("2026-11-20"), due: pick("part") }),
  "receipts.refuse": receipt({ reason: t("没到账") }),
  ...COMPANY_FORMS,
  "team.add": {
    seers: PEOPLE,
    submits: (ids) => [
      { params: {}, values: { people: { ids: ["U-nobody"] }, roles: pick("rep"), teams: pick(ids.team) } },
    ],
  },
  "team.letIn": {
    seers: PEOPLE,
    submits: (ids) => [
      { params: { id: ids.join, version: 1, name: "x" }, values: { roles: pick("finance") } },
      { params: { id: ids.join, version: 1, name: "x" }, values: { roles: pick("rep"), teams: pick(ids.team) } },
    ],
  },
  "team.team": {
    seers: PEOPLE,
    submits: (ids) => [
      {
        params: { seen: { id: ids.team, version: 1 } },
        values: { name: t("改名"), segment: pick(ids.segment), zone: pick("Asia/Shanghai"), language: pick("zh") },
      },
    ],
  },
});
