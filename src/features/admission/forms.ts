import { choices } from "../../chat/form.ts";
import type { Language } from "../../core/language.ts";
import { ROLES } from "../../core/scope.ts";
import { findTeams, roleChoice } from "../people/public.ts";
import { texts } from "./texts.ts";

/** As what somebody is taken in, and where. */
export const standingFields = (language: Language) => {
  const t = texts[language];
  return {
    roles: choices({ label: t.roles, options: ROLES.map((role) => roleChoice(role, language)) }),
    teams: choices({ label: t.teams, hint: t.teamHint, optional: true, search: findTeams, complete: true }),
  } as const;
};
