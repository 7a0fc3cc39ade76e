import { z } from "zod";
import { choice, defineForm, text } from "../../chat/form.ts";
import { findSegments } from "../figures/public.ts";
import { texts } from "./texts.ts";

export const pasteForm = defineForm({
  id: "roster.paste",
  params: z.object({}),
  sample: {},
  build: (language) => {
    const t = texts[language];
    return {
      title: t.pasteTitle,
      submit: t.check,
      intro: [t.pasteIntro, [{ quiet: t.pasteExample }]],
      fields: { list: text({ label: t.list, hint: t.listHint, max: 3000, long: true }) },
    };
  },
});

/** What a text takes on every platform. */
export const LONGEST_TEAMS = 1000;

export const teamsForm = defineForm({
  id: "roster.teams",
  /** `id` of the list; `first`: there is no segment yet, and its name is typed. */
  params: z.object({ id: z.uuid(), first: z.literal(true).optional() }),
  sample: { id: "00000000-0000-4000-8000-000000000000" },
  build: (language, { first }) => {
    const t = texts[language];
    const { segment: label, segmentHint: hint } = t;
    return {
      title: t.teamsTitle,
      submit: t.make,
      fields: {
        segment: first ? text({ label, hint, max: 60 }) : choice({ label, hint, search: findSegments, complete: true }),
        teams: text({ label: t.teams, hint: t.teamsHint, max: LONGEST_TEAMS, long: true }),
      },
    };
  },
});
