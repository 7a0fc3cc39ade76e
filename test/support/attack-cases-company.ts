import type { RawValue } from "../../src/chat/port.ts";
import { LIST_NAMES } from "../../src/features/listings/public.ts";
import type { Case, FormCase } from "./attack-cases.ts";
import { TASK_ACTIONS, TASK_FORMS } from "./attack-tasks.ts";

/** Who sets the company up: sees all its segments, teams and figures. */
const PEOPLE = ["林涛"];
/** Who sees the money of every deal. */
const MONEY = ["周明", "陈静"];
/** Who serves the whole company, and so knows everybody in it. */
const COMPANYWIDE = ["陈静", "周明", "何清"];
const NOBODY: string[] = [];
const none = (payload: object = {}): Case => ({ seers: NOBODY, payloads: () => [payload] });
const ofSegment = (more: object = {}): Case => ({
  seers: PEOPLE,
  payloads: (ids) => [{ segment: ids.segment, ...more }],
});

const ofTeam = (more: object = {}): Case => ({
  seers: PEOPLE,
  payloads: (ids) => [{ teamId: ids.team, ...more }],
});

const item = (more: object = {}): Case => ({ seers: NOBODY, payloads: (ids) => [{ id: ids.item, ...more }] });

const FESTIVAL = { name: { en: "x", zh: "x" }, calendar: "solar", month: 3, day: 8, leap: false };
const QUESTION = { id: "quality", name: { en: "x", zh: "x" }, weight: 25, scale: "five" };

export const COMPANY_ACTIONS: Readonly<Record<string, Case>> = {
  ...TASK_ACTIONS,
  "approvals.list": none(),
  "absence.show": { seers: PEOPLE, payloads: (ids) => [{ id: ids.member }, {}] },
  "absence.add": { seers: PEOPLE, payloads: (ids) => [{ id: ids.member }] },
  "absence.change": item({ version: 1 }),
  "absence.end": item({ version: 1 }),
  "accountrequests.begin": { seers: [...PEOPLE, ...COMPANYWIDE], payloads: (ids) => [{ id: ids.member }, {}] },
  "accountrequests.done": item({ version: 1 }),
  "accountrequests.decline": item({ version: 1 }),
  "roster.begin": none(),
  "roster.add": item(),
  "roster.makeTeams": item(),
  "roster.undo": item(),
  "lookups.again": item({ version: 1 }),
  "lookups.findAll": none(),
  "lookups.find": { seers: PEOPLE, payloads: (ids) => [{ id: ids.member }] },
  "importing.ask": item({ sheet: 0, kind: "customers" }),
  "importing.cancel": item(),
  "importing.report": item(),
  "importing.rest": item(),
  "importing.start": item(),
  "importing.people": item({ sheet: 0 }),
  "importing.goOn": item(),
  "importing.undo": item(),
  "importing.undoLeft": item(),
  "importing.stages": item(),
  "recalls.list": { seers: [], payloads: (ids) => [{}, { after: ids.item }] },
  "receipts.list": {
    seers: MONEY,
    payloads: (ids) => [{ list: "waiting" }, { list: "toCome" }, { list: "waiting", after: ids.deal }],
  },
  "settings.change": none(),
  "figures.open": { seers: PEOPLE, payloads: () => [{}] },
  "figures.show": ofSegment(),
  "figures.history": ofSegment(),
  "figures.change": ofSegment({ group: "pipeline" }),
  "figures.undo": { seers: PEOPLE, payloads: (ids) => [{ id: ids.move }, { id: ids.move, segment: ids.segment }] },
  "goals.open": { seers: PEOPLE, payloads: () => [{}] },
  "goals.show": ofTeam(),
  "goals.change": ofTeam({ typed: "120万" }),
  "goals.history": ofTeam(),
  "goals.undo": { seers: PEOPLE, payloads: (ids) => [{ teamId: ids.team, id: ids.move }] },
  "holidays.show": none(),
  "festivals.show": none(),
  "festivals.add": none(),
  "festivals.edit": none(FESTIVAL),
  "festivals.remove": none(FESTIVAL),
  "survey.show": none(),
  "survey.add": none(),
  "survey.edit": none(QUESTION),
  "survey.remove": none(QUESTION),
  "holidays.enter": none({ year: 2027 }),
  "setup.goOn": { seers: PEOPLE, payloads: () => [{}] },
  "setup.hide": none({ version: 0 }),
  "setup.editCompany": none(),
  "setup.showSegments": { seers: PEOPLE, payloads: () => [{}] },
  "closing.team": { seers: PEOPLE, payloads: (ids) => [{ id: ids.team }] },
  "closing.segment": { seers: PEOPLE, payloads: (ids) => [{ id: ids.segment }] },
  "reopening.undo": item(),
  "team.list": { seers: PEOPLE, payloads: () => [{ named: "" }, { named: "组" }] },
  "setup.editSegment": { seers: PEOPLE, payloads: (ids) => [{ id: ids.segment }] },
};

const FIGURE_FORMS = [
  "care",
  "handover",
  "cadence",
  "discipline",
  "worth",
  "service",
  "satisfaction",
  "pipeline",
  "forecast",
  "fees",
  "approvals",
  "hours",
  "summary",
];
const figuresSeen = Object.fromEntries(
  ["recipientYearlyCap", "singleItemCap", "executiveLimit"].map((name) => [`fees.${name}`, "100"]),
);
const ofFigures: FormCase = {
  seers: PEOPLE,
  submits: (ids) => [
    { params: { segment: ids.segment, currency: "CNY", seen: figuresSeen, below: figuresSeen }, values: {} },
  ],
};

const pick = (...values: string[]): RawValue => ({ choices: values.map((value) => ({ value, label: "x" })) });
const yes: RawValue = { checked: true };

export const COMPANY_FORMS: Readonly<Record<string, FormCase>> = {
  "importing.columns": {
    seers: NOBODY,
    submits: ({ item: id }) => [
      { params: { id, sheet: 0, kind: "customers", file: "x", page: 1, asked: "" }, values: {} },
    ],
  },
  "importing.stages": {
    seers: NOBODY,
    submits: ({ item: id }) => [
      { params: { id, words: "3 跟进中", after: 0, later: 0, said: "", version: 1 }, values: { stage1: pick("p25") } },
    ],
  },
  "handover.one": {
    seers: ["周明", ...PEOPLE],
    submits: (ids) => [
      {
        params: { customerId: ids.customer, was: ids.member, name: "x", far: false },
        values: { to: pick(`${ids.member}:${ids.team}`) },
      },
    ],
  },
  "handover.own": {
    seers: ["周明", ...PEOPLE],
    submits: (ids) => [
      {
        params: { count: 1 },
        values: { customers: pick(ids.customer), to: pick(`${ids.member}:${ids.team}`) },
      },
      { params: { count: 1 }, values: { all: yes, to: pick(`${ids.member}:${ids.team}`) } },
      {
        params: { count: 1, of: { id: ids.member, name: "x" } },
        values: { all: yes, to: pick(`${ids.member}:${ids.team}`) },
      },
    ],
  },
  "handover.whose": { seers: PEOPLE, submits: (ids) => [{ params: {}, values: { whose: pick(ids.member) } }] },
  "handover.orphans": {
    seers: ["周明", ...PEOPLE],
    submits: (ids) => [
      {
        params: { teamId: ids.team, count: 1 },
        values: { customers: pick(ids.customer), to: pick(`${ids.member}:${ids.team}`) },
      },
      { params: { teamId: ids.team, count: 1 }, values: { all: yes, to: pick(`${ids.member}:${ids.team}`) } },
    ],
  },
  "roster.teams": {
    seers: PEOPLE,
    submits: (ids) => [
      {
        params: { id: ids.item },
        values: { segment: { choices: [{ value: ids.segment, label: "x" }] }, teams: { text: "新组" } },
      },
    ],
  },
  "accountrequests.ask": {
    seers: [...PEOPLE, ...COMPANYWIDE],
    submits: (ids) =>
      ["change", "close"].map((what) => ({
        params: {},
        values: {
          whom: { choices: [{ value: ids.member, label: "x" }] },
          what: { choices: [{ value: what, label: "x" }] },
          words: { text: "换组" },
        },
      })),
  },
  "accountrequests.decline": {
    seers: NOBODY,
    submits: (ids) => [{ params: { id: ids.item, version: 1, name: "x" }, values: { reason: { text: "不用改" } } }],
  },
  ...TASK_FORMS,
  ...Object.fromEntries(FIGURE_FORMS.map((form) => [`figures.${form}`, ofFigures])),
  "absence.set": {
    seers: PEOPLE,
    submits: (ids) => [
      {
        params: { member: ids.member, name: "x", own: false },
        values: {
          from: { text: "2026-11-24" },
          until: { text: "2026-11-25" },
          standIn: { choices: [{ value: ids.member, label: "x" }] },
        },
      },
    ],
  },
  "receipts.more": {
    seers: MONEY,
    submits: (ids) => [
      {
        params: { id: ids.paid, name: "x", currency: "CNY", collected: "0" },
        values: { amount: { text: "800" }, receivedOn: { text: "2026-11-20" } },
      },
    ],
  },
  "goals.set": {
    seers: PEOPLE,
    submits: (ids) => [
      {
        params: { teamId: ids.team, name: "x", months: [{ month: "2026-11-01", currency: "CNY" }] },
        values: { m2026_11: { text: "800" } },
      },
    ],
  },
  "exports.which": {
    seers: NOBODY,
    submits: () =>
      LIST_NAMES.map((list) => ({ params: {}, values: { list: { choices: [{ value: list, label: "x" }] } } })),
  },
  "settings.own": { seers: NOBODY, submits: () => [{ params: { companyTime: "08:30" }, values: {} }] },
  "survey.put": { seers: NOBODY, submits: () => [{ params: {}, values: {} }] },
  "festivals.put": { seers: NOBODY, submits: () => [{ params: {}, values: {} }] },
  "holidays.list": {
    seers: NOBODY,
    // As somebody saw it who saw other days, and as it is: nothing was entered for that year.
    submits: () =>
      ["", "|"].map((seen) => ({ params: { year: 2027, seen }, values: { days: { text: "1月1日放假" } } })),
  },
  "holidays.confirm": {
    seers: NOBODY,
    submits: () => [{ params: { year: 2027, country: "CN", off: [], working: [], newlyOff: 0, newlyWorking: 0 } }],
  },
  "closing.team": {
    seers: PEOPLE,
    submits: (ids) => [
      {
        params: { id: ids.team, version: 1, name: "x", inside: { people: 0, customers: 0, openDeals: 0, papers: 0 } },
        values: {},
      },
    ],
  },
  "setup.company": { seers: NOBODY, submits: () => [{ params: { version: 0 }, values: {} }] },
  "setup.segment": {
    seers: PEOPLE,
    submits: (ids) => [{ params: { seen: { id: ids.segment, name: "x" } }, values: { name: { text: "改名" } } }],
  },
};
