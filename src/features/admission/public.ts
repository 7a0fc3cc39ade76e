import type { Ctx } from "../../chat/feature.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Change } from "../../core/scope.ts";
import { readHolders } from "../accounts/public.ts";
import { comeBack } from "../leaving/public.ts";
import { behind, moveAlong, problemOfStanding, readPeopleById } from "../people/public.ts";
import { welcome } from "../team/public.ts";
import { type NewMember, putMember } from "./store.ts";
import { texts } from "./texts.ts";

export { standingFields } from "./forms.ts";
export { putMember } from "./store.ts";
export { problemAt } from "./texts.ts";

/** In from now on; or why not. */
export const admit = async (
  change: Change,
  person: NewMember,
  { language, who }: Pick<Ctx, "language" | "who">,
): Promise<{ readonly id: MemberId } | { readonly problem: string; readonly at: "people" | "teams" }> => {
  const { name, roles, teamIds } = person;
  const [there] = await readPeopleById(change, await readHolders(change, [person]));
  const before = there?.open ? there : undefined;
  const id = await putMember(change, person);
  if (id === undefined) return { problem: texts[language].inTeamAlready({ name }), at: "people" };
  // One may have been closed since it was chosen.
  if ((await problemOfStanding(change, { roles, teamIds })) === "team_gone")
    return { problem: texts[language].teamGone, at: "teams" };
  const problem = await behind(change, { id, name, ...(before && { before }), after: { roles, teamIds } }, language);
  if (problem !== undefined) return { problem, at: "people" };
  if (before) await moveAlong(change, before);
  await comeBack(change, id, before !== undefined);
  await welcome(change, { key: `welcome:${id}:${change.at.toISOString()}`, id, name, roles, admin: who.name });
  return { id };
};
