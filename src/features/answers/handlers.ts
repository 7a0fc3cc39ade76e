import type { Ctx, Outcome } from "../../chat/feature.ts";
import { type FieldErrors, type Fields, open, type SeedsOf } from "../../chat/form.ts";
import { dateIn, type PlainDate } from "../../core/dates.ts";
import type { Change, Scope } from "../../core/scope.ts";
import { peopleIn, sayPerson } from "../../domain/names-people.ts";
import { csiOf, isLow, type SurveyItem } from "../../domain/satisfaction.ts";
import { correctCase, openCase, withdrawUntouched } from "../cases/public.ts";
import { contactsById, contactsOf } from "../contacts/public.ts";
import { type CalledSo, type Customer, customerById } from "../customers/public.ts";
import { allCalled, customerInLine } from "../finding/public.ts";
import * as cards from "./cards.ts";
import { type About, answerForm, type EditAbout, editForm, markChoice, recommendChoice } from "./forms.ts";
import {
  type Answer,
  type AskedItem,
  fieldAt,
  isAsked,
  itemsIn,
  type NewAnswer,
  problemsOf,
  questionsOf,
  ratedIn,
} from "./rules.ts";
import {
  correctAnswer,
  keepAnswer,
  organizationOf,
  readAnswer,
  readAnswers,
  readBefore,
  takeBackAnswer,
} from "./store.ts";
import { refusals, texts } from "./texts.ts";

const PAGE = 10;

/** "/satisfaction 宏达 王总": the questions for the customer that is meant, or which one. */
export async function typeAnswer(ctx: Ctx, typed: string): Promise<Outcome> {
  const found = await customerInLine(ctx.scope, typed.trim(), (id) => contactsOf(ctx.scope, id));
  if (found.kind === "one") {
    const people = found.beside ?? (await contactsOf(ctx.scope, found.customer.id));
    const [person] = peopleIn(found.rest, people).filter(({ ids }) => ids.length === 1);
    return askFor(ctx, found.customer, { contactId: person?.ids[0] });
  }
  const name = [...(found.name ?? typed.trim())].slice(0, 40).join("");
  if (found.kind === "several") return pressWhich(ctx, { name, from: 0 });
  return { show: cards.noneCard({ name, nearest: found.nearest }, ctx) };
}

/** Those called so, from one of them on. */
export async function pressWhich(ctx: Ctx, called: CalledSo): Promise<Outcome> {
  const found = await allCalled(ctx.scope, called.name);
  return found.length > called.from ? { show: cards.whichCard(found, called, ctx) } : { refuse: refusals.customerGone };
}

interface AboutCustomer {
  readonly customerId: string;
  readonly contactId?: string | undefined;
}
export async function pressBegin(ctx: Ctx, { customerId, contactId }: AboutCustomer): Promise<Outcome> {
  const customer = await customerById(ctx.scope, customerId);
  return customer ? askFor(ctx, customer, { contactId }) : { refuse: refusals.customerGone };
}

async function askFor(ctx: Ctx, customer: Customer, given: { readonly contactId: string | undefined }) {
  const { survey } = (await organizationOf(ctx.scope)).settings;
  const contactId = given.contactId ?? null;
  const seeds = await seedsOf(ctx, { items: [], contactId, answeredOn: ctx.today, recommend: null, said: "" });
  return { ask: open(answerForm, aboutOf(ctx, customer, survey), { seeds }) };
}

const aboutOf = ({ language }: Ctx, { id, name }: Customer, items: readonly SurveyItem[]): About => ({
  customerId: id,
  name,
  asked: questionsOf(items, language),
});

/** The values a form opens with. */
async function seedsOf(
  { language, scope }: Ctx,
  known: Pick<NewAnswer, "items" | "contactId" | "answeredOn" | "recommend" | "said">,
): Promise<SeedsOf<Fields>> {
  const { items, contactId, answeredOn, recommend, said } = known;
  const [contact] = contactId === null ? [] : await contactsById(scope, [contactId]);
  const marks = items.flatMap(({ scale, mark }, index) =>
    mark === null ? [] : [[fieldAt(index), scale === "five" ? markChoice(mark, language) : mark] as const],
  );
  return {
    ...Object.fromEntries(marks),
    ...(recommend !== null && { recommend: recommendChoice(recommend, language) }),
    ...(said !== "" && { said }),
    ...(contact && { contact: { value: contact.id, label: sayPerson(contact) } }),
    answeredOn,
  };
}

/** What was filled in, but for the items, which have names of their own on each form. */
interface Values extends Readonly<Record<string, unknown>> {
  readonly recommend?: string | undefined;
  readonly said?: string | undefined;
  readonly contact?: string | undefined;
  readonly answeredOn: PlainDate;
}
type Filled = Pick<NewAnswer, "items" | "contactId" | "answeredOn" | "recommend" | "said">;
const filledIn = (items: readonly SurveyItem[], values: Values): Filled => ({
  items: itemsIn(items, values),
  contactId: values.contact ?? null,
  answeredOn: values.answeredOn,
  recommend: values.recommend === undefined ? null : Number(values.recommend),
  said: values.said?.trim() ?? "",
});

/** What the form gives as an answer, or what is wrong at which field. */
async function check(
  ctx: Pick<Ctx, "scope" | "language" | "today">,
  customer: Customer,
  filled: Filled,
): Promise<{ readonly errors: FieldErrors } | { readonly answer: NewAnswer }> {
  const t = texts[ctx.language];
  const problems = Object.entries(problemsOf(filled, ctx.today));
  const errors: Record<string, string> = Object.fromEntries(problems.map(([field, problem]) => [field, t[problem]]));
  const [contact] = filled.contactId === null ? [] : await contactsById(ctx.scope, [filled.contactId]);
  if (filled.contactId !== null && contact?.customerId !== customer.id) errors.contact = t.contactGone;
  if (Object.keys(errors).length > 0) return { errors };
  const csi = csiOf(ratedIn(filled.items));
  const figures = (await organizationOf(ctx.scope)).settingsFor(customer.teamId).satisfaction;
  const low = isLow({ csi, recommend: filled.recommend }, figures);
  return { answer: { ...filled, customerId: customer.id, csi, low } };
}

export async function submitAnswer(ctx: Ctx, values: Values, { customerId, asked }: About): Promise<Outcome> {
  const customer = await customerById(ctx.scope, customerId);
  if (!customer) return { refuse: refusals.customerGone };
  const { survey } = (await organizationOf(ctx.scope)).settings;
  if (!isAsked(asked, survey, ctx.language)) return askAnew(ctx, customer, { values, asked, survey });
  return ctx.change(async (change) => {
    const now = await customerById(change, customer.id);
    if (!now) return { refuse: refusals.customerGone };
    const checked = await check({ ...ctx, scope: change }, now, filledIn(survey, values));
    if ("errors" in checked) return { fix: checked.errors };
    const { answer, again } = await keepAnswer(change, checked.answer, ctx.who.id);
    const kept = again ? answer : await followUp(ctx, change, { customer: now, answer, before: null });
    return { show: cards.answerCard(await present(change, now, kept), again ? "again" : "kept", ctx) };
  });
}

/**
 * A low answer opens a complaint, which is told to whoever has the customer (domain.md §7.2); one that is low no more
 * withdraws it, where nothing was done about it yet. A complaint that stands says what the answer says.
 */
async function followUp(
  ctx: Ctx,
  change: Change,
  {
    customer,
    answer,
    before,
  }: { readonly customer: Customer; readonly answer: Answer; readonly before: Answer | null },
): Promise<Answer> {
  const { id: answerId, customerId, contactId, said, low, complaintId } = answer;
  if (complaintId !== null) {
    if (!low && before?.low) await withdrawUntouched(change, complaintId, ctx.who.name);
    await correctCase(change, complaintId, { contactId, said });
    return (await readAnswer(change, answerId)) ?? answer;
  }
  if (!low || before?.low) return answer;
  const { teamId } = customer;
  const opened = { kind: "complaint" as const, customerId, teamId, contactId, said, answerId };
  return { ...answer, complaintId: (await openCase(change, opened)).id };
}

interface Overtaken {
  readonly values: Values;
  readonly asked: About["asked"];
  readonly survey: readonly SurveyItem[];
}
/** An admin was faster: the form comes again with what is asked by now, and with what was filled in of it. */
async function askAnew(ctx: Ctx, customer: Customer, { values, asked, survey }: Overtaken): Promise<Outcome> {
  const at = new Map(asked.map(({ id, scale }, index) => [`${id} ${scale}`, fieldAt(index)]));
  const filled = filledIn(survey, values);
  const items = survey.map((item): AskedItem => {
    const mark = values[at.get(`${item.id} ${item.scale}`) ?? ""];
    return { ...item, mark: mark === undefined ? null : Number(mark) };
  });
  const seeds = await seedsOf(ctx, { ...filled, items });
  const errors = { "": texts[ctx.language].changed };
  return { ask: open(answerForm, aboutOf(ctx, customer, survey), { seeds, errors }) };
}

async function present(scope: Scope, customer: Customer, answer: Answer): Promise<cards.ShownAnswer> {
  const { contactId } = answer;
  const [contact] = contactId === null ? [] : await contactsById(scope, [contactId]);
  return { answer, customer, contact: contact ?? null, before: await readBefore(scope, answer) };
}

async function presentById(scope: Scope, id: string): Promise<cards.ShownAnswer | undefined> {
  const answer = await readAnswer(scope, id);
  const customer = answer && (await customerById(scope, answer.customerId));
  return customer ? present(scope, customer, answer) : undefined;
}

type Work = (shown: cards.ShownAnswer) => Outcome | Promise<Outcome>;
/** Only who asked changes an answer; others learn that it is not theirs, or nothing at all when it is out of sight. */
async function withOwn(ctx: Ctx, id: string, work: Work): Promise<Outcome> {
  const shown = await presentById(ctx.scope, id);
  if (!shown) return { refuse: refusals.gone };
  return shown.answer.memberId === ctx.who.id ? work(shown) : { refuse: refusals.notYours };
}
const withStanding = (ctx: Ctx, id: string, work: Work): Promise<Outcome> =>
  withOwn(ctx, id, (shown) =>
    shown.answer.undone ? { refuse: refusals.undone, stale: cards.undoneCard(shown, ctx) } : work(shown),
  );

interface Id {
  readonly id: string;
}
export const pressUndo = (ctx: Ctx, { id }: Id): Promise<Outcome> =>
  withOwn(ctx, id, (shown) => {
    if (shown.answer.undone) return { replace: cards.undoneCard(shown, ctx) };
    if (dateIn(ctx.zone, shown.answer.createdAt) !== ctx.today) return { refuse: refusals.tooLateToUndo };
    return ctx.change(async (change) => {
      if (!(await takeBackAnswer(change, shown.answer))) return overtaken(ctx, await presentById(change, id));
      const { complaintId } = shown.answer;
      if (complaintId !== null) await withdrawUntouched(change, complaintId, ctx.who.name);
      return { replace: cards.undoneCard(shown, ctx) };
    });
  });

export const pressEdit = (ctx: Ctx, { id }: Id): Promise<Outcome> =>
  withStanding(ctx, id, async ({ answer, customer }) => {
    const params = { ...aboutOf(ctx, customer, answer.items), id, version: answer.version };
    return { ask: open(editForm, params, { seeds: await seedsOf(ctx, answer) }) };
  });

export const submitEdit = (ctx: Ctx, values: Values, { id, version }: EditAbout): Promise<Outcome> =>
  ctx.change((change) => {
    const now = { ...ctx, scope: change };
    return withStanding(now, id, async ({ answer: before, customer }) => {
      const checked = await check(now, customer, filledIn(before.items, values));
      if ("errors" in checked) return { fix: checked.errors };
      const answer = await correctAnswer(change, before, { ...checked.answer, version });
      if (!answer) return overtaken(ctx, await presentById(change, id));
      const kept = await followUp(ctx, change, { customer, answer, before });
      return { replace: cards.answerCard(await present(change, customer, kept), "corrected", ctx) };
    });
  });

/** Somebody was faster: the answer as it is now. */
function overtaken(ctx: Ctx, now: cards.ShownAnswer | undefined): Outcome {
  if (!now) return { refuse: refusals.gone };
  if (now.answer.undone) return { refuse: refusals.undone, stale: cards.undoneCard(now, ctx) };
  return { refuse: refusals.stale, stale: cards.answerCard(now, "corrected", ctx) };
}

export async function pressList(
  ctx: Ctx,
  { customerId, after }: { readonly customerId: string; readonly after?: string | undefined },
): Promise<Outcome> {
  const customer = await customerById(ctx.scope, customerId);
  if (!customer) return { refuse: refusals.customerGone };
  const page = await readAnswers(ctx.scope, customer.id, { size: PAGE, ...(after !== undefined && { after }) });
  return { show: cards.answersCard(customer, page, { ...ctx, reader: ctx.who.id }) };
}
