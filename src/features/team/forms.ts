import { z } from "zod";
import { choice, choices, defineForm, people, place, text } from "../../chat/form.ts";
import { LANGUAGES } from "../../core/language.ts";
import { sayPlatform, sayPlatforms } from "../../domain/platforms.ts";
import { standingFields } from "../admission/public.ts";
import { findSegments } from "../figures/public.ts";
import { LANGUAGE_NAMES, searchZones } from "../settings/public.ts";
import { LONGEST_TEAM } from "./rules.ts";
import { texts } from "./texts.ts";

/** As many people as one form asks of whether they are the same. */
export const MOST_ALIKE = 6;
/** Characters that tell such people apart. */
export const LONGEST_DETAIL = 60;

const uuid = "00000000-0000-4000-8000-000000000000";
export const addForm = defineForm({
  id: "team.add",
  /** `alike`: who stands on a list, or is on another platform, by the name of somebody picked; which of them is the same is asked. */
  params: z.object({
    alike: z.array(z.object({ value: z.uuid(), label: z.string(), detail: z.string().exactOptional() })).optional(),
  }),
  sample: { alike: Array(MOST_ALIKE).fill({ value: uuid, label: "x".repeat(60), detail: "y".repeat(LONGEST_DETAIL) }) },
  build: (language, { alike }) => {
    const t = texts[language];
    const standing = standingFields(language);
    return {
      title: t.addTitle,
      submit: t.add,
      fields: {
        people: people({ label: t.people }),
        ...(alike && { same: choices({ label: t.same, hint: t.sameHint, options: alike, optional: true }) }),
        ...standing,
        roles: { ...standing.roles, hint: t.rolesHint, optional: true },
      },
    };
  },
});

export const teamForm = defineForm({
  id: "team.team",
  /**
   * `here`: the platform one is on; `elsewhere`: others that the team has channels on. Strict: a form that was drawn
   * before it carried `seen` would make a second team of the one it shows.
   */
  params: z.strictObject({
    /** Of the team that is changed, as it was seen. */
    seen: z.object({ id: z.uuid(), version: z.int() }).optional(),
    here: z.string().optional(),
    elsewhere: z.array(z.string()).optional(),
    /** There is no segment yet: its name is typed. */
    first: z.literal(true).optional(),
  }),
  sample: {
    seen: { id: uuid, version: 1_000_000 },
    here: "x".repeat(20),
    elsewhere: ["y".repeat(20), "z".repeat(20)],
  },
  build: (language, { seen, here = "", elsewhere = [], first }) => {
    const t = texts[language];
    const names = { here: sayPlatform(here, language), platforms: sayPlatforms(elsewhere, language) };
    return {
      title: t.teamTitle,
      submit: t.save,
      ...(elsewhere.length > 0 && { intro: [t.elsewhere(names)] }),
      fields: {
        name: text({ label: t.teamName, max: LONGEST_TEAM }),
        segment: first
          ? text({ label: t.segment, hint: t.segmentHint, max: 60 })
          : choice({ label: t.segment, hint: t.segmentChoiceHint, search: findSegments, complete: true }),
        channel: place({ label: t.channel, hint: t.channelHint, optional: true }),
        approvals: place({ label: t.approvals, hint: t.approvalsHint, optional: true }),
        // A new team has the organization's.
        ...(seen && {
          zone: choice({ label: t.zone, hint: t.zoneHint, search: searchZones }),
          language: choice({
            label: t.language,
            hint: t.languageHint,
            options: LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
          }),
        }),
      },
    };
  },
});
