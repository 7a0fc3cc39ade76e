import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import { choice, defineForm, type Search, text } from "../../chat/form.ts";
import { ACCOUNT_CHANGES, LONGEST_WORDS } from "./rules.ts";
import { findColleagues } from "./store.ts";
import { texts } from "./texts.ts";

/** Asks for a change, of this person's account when they are named. */
export const beginRequest = defineAction("accountrequests.begin", z.object({ id: z.uuid().optional() }));
const seen = z.object({ id: z.uuid(), version: z.int() });
export const finishRequest = defineAction("accountrequests.done", seen);
export const declineRequest = defineAction("accountrequests.decline", seen);

const searchColleagues: Search<unknown> = async (ctx, typed) =>
  (await findColleagues(ctx.scope, typed)).map(({ id: value, name: label, teams, open }) => {
    const detail = [...(open ? [] : [texts[ctx.language].isClosed]), ...(teams === "" ? [] : [teams])].join(" · ");
    return { value, label, ...(detail !== "" && { detail }) };
  });

export const askForm = defineForm({
  id: "accountrequests.ask",
  params: z.object({}),
  sample: {},
  build: (language) => {
    const t = texts[language];
    return {
      title: t.askTitle,
      submit: t.send,
      fields: {
        whom: choice({ label: t.whom, search: searchColleagues }),
        what: choice({ label: t.what, options: ACCOUNT_CHANGES.map((each) => ({ value: each, label: t[each] })) }),
        words: text({ label: t.words, hint: t.wordsHint, max: LONGEST_WORDS, long: true }),
      },
    };
  },
});

export const declineForm = defineForm({
  id: "accountrequests.decline",
  params: seen.extend({ name: z.string() }),
  sample: { id: "00000000-0000-4000-8000-000000000000", version: 1_000_000, name: "x".repeat(200) },
  build: (language, { name }) => {
    const t = texts[language];
    return {
      title: t.declineTitle,
      submit: t.decline,
      intro: [[{ bold: name }]],
      fields: { reason: text({ label: t.reason, hint: t.reasonHint, max: LONGEST_WORDS, long: true }) },
    };
  },
});
