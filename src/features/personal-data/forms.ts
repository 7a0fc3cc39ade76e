import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import { defineForm, text } from "../../chat/form.ts";
import { LONGEST_EVER } from "../../domain/lengths.ts";
import { texts } from "./texts.ts";

const id = z.uuid();
/** Shows what is held about a contact. */
export const showHeld = defineAction("personalData.show", z.object({ id }));
export const exportHeld = defineAction("personalData.export", z.object({ id }));
export const beginErasing = defineAction("personalData.begin", z.object({ id }));

/** Whom a form is about, and their version when it was opened. */
const about = z.object({
  ...{ id, version: z.int(), name: z.string(), customer: z.string() },
  /** The customer is called as the person is, and gets another name. */
  renames: z.boolean().optional(),
  /** Other cards of theirs, as it seems, that stay. */
  also: z.string().optional(),
});
export type About = z.output<typeof about>;

const LONGEST_REASON = 300;

/** The name is typed once more: what is erased does not come back. */
export const eraseForm = defineForm({
  id: "personalData.erase",
  params: about,
  sample: {
    id: "00000000-0000-4000-8000-000000000000",
    version: 1,
    name: "王建国".repeat(12),
    customer: "宏达机电".repeat(20),
    renames: true,
    also: "王建国 · 云帆科技、".repeat(12),
  },
  build: (language, params) => {
    const t = texts[language];
    return {
      title: t.eraseTitle,
      submit: t.erase,
      intro: [
        [{ bold: `${params.name} · ${params.customer}` }],
        t.eraseIntro,
        t.eraseStays,
        ...(params.also ? [t.eraseAlso({ cards: params.also })] : []),
      ],
      fields: {
        name: text({ label: t.typeName, hint: t.typeNameHint, max: LONGEST_EVER }),
        ...(params.renames && {
          customer: text({ label: t.rename, hint: t.renameHint, max: LONGEST_EVER }),
        }),
        why: text({ label: t.why, hint: t.whyHint, max: LONGEST_REASON, long: true }),
      },
    };
  },
});
