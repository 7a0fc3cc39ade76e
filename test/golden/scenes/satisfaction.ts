import { USUAL_ITEMS } from "../../../src/domain/satisfaction.ts";
import * as answers from "../../../src/features/answers/cards.ts";
import type { Answer } from "../../../src/features/answers/rules.ts";
import * as satisfaction from "../../../src/features/satisfaction/cards.ts";
import type { Way } from "../../../src/features/satisfaction/rules.ts";
import * as survey from "../../../src/features/survey/cards.ts";
import { contact, customer, day, double, id, memberId, nameOf, now, type Scene, type Scenes, today } from "./world.ts";

const MARKS = [5, 4, 2, 4, null, 3];
const answer: Answer = {
  ...{ id: id(40), customerId: customer.id, contactId: contact.id, memberId: memberId("li"), answeredOn: today },
  items: USUAL_ITEMS.map((item, index) => ({ ...item, mark: MARKS[index] ?? null })),
  ...{ csi: 69, recommend: 9, said: "交货比以前快，价格还是偏高。", low: false, complaintId: null },
  ...{ createdAt: now, undone: false, version: 1 },
};
const low: Answer = {
  ...{ ...answer, csi: 31, recommend: 3, said: "又晚到了三天。", low: true, answeredOn: day("2026-11-25") },
  complaintId: id(41),
};
const listed = (shown: Answer, more: object) => ({ ...shown, contact, by: nameOf("li"), ...more });

const answersScene: Scene = (language) => {
  const view = { language, today };
  const before = { csi: 62, on: day("2026-08-03") };
  const shown = { answer, customer, contact, before };
  const rows = [listed(answer, {}), listed(low, { csi: 58, recommend: null, contact: null, answeredOn: before.on })];
  const asking = [customer, double];
  return {
    answerCard: answers.answerCard(shown, "kept", view),
    "answerCard, low": answers.answerCard({ ...shown, answer: low }, "kept", view),
    "answerCard, the first, nothing rated": answers.answerCard(
      { ...shown, answer: { ...answer, items: [], csi: null, said: "" }, contact: null, before: null },
      "kept",
      view,
    ),
    "answerCard, again": answers.answerCard({ ...shown, before: null }, "again", view),
    "answerCard, corrected": answers.answerCard({ ...shown, before: { csi: 69, on: before.on } }, "corrected", view),
    undoneCard: answers.undoneCard(shown, view),
    answersCard: answers.answersCard(customer, { rows, next: id(42) }, { ...view, reader: memberId("li") }),
    "answersCard, none": answers.answersCard(customer, { rows: [], next: null }, { ...view, reader: memberId("li") }),
    whichCard: answers.whichCard(asking, { name: "华信", from: 0 }, view),
    noneCard: answers.noneCard({ name: "华欣", nearest: asking }, view),
    "noneCard, nothing near": answers.noneCard({ name: "华欣", nearest: [] }, view),
  };
};

const TOTALS = { answers: 42, sum: 3108, rated: 42, asked: 40, promoters: 20, detractors: 6, customers: 31, low: 5 };
const NOTHING = { answers: 0, sum: 0, rated: 0, asked: 0, promoters: 0, detractors: 0, customers: 0, low: 0 };

const satisfactionScene: Scene = (language) => {
  const of = (way: Way, names: readonly (string | null)[], more = false) =>
    satisfaction.resultsCard(
      {
        ...{ shown: { way, months: 3, page: 0 }, period: { from: day("2026-08-28"), to: today }, totals: TOTALS },
        rows: names.map((name, index) => ({ name, csi: 58 + 9 * index, nps: 20 * index - 20, answers: 21 - index })),
        ...{ more, mayAsk: way === "team" },
      },
      { language, today },
    );
  return {
    "resultsCard, by team": of("team", ["华东一组", "华南组"]),
    "resultsCard, by rep": of("rep", [null, nameOf("li"), nameOf("emma")]),
    "resultsCard, by customer": of("customer", [customer.name, double.name], true),
    "resultsCard, by question": of(
      "item",
      USUAL_ITEMS.map(({ name }) => name[language]),
    ),
    "resultsCard, by month": of("month", ["2026-11-01", "2026-10-01", "2026-09-01"]),
    "resultsCard, none": satisfaction.resultsCard(
      {
        ...{ shown: { way: "rep", months: 1, page: 0 }, period: { from: day("2026-10-28"), to: today } },
        ...{ totals: NOTHING, rows: [], more: false, mayAsk: false },
      },
      { language, today },
    ),
  };
};

export const satisfactionScenes: Scenes = {
  answers: answersScene,
  satisfaction: satisfactionScene,
  survey: (language) => ({
    surveyCard: survey.surveyCard(USUAL_ITEMS, language),
    "surveyCard, changed": survey.surveyCard(USUAL_ITEMS.slice(0, 1), language, USUAL_ITEMS[0]?.name[language]),
  }),
};
