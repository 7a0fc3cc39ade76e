import { z } from "zod";
import { type Card, defineAction } from "../../chat/card.ts";
import { dateIn } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { type Money, money, sayMoney } from "../../core/money.ts";
import type { Reader } from "../../notify/tell.ts";
import { type ApprovalState, type PaperFace, roleNext, type Sent, type Sheet } from "../approvals/public.ts";
import { type FeeDeal, sayContract } from "../contracts/public.ts";
import { nameInList, sayFlags } from "../customers/public.ts";
import { sayHolder, sayRole } from "../signers/public.ts";
import { flagsTold, payable } from "./rules.ts";
import type { Fee } from "./store.ts";
import { sayFlags as sayFound, sayKind, sayPayable, sayPurpose, sayTenderSaid, texts } from "./texts.ts";

/** Opens the form for a deal, with what else was typed. */
export const startFee = defineAction("fees.start", z.object({ deal: z.uuid(), typed: z.string().max(300) }));
const MOST_TYPED = 300;
/** The deals a line may mean, from one of them on. */
export const whichDeal = defineAction(
  "fees.which",
  z.object({ line: z.string().max(MOST_TYPED), from: z.int().nonnegative() }),
);
/** Opens the form with what an earlier request said. */
export const feeAgain = defineAction("fees.again", z.object({ id: z.uuid() }));

export const feeFace = (fee: Fee, now: Date): PaperFace => ({
  number: fee.number,
  kind: (language) => texts[language].kind,
  heading: (language) => texts[language].heading({ amount: sayMoney(fee.amount), customer: fee.customerName }),
  tags: ({ language, member }) =>
    member !== null && fee.flagsSeenBy.includes(member) ? sayFlags({ flags: fee.customerFlags }, language) : [],
  facts: ({ language, zone, own }, state) => {
    const t = texts[language];
    const flags = flagsTold(fee.flags, { own });
    const people = fee.recipients.map(({ name, publicSector }) =>
      t.recipientLine({ name, kind: sayKind(fee.customerKind, publicSector, language) }),
    );
    return [
      { label: t.purpose, value: t.purposeLine({ purpose: sayPurpose(fee.purpose, language), what: fee.what }) },
      { label: t.recipients, value: people.join(language === "zh" ? "、" : ", ") },
      { label: t.contract, value: sayContract(fee.contract, language, dateIn(zone, now)) },
      ...(fee.tender === null ? [] : [{ label: t.tender, value: sayTenderSaid(fee.tender, language) }]),
      ...(own ? [] : [{ label: t.yearSoFar, value: sayMoney(yearWith(fee, state)) }]),
      ...(flags.length > 0 ? [{ label: t.forCompliance, value: sayFound(flags, language) }] : []),
    ];
  },
  afterwards: (language) =>
    sayPayable({ ...fee, payable: payable(fee.amount, fee.contractAmount, fee.collected) }, language),
  again: feeAgain.with({ id: fee.id }),
});

/** What the recipients were given this year: a fee that came to nothing gives nothing. */
const yearWith = ({ amount, thisYear }: Fee, state: ApprovalState): Money => {
  const counts = state === "waiting" || state === "approved";
  return money(thisYear.others + (counts ? thisYear.own : 0n), amount.currency);
};

/** For the requester, once it is on its way. */
export const sentCard = ({ sheet, sent }: { sheet: Sheet; sent: Sent }, language: Language): Card => {
  const t = texts[language];
  const title = t.sentTitle({ heading: sheet.face.heading(language) });
  const role = roleNext(sheet.approval) ?? "clerk";
  const names = sheet.next.map(({ name }) => name).join(language === "zh" ? "、" : ", ");
  const where = {
    channel: t.sentToChannel({ role: sayHolder(role, language) }),
    direct: t.sentDirect({ names }),
    nobody: t.sentToNobody({ role: sayRole(role, language) }),
  }[sent];
  return {
    tone: "waiting",
    title,
    plain: `${title} · ${sheet.face.number}`,
    tags: sheet.face.tags({ language, member: sheet.approval.requesterId }),
    text: [where],
    footer: sheet.face.number,
  };
};

/** For whoever has it, when money came in. */
export const payableCard = ({ face }: Sheet, reader: Pick<Reader, "language" | "member">): Card => {
  const { language } = reader;
  const title = texts[language].moneyIn({ heading: face.heading(language) });
  return {
    ...{ tone: "done", title, plain: title, tags: face.tags(reader) },
    text: [face.afterwards(language)],
    footer: face.number,
  };
};

/** Deals offered at once. */
const OFFERED = 5;

/** Several deals fit what was typed: the next few, and a way to the rest. */
export const whichCard = (
  deals: readonly FeeDeal[],
  { line, rest: typed, from }: { readonly line: string; readonly rest: string; readonly from: number },
  language: Language,
): Card => ({
  tone: "plain",
  title: texts[language].which,
  plain: texts[language].which,
  lines: deals.slice(from, from + OFFERED).map((deal) => ({
    text: `${nameInList(deal.customer, language)} · ${deal.name}`,
    buttons: [
      { label: texts[language].choose, press: startFee.with({ deal: deal.id, typed: typed.slice(0, MOST_TYPED) }) },
    ],
  })),
  ...(deals.length > from + OFFERED && {
    buttons: [
      {
        label: texts[language].moreDeals({ count: deals.length - from - OFFERED }),
        press: whichDeal.with({ line: line.slice(0, MOST_TYPED), from: from + OFFERED }),
      },
    ],
  }),
});
