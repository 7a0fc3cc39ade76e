import { z } from "zod";
import { type Choice, choice, choices, defineForm, people, place, type Search, text } from "../../chat/form.ts";
import { LANGUAGES, type Language } from "../../core/language.ts";
import { ROLES, type Role } from "../../core/scope.ts";
import { sayPlatform, sayPlatforms } from "../../domain/platforms.ts";
import { managesPeople, sayRole } from "../../domain/roles.ts";
import { findSegments } from "../figures/public.ts";
import { type Awaited, readAwaited } from "../newcomers/public.ts";
import { findTeams } from "../people/public.ts";
import { LANGUAGE_NAMES, searchZones } from "../settings/public.ts";
import { LONGEST_TEAM } from "./rules.ts";
import { texts } from "./texts.ts";

export const roleChoice = (role: Role, language: Language): Choice => ({ value: role, label: sayRole(role, language) });
const roleChoices = (language: Language): Choice[] => ROLES.map((role) => roleChoice(role, language));
export const rolesOf = (chosen: readonly string[]): Role[] => ROLES.filter((role) => chosen.includes(role));

const rolesAndTeam = (language: Language) => {
  const t = texts[language];
  return {
    roles: choices({ label: t.roles, options: roleChoices(language) }),
    team: choice({ label: t.team, hint: t.teamHint, optional: true, search: findTeams, complete: true }),
  } as const;
};

/** People of a list who have not written yet. */
const findAwaited: Search<unknown> = async (ctx, typed) =>
  managesPeople(ctx.scope) ? (await readAwaited(ctx.scope, typed)).map(awaitedChoice) : [];
export const awaitedChoice = ({ id, name, mail }: Awaited): Choice => ({
  value: id,
  label: name,
  ...(mail !== null && { detail: mail }),
});

export const addForm = defineForm({
  id: "team.add",
  params: z.object({}),
  sample: {},
  build: (language) => {
    const t = texts[language];
    return {
      title: t.addTitle,
      submit: t.add,
      fields: { people: people({ label: t.people }), ...rolesAndTeam(language) },
    };
  },
});

export const letInForm = defineForm({
  id: "team.letIn",
  params: z.object({ id: z.uuid(), version: z.int(), name: z.string() }),
  sample: { id: "00000000-0000-4000-8000-000000000000", version: 1_000_000, name: "x".repeat(200) },
  build: (language, { name }) => {
    const t = texts[language];
    const known = choice({ label: t.known, hint: t.knownHint, optional: true, search: findAwaited });
    return { title: t.letInTitle, submit: t.letIn, intro: [name], fields: { known, ...rolesAndTeam(language) } };
  },
});

export const teamForm = defineForm({
  id: "team.team",
  /** `here`: the platform one is on; `elsewhere`: others that the team has channels on. */
  params: z.object({
    id: z.uuid().optional(),
    here: z.string().optional(),
    elsewhere: z.array(z.string()).optional(),
    /** There is no segment yet: its name is typed. */
    first: z.literal(true).optional(),
  }),
  sample: {
    id: "00000000-0000-4000-8000-000000000000",
    here: "x".repeat(20),
    elsewhere: ["y".repeat(20), "z".repeat(20)],
  },
  build: (language, { id, here = "", elsewhere = [], first }) => {
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
        ...(id !== undefined && {
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
