import { z } from "zod";
import { type Choice, choice, choices, defineForm, type Search, text } from "../../chat/form.ts";
import type { Language } from "../../core/language.ts";
import { ROLES, type Role, type Scope } from "../../core/scope.ts";
import { isTeamwork, managesPeople, sayRole } from "../../domain/roles.ts";
import { searchZones } from "../settings/public.ts";
import type { PersonTeam } from "./rules.ts";
import { readTeams } from "./store.ts";
import { texts } from "./texts.ts";

export const roleChoice = (role: Role, language: Language): Choice => ({ value: role, label: sayRole(role, language) });
export const rolesOf = (chosen: readonly string[]): Role[] => ROLES.filter((role) => chosen.includes(role));
export const teamChoice = ({ id, name, segment }: PersonTeam): Choice => ({ value: id, label: name, detail: segment });

/** Teams that the person may put people into. */
export const findTeams: Search<unknown> = async (ctx, typed) =>
  managesPeople(ctx.scope) ? (await readTeams(ctx.scope, { typed })).map(teamChoice) : [];
/** Those of these teams that are there for the asker, as a form that comes again has them. */
export const chosenTeams = async (scope: Scope, ids: readonly string[]): Promise<Choice[]> =>
  (await readTeams(scope, { ids })).map(teamChoice);

/** Characters. */
const LONGEST_NAME = 60;

export const filterForm = defineForm({
  id: "people.filter",
  params: z.object({}),
  sample: {},
  build: (language) => {
    const t = texts[language];
    return {
      title: t.filterTitle,
      submit: t.find,
      fields: {
        text: text({ label: t.nameOrMail, hint: t.nameHint, max: LONGEST_NAME, optional: true }),
        team: choice({ label: t.team, search: findTeams, complete: true, optional: true }),
        role: choice({ label: t.role, options: ROLES.map((role) => roleChoice(role, language)), optional: true }),
        account: choice({
          label: t.account,
          options: [
            { value: "open", label: t.open },
            { value: "closed", label: t.closed },
          ],
          optional: true,
        }),
      },
    };
  },
});

export const editForm = defineForm({
  id: "people.edit",
  /** `within`: by a segment admin, who gives only what reaches no further than a team. */
  params: z.object({ id: z.uuid(), version: z.int(), within: z.boolean() }),
  sample: { id: "00000000-0000-4000-8000-000000000000", version: 1_000_000, within: true },
  build: (language, { within }) => {
    const t = texts[language];
    const roles = ROLES.filter((role) => !within || isTeamwork(role));
    return {
      title: t.editTitle,
      submit: t.save,
      fields: {
        name: text({ label: t.name, max: LONGEST_NAME }),
        roles: choices({ label: t.roles, options: roles.map((role) => roleChoice(role, language)) }),
        teams: choices({ label: t.teams, hint: t.teamsHint, search: findTeams, complete: true, optional: true }),
        mail: text({ label: t.mail, max: 120, optional: true }),
        phone: text({ label: t.phone, max: 30, optional: true }),
        zone: choice({ label: t.zone, hint: t.zoneHint, search: searchZones }),
      },
    };
  },
});
