import { z } from "zod";
import type { Fact } from "../../chat/card.ts";
import { amount, type Choice, check, choice, choices, defineForm, type Search, text } from "../../chat/form.ts";
import type { Language } from "../../core/language.ts";
import { currency, money, sayMoney } from "../../core/money.ts";
import { ROLES } from "../../core/scope.ts";
import { CUSTOMER_KINDS } from "../../domain/customers.ts";
import { type FeeDeal, findUnsignedDeals, sayUnsigned } from "../contracts/public.ts";
import { nameInList } from "../customers/public.ts";
import { type FeeContact, findContacts } from "../recipients/public.ts";
import { sayRole } from "../signers/public.ts";
import { FLAGS, SPECIAL } from "./rules.ts";
import { sayFlags, sayKind, sayPurpose, sayTender, texts } from "./texts.ts";

export const RECIPIENTS = 5;
export const WHAT_LENGTH = 100;
/** Names on the checks are cut at this length, so that the form can carry them. */
const NAME_LENGTH = 30;

export const dealChoice = ({ id, name, customer }: FeeDeal, language: Language): Choice => ({
  value: id,
  label: `${nameInList(customer, language)} · ${name}`,
});
export const contactChoice = ({ id, name, customer }: FeeContact, language: Language): Choice => ({
  value: id,
  label: `${name} · ${nameInList(customer, language)}`,
});

const searchDeals: Search<unknown> = async (ctx, typed) =>
  (await findUnsignedDeals(ctx.scope, typed, 50)).map((deal) => dealChoice(deal, ctx.language));
const searchContacts: Search<{ customerId?: string | undefined }> = async (ctx, typed, { customerId }) =>
  (await findContacts(ctx.scope, { typed, customerId })).map((contact) => contactChoice(contact, ctx.language));

const code = z.string().length(3);

/** What is asked for; `customerId` where it was said already, so that its contacts are offered. */
export const feeForm = defineForm({
  id: "fees.ask",
  params: z.object({ currency: code, customerId: z.uuid().optional() }),
  sample: { currency: "CNY", customerId: "00000000-0000-4000-8000-000000000000" },
  build: (language, params) => {
    const t = texts[language];
    return {
      title: t.title,
      submit: t.check,
      intro: [t.intro],
      fields: {
        deal: choice({ label: t.deal, hint: t.dealHint, search: searchDeals }),
        what: text({ label: t.what, placeholder: t.whatExample, max: WHAT_LENGTH }),
        amount: amount({ label: t.amount, placeholder: t.amountExample, currency: currency(params.currency) }),
        recipients: choices({ label: t.recipients, hint: t.recipientsHint, search: searchContacts }),
        tender: check({ label: t.tenderOpen, hint: t.tenderHint }),
      },
    };
  },
});

const minor = z.string().regex(/^\d{1,20}$/);

/** A request with what the checks found, as it travels with the form that asks for the last word. */
const checkedFee = z.object({
  /** The id it gets when it is sent: sent twice, it is one. */
  id: z.uuid(),
  deal: z.uuid(),
  what: z.string().max(WHAT_LENGTH),
  minor,
  currency: code,
  customer: z.string().max(NAME_LENGTH),
  kind: z.enum(CUSTOMER_KINDS),
  tender: z.boolean(),
  cap: minor,
  people: z
    .array(z.object({ id: z.uuid(), name: z.string().max(NAME_LENGTH), public: z.boolean(), used: minor }))
    .max(RECIPIENTS),
  flags: z.array(z.enum(FLAGS)),
  chain: z.array(z.enum(ROLES)).max(5),
});
export type CheckedFee = z.infer<typeof checkedFee>;

/** A name as short as the form can carry it; that it was cut is seen. */
export const shortName = (name: string): string => {
  const letters = [...name];
  return letters.length > NAME_LENGTH / 2 ? `${letters.slice(0, NAME_LENGTH / 2 - 1).join("")}…` : name;
};

const factsOf = (fee: CheckedFee, language: Language): Fact[] => {
  const t = texts[language];
  const said = (digits: string) => sayMoney(money(BigInt(digits), currency(fee.currency)));
  const lines = (text: (person: CheckedFee["people"][number]) => string) =>
    fee.people.map(text).join(language === "zh" ? "；" : "; ");
  const chain = fee.chain.map((role) => sayRole(role, language)).join(" → ");
  const flags = sayFlags(fee.flags, language);
  return [
    { label: t.verdict, value: fee.flags.length > 0 ? t.flagged({ flags, chain }) : t.canBeSent({ chain }) },
    { label: t.customer, value: `${fee.customer} · ${sayUnsigned(language)}` },
    { label: t.used, value: lines(({ name, used }) => t.usedLine({ name, used: said(used), cap: said(fee.cap) })) },
    {
      label: t.recipients,
      value: lines((person) => {
        const kind = sayKind(fee.kind, person.public, language);
        const isFlagged = person.public || fee.flags.includes("public_sector");
        return (isFlagged ? t.recipientFlagged : t.recipient)({ name: person.name, kind });
      }),
    },
    {
      label: t.request,
      value: t.requestLine({ amount: said(fee.minor), purpose: sayPurpose(SPECIAL, language), what: fee.what }),
    },
    { label: t.tender, value: sayTender(fee.tender, language) },
  ];
};

/** The checks, before anything is sent. */
export const confirmForm = defineForm({
  id: "fees.send",
  params: checkedFee,
  sample: {
    id: "00000000-0000-4000-8000-000000000000",
    deal: "00000000-0000-4000-8000-000000000000",
    what: "样".repeat(WHAT_LENGTH),
    minor: "9".repeat(15),
    currency: "CNY",
    customer: "样".repeat(15),
    kind: "state_owned",
    tender: true,
    cap: "9".repeat(12),
    people: Array.from({ length: RECIPIENTS }, () => ({
      id: "00000000-0000-4000-8000-000000000000",
      name: "样".repeat(15),
      public: true,
      used: "9".repeat(12),
    })),
    flags: [...FLAGS],
    chain: ["clerk", "manager", "finance", "compliance", "executive"],
  },
  build: (language, fee) => ({
    title: texts[language].confirmTitle,
    submit: texts[language].send,
    facts: factsOf(fee, language),
    fields: {},
  }),
});
