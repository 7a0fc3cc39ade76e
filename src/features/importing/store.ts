import type { MemberId } from "../../core/ids.ts";
import type { Scope } from "../../core/scope.ts";
import { readMembersWith, readNames } from "../../data/colleagues.ts";

export { undoHoursOf } from "../../data/organization.ts";

export const readAdmins = (scope: Scope): Promise<MemberId[]> => readMembersWith(scope, "admin");

export const readName = async (scope: Scope, id: string): Promise<string> =>
  (await readNames(scope, [id])).get(id) ?? "–";
