import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/**
 * What domain.md says of people and sight (§1), calendar and money (§2), customers (§3), the audit log (§9), and of every
 * figure a segment may set for itself (§3–§8), each with the test that shows it. The figures themselves, with what is
 * delivered, are in figures.test.ts.
 */
const CLAIMS: readonly (readonly [section: string, claim: string, file: string, named: string])[] = [
  [
    "1",
    "one member, an identity on each platform",
    "features/accounts",
    "gives the code of the first there, and is the same",
  ],
  ["1", "sight by role, segment and team", "features/sight", "nobody reads, counts, finds or times what is out of"],
  [
    "1",
    "what is sent by itself keeps to sight",
    "features/sight",
    "what is sent by itself names nothing its readers may",
  ],
  [
    "1",
    "out of sight looks like what does not exist",
    "features/customers",
    "what is out of sight looks like what does not exist",
  ],
  ["1", "never two steps of one request", "features/approvals-refusals", "two steps by one person"],
  ["1", "never a step of one's own", "features/approvals-refusals", "one's own request"],
  ["1", "requests for an account have a clock", "features/team", "a request that waits has a clock"],
  ["1", "who leaves is closed at once", "features/people", "is closed here at once, and the admins hear of it"],
  [
    "1",
    "only a coordinator or admin moves customers to another segment",
    "features/handover-segments",
    "not while a fee is under way there, and by nobody else",
  ],
  [
    "2",
    "official holidays, make-up days",
    "rules/calendar",
    "a year whose holidays nobody has published is not guessed",
  ],
  ["2", "other calendars by country", "rules/calendar", "others, such as Germany, work Monday to Friday"],
  ["2", "day 30 of a month that lacks it", "rules/lunar", "the 30th of the 12th month falls on the 29th"],
  ["2", "one birthday in each lunar year", "rules/lunar", "a lunar birthday comes exactly once in every lunar year"],
  ["2", "allocations add up to the total", "rules/money", "the remainder goes to the largest shares first"],
  [
    "3.1",
    "a warning first, with its reason",
    "features/customer-card",
    "a warning needs its reason, stands first on the card",
  ],
  ["3.1", "a flag on every card of the customer", "features/portrait", "a flag stands on every card of the customer"],
  ["3.1", "history of each fact", "features/customer-card", "stable facts by form: what did not change is not in"],
  [
    "3.1",
    "contact details masked in a group",
    "features/customer-card",
    "all that is known of a person, whole in the direct",
  ],
  [
    "3.2",
    "the influence map, its warnings, its history",
    "features/influence",
    "who decides is put on the map, drawn, warned of",
  ],
  [
    "3.3",
    "high and low by percentile of the segment",
    "features/worth",
    "every customer is measured by the money of its segment",
  ],
  ["3.3", "a pin with a reason and an end", "features/worth", "a manager's word holds above what is reckoned"],
  ["3.4", "orphans listed at once, with suggestions", "features/handover", "their customers are orphans at once"],
  [
    "3.4",
    "history, promises, birthdays, the map; a first call",
    "contract/customer-talk",
    "handed over it is on the new owner's card",
  ],
  [
    "3.4",
    "open cases and tasks on the card, tasks follow",
    "features/handover-tasks",
    "what somebody was asked to do for it is the new owner's",
  ],
  [
    "3.4",
    "given tasks go to who leads",
    "features/handover-tasks",
    "who leads those they had given tasks follows them up",
  ],
  ["3.4", "nothing points to nobody", "features/handover-segments", "nothing points to nobody, in whatever order"],
  [
    "3.4",
    "undo puts exactly this back",
    "features/handover",
    "what is open goes along, and undo puts exactly this back",
  ],
  ["3.5", "a dry run, row by row", "features/imports-sheets", "a dry run says what becomes of each row"],
  ["3.5", "a second import changes nothing", "features/imports-sheets", "a second import of the same changes nothing"],
  ["3.5", "undo, but for what was changed since", "features/imports-undo", "undone, what somebody changed since stays"],
  [
    "3.5",
    "for as long as the figure says",
    "features/undo-hours",
    "the hours for which a handover and a step of a case",
  ],
  ["3.5", "encodings and separators", "sheets/readers", "separated values"],
  ["3.5", "files that cannot be read say why", "sheets/readers", "a file that is not read says why"],
  ["3.5", "files changed at random", "sheets/fuzz", "files that were changed at random are read or refused"],
  ["3.5", "duplicates on entry", "features/finding", "what looks like another by name or sound is asked about"],
  ["3.5", "merge with a preview and an undo", "features/merging", "the list shows pairs, compares them, merges them"],
  ["3.5", "export of every list, within sight", "features/exports", "every list holds what its reader sees"],
  ["3.5", "whatever shows a list has one", "rules/listed", "whatever shows a list can be had as a sheet"],
  ["3.5", "the register for an auditor", "features/exports-lists", "of what is in sight, and nothing of another"],
  ["3.5", "cases, answers and tasks too", "features/exports-service", "cases, answers and tasks are lists too"],
  ["3.5", "no formula comes out of an export", "sheets/write", "=HYPERLINK"],
  [
    "3.5",
    "search by pinyin, initials, parts, phone",
    "features/customers",
    "a phone number of a contact finds its customer",
  ],
  [
    "3.5",
    "personal data shown, exported, erased",
    "features/personal-data",
    "on request the person goes and the books stay",
  ],
  ["3.5", "backup, restore, a move and back", "features/backup", "from a server to the embedded database and back"],
  [
    "4 ◦",
    "silent weeks, by segment",
    "features/discipline",
    "days away do not count, and a segment asks for other weeks",
  ],
  ["5.3 ◦", "the cycle and its fall-back", "features/pipeline-time", "a deal that outstays its cycle"],
  [
    "6.1 ◦",
    "reminders by the segment's figures",
    "features/figures",
    "reminders keep to the figures of the customer's segment",
  ],
  [
    "6.3",
    "what is left undone is in the digest, with its customer",
    "features/tasks",
    "the manager who may see its customer reads whose it is",
  ],
  [
    "7.1 ◦",
    "the clocks of the customer's segment",
    "features/caseclocks",
    "the times of a case are those of the segment",
  ],
  ["7.1 ◦", "a missed clock goes up", "features/cases", "goes to the manager and its owner, then to the head"],
  [
    "7.1",
    "every card of a case follows",
    "features/case-cards",
    "what one person does about a case stands on the cards",
  ],
  ["8.3 ◦", "the executive above the limit", "features/fees", "above the limit the executive signs last"],
  [
    "8.5 ◦",
    "reminded of, then up one level",
    "features/approvals-races",
    "is reminded of once after four working hours",
  ],
  ["8.5", "a stand-in with dates", "features/absence", "not before the first day, nor after the last"],
  ["9", "history that nothing can change", "features/database-history", "an entry stays as it was"],
  [
    "issue 4",
    "the wizard, left and taken up again",
    "e2e/setup",
    "the first admin goes through the steps, leaves in between",
  ],
  [
    "issue 4",
    "every figure, with who changed what, and undo",
    "features/figures",
    "an admin comes to them from the settings, changes some",
  ],
  [
    "issue 4",
    "holidays asked for from 1 December",
    "features/holidays",
    "from 1 December the admins are asked for a year",
  ],
  [
    "issue 4",
    "doctor finds what is missing, with its remedy",
    "features/doctor",
    "finds what is missing of it, each with its remedy",
  ],
  [
    "issue 4",
    "an import with errors and its undo, in a browser",
    "e2e/import",
    "a sheet with errors is dropped in Slack",
  ],
  ["issue 4", "a handover, in a browser", "e2e/handover", "an account is closed in Slack"],
];

const textOf = (file: string): string => {
  const path = `test/${file}`;
  return readFileSync(file.endsWith("-talk") ? `${path}.ts` : `${path}.test.ts`, "utf8");
};

test.each(CLAIMS)("§%s %s", (_section, _claim, file, named) => {
  const text = textOf(file);
  expect(text).toContain(named);
  expect(text).not.toMatch(/\b(test|describe)\.(skip|todo|only)\b/);
});
