import type { RawValue } from "../../src/chat/port.ts";
import type { Case, FormCase } from "./attack-cases.ts";

/** Who gives tasks to people of the whole organization. */
const GIVERS = ["周明"];
const NOBODY: string[] = [];
const task = (more: object = {}): Case => ({ seers: NOBODY, payloads: (ids) => [{ id: ids.task, ...more }] });
const t = (text: string): RawValue => ({ text });
const pick = (value: string): RawValue => ({ choices: [{ value, label: "x" }] });

export const TASK_ACTIONS: Readonly<Record<string, Case>> = {
  "tasks.done": task({ v: 1 }),
  "tasks.later": task({ v: 1 }),
  "tasks.cannot": task({ v: 1, d: 1 }),
  "tasks.back": task({ v: 1 }),
  "tasks.again": task(),
  "tasks.list": {
    seers: NOBODY,
    payloads: (ids) => ["mine", "given"].flatMap((of) => [{ of }, { of, after: ids.task }]),
  },
};

const answer = (values: Readonly<Record<string, RawValue>>): FormCase => ({
  seers: NOBODY,
  submits: (ids) => [{ params: { id: ids.task, v: 1, what: "x" }, values }],
});
export const TASK_FORMS: Readonly<Record<string, FormCase>> = {
  "tasks.give": {
    seers: GIVERS,
    submits: (ids) => {
      const values = { to: pick(ids.member), what: t("寄样品"), by: t("2026-11-30") };
      return [
        { params: {}, values },
        { params: {}, values: { ...values, customer: pick(ids.customer) } },
      ];
    },
  },
  "tasks.done": answer({ answer: t("办了") }),
  "tasks.later": answer({ on: t("2026-11-30") }),
  "tasks.cannot": answer({ why: t("不是我的") }),
};
