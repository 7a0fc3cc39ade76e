import type { MemberId } from "../../core/ids.ts";
import { type Money, money, parseMoney, scaleMoney, splitMoney } from "../../core/money.ts";
import type { Role } from "../../core/scope.ts";
import { type Contract, type Over, overOf } from "../../domain/contract.ts";
import { type CustomerKind, isPublic } from "../../domain/customers.ts";
import { type NamedPerson, peopleIn } from "../../domain/names-people.ts";
import type { Settings } from "../../domain/settings.ts";
import { LONGEST_CHAIN } from "../../domain/signing.ts";

/** What a fee is for (domain.md §8.1); the special fee for a new customer is for the first alone. */
export type Purpose = "new_customer" | "purchasing_staff" | "purchasing_head" | "management" | "event";
export const SPECIAL: Purpose = "new_customer";

/** Someone at the customer who is to be given something: a named contact in the register. */
export interface Recipient {
  readonly id: string;
  readonly name: string;
  readonly publicSector: boolean;
}

/** What the register says a contact was given, or will be: requests under way and approved ones. */
export interface Given {
  readonly contactId: string;
  /** Who asked for it, and who has it by now. */
  readonly askerId: MemberId;
  readonly requesterId: MemberId;
  /** Minor units. */
  readonly minor: bigint;
  /** True within the last 30 days, also across New Year. */
  readonly recent: boolean;
  /** True within this calendar year. */
  readonly thisYear: boolean;
}

/** A request before it is sent. */
export interface Draft {
  readonly requesterId: MemberId;
  readonly amount: Money;
  readonly what: string;
  readonly recipients: readonly Recipient[];
  readonly customerKind: CustomerKind;
  readonly contract: Contract;
  /** The requester says that a tender at the customer is open. */
  readonly tender: boolean;
  /** What else stands on record about the customer: another paper that said so lately, a contract signed with another deal. */
  readonly known: { readonly tender: boolean; readonly signed: boolean };
  /** Of these recipients, and what the requester gave others at the customer, in this calendar year and the last 30 days. */
  readonly given: readonly Given[];
}

/** Why a request cannot be sent at all. */
export type Stop = Over | { readonly kind: "nothing" } | { readonly kind: "nobody" } | { readonly kind: "cash" };

/** What stops a request until compliance decides (domain.md §8.2). */
export const FLAGS = [
  "public_sector",
  "cash",
  "yearly_cap",
  "single_item",
  "split",
  "two_reps",
  "tender",
  "tender_said",
  "signed_before",
] as const;
export type Flag = (typeof FLAGS)[number];

/** What the whole register says of a recipient: a requester must not learn by it of papers they may not see. */
const OF_THE_REGISTER: ReadonlySet<Flag> = new Set<Flag>(["yearly_cap", "two_reps", "tender_said", "signed_before"]);
const knowable = (flags: readonly Flag[]): Flag[] => flags.filter((flag) => !OF_THE_REGISTER.has(flag));
/** The flags of a paper as somebody reads them; `own`: it is their request. */
export const flagsTold = (flags: readonly Flag[], { own }: { readonly own: boolean }): readonly Flag[] =>
  own ? knowable(flags) : flags;

export interface Judgement {
  readonly flags: readonly Flag[];
  /** Roles in the order of signing. */
  readonly chain: readonly Role[];
}

/** Cash and what is as good as cash. */
const CASH = /现金|红包|转账|购物卡|礼品卡|储值卡|购物券|代金券|加油卡|\bcash\b|gift ?card|voucher|prepaid card/i;

const isCash = ({ what }: Pick<Draft, "what">): boolean => CASH.test(what.normalize("NFKC"));

export const stopOf = (draft: Draft, policy: Settings["fees"]): Stop | undefined => {
  const over = overOf(draft.contract);
  if (over) return over;
  if (draft.amount.minor <= 0n) return { kind: "nothing" };
  if (draft.recipients.length === 0) return { kind: "nobody" };
  return !policy.cashAllowed && isCash(draft) ? { kind: "cash" } : undefined;
};

/** Each recipient's part: equal, and together the whole. */
export const sharesOf = (amount: Money, recipients: readonly Pick<Recipient, "id">[]): ReadonlyMap<string, Money> => {
  const parts = splitMoney(
    amount,
    recipients.map(() => 1n),
  );
  return new Map(recipients.map(({ id }, index) => [id, parts[index] ?? money(0n, amount.currency)]));
};

/** Minor units this contact was given, of those that fit; this year unless told otherwise. */
export const givenTo = (
  given: readonly Given[],
  contactId: string,
  fits: (one: Given) => boolean = ({ thisYear }) => thisYear,
): bigint => given.reduce((sum, one) => (one.contactId === contactId && fits(one) ? sum + one.minor : sum), 0n);

const isPublicRecipient = (kind: CustomerKind, recipient: Pick<Recipient, "publicSector">): boolean =>
  recipient.publicSector || isPublic(kind);

/** Under the limit alone, and over it with what went before. */
const together = (before: bigint, now: bigint, limit: bigint): boolean =>
  before > 0n && now <= limit && before + now > limit;

/** What the register and the policy say of a request that can be sent. */
export const judge = (draft: Draft, policy: Settings["fees"]): Judgement => {
  const { amount, recipients, given, requesterId } = draft;
  const shares = sharesOf(amount, recipients);
  const anyone = (test: (recipient: Recipient, share: bigint) => boolean) =>
    recipients.some((recipient) => test(recipient, shares.get(recipient.id)?.minor ?? 0n));
  // What they asked for counts as theirs after a handover too, and as its new owner's: a split stays one.
  const hands = (one: Given) => [one.askerId, one.requesterId];
  const own = (one: Given) => one.recent && hands(one).includes(requesterId);
  const found: Record<Flag, boolean> = {
    public_sector: anyone((recipient) => isPublicRecipient(draft.customerKind, recipient)),
    // Where the policy allows the form at all, compliance still decides each time.
    cash: isCash(draft),
    yearly_cap: anyone(({ id }, share) => givenTo(given, id) + share > policy.recipientYearlyCap),
    single_item: anyone((_, share) => share > policy.singleItemCap),
    // Each part fits under the limit, but what was asked for within a month does not fit together.
    split:
      anyone(({ id }, share) => together(givenTo(given, id, own), share, policy.singleItemCap)) ||
      together(
        given.reduce((sum, one) => (own(one) ? sum + one.minor : sum), 0n),
        amount.minor,
        policy.executiveLimit,
      ),
    two_reps: anyone(({ id }) =>
      given.some((one) => one.thisYear && one.contactId === id && hands(one).some((by) => by !== requesterId)),
    ),
    tender: draft.tender,
    tender_said: !draft.tender && draft.known.tender,
    signed_before: draft.known.signed,
  };
  const flags = FLAGS.filter((flag) => found[flag]);
  const isSkipped: Partial<Record<Role, boolean>> = {
    compliance: flags.length === 0,
    executive: amount.minor <= policy.executiveLimit,
  };
  return { flags, chain: LONGEST_CHAIN.filter((role) => !isSkipped[role]) };
};

/** What may be paid out of an approved fee: in proportion to what came in of the contract, at most all of it. */
export const payable = (fee: Money, contract: Money | null, collected: Money): Money => {
  if (!contract || contract.minor <= 0n || collected.minor <= 0n) return money(0n, fee.currency);
  return collected.minor >= contract.minor ? fee : scaleMoney(fee, collected.minor, contract.minor);
};

/** "FE-2026-0147". */
export const sayNumber = (year: number, count: number): string => `FE-${year}-${String(count).padStart(4, "0")}`;

/** What a line says after the customer's name. */
export interface Typed {
  readonly amount: Money | undefined;
  /** Ids of the contacts that are named beyond doubt. */
  readonly named: readonly string[];
  /** The rest: what is given. */
  readonly what: string;
}

/** An amount stands alone: "800", "¥1,200.50", "1.2万", "300元"; the 2 of "2盒茶" is none. */
const AMOUNT = /(?<=^|[\s,，])[¥￥$]?\d[\d,.]*(?:万|[wk])?(?:元|块)?(?=$|[\s,，。;；])/iu;

/** Reads "800 茶礼 李工" in any order. */
export const readTyped = (line: string, contacts: readonly NamedPerson[], currency: Money["currency"]): Typed => {
  const found = AMOUNT.exec(line.normalize("NFKC"));
  const amount = found && parseMoney(found[0].replace(/块$/, ""), currency);
  const rest = found && typeof amount !== "string" ? line.normalize("NFKC").replace(found[0], " ") : line;
  const people = peopleIn(rest, contacts).filter(({ ids }) => ids.length === 1);
  const words = people.reduceRight((text, { start, end }) => `${text.slice(0, start)} ${text.slice(end)}`, rest);
  return {
    amount: amount && typeof amount !== "string" ? amount : undefined,
    named: [...new Set(people.flatMap(({ ids }) => ids))],
    what: words.replace(/\s+/g, " ").trim(),
  };
};
