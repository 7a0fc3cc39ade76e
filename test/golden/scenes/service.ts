import { calendarOf } from "../../../src/domain/calendar.ts";
import { settingsOf } from "../../../src/domain/settings.ts";
import { missedCard } from "../../../src/features/caseclocks/cards.ts";
import {
  caseCard,
  customerCases,
  elsewhereCard,
  homeCard,
  toldCard,
  undoneCard,
  whichCard,
} from "../../../src/features/cases/cards.ts";
import { DUTIES_OF, type Duty, dueOf, type ServiceCase } from "../../../src/features/cases/rules.ts";
import {
  at,
  contact,
  customer,
  double,
  id,
  memberId,
  nameOf,
  now,
  type Scene,
  type Scenes,
  shanghai,
} from "./world.ts";

const { hours, service } = settingsOf({});
const office = { calendar: calendarOf("CN"), zone: shanghai, hours };
const yesterday = new Date("2026-11-26T11:30:00+08:00");

const opened = (kind: ServiceCase["kind"], openedAt: Date, met: readonly Duty[] = []): ServiceCase => ({
  ...{ id: id(90), kind, customer, contact, said: kind === "complaint" ? "轴承异响，客户很急" : "问交期" },
  answer: null,
  ...{ openedById: memberId("wang"), openedBy: nameOf("wang"), openedAt, undoneAt: null, version: 1 },
  clocks: DUTIES_OF[kind].map((duty) => ({
    ...{ duty, dueAt: dueOf(duty, { office, service }, openedAt), level: 0, activityId: null },
    ...(met.includes(duty)
      ? { metAt: at("08:50:00"), metById: memberId("li"), metBy: nameOf("li"), note: "换了一套轴承" }
      : { metAt: null, metById: null, metBy: null, note: null }),
  })),
});
const complaint = opened("complaint", yesterday);
const [solve] = complaint.clocks;

const casesScene: Scene = (language) => {
  const view = { language, zone: shanghai, now, office };
  const inquiry = opened("inquiry", new Date("2026-11-26T17:55:00+08:00"));
  const listing = { cases: [complaint, inquiry], next: undefined, after: false, total: 2, missed: 1 };
  const pending = { kind: "complaint" as const, said: complaint.said };
  return {
    "caseCard, overdue": caseCard(complaint, view, { mayUndo: true }),
    "caseCard, closed": caseCard(opened("complaint", yesterday, DUTIES_OF.complaint), view, { mayUndo: true }),
    "caseCard, of an answer": caseCard({ ...complaint, answer: { csi: 31, recommend: 3 } }, view),
    customerCases: customerCases(customer, listing, view),
    elsewhereCard: elsewhereCard(language),
    homeCard: homeCard(listing, view),
    toldCard: toldCard(inquiry, view),
    undoneCard: undoneCard(complaint, { by: nameOf("wang"), duty: "solve" }, view),
    "undoneCard, withdrawn": undoneCard({ ...inquiry, undoneAt: now }, { by: nameOf("wang"), duty: null }, view),
    whichCard: whichCard({ name: "华信", customers: [customer, double], several: true, pending }, view),
    "whichCard, nobody": whichCard({ name: "华欣", customers: [customer], several: false, pending }, view),
  };
};

const clocksScene: Scene = (language) => {
  const view = { language, zone: shanghai, now, office };
  const missed = solve ? { one: complaint, clock: solve, lateSince: undefined } : undefined;
  if (!missed) return {};
  const orphan = { ...complaint, customer: { ...customer, ownerId: null, ownerName: null } };
  return {
    "missedCard, manager": missedCard(missed, "manager", view),
    "missedCard, of nobody's customer": missedCard({ ...missed, one: orphan }, "manager", view),
    "missedCard, owner": missedCard(missed, "owner", view),
    "missedCard, head, late": missedCard({ ...missed, lateSince: missed.clock.dueAt }, "head", view),
  };
};

export const serviceScenes: Scenes = { cases: casesScene, caseclocks: clocksScene };
