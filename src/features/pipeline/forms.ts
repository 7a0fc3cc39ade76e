import { z } from "zod";
import { amount, check, choice, date, defineForm, type OpenForm, open, text } from "../../chat/form.ts";
import type { Language } from "../../core/language.ts";
import { currency } from "../../core/money.ts";
import { CRITERIA, LOSS_REASONS } from "../../domain/deal-reasons.ts";
import { STAGES, type Stage, sayStage } from "../../domain/stages.ts";
import { LOSSES } from "../reasons/public.ts";
import { searchDeals } from "./public.ts";
import type { Deal } from "./rules.ts";
import { texts } from "./texts.ts";

/** The deal a form is about, and the column it stood in when the form was opened. */
const about = z.object({ id: z.uuid(), name: z.string(), from: z.enum(STAGES), currency: z.string().length(3) });
export type About = z.output<typeof about>;
const sample: About = {
  id: "00000000-0000-4000-8000-000000000000",
  name: "宏达机电三年续约".repeat(10),
  from: "first_meeting",
  currency: "CNY",
};
const EVIDENCE = 300;

/** What a deal's form is about, said once above its fields. */
const heading = (params: About, language: Language, ...more: readonly string[]) => [
  [{ bold: params.name }, ` · ${sayStage(params.from, language)}`],
  ...more,
];

const TARGETS: readonly Stage[] = ["first_meeting", "p25", "p50", "p90", "won", "lost", "opportunity"];

/** Which deal and where to, for who typed neither. */
export const pickForm = defineForm({
  id: "pipeline.pick",
  params: z.object({}),
  sample: {},
  build: (language) => {
    const t = texts[language];
    return {
      title: t.pickTitle,
      submit: t.next,
      fields: {
        deal: choice({ label: t.deal, search: searchDeals }),
        stage: choice({
          label: t.stage,
          options: TARGETS.map((stage) => ({ value: stage, label: sayStage(stage, language) })),
        }),
      },
    };
  },
});

export const meetingForm = defineForm({
  id: "pipeline.meeting",
  params: about,
  sample,
  build: (language, params) => {
    const t = texts[language];
    return {
      title: t.meetingTitle,
      submit: t.move,
      intro: heading(params, language),
      fields: { firstMeetingOn: date({ label: t.meetingOn }), firstMeetingAt: text({ label: t.meetingAt, max: 120 }) },
    };
  },
});

export const heldForm = defineForm({
  id: "pipeline.held",
  params: about,
  sample,
  build: (language, params) => {
    const t = texts[language];
    return {
      title: t.heldTitle,
      submit: t.move,
      intro: heading(params, language),
      fields: {
        firstMeetingOn: date({ label: t.heldOn }),
        agreed: check({ label: t.agreed }),
        note: text({ label: t.note, max: EVIDENCE, optional: true }),
      },
    };
  },
});

export const criteriaForm = defineForm({
  id: "pipeline.criteria",
  params: about,
  sample,
  build: (language, params) => {
    const t = texts[language];
    const kept = params.from === "p50" || params.from === "p90";
    const evidence = (label: string) => text({ label, max: EVIDENCE, optional: true });
    return {
      title: t.criteriaTitle,
      submit: kept ? t.save : t.move,
      intro: heading(params, language, t.criteriaIntro, ...(kept ? [t.criteriaKept] : [])),
      fields: {
        firstMeetingOn: date({ label: t.heldOn, optional: true }),
        rightPerson: evidence(t.rightPerson),
        fittingProposal: evidence(t.fittingProposal),
        soundBudget: evidence(t.soundBudget),
        rightTime: evidence(t.rightTime),
        expectedOn: date({ label: t.signingDate, optional: true }),
        nextStep: evidence(t.nextStep),
        amount: amount({ label: t.amount, currency: currency(params.currency), optional: true }),
      },
    };
  },
});

export const papersForm = defineForm({
  id: "pipeline.papers",
  params: about,
  sample,
  build: (language, params) => {
    const t = texts[language];
    return {
      title: t.papersTitle,
      submit: t.move,
      intro: heading(params, language, t.papersIntro),
      fields: {
        contractSignedOn: date({ label: t.signedOn }),
        amount: amount({ label: t.contractAmount, currency: currency(params.currency) }),
      },
    };
  },
});

export const wonForm = defineForm({
  id: "pipeline.won",
  params: about,
  sample,
  build: (language, params) => {
    const t = texts[language];
    return {
      title: t.wonTitle,
      submit: t.move,
      intro: heading(params, language),
      fields: { acceptedOn: date({ label: t.acceptedOn }), booked: check({ label: t.booked }) },
    };
  },
});

export const lostForm = defineForm({
  id: "pipeline.lost",
  params: about,
  sample,
  build: (language, params) => {
    const t = texts[language];
    return {
      title: t.lostTitle,
      submit: t.move,
      intro: heading(params, language),
      fields: {
        reason: choice({
          label: t.lossReason,
          options: LOSS_REASONS.map((reason) => ({ value: reason, label: LOSSES[reason][language] })),
        }),
        note: text({ label: t.whatHappened, max: EVIDENCE, long: true, optional: true }),
      },
    };
  },
});

export const backForm = defineForm({
  id: "pipeline.back",
  params: about.extend({ to: z.enum(STAGES) }),
  sample: { ...sample, to: "opportunity" },
  build: (language, params) => {
    const t = texts[language];
    return {
      title: t.backTitle,
      submit: t.move,
      intro: heading(params, language),
      fields: { why: text({ label: t.backWhy({ to: sayStage(params.to, language) }), max: EVIDENCE, long: true }) },
    };
  },
});

/** The form with what is known of the deal so far. */
export const askCriteria = (deal: Deal, about: About): OpenForm => {
  const evidence = Object.fromEntries(CRITERIA.map((key) => [key, deal.criteria[key]?.evidence || undefined]));
  const { firstMeetingOn, expectedOn, amount } = deal;
  return open(criteriaForm, about, {
    seeds: {
      ...evidence,
      firstMeetingOn: firstMeetingOn ?? undefined,
      expectedOn: expectedOn ?? undefined,
      amount: amount ?? undefined,
    },
  });
};
