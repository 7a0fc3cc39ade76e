import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import { amount, choice, choices, date, defineForm, text } from "../../chat/form.ts";
import { currency } from "../../core/money.ts";
import {
  CUSTOMER_FLAGS,
  CUSTOMER_KINDS,
  LIFECYCLE_CLASSES,
  sayClass,
  sayFlag,
  sayKind,
} from "../../domain/customers.ts";
import { LONGEST_OF_CUSTOMER } from "../../domain/lengths.ts";
import { texts } from "./texts.ts";

const id = z.uuid();
export const editFacts = defineAction("facts.edit", z.object({ id }));
export const moveStanding = defineAction("facts.standing", z.object({ id }));
export const restCustomer = defineAction("facts.rest", z.object({ id }));

/** The customer a form is about, and its version when the form was opened. */
const about = z.object({ id, version: z.int(), name: z.string() });
export type About = z.output<typeof about>;
const sample: About = { id: "00000000-0000-4000-8000-000000000000", version: 1, name: "宏达机电".repeat(20) };

const LONGEST_REASON = 200;
/** Of all together: after merges there are more than anybody types. */
const LONGEST_SHORT_NAMES = 1_000;

export const factsForm = defineForm({
  id: "facts.edit",
  // The day as it was shown: a first activity gives one meanwhile.
  params: about.extend({ currency: z.string().length(3), firstContactOn: z.iso.date().optional() }),
  sample: { ...sample, currency: "CNY", firstContactOn: "2020-05-01" },
  build: (language, params) => {
    const [t, of] = [texts[language], LONGEST_OF_CUSTOMER];
    const line = (label: string, max: number) => text({ label, max, optional: true });
    return {
      title: t.editTitle,
      submit: t.save,
      intro: [[{ bold: params.name }]],
      fields: {
        name: text({ label: t.name, max: of.customer }),
        shortNames: text({ label: t.shortNames, hint: t.shortNamesHint, max: LONGEST_SHORT_NAMES, optional: true }),
        kind: choice({
          label: t.kind,
          options: CUSTOMER_KINDS.map((kind) => ({ value: kind, label: sayKind(kind, language) })),
        }),
        industry: line(t.industry, of.industry),
        region: line(t.region, of.region),
        city: line(t.city, of.city),
        address: line(t.address, of.address),
        source: line(t.source, of.source),
        firstContactOn: date({ label: t.firstContactOn, optional: true }),
        yearly: amount({
          label: t.yearly,
          hint: t.yearlyHint,
          currency: currency(params.currency),
          optional: true,
        }),
      },
    };
  },
});

export const standingForm = defineForm({
  id: "facts.standing",
  params: about,
  sample,
  build: (language, params) => {
    const t = texts[language];
    return {
      title: t.standingTitle,
      submit: t.save,
      intro: [[{ bold: params.name }]],
      fields: {
        lifecycleClass: choice({
          label: t.lifecycleClass,
          options: LIFECYCLE_CLASSES.map((each) => ({ value: each, label: sayClass(each, language) })),
        }),
        flags: choices({
          label: t.flags,
          options: CUSTOMER_FLAGS.map((flag) => ({ value: flag, label: sayFlag(flag, language) })),
          optional: true,
        }),
        warningReason: text({
          label: t.warningReason,
          hint: t.warningReasonHint,
          max: LONGEST_OF_CUSTOMER.warningReason,
          optional: true,
        }),
      },
    };
  },
});

export const restForm = defineForm({
  id: "facts.rest",
  params: about,
  sample,
  build: (language, params) => {
    const t = texts[language];
    return {
      title: t.restTitle,
      submit: t.save,
      intro: [[{ bold: params.name }], t.restIntro],
      fields: {
        restUntil: date({ label: t.restUntil, hint: t.restUntilHint, optional: true }),
        restReason: text({ label: t.restReason, max: LONGEST_REASON, long: true, optional: true }),
      },
    };
  },
});
