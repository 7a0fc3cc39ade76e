import * as contacts from "../../../src/features/contacts/cards.ts";
import * as customers from "../../../src/features/customers/cards.ts";
import * as duplicates from "../../../src/features/duplicates/cards.ts";
import * as handover from "../../../src/features/handover/cards.ts";
import * as joining from "../../../src/features/joining/cards.ts";
import * as merging from "../../../src/features/merging/cards.ts";
import * as personalData from "../../../src/features/personal-data/cards.ts";
import * as possessions from "../../../src/features/possessions/cards.ts";
import * as recalls from "../../../src/features/recalls/cards.ts";
import * as sharing from "../../../src/features/sharing/cards.ts";
import * as visits from "../../../src/features/visits/cards.ts";
import {
  contact,
  customer,
  day,
  double,
  id,
  memberId,
  nameOf,
  namesake,
  now,
  type Scene,
  type Scenes,
  shanghai,
  today,
} from "./world.ts";

const until = "11月28日 09:00";

const mergingScene: Scene = (language) => {
  const rows = {
    kept: { industry: "精密仪器", city: "苏州", address: null },
    gone: {
      ...{ industry: "仪器", city: null, address: "工业园区星湖街 1 号" },
      ...{ restUntil: "2026-12-20", restReason: "老板的父亲过世" },
    },
  };
  const preview = { kept: customer, gone: double, rows, moving: new Map([...COUNTED, ["Deal", 1]]), today };
  const alike = { ...preview, rows: { kept: rows.kept, gone: {} }, moving: new Map<string, number>() };
  const done = { id: id(30), kept: customer, gone: double.name, until };
  return {
    previewCard: merging.previewCard(preview, language),
    "previewCard, changed meanwhile": merging.previewCard(preview, language, true),
    "previewCard, of nothing": merging.previewCard(alike, language),
    mergedCard: merging.mergedCard({ ...done, moving: preview.moving }, language),
    undoneCard: merging.undoneCard(preview, language),
    ownerCard: merging.ownerCard({ gone: customer, to: nameOf("emma"), by: nameOf("wang"), back: false }, language),
    "ownerCard, back": merging.ownerCard(
      { gone: customer, to: nameOf("emma"), by: nameOf("wang"), back: true },
      language,
    ),
  };
};
const COUNTED: readonly (readonly [string, number])[] = [
  ["Contact", 2],
  ["Activity", 7],
  ["NextStep", 0],
];

const joiningScene: Scene = (language) => {
  const rows = { kept: { ...contact }, gone: { ...namesake, phones: ["13900139000"], likes: null, hours: "上午" } };
  const pair = { customer, kept: contact, gone: namesake };
  const moving = new Map([
    ["ActivityContact", 3],
    ["NextStep", 1],
  ]);
  const found = [{ one: contact, other: namesake, likenesses: ["name", "phone"] as const }];
  return {
    listCard: joining.listCard(customer, found, language),
    "listCard, none": joining.listCard(customer, [], language),
    previewCard: joining.previewCard({ ...pair, rows, moving }, language),
    "previewCard, changed meanwhile": joining.previewCard({ ...pair, rows, moving: new Map() }, language, true),
    joinedCard: joining.joinedCard(
      { id: id(31), customer, kept: contact, gone: namesake.name, moving, until },
      language,
    ),
    undoneCard: joining.undoneCard(pair, language),
    apartCard: joining.apartCard(pair, language),
    againCard: joining.againCard(pair, language),
  };
};

const contactsScene: Scene = (language) => {
  const { birthday, title, name } = contact;
  const added = {
    ...{ id: contact.id, customerId: customer.id, name, title: title ?? undefined },
    ...{ phone: "13800138000", birthday: birthday ?? undefined, publicSector: true },
  };
  const like = { text: [], buttons: [] };
  return {
    addedCard: contacts.addedCard(added, customer, { language, masked: false, like }),
    "addedCard, in a group": contacts.addedCard(added, customer, { language, masked: true, like }),
  };
};

const orphansScene: Scene = (language) => {
  const rows = [customer, double].map((one) => ({ ...one, ownerId: null, region: "江苏" }));
  const emma = {
    ...{ id: memberId("emma"), name: nameOf("emma"), language: "en" as const, load: 12, awayUntil: null, here: true },
    ...{ teamId: id(10), team: "华东一组", segmentId: id(20), segment: "工业" },
  };
  const suggestions = new Map([[customer.id, { to: emma, near: 2, around: 1, alike: 3 }]]);
  const list = { rows, count: 12, next: id(34), teamId: id(10), team: "华东一组", suggestions };
  return {
    orphansCard: handover.orphansCard(list, language, nameOf("wang")),
    "orphansCard, of a team": handover.orphansCard({ ...list, count: 2, next: null }, language),
  };
};

const handoverScene: Scene = (language) => {
  const rows = [customer, double].map((one) => ({ ...one, region: "江苏" }));
  const next = [
    { customer: rows[0]!, what: "送续约报价", dueOn: day("2026-12-01") },
    { customer: rows[1]!, what: "给王总回电话", dueOn: day("2026-12-03") },
  ];
  const along = { deals: 3, steps: 5, tasks: 1, papers: 2, next };
  const many = { id: id(32), count: 9, rows, next: id(33), by: nameOf("wang"), note: "都见过一面了，接着谈就好。" };
  return {
    ...orphansScene(language),
    howCard: handover.howCard(language),
    withOthers: handover.withOthers(handover.noticeCard("done", "每家客户都有负责人"), true, language),
    manyCard: handover.manyCard({ ...many, along, callOn: day("2026-12-04") }, { language, today }),
    "manyCard, without a word": handover.manyCard(
      { ...many, count: 2, next: null, callOn: undefined, note: null, along: undefined },
      { language, today },
    ),
    movedCard: handover.movedCard({ customers: rows, to: nameOf("emma"), by: nameOf("wang"), back: false }, language),
    "movedCard, back": handover.movedCard(
      { customers: rows.slice(0, 1), to: nameOf("emma"), by: nameOf("wang"), back: true },
      language,
    ),
    whichCard: handover.whichCard(
      Array.from({ length: 6 }, () => customer),
      { name: "华信", from: 0 },
      language,
    ),
  };
};

const recallsScene: Scene = (language) => {
  const view = { language, zone: shanghai, hours: 24 };
  const one = { id: id(34), count: 1, customers: [customer], to: nameOf("emma"), by: nameOf("wang"), at: now };
  const many = { ...one, id: id(35), count: 12, customers: [customer, double], by: nameOf("chen") };
  const unseen = { ...one, id: id(36), count: 2, customers: [] };
  return {
    recallsCard: recalls.recallsCard({ rows: [one, many, unseen], next: id(36) }, view),
    "recallsCard, none": recalls.recallsCard({ rows: [], next: null }, view),
  };
};

const possessionsScene: Scene = (language) => {
  const passed = {
    to: memberId("emma"),
    customer: customer,
    what: "送续约报价",
    dueOn: day("2026-12-01"),
    stage: null,
  };
  const deal = { ...passed, customer: null, what: "华信二期", dueOn: null, stage: "p50" as const };
  const few = { name: nameOf("chen"), left: true, all: [passed, deal] };
  return {
    passedCard: possessions.passedCard(few, { language, today }),
    "passedCard, many, of one who works elsewhere": possessions.passedCard(
      { ...few, left: false, all: Array.from({ length: 10 }, () => passed) },
      { language, today },
    ),
  };
};

const customersScene: Scene = (language) => {
  const found = Array.from({ length: 6 }, () => customer);
  return { whichCard: customers.whichCard(found, { name: "华信", from: 0 }, { language, today }) };
};

const visitsScene: Scene = (language) => {
  const pending = { kind: "visit" as const, line: "谈了续约价格" };
  const asking = { name: "华信", customers: [customer, double], pending };
  const found = Array.from({ length: 6 }, () => customer);
  return {
    whichCard: visits.whichCard(found, { name: "华信", from: 0, pending }, { language, today }),
    noneCard: visits.noneCard(asking, { language, today }),
    "noneCard, nothing near": visits.noneCard({ ...asking, customers: [] }, { language, today }),
  };
};

const personalDataScene: Scene = (language) => {
  const nothing = { activities: [], steps: [], places: [], cases: [], answers: [], tasks: [], feeIds: [], named: [] };
  const wheres = ["activities", "deals", "papers", "handovers", "cases", "customer", "people"] as const;
  const named = wheres.map((where) => ({ where, on: today, texts: [contact.name] }));
  const bare = { contact, customer, held: { ...nothing, entries: 1 }, fees: [], merged: [], also: [], log: [] };
  const full = { ...bare, held: { ...nothing, entries: 7, named }, merged: [namesake] };
  const also = ["云帆科技", "远航物流", "华信精密", "天成电子"].map((name) => ({
    id: contact.id,
    name: contact.name,
    customer: name,
  }));
  return {
    "heldCard, with other cards": personalData.heldCard({ ...bare, also }, { language, mayErase: true }),
    heldCard: personalData.heldCard(full, { language, mayErase: true }),
    "heldCard, hardly anything": personalData.heldCard(bare, { language, mayErase: false }),
    erasedCard: personalData.erasedCard(customer, { texts: 3, entries: 5, also }, language),
  };
};

export const customerScenes: Scenes = {
  possessions: possessionsScene,
  merging: mergingScene,
  joining: joiningScene,
  duplicates: (language) => ({
    apartCard: duplicates.apartCard({ one: customer, other: double }, language),
    againCard: duplicates.againCard({ one: customer, other: double }, language),
  }),
  customers: customersScene,
  contacts: contactsScene,
  handover: handoverScene,
  recalls: recallsScene,
  visits: visitsScene,
  sharing: (language) => ({
    givenCard: sharing.givenCard(customer, nameOf("wang"), language),
    takenBackCard: sharing.takenBackCard(customer, nameOf("wang"), language),
  }),
  personalData: personalDataScene,
};
