import type { Written } from "./audited.ts";

/** Tables that hold no data of a company, each with what makes that so; all others are data. */
export const BOOKKEEPING: Readonly<Record<string, string>> = {
  Delivery: "what came in is told by the change that it became",
  OutgoingMessage: "what goes out is told by the change that it tells of",
  MessageRef: "where a card stands on a platform",
  StoredFile: "a file on its way out, gone when it is there",
  CareDay: "that the reminder of a day was sent",
  CareDigest: "that a manager's digest was sent",
  SilenceTold: "that a manager was told of a silence",
  FridaySummary: "that the summary of a week was posted",
  ReceiptAsk: "that finance was asked; what it answers is data",
  DuplicatePair: "a suspicion of the bot, found anew each night; telling two apart has its entry",
  Worth: "reckoned anew each night, with its day and all that it rests on; a value that moves has its entry",
  PaperNumber: "how far numbers have been given out; each stands on its paper",
  Lookup: "a question to the platforms; an account that is found has its entry",
  LookupEntry: "a part of such a question",
  RosterDraft: "a pasted list as long as its people are not added",
  Export: "a list that is being written; who took what along has its entry",
  LinkCode: "the hash of a code of some minutes; that it was asked for and used has its entries",
  LinkGuess: "how often codes were tried",
  SetupCode: "the hash of a code; the company it founded has its entry",
  ImportRow: "a row of a file as it is read and planned; what is written for it has its entry",
};

/**
 * Written to while somebody is forgotten, and as long as texts that name them are left. What these say now must not
 * stand in an entry, and neither what they said: that it was done does.
 */
export const ERASING: readonly string[] = ["Erasure", "Scrubbing"];

/**
 * Of other tables, columns that only say how far the bot itself has come, or that follow from others. `goneAt` is what
 * its last message to an account met with; whoever writes from there is there again. `directPlace` is where
 * the platform has its chat with the bot.
 */
export const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  Organization: ["worthOn", "calendarAskedOn"],
  JoinRequest: ["remindedAt", "passedOnAt"],
  AccountRequest: ["remindedAt", "lateAt"],
  Identity: ["goneAt", "directPlace"],
  CareItem: ["listedOn", "rank"],
  CaseClock: ["tellAt"],
  Customer: ["nameKey", "searchText", "searchPieces", "searchMake"],
  Contact: ["searchText", "searchPieces", "searchMake"],
  Absence: ["begunAt", "overAt", "unfitAt"],
  Deal: ["warnedOn"],
  ServiceCase: ["dueAt"],
  Import: ["beatAt", "done", "tries", "tryAt", "worker", "looks"],
};

const isMade = ({ op, table }: Written) => op === "INSERT" && table === "CareItem";
/** Put off until now, as its entry said. */
const isBack = ({ table, old, new: row }: Written) =>
  table === "CareItem" && old?.state === "later" && row?.state === "open";
/** Reckoned for the first time: Worth says when and from what. */
const isFirst = ({ table, op, old, new: row }: Written) =>
  table === "Customer" &&
  op === "UPDATE" &&
  ["grade", "quadrant", "loyalty", "allegiance"].some(
    (column) => old?.[column] === null && row?.[column] !== null,
  ); /** That somebody was reminded, or a paper went up: its timeline, which is append-only, says so by itself. */
const isTold = ({ table, op, new: row }: Written) =>
  table === "ApprovalEvent" && op === "INSERT" && row?.memberId === null;

/** What the bot makes for itself out of what is on record, or what says itself who did it and when. */
const BY_ITSELF = [isMade, isBack, isFirst, isTold];

export const makesForItself = (written: Written): boolean => BY_ITSELF.some((is) => is(written));

/** Columns that say no more than the entry itself: that it happened, and when. */
export const MARKS: ReadonlySet<string> = new Set(["version", "undoneAt", "undoneById", "onceKey"]);

/** Entries of somebody who is no member yet, or that a platform has left. */
export const STRANGERS: Readonly<Record<string, string>> = {
  "join.asked": "by whom the bot does not know",
  "organization.founded": "by its first admin, who becomes one with it",
  "member.added": "the first admin",
  "member.closed": "the platform says that the account is gone",
};
