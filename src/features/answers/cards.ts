import type { Button, Card, Fact, Line } from "../../chat/card.ts";
import { type PlainDate, sayDate } from "../../core/dates.ts";
import type { Language } from "../../core/language.ts";
import { sayPerson } from "../../domain/names-people.ts";
import { DETRACTOR, mostOn, PROMOTER, type RatedItem } from "../../domain/satisfaction.ts";
import { showCase } from "../cases/public.ts";
import { type CalledSo, type Customer, customerLabel, offerOf, openCustomer, sayFlags } from "../customers/public.ts";
import { beginAnswer, editAnswer, listAnswers, showCalledSo, undoAnswer } from "./forms.ts";
import { type Answer, ratedIn, type SaidInAnswer, weakestOf } from "./rules.ts";
import type { Listed } from "./store.ts";
import { texts } from "./texts.ts";

/** Who reads a card, and on which day. */
export interface View {
  readonly language: Language;
  readonly today: PlainDate;
}

export interface ShownAnswer {
  readonly answer: Answer;
  readonly customer: Customer;
  readonly contact: { readonly name: string; readonly title: string | null } | null;
  /** What stood before; null: it is the first. */
  readonly before: { readonly csi: number; readonly on: PlainDate } | null;
}

const titleOf = (
  { answer: { csi, recommend }, customer }: Pick<ShownAnswer, "answer" | "customer">,
  language: Language,
): string => {
  const t = texts[language];
  const said = { customer: customer.name };
  return csi === null ? t.recommendsOf({ ...said, recommend: recommend ?? 0 }) : t.csiOf({ ...said, csi });
};

/** What became of an answer that was given: what it comes to, what it says, and what is to be done about it. */
export function answerCard(shown: ShownAnswer, how: "kept" | "again" | "corrected", view: View): Card {
  const { language } = view;
  const t = texts[language];
  const { answer, customer } = shown;
  const verdict = titleOf(shown, language);
  const title = how === "kept" ? verdict : t[how]({ title: verdict });
  const { id, complaintId } = answer;
  return {
    tone: answer.low ? "waiting" : "done",
    title,
    plain: title,
    tags: sayFlags(customer, language),
    ...(answer.said && { text: [answer.said] }),
    facts: factsOf(shown, view),
    buttons: [
      ...(complaintId === null ? [] : [{ label: t.openComplaint, press: showCase.with({ id: complaintId }) }]),
      { label: t.edit, press: editAnswer.with({ id }) },
      { label: t.undo, press: undoAnswer.with({ id }) },
      { label: t.all, press: listAnswers.with({ customerId: customer.id }) },
    ],
  };
}

function factsOf(shown: ShownAnswer, view: View): Fact[] {
  const { language, today } = view;
  const t = texts[language];
  const { answer, contact } = shown;
  const say = (day: PlainDate) => sayDate(day, language, today);
  const facts: Fact[] = [];
  const add = (label: string, value: string) => facts.push({ label, value });
  if (answer.csi !== null) add(t.since, saySince(shown, view));
  if (answer.recommend !== null) add(t.recommends, sayRecommend(answer.recommend, language));
  const weakest = weakestOf(answer.items);
  if (weakest.length > 0) add(t.weakest, weakest.map((item) => sayMark(item, language)).join(t.and));
  if (contact) add(t.contact, sayPerson(contact));
  if (answer.answeredOn !== today) add(t.day, say(answer.answeredOn));
  if (answer.complaintId !== null) add(t.complaint, t.complaintOpened);
  return facts;
}

function saySince({ answer: { csi }, before }: ShownAnswer, { language, today }: View): string {
  const t = texts[language];
  if (!before) return t.first;
  const day = sayDate(before.on, language, today);
  const by = (csi ?? 0) - before.csi;
  if (by === 0) return t.level({ day });
  return (by > 0 ? t.up : t.down)({ by: Math.abs(by), was: before.csi, day });
}

const sayRecommend = (mark: number, language: Language): string =>
  texts[language].of10({ mark, how: mark >= PROMOTER ? "for" : mark <= DETRACTOR ? "against" : "neither" });

const sayMark = ({ name, mark, scale }: RatedItem, language: Language): string =>
  texts[language].markOf({ name: name[language], mark, most: mostOn(scale) });

export function undoneCard(shown: Pick<ShownAnswer, "answer" | "customer">, { language }: View): Card {
  const t = texts[language];
  const title = t.undone({ title: titleOf(shown, language) });
  const { customerId, contactId } = shown.answer;
  const press = beginAnswer.with({ customerId, ...(contactId !== null && { contactId }) });
  return {
    tone: "past",
    title,
    plain: title,
    tags: sayFlags(shown.customer, language),
    text: [shown.answer.complaintId === null ? t.undoneDetail : `${t.undoneDetail}${t.undoneComplaint}`],
    buttons: [{ label: t.askAgain, press }],
  };
}

/** All that a customer has said, the newest first, with how it went. */
export function answersCard(
  customer: Customer,
  { rows, next }: { readonly rows: readonly Listed[]; readonly next: string | null },
  view: View & { readonly reader: string },
): Card {
  const { language, today } = view;
  const t = texts[language];
  const { id: customerId } = customer;
  const title = t.listTitle({ customer: customer.name });
  const rated = rows.filter(({ csi }) => csi !== null).toReversed();
  return {
    tone: "plain",
    title,
    plain: title,
    tags: sayFlags(customer, language),
    ...(rows.length === 0 && { text: [t.never] }),
    lines: rows.map((row) => lineOf(row, view)),
    counts: t.listCounts,
    ...(rated.length > 1 && {
      chart: {
        kind: "line" as const,
        title: t.overTime,
        categories: rated.map(({ answeredOn }) => sayDate(answeredOn, language, today)),
        series: [{ name: t.csi, values: rated.map(({ csi }) => csi ?? 0) }],
      },
    }),
    buttons: [
      { label: t.ask, press: beginAnswer.with({ customerId }), look: "primary" },
      ...(next === null ? [] : [{ label: t.earlier, press: listAnswers.with({ customerId, after: next }) }]),
      { label: t.open, press: openCustomer.with({ id: customerId }) },
    ],
  };
}

function lineOf(row: Listed, { language, today, reader }: View & { readonly reader: string }): Line {
  const t = texts[language];
  const { id, contact, by, said } = row;
  const detail = [contact && sayPerson(contact), by && t.askedBy({ by }), said].filter((part) => part);
  return {
    text: [{ bold: sayDate(row.answeredOn, language, today) }, ` · ${sayMarks(row, language).join(" · ")}`],
    ...(detail.length > 0 && { detail: detail.join(" · ") }),
    ...(row.memberId === reader && { buttons: [{ label: t.edit, press: editAnswer.with({ id }) }] }),
  };
}

const sayMarks = ({ csi, recommend }: SaidInAnswer, language: Language): string[] => {
  const t = texts[language];
  return [...(csi === null ? [] : [t.csiIs({ csi })]), ...(recommend === null ? [] : [t.recommendIs({ recommend })])];
};

/** All that was said in one answer, mark by mark. */
export const sayAnswer = (answer: SaidInAnswer, language: Language): string =>
  [
    ...sayMarks(answer, language),
    ...ratedIn(answer.items).map((item) => sayMark(item, language)),
    ...(answer.said === "" ? [] : [answer.said]),
  ].join(" · ");

const meanButton = (customer: Customer, { language, today }: View): Button => ({
  label: customerLabel(customer, language, today),
  press: beginAnswer.with({ customerId: customer.id }),
});

/** Which of those called so is meant. */
export function whichCard(found: readonly Customer[], called: CalledSo, view: View): Card {
  const t = texts[view.language];
  const title = t.which(called);
  const { more, buttons } = offerOf(found, called.from, {
    button: (one) => meanButton(one, view),
    next: (from) => showCalledSo.with({ ...called, from }),
    language: view.language,
  });
  return { tone: "waiting", title, plain: title, text: [t.whichDetail, ...more], buttons };
}

/** None is called so: those that come nearest. */
export function noneCard({ name, nearest }: { name: string; nearest: readonly Customer[] }, view: View): Card {
  const t = texts[view.language];
  const title = t.none({ name });
  return {
    tone: "waiting",
    title,
    plain: title,
    text: [nearest.length > 0 ? t.noneDetail : t.noneAlone],
    buttons: nearest.map((customer) => meanButton(customer, view)),
  };
}

/** On the cards of others. */
export const satisfactionButton = (customerId: string, language: Language): Button => ({
  label: texts[language].button,
  press: beginAnswer.with({ customerId }),
});
/** What a customer has said so far. */
export const answersButton = (customerId: string, language: Language): Button => ({
  label: texts[language].asked,
  press: listAnswers.with({ customerId }),
});
