import type { DayList } from "../../../src/features/care/cards.ts";
import { nowCard } from "../../../src/features/care/cards.ts";
import type { Item } from "../../../src/features/care/rules.ts";
import { digestCard } from "../../../src/features/digest/cards.ts";
import type { Detail } from "../../../src/features/occasions/public.ts";
import { elsewhereCard, movedCard, taskCard } from "../../../src/features/tasks/cards.ts";
import type { Task } from "../../../src/features/tasks/rules.ts";
import { texts as taskTexts } from "../../../src/features/tasks/texts.ts";
import { at, contact, customer, day, id, memberId, nameOf, type Scene, type Scenes, shanghai, today } from "./world.ts";

const birthday: Item = {
  ...{ id: id(80), kind: "birthday", memberId: memberId("li"), customerId: customer.id, contactId: contact.id },
  ...{ nextStepId: null, dueOn: today, onceKey: "birthday", worth: 0, showOn: today, listedOn: today, rank: 1 },
  ...{ state: "open", reason: null, laterAt: at("16:00:00"), activityId: null, version: 2 },
};
const promise: Item = {
  ...birthday,
  id: id(81),
  kind: "next_step",
  onceKey: "promise",
  dueOn: day("2026-11-25"),
  rank: 2,
};

const asked: Task = {
  ...{ id: id(83), what: "给王总回电话", dueOn: day("2026-11-25"), state: "open", answer: null, version: 1 },
  giver: { id: memberId("wang"), name: nameOf("wang") },
  assignee: { id: memberId("li"), name: nameOf("li") },
  customer: {
    ...{ id: customer.id, name: customer.name, flags: customer.flags },
    seenBy: [memberId("wang"), memberId("li")],
  },
};

const detail: Detail = {
  ...{ customer: "华信", lifecycleClass: customer.lifecycleClass, promised: ["寄样品"], lastVisitOn: null },
  flags: customer.flags,
  person: { name: contact.name, title: contact.title, lunar: true, monthOnly: false },
  ...{ last: { on: day("2026-11-06"), kind: "call" }, ownerId: memberId("li"), segmentId: id(20) },
};
const details = new Map([birthday, promise].map(({ onceKey }) => [onceKey, detail]));

const careScene: Scene = (language) => {
  const list: DayList = {
    ...{
      owner: memberId("li"),
      gone: undefined,
      today,
      items: [birthday, promise],
      tasks: [asked],
      logged: undefined,
      details,
      said: new Map(),
    },
    ...{ told: null, time: "08:30", lines: 5, announced: true, evening: null, zone: shanghai },
    ...{ tomorrow: day("2026-11-28"), nextWeek: day("2026-12-04") },
  };
  const reader = { language, member: memberId("li") };
  const done = list.items.map((item): Item => ({ ...item, state: "done", activityId: id(82) }));
  return {
    nowCard: nowCard(list, reader),
    "nowCard, done": nowCard({ ...list, items: done, said: new Map([[id(82), "说好下周寄"]]) }, reader),
    "nowCard, no longer the reader's": nowCard(list, { language, member: memberId("zhao") }),
  };
};

const digestScene: Scene = (language) => {
  const missed = [birthday, promise].map((item) => ({ ...item, rep: nameOf("li") }));
  const digest = {
    today,
    away: undefined,
    days: 2,
    count: 6,
    lines: missed,
    details,
    tasks: [asked],
    silent: [],
    orphans: 0,
  };
  const reader = { language, member: memberId("wang") };
  const reps = [
    { name: nameOf("li"), count: 4 },
    { name: nameOf("emma"), count: 1 },
  ];
  return {
    digestCard: digestCard({ ...digest, reps }, reader),
    "digestCard, for who is away": digestCard({ ...digest, reps, count: 2, away: nameOf("wang") }, reader),
    "digestCard, customers without an owner": digestCard({ ...digest, reps, orphans: 12 }, reader),
    "digestCard, customers without an owner alone": digestCard(
      { ...digest, reps: [], count: 0, lines: [], tasks: [], orphans: 1 },
      reader,
    ),
  };
};

const taskScene: Scene = (language) => {
  const of = (who: "li" | "wang") => ({ language, today, member: memberId(who) });
  const states = ["open", "done", "declined", "taken_back", "returned"] as const;
  const answered = { done: "他同意了", declined: "不是我的客户" } as Partial<Record<string, string>>;
  const { cameAlong, wentAlong } = taskTexts[language];
  return {
    ...Object.fromEntries(
      states.flatMap((state) => {
        const task = { ...asked, state, answer: answered[state] ?? null };
        return (["li", "wang"] as const).map((who) => [`taskCard, ${state}, to ${who}`, taskCard(task, of(who))]);
      }),
    ),
    ...Object.fromEntries(
      (["open", "done", "declined"] as const).map((state) => {
        const own = { ...asked, assignee: asked.giver, state, answer: answered[state] ?? null };
        return [`taskCard, ${state}, to who had asked for it`, taskCard(own, of("wang"))];
      }),
    ),
    elsewhereCard: elsewhereCard(language),
    "movedCard, mine": movedCard({ of: "mine", tasks: [asked], title: cameAlong({ count: 1 }) }, of("li")),
    "movedCard, given": movedCard({ of: "given", tasks: [asked], title: wentAlong({ count: 1 }) }, of("wang")),
  };
};

export const careScenes: Scenes = { tasks: taskScene, care: careScene, digest: digestScene };
