import type { PlainDate } from "../../core/dates.ts";
import type { Money } from "../../core/money.ts";

/** What can be had as a sheet. */
export const LISTS = [
  ...["customers", "contacts", "deals", "activities", "sales", "care", "fees"],
  ...["orphans", "duplicates", "people"],
] as const;
export type ListName = (typeof LISTS)[number];

export const isList = (name: string): name is ListName => LISTS.some((list) => list === name);

/** The columns of each list, in the order of the sheet; an amount fills two, itself and its currency. */
export const COLUMNS = {
  customers: [
    ["customer", 28],
    ["shortNames", 14],
    ["kind", 14],
    ["industry", 14],
    ["region", 12],
    ["city", 12],
    ["address", 28],
    ["source", 14],
    ["lifecycle", 12],
    ["flags", 14],
    ["grade", 8],
    ["quadrant", 12],
    ["loyalty", 22],
    ["satisfaction", 10],
    ["allegiance", 16],
    ["yearly", 16],
    ["currency", 8],
    ["owner", 12],
    ["team", 14],
    ["firstContact", 12],
    ["lastContact", 12],
  ],
  contacts: [
    ["customer", 28],
    ["contact", 14],
    ["title", 14],
    ["department", 14],
    ["phones", 18],
    ["mail", 24],
    ["handle", 18],
    ["birthday", 14],
    ["likes", 24],
    ["taboos", 24],
    ["family", 24],
    ["channel", 12],
    ["hours", 14],
    ["publicSector", 10],
    ["doNotContact", 10],
    ["noContactReason", 24],
  ],
  deals: [
    ["deal", 28],
    ["customer", 28],
    ["owner", 12],
    ["team", 14],
    ["stage", 12],
    ["product", 16],
    ["amount", 16],
    ["currency", 8],
    ["firstMeeting", 12],
    ["expected", 12],
    ["lastForward", 12],
    ["closed", 12],
    ["lossReason", 16],
  ],
  activities: [
    ["date", 12],
    ["activity", 10],
    ["customer", 28],
    ["contacts", 18],
    ["deal", 24],
    ["by", 12],
    ["said", 48],
    ["outcome", 24],
    ["mood", 8],
  ],
  care: [
    ["due", 12],
    ["reason", 14],
    ["customer", 28],
    ["contact", 14],
    ["whose", 12],
    ["state", 12],
    ["why", 24],
  ],
  fees: [
    ["number", 16],
    ["filed", 12],
    ["customer", 28],
    ["requester", 12],
    ["purpose", 18],
    ["what", 24],
    ["amount", 16],
    ["currency", 8],
    ["recipients", 18],
    ["tender", 14],
    ["forCompliance", 28],
    ["approval", 12],
  ],
  sales: [
    ["customer", 28],
    ["product", 18],
    ["quantity", 12],
    ["net", 16],
    ["currency", 8],
    ["soldOn", 12],
    ["paper", 18],
  ],
  orphans: [
    ["customer", 28],
    ["formerOwner", 14],
    ["since", 12],
    ["team", 14],
    ["industry", 14],
    ["region", 12],
    ["city", 12],
    ["lifecycle", 12],
    ["flags", 14],
    ["lastContact", 12],
  ],
  duplicates: [
    ["customer", 28],
    ["city", 12],
    ["owner", 12],
    ["other", 28],
    ["otherCity", 14],
    ["otherOwner", 14],
    ["alike", 20],
  ],
  people: [
    ["person", 16],
    ["roles", 24],
    ["team", 18],
    ["segment", 16],
    ["mail", 24],
    ["phone", 18],
    ["accounts", 18],
    ["state", 12],
  ],
} as const satisfies Record<ListName, readonly (readonly [name: string, width: number])[]>;
export type Column = (typeof COLUMNS)[ListName][number][0];

/** A row by its columns. */
export type Row = {
  readonly [C in Column]?: string | number | { readonly day: PlainDate } | Money | undefined;
};

/** The list somebody typed the name of, in either language. */
export const listTyped = (typed: string): ListName | undefined => {
  const word = typed.normalize("NFKC").trim().toLowerCase();
  return LISTS.find((list) => WORDS[list].includes(word));
};
const WORDS: Readonly<Record<ListName, readonly string[]>> = {
  customers: ["customers", "customer", "客户"],
  contacts: ["contacts", "contact", "联系人"],
  deals: ["deals", "deal", "商机", "单子"],
  activities: ["activities", "activity", "visits", "行动", "拜访"],
  care: ["care", "客情", "关怀"],
  fees: ["fees", "fee", "费用", "客情费"],
  sales: ["sales", "sales lines", "销售明细", "销售"],
  orphans: ["orphans", "orphan", "孤儿客户", "孤儿"],
  duplicates: ["duplicates", "duplicate", "重复客户", "重复"],
  people: ["people", "person", "人员", "成员"],
};
