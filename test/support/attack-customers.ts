import type { RawValue } from "../../src/chat/port.ts";
import { newId } from "../../src/core/ids.ts";
import { USUAL_ITEMS } from "../../src/domain/satisfaction.ts";
import { questionsOf } from "../../src/features/answers/rules.ts";
import type { Case, FormCase } from "./attack-cases.ts";
import type { Ids } from "./secrets.ts";

const t = (text: string): RawValue => ({ text });
const pick = (...values: string[]): RawValue => ({ choices: values.map((value) => ({ value, label: "x" })) });

const answered = { answeredOn: t("2026-11-23") };

/** Everything that can be pressed about a customer, its contacts and its influence maps. */
export const customerActions = (seers: readonly string[]): Readonly<Record<string, Case>> => {
  const on = (...payloads: ((ids: Ids) => unknown)[]): Case => ({
    seers,
    payloads: (ids) => payloads.map((payload) => payload(ids)),
  });
  const customer = on((ids) => ({ id: ids.customer }));
  const contact = on((ids) => ({ id: ids.contact }));
  return {
    "cases.begin": on(
      (ids) => ({ kind: "complaint", customerId: ids.customer }),
      (ids) => ({ kind: "inquiry", customerId: ids.customer }),
    ),
    "cases.customer": on((ids) => ({ kind: "complaint", said: "异响", customerId: ids.customer })),
    "cases.list": on(
      () => ({}),
      (ids) => ({ after: ids.case }),
    ),
    "cases.which": on(() => ({ kind: "complaint", said: "异响", name: "银杏", from: 0 })),
    "cases.look": { seers: [], payloads: () => [{ kind: "complaint", said: "异响" }] },
    "cases.meet": on(
      (ids) => ({ id: ids.case, version: 1, duty: "solve" }),
      (ids) => ({ id: ids.case, version: 1, duty: "close" }),
      (ids) => ({ id: ids.case, version: 2, duty: "call_back" }),
    ),
    "cases.ofCustomer": on(
      (ids) => ({ customerId: ids.customer }),
      (ids) => ({ customerId: ids.customer, after: ids.case }),
    ),
    "cases.show": on((ids) => ({ id: ids.case })),
    "cases.undo": on((ids) => ({ id: ids.case, version: 1 })),
    "answers.begin": on(
      (ids) => ({ customerId: ids.customer }),
      (ids) => ({ customerId: ids.customer, contactId: ids.contact }),
    ),
    "answers.edit": on((ids) => ({ id: ids.answer })),
    "answers.undo": on((ids) => ({ id: ids.answer })),
    "answers.list": on(
      (ids) => ({ customerId: ids.customer }),
      (ids) => ({ customerId: ids.customer, after: ids.answer }),
    ),
    "chronicle.activities": on(
      (ids) => ({ id: ids.customer }),
      (ids) => ({ id: ids.customer, after: ids.activity }),
    ),
    "chronicle.facts": on(
      (ids) => ({ of: "customer", id: ids.customer }),
      (ids) => ({ of: "contact", id: ids.contact }),
    ),
    "contacts.edit": contact,
    "contacts.list": on(
      (ids) => ({ customerId: ids.customer }),
      (ids) => ({ customerId: ids.customer, after: ids.contact }),
    ),
    "contacts.open": contact,
    "customers.more": customer,
    "facts.edit": customer,
    "facts.rest": customer,
    "facts.standing": customer,
    "influence.open": on((ids) => ({ dealId: ids.deal })),
    "influence.place": on(
      (ids) => ({ dealId: ids.deal }),
      (ids) => ({ dealId: ids.deal, contactId: ids.contact }),
    ),
    "influence.history": on((ids) => ({ dealId: ids.deal })),
    "joining.begin": contact,
    "joining.list": on((ids) => ({ customerId: ids.customer })),
    "merging.begin": customer,
    "personalData.begin": contact,
    "personalData.export": contact,
    "personalData.show": contact,
    "pinning.begin": customer,
    "pinning.release": on((ids) => ({ id: ids.customer, version: 1 })),
    "pinning.undo": on((ids) => ({ id: ids.customer, entry: ids.move })),
    "satisfaction.show": on(
      ...["team", "rep", "customer", "item", "month"].map((way) => () => ({ way, months: 12, page: 0 })),
    ),
    "sharing.begin": customer,
    "worth.explain": customer,
  };
};

export const customerForms = (seers: readonly string[]): Readonly<Record<string, FormCase>> => {
  const ofCustomer = (values: Readonly<Record<string, RawValue>>): FormCase => ({
    seers,
    submits: (ids) => [{ params: { id: ids.customer, version: 1, name: "x" }, values }],
  });
  return {
    "cases.open": {
      seers,
      submits: (ids) => [
        { params: { kind: "complaint" }, values: { customer: pick(ids.customer), said: t("异响") } },
        {
          params: { kind: "inquiry", customerId: ids.customer },
          values: { customer: pick(ids.customer), contact: pick(ids.contact), said: t("问交期") },
        },
      ],
    },
    "cases.meet": {
      seers,
      submits: (ids) => [
        { params: { id: ids.case, version: 1, duty: "solve", title: "x" }, values: { note: t("换了轴承") } },
      ],
    },
    "answers.new": {
      seers,
      submits: (ids) => [
        { params: { customerId: ids.customer, name: "x", asked: [] }, values: { recommend: pick("3"), ...answered } },
        {
          params: { customerId: ids.customer, name: "x", asked: questionsOf(USUAL_ITEMS, "zh") },
          values: { recommend: pick("3"), contact: pick(ids.contact), ...answered },
        },
      ],
    },
    "answers.edit": {
      seers,
      submits: (ids) => [
        {
          params: { id: ids.answer, version: 1, customerId: ids.customer, name: "x", asked: [] },
          values: { recommend: pick("3"), ...answered },
        },
      ],
    },
    "contacts.edit": {
      seers,
      submits: (ids) => [
        {
          params: { id: ids.contact, version: 1, customerName: "x" },
          values: { name: t("李工"), channel: pick("call") },
        },
      ],
    },
    "facts.edit": {
      seers,
      submits: (ids) => [
        {
          params: { id: ids.customer, version: 1, name: "x", currency: "CNY" },
          values: { name: t("改名"), kind: pick("company") },
        },
      ],
    },
    "facts.rest": ofCustomer({ restUntil: t("2026-11-30") }),
    "facts.standing": ofCustomer({ lifecycleClass: pick("signed") }),
    "influence.place": {
      seers,
      submits: (ids) => [
        {
          params: { dealId: ids.deal, deal: "x" },
          values: {
            contact: pick(ids.contact),
            role: pick("decider"),
            attitude: pick("sponsor"),
            influence: pick("5"),
          },
        },
      ],
    },
    // With one that nobody has, either way round: no pair for anyone.
    "joining.with": {
      seers,
      submits: (ids) => [
        { params: { id: ids.contact, customerId: ids.customer, name: "x" }, values: { other: pick(newId()) } },
        { params: { id: newId(), customerId: ids.customer, name: "x" }, values: { other: pick(ids.contact) } },
      ],
    },
    "merging.with": {
      seers,
      submits: (ids) => [
        { params: { id: ids.customer, name: "x" }, values: { other: pick(newId()) } },
        { params: { id: newId(), name: "x" }, values: { other: pick(ids.customer) } },
      ],
    },
    "pinning.pin": ofCustomer({ grade: pick("A"), until: t("2026-12-31"), reason: t("大客户") }),
    "personalData.erase": {
      seers,
      submits: (ids) => [
        {
          params: { id: ids.contact, version: 1, name: "x", customer: "x" },
          values: { name: t("欧阳"), why: t("来信要求") },
        },
      ],
    },
    "sharing.share": {
      seers,
      submits: (ids) => [
        { params: { id: ids.customer, name: "x", known: [] }, values: { colleagues: pick(ids.member) } },
      ],
    },
  };
};
