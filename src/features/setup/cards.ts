import { z } from "zod";
import { type Button, type Card, defineAction, type Line } from "../../chat/card.ts";
import type { Language } from "../../core/language.ts";
import { closeSegmentButton } from "../closing/public.ts";
import { editCompany, showSegments } from "../company/public.ts";
import { groupButton, segmentFigures } from "../figures/public.ts";
import { holidaysButton } from "../holidays/public.ts";
import { beginPaste } from "../pasting/public.ts";
import { addPeople, editTeam, goOn } from "../team/public.ts";
import { countDone, isComplete, type Missing, type Progress, progressOf, STEPS, type Step, WORKS } from "./rules.ts";
import type { SegmentsListed, SetUpNow } from "./store.ts";
import { STEP_NAMES, STEP_WHY, sayMissing, texts, WORK_NAMES } from "./texts.ts";

export const editSegment = defineAction("setup.editSegment", z.object({ id: z.uuid().optional() }));
export const hideSetUp = defineAction("setup.hide", z.object({ version: z.int() }));

/** What each step leads to; at most three buttons a line. */
const buttonsOf = (step: Step, setUp: SetUpNow, language: Language): readonly Button[] => {
  const t = texts[language];
  switch (step) {
    case "company":
      return [
        { label: setUp.confirmed ? t.change : t.fillIn, press: editCompany.with({}) },
        groupButton("hours", language),
      ];
    case "segments":
      return setUp.segments === 0
        ? [{ label: t.newSegment, press: editSegment.with({}) }]
        : [{ label: STEP_NAMES.segments[language], press: showSegments.with({}) }];
    case "teams":
      return [{ label: t.newTeam, press: editTeam.with({}) }];
    case "channels": {
      const without = setUp.teams.filter(({ hasChannel }) => !hasChannel).slice(0, 3);
      return without.map(({ id, name }) => ({
        label: t.teamChannel({ team: name }),
        press: editTeam.with({ id }),
      }));
    }
    case "people":
      return [
        { label: t.addPeople, press: addPeople.with({}) },
        { label: t.pasteList, press: beginPaste.with({}) },
      ];
    case "holidays":
      return [holidaysButton(language)];
    default:
      return step satisfies never;
  }
};

interface Told {
  readonly done: boolean;
  /** The first that is to be done. */
  readonly next: boolean;
  readonly language: Language;
}
const stepLine = (step: Step, setUp: SetUpNow, { done, next, language }: Told): Line => {
  const t = texts[language];
  const name = STEP_NAMES[step][language];
  const buttons = buttonsOf(step, setUp, language).map(
    (button, n): Button => (next && n === 0 ? { ...button, look: "primary" } : button),
  );
  return {
    text: [{ bold: done ? t.stepDone({ name }) : t.stepOpen({ name }) }],
    detail: STEP_WHY[step][language],
    ...(buttons.length > 0 && { buttons }),
  };
};

/** More than these are counted. */
const NAMED = 4;
const sayAll = (missing: readonly Missing[], language: Language): string => {
  const t = texts[language];
  const named = missing.slice(0, NAMED).map((each) => sayMissing(each, language));
  const more = missing.length - named.length;
  return [...named, ...(more > 0 ? [t.more({ count: more })] : [])].join(t.separator);
};

/** Of moves between segments nobody needs to hear where there is one. */
const sayWorks = (setUp: SetUpNow, { missing }: Progress, language: Language): string[] =>
  WORKS.filter((work) => work !== "moves" || setUp.segments > 1).map((work) => {
    const t = texts[language];
    const what = WORK_NAMES[work][language];
    return missing[work].length === 0 ? t.works({ what }) : t.waits({ what, missing: sayAll(missing[work], language) });
  });

const titleOf = (progress: Progress, language: Language): string => {
  const t = texts[language];
  return isComplete(progress) ? t.complete : t.title({ done: countDone(progress), all: STEPS.length });
};

/** What is done, what is not, and what waits for it: a button a step. What was just done may be said first. */
export function setUpCard(setUp: SetUpNow, language: Language, said: readonly string[] = []): Card {
  const progress = progressOf(setUp);
  const title = titleOf(progress, language);
  const next = STEPS.find((step) => !progress.done[step]);
  return {
    tone: isComplete(progress) ? "done" : "waiting",
    title,
    plain: title,
    text: [...said, ...sayWorks(setUp, progress, language)],
    lines: STEPS.map((step) => stepLine(step, setUp, { done: progress.done[step], next: step === next, language })),
    footer: texts[language].footer,
  };
}

/** On Home, until all is set or it was put away. */
export function setUpHint(setUp: SetUpNow, language: Language): Card {
  const t = texts[language];
  const progress = progressOf(setUp);
  const title = titleOf(progress, language);
  return {
    tone: "waiting",
    title,
    plain: title,
    text: sayWorks(setUp, progress, language),
    buttons: [
      { label: t.goOn, press: goOn.with({}), look: "primary" },
      {
        label: t.hide,
        press: hideSetUp.with({ version: setUp.version }),
        confirm: { title: t.hideTitle, text: t.hideText, yes: t.hide, no: t.cancel },
      },
    ],
  };
}

export const segmentsCard = ({ rows, next, count }: SegmentsListed, language: Language): Card => {
  const t = texts[language];
  const title = t.segmentsTitle({ count });
  return {
    tone: "plain",
    title,
    plain: title,
    counts: t.segmentsCounts,
    lines: rows.map(({ id, name, teams }) => ({
      text: [{ bold: name }, ` · ${t.segmentTeams({ count: teams })}`],
      buttons: [
        { label: t.rename, press: editSegment.with({ id }) },
        segmentFigures(id, language),
        closeSegmentButton({ id, name }, language),
      ],
    })),
    buttons: [
      { label: t.newSegment, press: editSegment.with({}) },
      ...(next === null ? [] : [{ label: t.nextSegments, press: showSegments.with({ after: next }) }]),
      { label: t.goOn, press: goOn.with({}), look: "primary" },
    ],
  };
};

export const noticeCard = (tone: Card["tone"], title: string, detail?: string): Card => ({
  tone,
  title,
  plain: detail ? `${title} · ${detail}` : title,
  ...(detail && { text: [detail] }),
});
