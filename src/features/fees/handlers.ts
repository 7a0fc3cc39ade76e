import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type ValuesOf } from "../../chat/form.ts";
import { dateIn, dateParts } from "../../core/dates.ts";
import { newId } from "../../core/ids.ts";
import { currency, type Money, money } from "../../core/money.ts";
import type { Scope } from "../../core/scope.ts";
import { overOf } from "../../domain/contract.ts";
import { startApproval } from "../approvals/public.ts";
import { dealById, dealsOf, type FeeDeal, hasSigned } from "../contracts/public.ts";
import { allCalled, type CustomerInLine, customerInLine } from "../finding/public.ts";
import { type FeeContact, findContacts } from "../recipients/public.ts";
import { sentCard, whichCard } from "./cards.ts";
import {
  type CheckedFee,
  confirmForm,
  contactChoice,
  dealChoice,
  feeForm,
  RECIPIENTS,
  shortName,
  WHAT_LENGTH,
} from "./forms.ts";
import { feePaper, givenOf, recentSince, standingOf } from "./public.ts";
import {
  type Draft,
  type Flag,
  givenTo,
  type Judgement,
  judge,
  readTyped,
  SPECIAL,
  type Stop,
  sayNumber,
  sharesOf,
  stopOf,
} from "./rules.ts";
import { createFee, organizationOf, readFees, takeNumber, tenderSaid } from "./store.ts";
import { inBoth, sayStop, texts } from "./texts.ts";

/** /fee: alone the empty form; with words the form with what they say. */
export const feeCommand = (ctx: Ctx, typed: string): Promise<Outcome> =>
  typed.trim() === "" ? openForm(ctx, {}) : feeFor(ctx, { line: typed, from: 0 });

/** The form for the deal a line means; or which, from one of them on. */
export const feeFor = async (
  ctx: Ctx,
  { line, from }: { readonly line: string; readonly from: number },
): Promise<Outcome> => {
  const found = await customerInLine(ctx.scope, line);
  if (found.kind === "none") return withoutCustomer(ctx, line, found);
  const meant = found.kind === "one" ? [found.customer] : await allCalled(ctx.scope, found.name);
  const deals = await dealsOf(
    ctx.scope,
    meant.map(({ id }) => id),
  );
  const [unsigned, ...more] = deals.filter(({ contract }) => !overOf(contract));
  if (unsigned && more.length > 0) {
    // Deals went since the button was shown: begin anew.
    const start = from <= more.length ? from : 0;
    return { show: whichCard([unsigned, ...more], { line, rest: found.rest, from: start }, ctx.language) };
  }
  if (unsigned) return openForDeal(ctx, unsigned, found.rest);
  const [signed] = deals.filter(({ contract }) => contract.signed);
  const over = signed && overOf(signed.contract);
  if (signed && over) return { refuse: sayStop(over, signed.customer.name, ctx.today) };
  const customer = meant
    .slice(0, NAMED)
    .map(({ name }) => name)
    .join("、");
  return { refuse: inBoth((language) => texts[language].noDeal({ customer })) };
};

/** Names that a refusal says. */
const NAMED = 5;

/** "/fee 800 茶礼" says no customer: the form asks. Any other first word is a name that nobody has. */
const withoutCustomer = async (
  ctx: Ctx,
  line: string,
  { name, nearest }: Extract<CustomerInLine, { kind: "none" }>,
): Promise<Outcome> => {
  const { currency: code } = await organizationOf(ctx.scope);
  const said = readTyped(line, [], code);
  if (said.amount && (name === undefined || readTyped(name, [], code).amount)) return openForm(ctx, said);
  const typed = name ?? [...line].slice(0, 20).join("");
  const near = nearest.map((customer) => customer.name).join("、");
  return {
    refuse: inBoth((language) => {
      const t = texts[language];
      return near === "" ? t.unknownCustomer({ typed }) : t.nearCustomer({ typed, near });
    }),
  };
};

/** The form for one deal, with an amount, recipients and things as they were typed after the customer. */
const openForDeal = async (ctx: Ctx, deal: FeeDeal, typed: string): Promise<Outcome> => {
  const organization = await organizationOf(ctx.scope);
  const contacts = await findContacts(ctx.scope, { typed: "", customerId: deal.customer.id });
  const { named, ...said } = readTyped(typed, contacts, organization.currency);
  return openForm(ctx, { ...said, deal, recipients: contacts.filter(({ id }) => named.includes(id)) });
};

export const startForDeal = async (ctx: Ctx, asked: { deal: string; typed: string }): Promise<Outcome> => {
  const deal = await dealById(ctx.scope, asked.deal);
  return deal ? openForDeal(ctx, deal, asked.typed) : { refuse: inBoth((language) => texts[language].feeGone) };
};

/** The form with what an earlier request of one's own said. */
export const startAgain = async (ctx: Ctx, { id }: { id: string }): Promise<Outcome> => {
  const [fee] = await readFees(ctx.scope, [id]);
  const deal = fee && (await dealById(ctx.scope, fee.dealId));
  if (!fee || !deal) return { refuse: inBoth((language) => texts[language].feeGone) };
  const recipients = await findContacts(ctx.scope, { ids: fee.recipients.map((recipient) => recipient.id) });
  return openForm(ctx, { deal, amount: fee.amount, what: fee.what, recipients });
};

interface Known {
  readonly deal?: FeeDeal;
  readonly amount?: Money | undefined;
  readonly what?: string;
  readonly recipients?: readonly FeeContact[];
}

const openForm = async (ctx: Ctx, known: Known): Promise<Outcome> => {
  const organization = await organizationOf(ctx.scope);
  const { deal, amount, what, recipients = [] } = known;
  const params = { currency: organization.currency, ...(deal && { customerId: deal.customer.id }) };
  const seeds = {
    ...(deal && { deal: dealChoice(deal, ctx.language) }),
    ...(what && { what: [...what].slice(0, WHAT_LENGTH).join("") }),
    ...(amount && { amount }),
    ...(recipients.length > 0 && {
      recipients: recipients.slice(0, RECIPIENTS).map((one) => contactChoice(one, ctx.language)),
    }),
  };
  return { ask: open(feeForm, params, { seeds }) };
};

interface Request {
  readonly deal: FeeDeal;
  readonly what: string;
  readonly amount: Money;
  readonly tender: boolean;
  readonly contacts: readonly FeeContact[];
}

/** The first submit: the request is judged, and the judgement shown before anything is sent. */
export const checkFee = async (ctx: Ctx, values: ValuesOf<FeeFields>): Promise<Outcome> => {
  const t = texts[ctx.language];
  const deal = await dealById(ctx.scope, values.deal);
  if (!deal) return { fix: { deal: t.dealGone } };
  const contacts = await findContacts(ctx.scope, { ids: values.recipients });
  const strangers = contacts.filter(({ customerId }) => customerId !== deal.customer.id);
  const customer = deal.customer.name;
  if (strangers.length > 0)
    return { fix: { recipients: t.strangerTo({ customer, names: strangers.map(({ name }) => name).join("、") }) } };
  if (contacts.length < new Set(values.recipients).size) return { fix: { recipients: t.recipientGone } };
  if (contacts.length > RECIPIENTS) return { fix: { recipients: t.tooMany({ max: RECIPIENTS }) } };
  const { what, amount, tender } = values;
  const request: Request = { deal, what, amount, tender, contacts };
  const judged = await judgeRequest(ctx.scope, request, ctx);
  if ("stop" in judged)
    return { fix: { [FIELD_OF[judged.stop.kind]]: sayStop(judged.stop, customer, ctx.today)[ctx.language] } };
  return { ask: open(confirmForm, checkedOf(newId(), request, judged)) };
};
type FeeFields = ReturnType<typeof feeForm.build>["fields"];

/** Where in the form a reason against sending is shown. */
const FIELD_OF: Record<Stop["kind"], keyof FeeFields> = {
  signed: "deal",
  signed_before: "deal",
  lost: "deal",
  nothing: "amount",
  nobody: "recipients",
  cash: "what",
};

interface Judged {
  readonly judgement: Judgement;
  /** What is shown of it: what follows from papers the requester may see. */
  readonly shown: { readonly draft: Draft; readonly flags: readonly Flag[] };
  readonly cap: bigint;
}

const judgeRequest = async (
  scope: Scope,
  { deal, amount, what, tender, contacts }: Request,
  { who, now }: Pick<Ctx, "who" | "now">,
): Promise<Judged | { readonly stop: Stop }> => {
  const policy = (await organizationOf(scope)).settingsFor(deal.teamId).fees;
  const contactIds = contacts.map(({ id }) => id);
  const lines = await standingOf(scope, { contactIds, customerId: deal.customer.id, requesterId: who.id }, now);
  const said = await tenderSaid(scope, { customerId: deal.customer.id, since: recentSince(now) });
  const draft: Draft = {
    requesterId: who.id,
    amount,
    what,
    recipients: contacts,
    customerKind: deal.customer.kind,
    contract: deal.contract,
    tender,
    known: { tender: said.atAll, signed: await hasSigned(scope, deal) },
    given: givenOf(lines, now),
  };
  const stop = stopOf(draft, policy);
  if (stop) return { stop };
  const seen: Draft = {
    ...draft,
    known: { tender: said.seen, signed: false },
    given: givenOf(
      lines.filter((line) => line.seen),
      now,
    ),
  };
  return {
    judgement: judge(draft, policy),
    shown: { draft: seen, flags: judge(seen, policy).flags },
    cap: policy.recipientYearlyCap,
  };
};

const checkedOf = (id: string, request: Request, { judgement, shown, cap }: Judged): CheckedFee => ({
  id,
  deal: request.deal.id,
  what: request.what,
  minor: String(request.amount.minor),
  currency: request.amount.currency,
  customer: shortName(request.deal.customer.name),
  kind: request.deal.customer.kind,
  tender: request.tender,
  cap: String(cap),
  people: request.contacts.map((contact) => ({
    id: contact.id,
    name: shortName(contact.name),
    public: contact.publicSector,
    used: String(givenTo(shown.draft.given, contact.id)),
  })),
  flags: [...shown.flags],
  chain: [...judgement.chain],
});

/** The last word: judged once more, and sent when the checks still say what was shown. */
export const sendFee = (ctx: Ctx, _: unknown, checked: CheckedFee): Promise<Outcome> =>
  ctx.change(async (change) => {
    const { zone } = await organizationOf(change);
    const { year } = dateParts(dateIn(zone, change.at));
    // From here on nobody else of the organization sends: the register cannot change below the judgement.
    const number = sayNumber(year, await takeNumber(change, year));
    const [before] = await readFees(change, [checked.id]);
    if (before) return { refuse: inBoth((language) => texts[language].sentBefore({ number: before.number })) };
    const deal = await dealById(change, checked.deal);
    if (!deal) return { refuse: inBoth((language) => texts[language].feeGone) };
    const teamId = change.teamIds.find((id) => id === deal.teamId) ?? change.teamIds[0];
    if (teamId === undefined) return { refuse: inBoth((language) => texts[language].noTeam) };
    const contacts = await findContacts(change, { ids: checked.people.map(({ id }) => id) });
    const amount = money(BigInt(checked.minor), currency(checked.currency));
    const request: Request = { ...checked, deal, amount, contacts };
    const judged = await judgeRequest(change, request, ctx);
    if ("stop" in judged) return { refuse: sayStop(judged.stop, deal.customer.name, ctx.today) };
    const { flags, chain } = judged.judgement;
    const shown = checkedOf(checked.id, request, judged);
    if (JSON.stringify(shown) !== JSON.stringify(checked)) return { ask: open(confirmForm, shown) };
    const fee = { id: checked.id, number, deal, requesterId: ctx.who.id, teamId, purpose: SPECIAL };
    const { what, tender } = checked;
    await createFee(change, { ...fee, what, tender, amount, flags, shares: sharesOf(amount, contacts) });
    const started = await startApproval(change, { ...fee, paper: feePaper, chain });
    return { show: sentCard(started, ctx.language) };
  });
