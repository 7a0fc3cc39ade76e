import type { InBoth } from "../../core/language.ts";
import type { Scope } from "../../core/scope.ts";
import { auditLog } from "../auditlog/public.ts";
import { COMPANY_LISTS } from "../companylists/public.ts";
import { AT_ONCE, defineList, type List, type Row, type Wanted } from "../listpages/public.ts";
import { MONEY_LISTS } from "../moneylists/public.ts";
import { SERVICE_LISTS } from "../morelists/public.ts";
import { WORK_LISTS } from "../worklists/public.ts";
import { readActivities, readCare, readContacts, readCustomers, readDeals } from "./store.ts";

export { type Asker, HEADERS, type List } from "../listpages/public.ts";

const CUSTOMER_LISTS = {
  customers: defineList({
    name: { en: "Customers", zh: "客户" },
    counts: { en: "All customers you may see", zh: "你能看到的全部客户" },
    words: ["customer"],
    columns: [
      "customer",
      "shortNames",
      "kind",
      "industry",
      "region",
      "city",
      "address",
      "source",
      "lifecycle",
      "flags",
      "warningReason",
      "grade",
      "quadrant",
      "loyalty",
      "satisfaction",
      "allegiance",
      "yearly",
      "collected",
      "currency",
      "owner",
      "team",
      "firstContact",
      "lastContact",
    ],
    read: readCustomers,
  }),
  contacts: defineList({
    name: { en: "Contacts", zh: "联系人" },
    counts: { en: "All contacts of customers you may see", zh: "你能看到的客户的全部联系人" },
    words: ["contact"],
    columns: [
      "customer",
      "contact",
      "title",
      "department",
      "phones",
      "mail",
      "handle",
      "birthday",
      "likes",
      "taboos",
      "family",
      "channel",
      "hours",
      "publicSector",
      "doNotContact",
      "noContactReason",
    ],
    read: readContacts,
  }),
  deals: defineList({
    name: { en: "Deals", zh: "商机" },
    counts: { en: "All deals you may see, won and lost ones too", zh: "你能看到的全部商机，含成交和退出的" },
    words: ["deal", "单子"],
    columns: [
      "deal",
      "customer",
      "owner",
      "team",
      "stage",
      "product",
      "amount",
      "currency",
      "firstMeeting",
      "expected",
      "lastForward",
      "closed",
      "lossReason",
    ],
    read: readDeals,
  }),
  activities: defineList({
    name: { en: "Activities", zh: "行动" },
    counts: {
      en: "All activities with customers you may see, without those undone",
      zh: "你能看到的客户的全部行动，已撤销的不算",
    },
    words: ["activity", "visits", "拜访"],
    columns: ["date", "activity", "customer", "contacts", "deal", "by", "said", "outcome", "mood"],
    read: readActivities,
  }),
  care: defineList({
    name: { en: "Care", zh: "客情提醒" },
    counts: {
      en: "Reminders of the last 90 days and those ahead: yours, and those of the people you lead",
      zh: "最近 90 天和之后的客情提醒：你自己的，和你带的人的",
    },
    words: ["客情", "关怀"],
    columns: ["due", "reason", "customer", "contact", "whose", "state", "why"],
    read: readCare,
  }),
};

/** Everything that can be had as a sheet: one declaration a list. */
const DECLARED = {
  ...{ ...CUSTOMER_LISTS, ...SERVICE_LISTS, ...WORK_LISTS, ...MONEY_LISTS, ...COMPANY_LISTS },
  log: auditLog(nameOf),
};
export type ListName = keyof typeof DECLARED;
export const LISTS: Readonly<Record<ListName, List>> = DECLARED;
export const LIST_NAMES = Object.keys(LISTS) as [ListName, ...ListName[]];

export const isList = (name: string): name is ListName => Object.hasOwn(LISTS, name);

/** Those that are this person's to ask for. */
export const listsFor = (scope: Scope): ListName[] => LIST_NAMES.filter((list) => isFor(scope, list));
/** The log tells of lists that were taken along. */
function nameOf(list: string): InBoth | undefined {
  return isList(list) ? LISTS[list].name : undefined;
}
const isFor = (scope: Scope, list: ListName): boolean => LISTS[list].offeredTo?.(scope) ?? true;

/** The list somebody typed the name of, in either language. */
export const listTyped = (typed: string): ListName | undefined => {
  const word = typed.normalize("NFKC").trim().toLowerCase();
  return LIST_NAMES.find((list) => {
    const { name, words } = LISTS[list];
    return [list, name.en.toLowerCase(), name.zh, ...words].includes(word);
  });
};

/** All of the list that the person may see, page by page. */
export async function* rowsOf(
  scope: Scope,
  list: ListName,
  wanted: Omit<Wanted, "after">,
): AsyncIterable<readonly Row[]> {
  if (!isFor(scope, list)) return;
  let after: string | undefined;
  do {
    const { rows, ids = [] } = await LISTS[list].read(scope, { ...wanted, after });
    yield rows;
    after = ids.length === AT_ONCE ? ids.at(-1) : undefined;
  } while (after !== undefined);
}
