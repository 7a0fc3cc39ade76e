import type { Ctx } from "../../chat/feature.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Change } from "../../core/scope.ts";
import { comeBack } from "../leaving/public.ts";
import { behind, problemOfStanding } from "../people/public.ts";
import { type NewMember, putMember, welcome } from "../team/public.ts";
import { texts } from "./texts.ts";

export { standingFields } from "./forms.ts";
export { problemAt } from "./texts.ts";

/** In from now on; or why not. */
export const admit = async (
  change: Change,
  person: NewMember,
  { language, who }: Pick<Ctx, "language" | "who">,
): Promise<{ readonly id: MemberId } | { readonly problem: string }> => {
  const { name, roles, teamIds } = person;
  const id = await putMember(change, person);
  if (id === undefined) return { problem: texts[language].inTeamAlready({ name }) };
  // One may have been closed since it was chosen.
  if ((await problemOfStanding(change, { roles, teamIds })) === "team_gone")
    return { problem: texts[language].teamGone };
  const problem = await behind(change, { id, name, after: { roles, teamIds } }, language);
  if (problem !== undefined) return { problem };
  await comeBack(change, id);
  await welcome(change, { key: `welcome:${id}:${change.at.toISOString()}`, id, name, roles, admin: who.name });
  return { id };
};
