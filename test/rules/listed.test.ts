import { expect, test } from "vitest";
import { features } from "../../src/features/index.ts";
import { LIST_NAMES, LISTS, type ListName, listTyped } from "../../src/features/listings/public.ts";

/**
 * "Export of any list a viewer can see" (domain.md §3.5): whatever is typed or leafed through is had as a sheet by these
 * names, or shows no list of its own, for the reason given here.
 */
const HAD_AS: Readonly<Record<string, readonly ListName[] | string>> = {
  "/visit": ["activities"],
  "/phone": ["activities"],
  "/meeting": ["activities"],
  "/message": ["activities"],
  "chronicle.activities": ["activities"],
  "/care": ["care", "promises"],
  "/complaint": ["cases"],
  "/inquiry": ["cases"],
  "/cases": ["cases"],
  "cases.list": ["cases"],
  "cases.ofCustomer": ["cases"],
  "/task": ["tasks"],
  "/tasks": ["tasks"],
  "tasks.list": ["tasks"],
  "/customer": ["customers", "sales", "collections", "handovers"],
  "/duplicates": ["duplicates"],
  "duplicates.list": ["duplicates"],
  "/contact": ["contacts"],
  "contacts.list": ["contacts"],
  "/satisfaction": ["answers"],
  "answers.list": ["answers"],
  "/board": ["deals"],
  "board.column": ["deals"],
  "/stage": ["moves"],
  "pipeline.history": ["moves"],
  "/deal": ["deals", "influence", "products"],
  "/receipts": ["receipts"],
  "receipts.list": ["receipts"],
  "/fee": ["fees", "register"],
  "/approvals": ["approvals"],
  "passing.list": ["fees"],
  "/absence": ["absences"],
  "/goal": ["goals"],
  "/handover": ["orphans"],
  "handover.list": ["orphans"],
  "handover.show": ["handovers"],
  "recalls.list": ["handovers"],
  "/people": ["people", "log"],
  "people.list": ["people"],
  "/team": ["teams"],
  "team.list": ["teams"],
  "setup.showSegments": ["teams"],
  "/figures": ["figures"],
  "/holidays": ["holidays"],
  "/festivals": ["festivals"],
  "/survey": ["survey"],
  "/summary": "a report: what it counts are deals, moves, care and fees, each had as a sheet",
  "/export": "it is the way to them all",
  "/setup": "steps, not a list",
  "/settings": "one person's own settings",
  "/link": "one person's own accounts",
  "chronicle.facts": "what changed of one customer or contact, told in words from the audit log",
  "influence.history": "what changed on one map, told in words from the audit log",
  "goals.history": "what changed of one team's goals, told in words from the audit log",
  "figures.history": ["changes"],
};

test("whatever shows a list can be had as a sheet, or says why not", () => {
  const typed = features.flatMap(({ commands = [] }) => commands.map(({ name }) => `/${name}`));
  const leafed = features.flatMap(({ actions = [] }) =>
    actions.flatMap(({ action: { name, payload } }) => ("after" in Object(Object(payload).shape) ? [name] : [])),
  );
  expect(leafed.length).toBeGreaterThan(10);
  expect([...typed, ...leafed].filter((shown) => !HAD_AS[shown])).toEqual([]);
  expect(Object.keys(HAD_AS).filter((shown) => ![...typed, ...leafed].includes(shown))).toEqual([]);
  const named = Object.values(HAD_AS).flatMap((lists) => (typeof lists === "string" ? [] : lists));
  expect(LIST_NAMES.filter((list) => !named.includes(list))).toEqual([]);
});

test("each list is known by its name in both languages, and no word means two", () => {
  for (const list of LIST_NAMES)
    for (const word of [list, LISTS[list].name.en, LISTS[list].name.zh, ...LISTS[list].words])
      expect(listTyped(word), word).toBe(list);
});
