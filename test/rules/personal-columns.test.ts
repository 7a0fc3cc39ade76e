import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SOURCES } from "../../src/features/written/public.ts";

/** Texts that an erasure goes through in a way of its own: the person's card, and what repeats what was said. */
const BY_THEIR_OWN_WAY: readonly string[] = [
  ..."name searchText title department phones mail handle".split(" ").map((column) => `Contact.${column}`),
  ...["Customer.name", "Customer.shortNames", "Customer.nameKey", "Customer.searchText", "Deal.importKey"],
  ...["AuditEntry.before", "AuditEntry.after", "OutgoingMessage.card", "Delivery.outcome", "Import.looks"],
  ...[
    "ImportRow.values",
    "ImportRow.about",
    "ImportRow.why",
    "ImportRow.traces",
    "StoredFile.name",
    "Scrubbing.wanted",
  ],
];

/** Columns that hold no words about anybody, by what they are called, wherever they stand. */
const NO_WORDS: ReadonlySet<string> = new Set([
  ...["platform", "workspace", "user", "lane", "place", "thread", "channel", "hash", "zone", "currency", "country"],
  // Ids, counted figures and hashes.
  ...["key", "onceKey", "subject", "series", "number", "list", "from", "after"],
]);

/** The others, each with why nobody outside the house is named there. */
const OF_OTHERS: Readonly<Record<string, string>> = {
  "Organization.name": "the company",
  "Organization.erasureKey": "random letters and digits",
  "Erasure.marks": "keyed hashes",
  "Organization.settings": "figures and the survey's own questions",
  "Segment.name": "a part of the company",
  "Segment.settings": "figures and the survey's own questions",
  "Team.name": "a part of the company",
  "TeamClosing.name": "a part of the company",
  "TeamChannel.approvals": "a channel's id",
  "Member.name": "a colleague",
  "Member.mail": "a colleague",
  "Member.phone": "a colleague",
  "Member.prefers": "a platform",
  "Member.reminderTime": "a time of day",
  "Identity.directPlace": "a place's id",
  "JoinRequest.name": "a colleague to be",
  "JoinRequest.mail": "a colleague to be",
  "RosterDraft.text": "colleagues to be, until they are added",
  "Lookup.askedOn": "a platform",
  "Customer.yearlyCurrency": "a currency",
  "Worth.leftOut": "currencies",
  "SurveyAnswer.items": "the survey's own questions, with marks",
  "DuplicatePair.likenesses": "kinds of likeness",
  "Merge.doubled": "rows of ids",
  "Product.name": "what the company sells",
  "Product.nameKey": "what the company sells",
  "SalesLine.product": "what was sold: the books",
  "SalesLine.paper": "the number of a paper: the books",
  "Import.mapping": "columns by their place in the sheet",
  "Import.counts": "figures",
  "Import.failure": "one of our own sentences",
  "Fee.flags": "kinds of doubt",
  "ApprovalEvent.what": "what was done",
  "AuditEntry.what": "what was done",
  "Delivery.id": "an id",
  "OutgoingMessage.failure": "what a platform answered",
  "MessageRef.message": "a message's id",
};

/** Columns that hold texts, by table: "Deal.name". */
const columns = (): string[] => {
  let table = "";
  return readFileSync("prisma/schema.prisma", "utf8")
    .split("\n")
    .flatMap((line) => {
      table = /^model (\w+)/.exec(line)?.[1] ?? (line === "}" ? "" : table);
      const column = /^\s+(\w+)\s+(?:String|Json)\b/.exec(line)?.[1];
      return table !== "" && column !== undefined && !line.includes("@db.Uuid") ? [`${table}.${column}`] : [];
    });
};

test("of every column with texts it is known whether an erasure goes through it, or why nobody is named there", () => {
  const mended = new Set([
    ...SOURCES.flatMap(({ table, columns, json = [] }) => [...columns, ...json].map((column) => `${table}.${column}`)),
    ...BY_THEIR_OWN_WAY,
  ]);
  const known = columns();
  expect(known.length).toBeGreaterThan(100);
  const isPlain = (column: string) => NO_WORDS.has(column.split(".")[1] ?? "");
  expect(known.filter((column) => !mended.has(column) && !isPlain(column) && !(column in OF_OTHERS))).toEqual([]);
  expect([...mended, ...Object.keys(OF_OTHERS)].filter((column) => !known.includes(column))).toEqual([]);
  expect(Object.keys(OF_OTHERS).filter((column) => mended.has(column) || isPlain(column))).toEqual([]);
});
