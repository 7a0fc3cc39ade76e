import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import { choice, date, defineForm, text } from "../../chat/form.ts";
import { ALLEGIANCES, sayAllegiance } from "../../domain/satisfaction.ts";
import { GRADES, LOYALTIES, QUADRANTS, sayGrade, sayLoyalty, sayQuadrant } from "../../domain/worth.ts";
import { texts } from "./texts.ts";

const id = z.uuid();
export const beginPin = defineAction("pinning.begin", z.object({ id }));
export const releasePin = defineAction("pinning.release", z.object({ id, version: z.int() }));
export const undoPin = defineAction("pinning.undo", z.object({ id, entry: z.uuid() }));

const about = z.object({ id, version: z.int(), name: z.string() });
export type About = z.output<typeof about>;

export const pinForm = defineForm({
  id: "pinning.pin",
  params: about,
  sample: { id: "00000000-0000-4000-8000-000000000000", version: 1, name: "宏达机电".repeat(20) },
  build: (language, params) => {
    const t = texts[language];
    return {
      title: t.formTitle,
      submit: t.pin,
      intro: [[{ bold: params.name }], t.formIntro],
      fields: {
        grade: choice({
          label: t.grade,
          options: GRADES.map((grade) => ({ value: grade, label: sayGrade(grade, language) })),
          optional: true,
        }),
        quadrant: choice({
          label: t.quadrant,
          options: QUADRANTS.map((quadrant) => ({ value: quadrant, label: sayQuadrant(quadrant, language) })),
          optional: true,
        }),
        loyalty: choice({
          label: t.loyalty,
          options: LOYALTIES.map((each) => ({ value: each, label: sayLoyalty(each, language) })),
          optional: true,
        }),
        allegiance: choice({
          label: t.allegiance,
          options: ALLEGIANCES.map((each) => ({ value: each, label: sayAllegiance(each, language) })),
          optional: true,
        }),
        until: date({ label: t.until, hint: t.untilHint }),
        reason: text({ label: t.reason, hint: t.reasonHint, max: 200, long: true }),
      },
    };
  },
});
